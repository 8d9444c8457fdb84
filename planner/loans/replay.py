"""What is owed on a day: the contract and its events replayed up to that day."""

import datetime as dt
from collections.abc import Iterator, Sequence

from planner.basics.money import rounded
from planner.book.loan import LoanEvent, Terms
from planner.loans.changes import happen, prepay_fee_rate, standing
from planner.loans.dues import Due, days_late, pending
from planner.loans.instalment import LoanState, OpenDue, PaymentUse, RiskClass
from planner.loans.running import RunningLoan

_CLASSES: tuple[tuple[int, RiskClass], ...] = (
    (0, "normal"), (90, "attention"), (270, "substandard"), (360, "doubtful"),
)  # fmt: skip


def run_to(terms: Terms, events: Sequence[LoanEvent], on: dt.date) -> RunningLoan:
    """The loan at the end of day `on`; later events and reversals have not happened."""
    loan = RunningLoan(terms)
    for event in standing(event for event in events if event.date <= on):
        happen(loan, event)
    loan.pass_to(on)
    return loan


def state(terms: Terms, events: Sequence[LoanEvent], on: dt.date) -> LoanState:
    """What is owed at the end of day `on`, in six parts and fees; all 0 before the draw."""
    if on < terms.drawn_on:
        return LoanState(on, 0, 0, 0, 0, 0, 0, 0, 0, "M0", "normal", 0, 0)
    return state_of(run_to(terms, events, on), on)


def state_of(loan: RunningLoan, on: dt.date) -> LoanState:
    """The state of a running loan on `on`; nothing is posted by looking."""
    penalty = loan.terms.penalty
    late = [due for due in loan.dues if days_late(due, on, penalty)]
    in_time = [due for due in loan.dues if not days_late(due, on, penalty)]
    extra = [pending(due, on, penalty, loan.accrual) for due in late]
    accrued = loan.accrued(on)
    kept = sum(use.unapplied for use in loan.kept)
    due_sum = sum(due.left for due in loan.dues) + sum(map(sum, extra))
    fee = rounded(loan.balance * prepay_fee_rate(loan))
    days = loan.days_past_due(on)
    return LoanState(
        date=on,
        principal_normal=loan.balance + sum(due.principal for due in in_time),
        principal_overdue=sum(due.principal for due in late),
        interest_normal=accrued + sum(due.interest for due in in_time),
        interest_overdue=sum(due.interest for due in late),
        penalty_on_principal=sum(due.on_principal for due in loan.dues) + sum(p for p, _ in extra),
        penalty_on_interest=sum(due.on_interest for due in loan.dues) + sum(i for _, i in extra),
        fee=sum(due.fee for due in loan.dues),
        days_past_due=days,
        bucket=f"M{-(-days // 30)}",
        risk_class=risk_class(days),
        due_now=max(0, due_sum - kept),
        payoff=max(0, due_sum + loan.balance + accrued + fee - kept),
    )


def risk_class(days: int) -> RiskClass:
    """The five classes of 商业银行金融资产风险分类办法 (in force since 2023-07-01)."""
    return next((name for limit, name in _CLASSES if days <= limit), "loss")


def payments(terms: Terms, events: Sequence[LoanEvent], on: dt.date) -> tuple[PaymentUse, ...]:
    """How every payment and early payment up to `on` has been used by then, in order."""
    return tuple(use.frozen() for use in run_to(terms, events, on).uses)


def open_dues(terms: Terms, events: Sequence[LoanEvent], on: dt.date) -> tuple[OpenDue, ...]:
    """Every instalment not fully settled on `on`, past and future, by date.

    Past ones hold their penalty up to `on`. Coming ones are those of the plan after all known
    events, each taken as paid on its day, so that a later event changes only what follows it;
    later `pay` events are left out. A fee by itself has the number 0.
    """
    loan = run_to(terms, events, on)
    found = [_open(loan, due, on) for due in loan.dues]
    loan.dues.clear()
    for event in standing(events):
        if event.date > on and event.type != "pay":
            found += _coming(loan, event.date)
            happen(loan, event)
            found += _taken(loan)
    found += _coming(loan, dt.date.max)
    return tuple(due for due in found if due.left)


def _coming(loan: RunningLoan, until: dt.date) -> Iterator[OpenDue]:
    while (due := loan.next_due) is not None and due <= until:
        loan.fall_due()
        yield from _taken(loan)


def _taken(loan: RunningLoan) -> list[OpenDue]:
    """What has just fallen due, taken as paid."""
    taken = [OpenDue(due.number, due.date, due.payment, due.left, 0) for due in loan.dues]
    loan.dues.clear()
    return taken


def _open(loan: RunningLoan, due: Due, on: dt.date) -> OpenDue:
    penalty = loan.terms.penalty
    left = due.left + sum(pending(due, on, penalty, loan.accrual))
    return OpenDue(due.number, due.date, due.payment, left, days_late(due, on, penalty))


def prepayments_locked(terms: Terms, events: Sequence[LoanEvent]) -> tuple[LoanEvent, ...]:
    """The early payments that the contract did not allow yet (`prepay.locked_rows`)."""
    locked: list[LoanEvent] = []
    if not terms.prepay.locked_rows:
        return ()
    loan = RunningLoan(terms)
    for event in standing(events):
        happen(loan, event)
        if event.type == "prepay" and len(loan.rows) < terms.prepay.locked_rows:
            locked.append(event)
    return tuple(locked)
