"""The budget table: what the owner planned, what the book expects, what has been booked.

A plan the owner has typed stands. Where none is typed, a month that is over takes its recurring
facts; a month still running takes what is booked so far and what is still to come; a month ahead
takes recurring facts, open invoices and (from the look ahead) usual flows. Each cell says which.
"""

import datetime as dt
from collections import defaultdict

from planner.basics.dates import ONE_DAY
from planner.basics.text import N_, text
from planner.book.account import Flow
from planner.book.book import Book
from planner.exports.budget_table import BudgetCell, BudgetRow, BudgetTable
from planner.outlook.level import Level
from planner.outlook.outlook import Outlook
from planner.services.budgets.parts import (
    EXPENSE,
    INCOME,
    OWED,
    TRANSFER,
    USUAL_EXPENSE,
    USUAL_INCOME,
    Sources,
    Sums,
    Window,
    booked,
    expected,
)
from planner.services.look_ahead import LookAhead

__all__ = ["BudgetCell", "BudgetRow", "BudgetTable", "budget_table"]


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
    actual = booked(book, window)
    plans, sources = expected(book, outlook, window, actual)
    rows = _rows(book, window, actual, plans, sources)
    balances = [book.spendable(start - ONE_DAY) for start in window.starts]
    rows = _with_transfers(rows, window, balances)
    return _table(book, outlook, window, tuple(rows), balances)


def _today(book: Book, outlook: Outlook | None, today: dt.date | None) -> dt.date:
    if outlook:
        return outlook.stamp.today
    if today is None and len(book.ledger):
        return dt.date.fromordinal(int(book.ledger.days[-1]))
    return today or dt.date.min


def _rows(
    book: Book, window: Window, actual: Sums, plans: Sums, sources: Sources
) -> list[BudgetRow]:
    nothing = [0] * window.months

    def cells(key: str) -> tuple[BudgetCell, ...]:
        return tuple(
            BudgetCell(planned, done, tuple(sorted(sources.get((key, index), ()))))
            for index, (planned, done) in enumerate(
                zip(plans.get(key, nothing), actual.get(key, nothing), strict=True)
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
        if any(plans.get(key, nothing)) or any(actual.get(key, nothing)):
            rows.append(BudgetRow(key, text(name), flow, cells(key)))
    for loan in book.loans.values():
        for key, title in (
            (f"draw:{loan.id}", text(N_("{name}: paid out"), name=loan.name)),
            (f"loan:{loan.id}", text(N_("{name}: instalments"), name=loan.name)),
        ):
            if any(plans.get(key, nothing)) or any(actual.get(key, nothing)):
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
    opening: list[int] = []
    closing: list[int] = []
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
