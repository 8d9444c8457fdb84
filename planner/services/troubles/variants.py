"""Other plans for a loan that is hard to pay: what each costs, and the outlook after it.

A plan is a change that the lender agrees to (an event of the loan) or a sum paid today; every
one is tried on the same possible courses. Agreed, it is one Edit. Amounts are minor units.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from planner.basics.dates import ONE_DAY
from planner.basics.errors import UserError
from planner.basics.ids import new_id
from planner.basics.text import N_, Text, text
from planner.book.book import Book
from planner.book.edit import Change, Edit, adding, apply
from planner.book.entry import Entry
from planner.book.loan import LoanEvent
from planner.loans.replay import open_dues, state
from planner.outlook.due_risk import chance_of_any, due_of, judged
from planner.outlook.outlook import Due
from planner.outlook.runway import days_of_safety
from planner.services.troubles.keeping import Futures, month_days
from planner.services.troubles.stages import Situation, situation
from planner.simulation.scenario import Scenario

Kind = Literal["extend", "lower", "interest_only", "part_now"]
TITLES: dict[Kind, str] = {
    "extend": N_("Six more months"),
    "lower": N_("A lower instalment"),
    "interest_only": N_("Three months of interest only"),
    "part_now": N_("A sum now, the rest later"),
}
MORE_ROWS = 6
INTEREST_ROWS = 3
LONGEST = 120
"""Months beyond which no plan is proposed."""


@dataclass(frozen=True, slots=True)
class Variant:
    """One plan and what would come of it."""

    kind: Kind
    changes: tuple[Change, ...]
    instalment: int
    """The largest of its instalments."""
    first_due: dt.date
    last_due: dt.date
    at_once: int
    """Wanted at once: the sum now, and penalty and fees that stay due."""
    to_pay: int
    """Everything from today on."""
    extra: int
    """More than the plan of today; negative: less."""
    chance_short: float
    """Chance that at least one of its instalments of the coming year is short."""
    days_of_safety: int | None
    """With it; None: every due of the coming year is covered."""

    @property
    def title(self) -> str:
        """English source text of its name."""
        return TITLES[self.kind]

    @property
    def sum_now(self) -> int:
        """The payment today that is part of it; 0: none is."""
        return sum(_paid_now(change) for change in self.changes)

    def is_kept(self, chance: float) -> bool:
        """Whether its instalments are covered with this chance."""
        return 1 - self.chance_short >= chance


def variants(futures: Futures, loan_id: str, most: int, part: int = 0) -> tuple[Variant, ...]:
    """The plans that are possible, in the order of `TITLES`.

    `most` is the monthly payment that can be kept up: the lower instalment does not exceed it.
    `part` is the sum that could be paid today from the emergency fund (0: all of it), at most
    what has fallen due, or one instalment. A loan that is repaid, or not paid out yet, has none.
    """
    book, today = futures.book, futures.today
    now = situation(book, loan_id, today)
    if now is None or not now.is_drawn:
        return ()
    sum_now = min(part or book.in_reserve(today), now.wanted)
    made: dict[Kind, tuple[Change, ...]] = {
        "extend": spread(book, now, _rows(now) + MORE_ROWS),
        "lower": _lower(book, now, most),
        "interest_only": spread(book, now, _rows(now) + INTEREST_ROWS, INTEREST_ROWS),
        "part_now": _part_now(book, now, sum_now, most),
    }
    return tuple(_tried(futures, now, kind, changes) for kind, changes in made.items() if changes)


def chance_now(futures: Futures, loan_id: str) -> float:
    """Chance that at least one instalment of the coming year is short as things stand."""
    return _chance(futures, futures.book, loan_id)[0]


def agreed_edit(book: Book, loan_id: str, variant: Variant) -> Edit:
    """The one Edit that makes a plan real once the lender has agreed to it.

    Raises UserError when the loan is gone.
    """
    loan = book.loans.get(loan_id)
    if loan is None:
        raise UserError(N_("This loan is no longer in the book. Choose one from the list."))
    title: Text = text(
        N_("Plan agreed for “{name}”: {plan}"), name=loan.name, plan=text(variant.title)
    )
    return Edit(title, variant.changes)


def scenario_of(book: Book, loan_id: str, variant: Variant) -> Scenario:
    """A plan as a what-if, so that it can be looked at beside others. Raises as `agreed_edit`."""
    edit = agreed_edit(book, loan_id, variant)
    name = text(
        N_("Plan for “{name}”: {plan}"),
        name=book.loans[loan_id].name,
        plan=text(variant.title),
    )
    return Scenario(name, (edit,), "plan", text(_NOTE), variant.extra)


_NOTE = N_("It holds once the lender has agreed to it; fees for a new plan are not known here.")


def _rows(now: Situation) -> int:
    return max(len(now.coming), 1)


def _first_due(now: Situation) -> dt.date:
    """The next due date; after the last one the same day of next month."""
    if now.coming:
        return now.coming[0].due
    return next(month_days(now.loan.terms, now.today))


def spread(
    book: Book,
    now: Situation,
    rows: int,
    interest_rows: int = 0,
    first_due: dt.date | None = None,
) -> tuple[Change, ...]:
    """What is owed, spread anew in equal instalments over `rows` months from the next due date.

    The first `interest_rows` bear interest alone; `first_due` is another first due date.
    """
    events = book.events_of(now.loan.id)
    methods = [event.method for event in events if event.method] or [now.loan.terms.method]
    is_level = methods[-1] in {"equal_instalment", "equal_principal"}
    event = LoanEvent(
        id=new_id(),
        loan=now.loan.id,
        type="reschedule",
        date=now.today,
        order=sum(event.date == now.today for event in events),
        instalments=rows,
        first_due=first_due or _first_due(now),
        method=methods[-1] if is_level else "equal_instalment",
        interest_rows=interest_rows,
    )
    return (adding("loan_event", event),)


def _lower(book: Book, now: Situation, most: int) -> tuple[Change, ...]:
    """The fewest months whose instalment does not exceed `most`; none: no such plan."""
    low, high = _rows(now), LONGEST
    if most <= 0 or _instalment(book, now, spread(book, now, high)) > most:
        return ()
    while low < high:
        middle = (low + high) // 2
        if _instalment(book, now, spread(book, now, middle)) <= most:
            high = middle
        else:
            low = middle + 1
    return spread(book, now, low)


def _part_now(book: Book, now: Situation, sum_now: int, most: int) -> tuple[Change, ...]:
    """A payment from the emergency fund today; the rest by the lower instalment, or as it was."""
    if sum_now <= 0:
        return ()
    paid = tuple(_payment(book, now, sum_now))
    after = apply(book, Edit(text(TITLES["part_now"]), paid))
    rest = situation(after, now.loan.id, now.today)
    if rest is None:
        return ()
    return (*paid, *(_lower(after, rest, most) or spread(after, rest, _rows(rest) + MORE_ROWS)))


def _payment(book: Book, now: Situation, amount: int) -> Iterator[Change]:
    """Money from the emergency fund through the debited account; early, where nothing is due."""
    loan = now.loan
    fund = next(iter(book.reserve_accounts), "")
    if fund and fund != loan.debit_account and book.balances(now.today)[fund] >= amount:
        move = Entry(new_id(), now.today, fund, -amount, to_account=loan.debit_account)
        yield adding("entry", move)
    order = sum(event.date == now.today for event in book.events_of(loan.id))
    kind: Literal["pay", "prepay"] = "pay" if now.owed else "prepay"
    yield adding("loan_event", LoanEvent(new_id(), loan.id, kind, now.today, amount, order))
    if not loan.books_cash:
        yield adding(
            "entry", Entry(new_id(), now.today, loan.debit_account, -amount, payee=loan.lender)
        )


def _instalment(book: Book, now: Situation, changes: tuple[Change, ...]) -> int:
    event = changes[-1].after
    assert isinstance(event, LoanEvent)
    opened = open_dues(now.loan.terms, (*book.events_of(now.loan.id), event), now.today)
    return max((due.payment for due in opened if due.due > now.today), default=0)


def _tried(futures: Futures, now: Situation, kind: Kind, changes: tuple[Change, ...]) -> Variant:
    book, today, key = futures.book, futures.today, now.loan.id
    after = apply(book, Edit(text(TITLES[kind]), changes))
    events = after.events_of(key)
    opened = open_dues(now.loan.terms, events, today)
    coming = [due for due in opened if due.due > today]
    paid = sum(_paid_now(change) for change in changes)
    at_once = paid + state(now.loan.terms, events, today).due_now
    to_pay = paid + sum(due.left for due in opened)
    chance, safety = _chance(futures, after, key)
    return Variant(
        kind=kind,
        changes=changes,
        instalment=max((due.payment for due in coming), default=0),
        first_due=coming[0].due if coming else today + ONE_DAY,
        last_due=opened[-1].due if opened else today,
        at_once=at_once,
        to_pay=to_pay,
        extra=to_pay - sum(due.left for due in now.opened),
        chance_short=chance,
        days_of_safety=safety,
    )


def _paid_now(change: Change) -> int:
    event = change.after
    return event.amount if isinstance(event, LoanEvent) and event.type in {"pay", "prepay"} else 0


def _chance(futures: Futures, book: Book, loan_id: str) -> tuple[float, int | None]:
    """(chance that a coming instalment of the loan is short, days of safety) on the same courses."""
    found = judged(futures.simulation.of(book))
    mine = [one for one in found if one.flow.source == loan_id and one.flow.date > futures.today]
    dues: tuple[Due, ...] = tuple(due_of(one, book) for one in found)
    return chance_of_any(mine), days_of_safety(dues, futures.today)
