"""The three-way comparison: what was exported, what the file holds now, what the book holds now."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import NamedTuple, cast

from planner.basics.ids import new_id
from planner.basics.text import N_, text
from planner.book.account import Category, Flow
from planner.book.book import Book
from planner.book.budget import BudgetLine
from planner.importers.budget_workbook import BudgetWorkbook, EditedRow, PlanCell, Planned
from planner.services.budgets.differences import (
    BudgetImport,
    Changed,
    MissingRow,
    NameChange,
    NewRow,
    PlanChange,
    Unread,
)

_SIGNS = {"income": 1, "expense": -1, "debt": -1}
"""How a part shows its amounts: income as it is, expenses and repayments without their minus."""
_SHOWN_NEGATIVE = ("loan:", "_expense", "_usual_expense", "_owed")

_WORKED_OUT = text(
    N_("This figure is worked out from loans or history; a plan belongs into a category's row.")
)
_GONE = text(N_("The category is no longer in the book."))
_NEGATIVE = text(N_("Amounts are written without a minus in this part of the sheet."))
_CLEARED = text(
    N_("The cell is empty, but its figure was worked out. Write 0 to plan nothing there.")
)
_NAMELESS = text(N_("The name is empty; the old one stays."))
_NO_HEADING = text(
    N_("The row stands under no heading. Put it among the income, the expenses or the repayments.")
)
_NO_NAME = text(N_("The row has amounts but no name."))
_NO_AMOUNTS = text(N_("The row has a name but no amounts."))


class _Plan(NamedTuple):
    """A cell that differs from what was exported; `sign` turns what is shown into the book's."""

    month: str
    cell: PlanCell
    base: Planned
    sign: int


def compared(book: Book, workbook: BudgetWorkbook) -> BudgetImport:
    """Everything in which the file differs from what was exported, against `book` now."""
    known, own, unread = _told_apart(workbook)
    found: list[Changed | NewRow | Unread] = []
    found += [one for row in known for one in _row_findings(book, workbook, row)]
    found += [one for row in own for one in _own_findings(row)]
    changes = [one for one in found if isinstance(one, PlanChange | NameChange)]
    conflicts = [one for one in changes if _is_in_both(workbook, one)]
    there = {row.key for row in workbook.rows}
    return BudgetImport(
        workbook.file,
        workbook.currency,
        changes=tuple(one for one in changes if one not in conflicts),
        conflicts=tuple(conflicts),
        added=tuple(one for one in found if isinstance(one, NewRow)),
        removed=tuple(_missing(book, workbook, there)),
        not_understood=(*(one for one in found if isinstance(one, Unread)), *unread),
    )


# rows


def _told_apart(
    workbook: BudgetWorkbook,
) -> tuple[list[EditedRow], list[EditedRow], list[Unread]]:
    """Rows that were exported, the owner's own ones, and copies that say nothing new.

    A row that was copied brings its hidden id along: of several with one id, the one with the
    exported name is the row, and those with other names are the owner's own.
    """
    same: dict[str, list[EditedRow]] = defaultdict(list)
    own: list[EditedRow] = []
    unread: list[Unread] = []
    for row in workbook.rows:
        (same[row.key] if row.key else own).append(row)
    known = [_original(workbook, rows) for rows in same.values()]
    for original in known:
        for row in same[original.key]:
            if row is original:
                continue
            if row.name not in {"", original.name}:
                own.append(row)
            elif not row.is_empty:
                reason = text(N_("This row stands twice; {cell} counts."), cell=original.place)
                unread.append(Unread(row.place, row.name, reason))
    return known, own, unread


def _original(workbook: BudgetWorkbook, rows: list[EditedRow]) -> EditedRow:
    named = workbook.names.get(rows[0].key)
    same = [row for row in rows if named and row.name == named.name.strip()]
    return (same or rows)[0]


