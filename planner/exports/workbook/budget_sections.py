"""The parts of the budget sheet: income, expenses, loans, other money; their groups and subtotals."""

from dataclasses import dataclass
from itertools import groupby

from planner.exports.budget_table import BudgetRow
from planner.exports.cells import ref, span
from planner.exports.workbook.budget_rows import (
    ACTUAL,
    ID,
    LABEL,
    MEASURE,
    MONTH,
    PLAN,
    BudgetGrid,
    write_difference,
    write_done,
    write_labels,
    write_row,
)


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the sheet: its rows (with their numbers), and the sign that makes them positive."""

    key: str
    title: str
    total: str
    sign: int
    rows: tuple[tuple[int, BudgetRow], ...]


def sections_of(grid: BudgetGrid) -> tuple[Section, ...]:
    """All parts that have rows, from top to bottom."""
    _ = grid.draft.wording._
    numbered = tuple(enumerate(grid.table.rows, 1))

    def of(*flows: str, draws: bool = False) -> tuple[tuple[int, BudgetRow], ...]:
        return tuple(
            (number, row)
            for number, row in numbered
            if row.flow in flows and (row.flow != "debt" or row.key.startswith("draw:") == draws)
        )

    parts = (
        Section("income", _("Income"), _("All income"), 1, of("income")),
        Section("expense", _("Expenses"), _("All expenses"), -1, of("expense")),
        Section("debt", _("Loans to repay"), _("All repayments"), -1, of("debt")),
        Section("other", _("Other money in and out"), _("All other money"), 1,
                (*of("debt", draws=True), *of("transfer"))),
    )  # fmt: skip
    return tuple(part for part in parts if part.rows)


def write_section(grid: BudgetGrid, at: int, section: Section) -> int:
    """Heading and rows of a part; returns the row of its subtotal."""
    for column in range(LABEL, grid.total + 2):
        grid.cells.blank(at, column, "section")
    grid.cells.text(at, ID, f"part:{section.key}", "muted")
    grid.cells.text(at, LABEL, section.title, "section")
    at += 1
    groups = _groups(grid, section)
    for heading, rows in groups:
        if heading:
            grid.cells.text(at, ID, f"group:{section.key}", "muted")
            grid.cells.text(at, LABEL, heading, "group")
            at += 1
        for number, row in rows:
            at = write_row(grid, at, row, number, section.sign)
    return at


def _groups(grid: BudgetGrid, section: Section) -> list[tuple[str, list[tuple[int, BudgetRow]]]]:
    """The rows under the owner's own headings; expenses without any: what must be, what can wait."""
    _ = grid.draft.wording._
    if any(row.group for _number, row in section.rows):
        order = list(dict.fromkeys(row.group for _number, row in section.rows if row.group))
        ranks = {name: rank for rank, name in enumerate((*order, ""))}
        ordered = sorted(section.rows, key=lambda pair: ranks[pair[1].group])
        parts = groupby(ordered, key=lambda pair: pair[1].group)
        return [(name or _("Not grouped"), list(rows)) for name, rows in parts]
    if section.key == "expense" and len({row.is_essential for _number, row in section.rows}) == 2:
        ordered = sorted(section.rows, key=lambda pair: not pair[1].is_essential)
        parts_of = groupby(ordered, key=lambda pair: pair[1].is_essential)
        names = {True: _("Essential"), False: _("Others")}
        return [(names[is_essential], list(rows)) for is_essential, rows in parts_of]
    return [("", list(section.rows))]


def sums_of(grid: BudgetGrid, section: Section) -> tuple[list[int], list[int]]:
    """Plan and actual of a section by month, as the sheet shows them."""
    plan = [
        section.sign * sum(row.cells[month].plan for _number, row in section.rows)
        for month in grid.months
    ]
    actual = [
        section.sign * sum(row.cells[month].actual for _number, row in section.rows)
        for month in grid.months
    ]
    return plan, actual


def _first_row(at: int, section: Section, grid: BudgetGrid) -> int:
    headings = sum(1 for heading, _ in _groups(grid, section) if heading)
    return at - 3 * len(section.rows) - headings


def write_subtotal(grid: BudgetGrid, at: int, section: Section) -> int:
    """The three lines of a part's sum; returns the next free row."""
    first = _first_row(at, section, grid)
    write_labels(grid, at, section.total, f"sum:{section.key}", "bold", "total")
    plan, actual = sums_of(grid, section)
    measures = span((first, MEASURE), (at - 1, MEASURE), "rc")
    for month in grid.months:
        column = MONTH + month
        values = span((first, column), (at - 1, column), "r")
        for line, amount in ((PLAN, plan[month]), (ACTUAL, actual[month])):
            found = f"SUMIF({measures},{ref(at + line, MEASURE, 'c')},{values})"
            if line == ACTUAL:
                formula, value = grid.if_begun(month, found), grid.begun(actual)[month]
            else:
                formula, value = f"={found}", amount
            grid.cells.money_formula(at + line, column, formula, value, "total")
    write_difference(grid, at, plan, actual, "total")
    write_done(grid, at, plan, actual, "total")
    return at + 3
