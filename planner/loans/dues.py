"""What has fallen due: its unpaid parts, the penalty on it, and how money is laid against it."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

from planner.basics.money import rounded
from planner.book.loan import Bucket, Penalty
from planner.loans.accrual import Accrual
from planner.loans.instalment import PaymentUse


@dataclass(slots=True)
class Due:
    """One instalment or fee that has fallen due; the parts are what is still unpaid."""

    number: int
    """Of its row; 0: a fee by itself."""
    date: dt.date
    payment: int
    """What it asked for on its day."""
    principal: int
    interest: int
    fee: int
    charged_until: dt.date
    """Penalty has been posted up to this day."""
    on_principal: int = 0
    """罚息 posted and unpaid."""
    on_interest: int = 0
    """复利 posted and unpaid."""

    @property
    def bears(self) -> bool:
        """Principal or interest is unpaid: it can be overdue and bear penalty."""
        return self.principal > 0 or self.interest > 0

    @property
    def left(self) -> int:
        """Everything unpaid of it, posted penalty included."""
        return self.principal + self.interest + self.fee + self.on_principal + self.on_interest


@dataclass(slots=True)
class Use:
    """One payment and what became of it so far."""

    date: dt.date
    amount: int
    fee: int = 0
    penalty: int = 0
    interest: int = 0
    principal: int = 0
    unapplied: int = 0

    def frozen(self) -> PaymentUse:
        """The same as a value."""
        return PaymentUse(
            self.date, self.amount, self.fee, self.penalty, self.interest, self.principal,
            self.unapplied,
        )  # fmt: skip


def days_late(due: Due, on: dt.date, penalty: Penalty) -> int:
    """Days past due on `on`; 0 within the grace or when only penalty or a fee is unpaid."""
    days = (on - due.date).days
    return days if due.bears and days > penalty.grace_days else 0


def pending(due: Due, on: dt.date, penalty: Penalty, accrual: Accrual) -> tuple[int, int]:
    """Penalty since the last posting up to `on`, half-up: on principal, on interest.

    Once the grace is exceeded it counts from the due date, on what is unpaid by then.
    """
    if not days_late(due, on, penalty):
        return 0, 0
    return _grown(due, _factor(due.charged_until, on, penalty, accrual), penalty)


def post(dues: Sequence[Due], on: dt.date, penalty: Penalty, accrual: Accrual) -> None:
    """Post the penalty of all `dues` up to the day `on`."""
    factors: dict[dt.date, Fraction] = {}
    for due in dues:
        if not days_late(due, on, penalty):
            continue
        since = due.charged_until
        if since not in factors:
            factors[since] = _factor(since, on, penalty, accrual)
        on_principal, on_interest = _grown(due, factors[since], penalty)
        due.on_principal += on_principal
        due.on_interest += on_interest
        due.charged_until = on


def _factor(since: dt.date, on: dt.date, penalty: Penalty, accrual: Accrual) -> Fraction:
    """What one unit of overdue money bears: the contract rate by days × the multiplier."""
    return accrual.by_days(since, on) * Fraction(penalty.multiplier)


def _grown(due: Due, factor: Fraction, penalty: Penalty) -> tuple[int, int]:
    on_interest = rounded(due.interest * factor) if penalty.compound else 0
    return rounded(due.principal * factor), on_interest


def settle(dues: list[Due], money: int, order: Sequence[Bucket], use: Use) -> int:
    """Lay `money` against `dues`, oldest date first, inside a date by `order`; returns the rest.

    Settled dues leave the list.
    """
    for _, same_day in groupby(tuple(dues), key=lambda due: due.date):
        group = tuple(same_day)
        for bucket in order:
            for due, part in _parts(group, bucket):
                paid = min(money, getattr(due, part))
                setattr(due, part, getattr(due, part) - paid)
                setattr(use, bucket, getattr(use, bucket) + paid)
                money -= paid
        if not money:
            break
    dues[:] = [due for due in dues if due.left]
    return money


def _parts(group: Sequence[Due], bucket: Bucket) -> Iterator[tuple[Due, str]]:
    """The unpaid parts of one bucket: penalty on principal before penalty on interest."""
    names = ("on_principal", "on_interest") if bucket == "penalty" else (bucket,)
    for name in names:
        for due in group:
            if getattr(due, name):
                yield due, name
