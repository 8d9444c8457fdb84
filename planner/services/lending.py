"""Loans as the window shows them: one line each, the whole plan with its marks, what a day costs.

Everything is read from the book and computed by `planner.loans`; amounts are minor units of the
book's currency. Nothing here changes the book: see `services.loans.edits`.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from planner.basics.errors import UserError
from planner.basics.text import N_
from planner.book.book import Book
from planner.book.loan import Loan, LoanEvent, Terms
from planner.loans.cost import AnnualCost, LateCost, annual_cost, late_cost
from planner.loans.instalment import Instalment, LoanState, OpenDue, PaymentUse, Schedule
from planner.loans.replay import open_dues, payments, state
from planner.loans.schedule import plan
from planner.outlook.level import Level
from planner.outlook.outlook import Outlook
from planner.services.loans.areas import Areas, areas_of, with_late

Mark = Literal["paid", "paid_late", "part", "overdue", "due", "open"]
"""paid on time · paid after its day · partly paid · past its day · due today · still to come."""


@dataclass(frozen=True, slots=True)
class LoanLine:
    """A loan in the list."""

    id: str
    name: str
    lender: str
    principal_left: int
    """Principal not yet repaid, overdue principal included."""
    next_due: dt.date | None
    """The oldest instalment that still wants money; None: all is repaid."""
    next_amount: int
    level: Level | None
    """How the next instalment looks; None: not known yet, or all is repaid."""
    days_past_due: int
    paid: int
    """Instalments settled so far …"""
    count: int
    """… of this many in the plan."""


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One instalment of the plan with what became of it."""

    number: int
    due: dt.date
    payment: int
    principal: int
    interest: int
    fee: int
    balance: int
    mark: Mark
    left: int
    """Still to be paid of it, penalty counted."""
    settled_on: dt.date | None
    days_late: int
    """Days between its due date and the day it was settled, or today; 0: on time or to come."""
    moved_from: dt.date | None = None
    """The day of the contract where the holiday rule moved it."""
    is_rate_unknown: bool = False
    """Whether `interest` must not be shown: nobody knows the rate."""


@dataclass(frozen=True, slots=True)
class LoanView:
    """A loan in full, as of one day."""

    loan: Loan
    line: LoanLine
    rows: tuple[PlanRow, ...]
    state: LoanState
    cost: AnnualCost
    total_payment: int
    total_interest: int
    total_fee: int
    events: tuple[LoanEvent, ...]
    uses: tuple[PaymentUse, ...]
    """How each payment up to that day was used."""
    areas: Areas
    next_open: OpenDue | None


@dataclass(frozen=True, slots=True)
class Preview:
    """What a contract would come to, before it is signed or entered."""

    rows: tuple[Instalment, ...]
    first_payment: int
    largest_payment: int
    total_payment: int
    total_interest: int
    total_fee: int
    last_due: dt.date
    cost: AnnualCost
    areas: Areas


def loan_lines(book: Book, today: dt.date, outlook: Outlook | None) -> tuple[LoanLine, ...]:
    """Every loan of the book as one line, the next due first, repaid ones last."""
    lines = [_line(book, loan, today, outlook) for loan in book.loans.values()]
    return tuple(sorted(lines, key=lambda line: (line.next_due or dt.date.max, line.name)))


def loan_view(book: Book, loan_id: str, today: dt.date, outlook: Outlook | None = None) -> LoanView:
    """The loan in full as of `today`. Raises UserError when it is no longer in the book."""
    loan = found(book, loan_id)
    events = book.events_of(loan_id)
    schedule = plan(loan.terms, events)
    opened = open_dues(loan.terms, events, today)
    now = state(loan.terms, events, today)
    uses = payments(loan.terms, events, today)
    return LoanView(
        loan=loan,
        line=_line(book, loan, today, outlook),
        rows=_without_rate(loan.terms, _rows(schedule, events, uses, opened, today)),
        state=now,
        cost=annual_cost(loan.terms),
        total_payment=schedule.payment,
        total_interest=schedule.interest,
        total_fee=schedule.fee,
        events=events,
        uses=uses,
        areas=_areas(loan.terms, events, schedule, opened, now),
        next_open=opened[0] if opened else None,
    )


def plan_rows(terms: Terms, events: Sequence[LoanEvent], today: dt.date) -> tuple[PlanRow, ...]:
    """The plan of any terms and events with what became of each instalment by `today`."""
    opened, uses = open_dues(terms, events, today), payments(terms, events, today)
    return _without_rate(terms, _rows(plan(terms, events), events, uses, opened, today))