def _row_findings(
    book: Book, workbook: BudgetWorkbook, row: EditedRow
) -> Iterator[Changed | Unread]:
    named, category = workbook.names.get(row.key), book.categories.get(row.key)
    plans = [plan for plan in _plans(workbook, row) if _differs(plan)]
    if named is None:
        yield from (
            Unread(plan.cell.place, plan.cell.written, _WORKED_OUT)
            for plan in plans
            if not plan.cell.written.startswith("=")
        )
    elif category is None:
        yield from (Unread(plan.cell.place, plan.cell.written, _GONE) for plan in plans)
    else:
        yield from _renamed(category, named.name, row)
        for plan in plans:
            yield from _planned(book, category, plan)


def _plans(workbook: BudgetWorkbook, row: EditedRow) -> Iterator[_Plan]:
    named = workbook.names.get(row.key)
    if named is None:
        sign = -1 if row.key.startswith(_SHOWN_NEGATIVE) else 1
    else:
        sign = _SIGNS.get(named.flow, 1)
    for month, cell in row.cells.items():
        base = workbook.base.get((month, row.key))
        if base is not None:
            yield _Plan(month, cell, base, sign)


def _differs(plan: _Plan) -> bool:
    return plan.cell.reason is not None or plan.cell.minor != plan.sign * plan.base.amount


def _renamed(category: Category, exported: str, row: EditedRow) -> Iterator[NameChange | Unread]:
    if row.name == exported.strip() or row.name == category.name:
        return
    if row.name:
        yield NameChange(row.place, category.id, exported, row.name, category.name)
    else:
        yield Unread(row.place, "", _NAMELESS)


def _planned(book: Book, category: Category, plan: _Plan) -> Iterator[PlanChange | Unread]:
    cell, base = plan.cell, plan.base
    line = book.budget.get(f"{plan.month}/{category.id}")
    now = line.amount if line else None
    if cell.reason is not None:
        yield Unread(cell.place, cell.written, cell.reason)
    elif cell.minor is None:
        if not base.is_typed:
            yield Unread(cell.place, "", _CLEARED)
        elif now is not None:
            yield PlanChange(
                cell.place, plan.month, category.id, category.name, base.amount, None, now
            )
    elif cell.minor < 0:
        yield Unread(cell.place, cell.written, _NEGATIVE)
    elif now != plan.sign * cell.minor:
        yield PlanChange(
            cell.place, plan.month, category.id, category.name,
            base.amount, plan.sign * cell.minor, now, cell.written,
        )  # fmt: skip


def _is_in_both(workbook: BudgetWorkbook, change: Changed) -> bool:
    """Whether the book has changed since the export, too."""
    if isinstance(change, NameChange):
        return change.book != change.before
    base = workbook.base[change.month, change.category]
    return change.book != (base.amount if base.is_typed else None)


# the owner's own rows, and those that are gone


def _own_findings(row: EditedRow) -> Iterator[NewRow | Unread]:
    sign = _SIGNS.get(row.part)
    if not row.name or row.is_empty or sign is None:
        reason = _NO_NAME if not row.name else _NO_AMOUNTS if row.is_empty else _NO_HEADING
        yield Unread(row.place, row.name, reason)
        return
    category = Category(new_id(), row.name, cast("Flow", row.part))
    plans = []
    for month, cell in row.cells.items():
        if cell.reason is not None or (cell.minor or 0) < 0:
            yield Unread(cell.place, cell.written, cell.reason or _NEGATIVE)
        elif cell.minor is not None:
            plans.append(BudgetLine(month, category.id, sign * cell.minor))
    yield NewRow(row.place, category, tuple(plans))


def _missing(book: Book, workbook: BudgetWorkbook, there: Collection[str]) -> Iterator[MissingRow]:
    for key in workbook.names:
        category = book.categories.get(key)
        if key in there or category is None:
            continue
        months = [month for month, row in workbook.base if row == key]
        lines = (book.budget.get(f"{month}/{key}") for month in months)
        yield MissingRow(key, category.name, tuple(line for line in lines if line))
