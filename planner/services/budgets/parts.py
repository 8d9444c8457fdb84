"""What a budget table is put together from: sums booked, planned and expected, by row and month.

Rows have keys: a category's id, `loan:<id>`, `draw:<id>`, or one of the words below.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from planner.basics.dates import ONE_DAY, add_months
from planner.book.account import Flow
from planner.book.book import Book
from planner.book.ledger import Ints
from planner.book.loan import Loan, LoanEvent
from planner.exports.budget_table import PlanSource
from planner.flows.expected import expected_flows
from planner.loans.replay import open_dues, payments
from planner.loans.schedule import plan
from planner.outlook.outlook import Outlook

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


def booked(book: Book, window: Window) -> Sums:
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


def expected(
    book: Book, outlook: Outlook | None, window: Window, actual: Sums
) -> tuple[Sums, Sources]:
    """Plans by row and month, typed by the owner or derived, and where each comes from."""
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
