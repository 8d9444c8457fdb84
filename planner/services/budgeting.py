"""The budget table: what the owner planned, what the book expects, what has been booked.

A plan the owner has typed stands. Where none is typed, a month that is over takes its recurring
facts; a month still running takes what is booked so far and what is still to come; a month ahead
takes recurring facts, open invoices and (from the look ahead) usual flows. Each cell says which.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from planner.basics.dates import ONE_DAY, add_months
from planner.basics.text import N_, text
from planner.book.account import Flow
from planner.book.book import Book
from planner.book.ledger import Ints
from planner.book.loan import Loan, LoanEvent
from planner.exports.budget_table import BudgetCell, BudgetRow, BudgetTable, PlanSource
from planner.flows.expected import expected_flows
from planner.loans.replay import open_dues, payments
from planner.loans.schedule import plan
from planner.outlook.level import Level
from planner.outlook.outlook import Outlook
from planner.services.look_ahead import LookAhead

__all__ = ["BudgetCell", "BudgetRow", "BudgetTable", "budget_table"]

INCOME, EXPENSE = "_income", "_expense"
USUAL_INCOME, USUAL_EXPENSE = "_usual_income", "_usual_expense"
OWED, TRANSFER = "_owed", "_transfer"

Marks = npt.NDArray[np.bool_]
Sums = dict[str, list[int]]
"""Minor units by row key and month."""
Sources = dict[tuple[str, int], set[PlanSource]]


class Window(NamedTuple):
    """The months of a table and the day it is made."""

    first: dt.date
    months: int
    today: dt.date

    @property
    def end(self) -> dt.date:
        """The day after the last month."""
        return add_months(self.first, self.months)

    @property
    def starts(self) -> list[dt.date]:
        """First days of all months, and the day after the last."""
        return [add_months(self.first, number) for number in range(self.months + 1)]

    def month_of(self, date: dt.date) -> int | None:
        """Index of the month of `date`, or None outside."""
        index = (date.year - self.first.year) * 12 + date.month - self.first.month
        return index if 0 <= index < self.months else None

    @property
    def current(self) -> int:
        """Index of the month of today; below 0 or beyond the last when today lies outside."""
        return (self.today.year - self.first.year) * 12 + self.today.month - self.first.month


def budget_table(
    book: Book,
    look: LookAhead | None,
    first_month: str,
    months: int = 12,
    *,
    today: dt.date | None = None,
) -> BudgetTable:
    """The budget of `book` over `months` months from `first_month` ("2026-12").

    `today` is that of the look ahead; without one the argument, else the day of the last entry.
    Without a look ahead, usual flows, dips, levels and the reserve target are left out (0, None).
    """
    outlook = look.outlook if look else None
    window = Window(
        dt.date.fromisoformat(f"{first_month}-01"), months, _today(book, outlook, today)
    )
    actual = _booked(book, window)
    expected, sources = _expected(book, outlook, window, actual)
    rows = _rows(book, window, actual, expected, sources)
    balances = [book.spendable(start - ONE_DAY) for start in window.starts]
    rows = _with_transfers(rows, window, balances)
    return _table(book, outlook, window, tuple(rows), balances)


def _today(book: Book, outlook: Outlook | None, today: dt.date | None) -> dt.date:
    if outlook:
        return outlook.stamp.today
    if today is None and len(book.ledger):
        return dt.date.fromordinal(int(book.ledger.days[-1]))
    return today or dt.date.min


# --- what is booked ---------------------------------------------------------------------------


def _booked(book: Book, window: Window) -> Sums:
    """Sums of entries by row key (transfers left out) and of what the loans booked."""
    sums: Sums = defaultdict(lambda: [0] * window.months)
    ledger = book.ledger
    starts = np.array([start.toordinal() for start in window.starts])
    first, last = np.searchsorted(ledger.days, starts[[0, -1]])
    month = np.searchsorted(starts, ledger.days[first:last], side="right") - 1
    amounts = ledger.amounts[first:last]
    codes = ledger.categories.codes[first:last]
    is_own = _is_own_transfer(book, first, last)
    for code, category in enumerate(ledger.categories.values):
        rows = (codes == code) & ~is_own
        for key, part in _parts(book, category, amounts):
            chosen = rows & part
            if chosen.any():
                _add_columns(sums[key], month[chosen], amounts[chosen])
    _add_loan_cash(book, window, sums)
    return sums


def _is_own_transfer(book: Book, first: int, last: int) -> Marks:
    column = book.ledger.to_accounts
    named = np.array([value != "" for value in (*column.values, "")], dtype=np.bool_)
    return named[column.codes[first:last]]


def _parts(book: Book, category: str, amounts: Ints) -> Iterator[tuple[str, Marks]]:
    """Row keys for the entries of one category, with the entries that belong to each."""
    if category not in book.categories:
        yield INCOME, amounts > 0
        yield EXPENSE, amounts <= 0
    elif book.categories[category].flow != "transfer":
        yield category, np.ones(len(amounts), dtype=np.bool_)


def _add_columns(row: list[int], months: Ints,
                 amounts: Ints) -> None:  # fmt: skip
    sums = np.zeros(len(row), dtype=np.int64)
    np.add.at(sums, months, amounts)
    for index, value in enumerate(sums):
        row[index] += int(value)


def _add_loan_cash(book: Book, window: Window, sums: Sums) -> None:
    for move in book.loan_cash:
        index = window.month_of(move.date)
        if index is not None:
            key = f"draw:{move.loan}" if move.amount > 0 else f"loan:{move.loan}"
            sums[key][index] += move.amount


# --- what is planned or expected --------------------------------------------------------------


def _expected(
    book: Book, outlook: Outlook | None, window: Window, actual: Sums
) -> tuple[Sums, Sources]:
    sums: Sums = defaultdict(lambda: [0] * window.months)
    sources: Sources = defaultdict(set)
    for key, index, amount, source in (
        *_repeated(book, window),
        *_coming(book, window),
        *_usual(outlook, window),
        *_booked_ahead(window, actual),
    ):
        sums[key][index] += amount
        sources[key, index].add(source)
    _take_typed(book, window, sums, sources)
    _take_schedules(book, window, sums, sources)
    return sums, sources


Part = tuple[str, int, int, PlanSource]
"""Row key, month, minor units, where it comes from."""


def _repeated(book: Book, window: Window) -> Iterator[Part]:
    """Recurring facts of the months that are over."""
    end = add_months(window.first, max(0, min(window.current, window.months)))
    for fact in book.recurring.values():
        for date in fact.dates(window.first, end - ONE_DAY):
            index = window.month_of(date)
            if index is not None:
                yield _key(book, fact.category, fact.amount), index, fact.amount, "recurring"


def _coming(book: Book, window: Window) -> Iterator[Part]:
    """Recurring facts and open invoices after today, as the look ahead expects them."""
    days = max(0, (window.end - window.today).days - 1)
    for flow in expected_flows(book, window.today, days):
        index = window.month_of(flow.date)
        if index is not None and flow.kind in {"recurring", "invoice"}:
            fact = (book.recurring if flow.kind == "recurring" else book.invoices)[flow.source]
            yield _key(book, fact.category, flow.amount), index, flow.amount, flow.kind


def _usual(outlook: Outlook | None, window: Window) -> Iterator[Part]:
    for flow in outlook.coming if outlook else ():
        index = window.month_of(flow.date)
        if flow.kind == "usual" and index is not None:
            yield USUAL_INCOME if flow.amount > 0 else USUAL_EXPENSE, index, flow.amount, "usual"


def _booked_ahead(window: Window, actual: Sums) -> Iterator[Part]:
    """What is booked already in months that are not over."""
    for key, row in actual.items():
        for index, amount in enumerate(row):
            if amount and index >= window.current and not key.startswith(("loan:", "draw:")):
                yield key, index, amount, "actual"


def _key(book: Book, category: str, amount: int) -> str:
    known = book.categories.get(category)
    if known and known.flow != "transfer":
        return category
    return INCOME if amount > 0 else EXPENSE


def _take_typed(book: Book, window: Window, sums: Sums, sources: Sources) -> None:
    """A typed plan replaces what was derived; with a typed income, usual income would be counted twice."""
    for line in book.budget.values():
        index = window.month_of(dt.date.fromisoformat(f"{line.month}-01"))
        flow: Flow = book.categories[line.category].flow
        if index is None or flow == "transfer":
            continue
        sums[line.category][index] = line.amount
        sources[line.category, index] = {"typed"}
        usual = {"income": USUAL_INCOME, "expense": USUAL_EXPENSE}.get(flow)
        if usual in sums:
            sums[usual][index] = 0
            sources.pop((usual, index), None)


def _take_schedules(book: Book, window: Window, sums: Sums, sources: Sources) -> None:
    """Instalments by due date, money to be paid out, and what corrects this month and later ones."""
    for key, index, amount in (
        *(part for loan in book.loans.values() for part in _instalments(book, window, loan)),
        *_draws(book, window),
    ):
        sums[key][index] += amount
        sources[key, index].add("schedule")


def _instalments(book: Book, window: Window, loan: Loan) -> Iterator[tuple[str, int, int]]:
    events = book.events_of(loan.id)
    correction = [0] * window.months
    for row in plan(loan.terms, events).rows:
        index = window.month_of(row.due)
        if index is not None:
            correction[index] += row.payment
            yield f"loan:{loan.id}", index, -row.payment
    for date, amount in _paid_and_owed(loan, events, window.today):
        index = window.month_of(date)
        if index is not None:
            correction[index] -= amount
    for index, amount in enumerate(correction):
        if amount and index >= window.current:
            yield OWED, index, amount


def _paid_and_owed(
    loan: Loan, events: tuple[LoanEvent, ...], today: dt.date
) -> Iterator[tuple[dt.date, int]]:
    """What has been paid, and what is still to be paid: overdue sums count from today."""
    for use in payments(loan.terms, events, today):
        yield use.date, use.amount
    for due in open_dues(loan.terms, events, today):
        yield max(due.due, today), due.left


def _draws(book: Book, window: Window) -> Iterator[tuple[str, int, int]]:
    for move in book.loan_cash:
        index = window.month_of(move.date)
        if move.amount > 0 and index is not None:
            yield f"draw:{move.loan}", index, move.amount


# --- the table --------------------------------------------------------------------------------


def _rows(
    book: Book, window: Window, actual: Sums, expected: Sums, sources: Sources
) -> list[BudgetRow]:
    nothing = [0] * window.months

    def cells(key: str) -> tuple[BudgetCell, ...]:
        return tuple(
            BudgetCell(planned, booked, tuple(sorted(sources.get((key, index), ()))))
            for index, (planned, booked) in enumerate(
                zip(expected.get(key, nothing), actual.get(key, nothing), strict=True)
            )
        )

    rows = [
        BudgetRow(
            category.id, category.name, category.flow, cells(category.id),
            category=category.id, group=category.group, is_essential=category.essential,
        )
        for category in book.categories.values()
        if category.flow != "transfer"
    ]  # fmt: skip
    for key, name, flow in _OTHER:
        if any(expected.get(key, nothing)) or any(actual.get(key, nothing)):
            rows.append(BudgetRow(key, text(name), flow, cells(key)))
    for loan in book.loans.values():
        for key, title in (
            (f"draw:{loan.id}", text(N_("{name}: paid out"), name=loan.name)),
            (f"loan:{loan.id}", text(N_("{name}: instalments"), name=loan.name)),
        ):
            if any(expected.get(key, nothing)) or any(actual.get(key, nothing)):
                rows.append(BudgetRow(key, title, "debt", cells(key), loan=loan.id))
    return rows


_OTHER: tuple[tuple[str, str, Flow], ...] = (
    (USUAL_INCOME, N_("Usual takings (from your history)"), "income"),
    (INCOME, N_("Other income (no category)"), "income"),
    (USUAL_EXPENSE, N_("Usual spending (from your history)"), "expense"),
    (EXPENSE, N_("Other expenses (no category)"), "expense"),
    (OWED, N_("Overdue, or paid ahead"), "debt"),
)
_MOVED = N_("Moved to or from reserve and cards")


def _with_transfers(rows: list[BudgetRow], window: Window, balances: list[int]) -> list[BudgetRow]:
    """The rows, and whatever else changed the spendable cash: own transfers, spending by card."""
    rest = [
        balances[index + 1] - balances[index] - sum(row.cells[index].actual for row in rows)
        for index in range(window.months)
    ]
    if not any(rest):
        return rows
    cells = tuple(
        BudgetCell(amount if index >= window.current else 0, amount,
                   ("actual",) if amount and index >= window.current else ())
        for index, amount in enumerate(rest)
    )  # fmt: skip
    return [*rows, BudgetRow(TRANSFER, text(_MOVED), "transfer", cells)]


def _table(
    book: Book, outlook: Outlook | None, window: Window, rows: tuple[BudgetRow, ...],
    balances: list[int],
) -> BudgetTable:  # fmt: skip
    opening, closing = [], []
    for index in range(window.months):
        is_new_start = index == 0 or index <= window.current
        opening.append(balances[index] if is_new_start else closing[-1])
        closing.append(opening[-1] + sum(row.cells[index].plan for row in rows))
    begun = [index <= window.current for index in range(window.months)]
    return BudgetTable(
        currency=book.currency,
        today=window.today,
        months=tuple(f"{start:%Y-%m}" for start in window.starts[:-1]),
        rows=rows,
        opening=tuple(opening),
        closing=tuple(closing),
        opening_actual=tuple(balances[i] if begun[i] else None for i in range(window.months)),
        closing_actual=tuple(balances[i + 1] if begun[i] else None for i in range(window.months)),
        dip=_dips(outlook, window),
        worst_due=_worst(outlook, window),
        reserve=book.in_reserve(window.today),
        reserve_target=outlook.reserve.target if outlook else 0,
    )


def _dips(outlook: Outlook | None, window: Window) -> tuple[int, ...]:
    """Month end less the month's lowest day, by the plan without chance."""
    found: dict[int, list[int]] = defaultdict(list)
    for day in outlook.days if outlook else ():
        index = window.month_of(day.date)
        if index is not None:
            found[index].append(day.expected)
    return tuple(
        found[index][-1] - min(found[index]) if index in found else 0
        for index in range(window.months)
    )


def _worst(outlook: Outlook | None, window: Window) -> tuple[Level | None, ...]:
    worst: list[Level | None] = [None] * window.months
    for due in outlook.dues if outlook else ():
        index = window.month_of(max(due.date, window.today))
        if index is not None:
            worst[index] = max(worst[index] or due.level, due.level)
    return tuple(worst)