def preview(terms: Terms) -> Preview:
    """What `terms` come to. Raises UserError when no plan can follow from them."""
    schedule = plan(terms)
    rows = schedule.rows
    return Preview(
        rows=rows,
        first_payment=rows[0].payment,
        largest_payment=max(row.payment for row in rows),
        total_payment=schedule.payment,
        total_interest=schedule.interest,
        total_fee=schedule.fee,
        last_due=rows[-1].due,
        cost=annual_cost(terms),
        areas=areas_of(terms, (), schedule),
    )


def cost_of_lateness(
    terms: Terms, events: Sequence[LoanEvent], due: dt.date, days: int, today: dt.date
) -> LateCost:
    """What it costs to pay the instalment of `due` only `days` (>= 0) days later."""
    return late_cost(terms, events, due, days, min(today, due))


def found(book: Book, loan_id: str) -> Loan:
    """The loan of this id. Raises UserError when it is no longer in the book."""
    loan = book.loans.get(loan_id)
    if loan is None:
        raise UserError(N_("This loan is no longer in the book. Choose one from the list."))
    return loan


def _line(book: Book, loan: Loan, today: dt.date, outlook: Outlook | None) -> LoanLine:
    events = book.events_of(loan.id)
    opened = open_dues(loan.terms, events, today)
    now = state(loan.terms, events, today)
    following = opened[0] if opened else None
    count = len(plan(loan.terms, events).rows)
    return LoanLine(
        id=loan.id,
        name=loan.name,
        lender=loan.lender,
        principal_left=now.principal_normal + now.principal_overdue,
        next_due=following.due if following else None,
        next_amount=following.left if following else 0,
        level=_level(loan.id, following, outlook),
        days_past_due=now.days_past_due,
        paid=max(count - len(opened), 0),
        count=count,
    )


def _level(loan_id: str, following: OpenDue | None, outlook: Outlook | None) -> Level | None:
    if following is None:
        return None
    if following.days_past_due > 0:
        return Level.overdue
    dues = outlook.dues if outlook else ()
    return next((due.level for due in dues if due.loan == loan_id), None)


def _without_rate(terms: Terms, rows: tuple[PlanRow, ...]) -> tuple[PlanRow, ...]:
    """`rows` that know when the rate is not known."""
    if not terms.is_rate_unknown:
        return rows
    return tuple(replace(row, is_rate_unknown=True) for row in rows)


def _rows(
    schedule: Schedule,
    events: Sequence[LoanEvent],
    uses: Sequence[PaymentUse],
    opened: Sequence[OpenDue],
    today: dt.date,
) -> tuple[PlanRow, ...]:
    left = {due.number: due for due in opened}
    settled = _settled(schedule, events, uses)
    return tuple(_row(row, left.get(row.number), settled, today) for row in schedule.rows)


def _row(
    row: Instalment, opened: OpenDue | None, settled: Mapping[int, dt.date], today: dt.date
) -> PlanRow:
    end = settled.get(row.number) if opened is None else None
    late = (end or (today if opened else row.due)) - row.due
    return PlanRow(
        number=row.number,
        due=row.due,
        payment=row.payment,
        principal=row.principal,
        interest=row.interest,
        fee=row.fee,
        balance=row.balance,
        mark=_mark(row, opened, late.days, today),
        left=opened.left if opened else 0,
        settled_on=end,
        days_late=max(late.days, 0),
        moved_from=row.moved_from,
    )


def _mark(row: Instalment, opened: OpenDue | None, late: int, today: dt.date) -> Mark:
    if opened is None:
        return "paid_late" if late > 0 else "paid"
    if opened.due < today:
        return "overdue"
    if 0 < opened.left < opened.payment:
        return "part"
    return "due" if opened.due == today else "open"


def _settled(
    schedule: Schedule, events: Sequence[LoanEvent], uses: Sequence[PaymentUse]
) -> dict[int, dt.date]:
    """The day of the payment that settled each instalment: payments settle the oldest due first.

    Money of a prepayment beyond what is due on its day pays off principal, not instalments.
    """
    wanted = sorted(
        [(row.due, row.number, row.payment) for row in schedule.rows]
        + [(event.date, 0, event.amount) for event in events if event.type == "fee"]
    )
    prepaid = [event.date for event in events if event.type == "prepay"]
    settled: dict[int, dt.date] = {}
    position = money = 0
    for use in uses:
        is_prepaid = use.date in prepaid
        money += use.amount - use.penalty
        while position < len(wanted) and wanted[position][2] <= money:
            due, number, amount = wanted[position]
            if is_prepaid and due > use.date:
                break
            settled[number] = use.date
            money -= amount
            position += 1
        money = 0 if is_prepaid else money
    return settled


def _areas(
    terms: Terms,
    events: Sequence[LoanEvent],
    schedule: Schedule,
    opened: Sequence[OpenDue],
    now: LoanState,
) -> Areas:
    late = [due for due in opened if due.due < now.date]
    areas = areas_of(terms, events, schedule)
    return with_late(areas, late[0].due, None, sum(due.left for due in late)) if late else areas
