"""The budget table as lines on the screen: balances, headings, groups, categories, subtotals."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from planner.basics.text import N_, Text, text
from planner.book.account import Flow
from planner.services.budgeting import BudgetCell, BudgetRow, BudgetTable

Kind = Literal["balance", "heading", "group", "line", "subtotal"]
Measure = Literal["plan", "actual", "difference"]
MEASURES: tuple[Measure, ...] = ("plan", "actual", "difference")


@dataclass(frozen=True, slots=True)
class GridLine:
    """One line: what it is, its name, and its cells by month (headings have none)."""

    kind: Kind
    key: str
    name: str | Text
    cells: tuple[BudgetCell | None, ...] = ()
    """None: nothing can be said yet, such as the balance of a month still to come."""
    category: str = ""
    """Set where the plan can be typed."""
    flow: Flow = "income"
    begun: int = 0
    """How many months have begun; only these have something booked."""
    indent: int = 0

    def value(self, month: int, measure: Measure) -> int | None:
        """Minor units of a cell; None: there is nothing to show."""
        cell = self.cells[month] if month < len(self.cells) else None
        if cell is None or (measure != "plan" and month >= self.begun):
            return None
        is_nothing = not cell.sources and (measure == "plan" or cell.actual == 0)
        if self.kind == "line" and is_nothing:
            return None
        return int(getattr(cell, measure))

    def is_derived(self, month: int) -> bool:
        """Whether the plan was not typed but worked out."""
        cell = self.cells[month] if month < len(self.cells) else None
        return self.kind == "line" and cell is not None and not cell.is_typed


class PlanMonth(NamedTuple):
    """One month in minor units, > 0 in the line's usual direction."""

    month: str
    """Written like 2026-12."""
    plan: int
    actual: int | None
    """None: the month has not begun."""


def plan_months(line: GridLine, months: Sequence[str]) -> list[PlanMonth]:
    """A line as bars: expenses turned upwards."""
    sign = 1 if line.flow == "income" else -1
    found = []
    for place, month in enumerate(months):
        plan, actual = line.value(place, "plan"), line.value(place, "actual")
        found.append(
            PlanMonth(month, sign * (plan or 0), None if actual is None else sign * actual)
        )
    return found


def grid_lines(table: BudgetTable) -> tuple[GridLine, ...]:
    """All lines of the budget, from the opening to the closing balance."""
    begun = sum(table.has_begun(month) for month in range(len(table.months)))
    lines = [
        _balance(table, "opening", N_("Balance at the start"), table.opening, table.opening_actual),
        *_part(table, "income", N_("Income"), N_("All income")),
        *_part(table, "expense", N_("Expenses"), N_("All expenses")),
        *_loans(table),
        _balance(table, "closing", N_("Balance at the end"), table.closing, table.closing_actual),
    ]
    return tuple(replace(line, begun=begun) for line in lines)


def _balance(
    table: BudgetTable, key: str, name: str, plan: Sequence[int], actual: Sequence[int | None]
) -> GridLine:
    cells = tuple(
        BudgetCell(planned, planned if booked is None else booked)
        for planned, booked in zip(plan, actual, strict=True)
    )
    return GridLine("balance", key, text(name), cells)


def _part(table: BudgetTable, flow: Flow, name: str, total: str) -> Iterator[GridLine]:
    rows = table.rows_of(flow)
    if not rows:
        return
    yield GridLine("heading", f"heading {flow}", text(name))
    groups = list(dict.fromkeys(row.group for row in rows))
    for group in sorted(groups, key=lambda group: group == ""):
        members = [row for row in rows if row.group == group]
        if group:
            yield replace(_sum(members, f"group {flow} {group}", group), kind="group")
        for row in members:
            yield _line(row, indent=2 if group else 1)
    yield _sum(rows, f"total {flow}", text(total))


def _loans(table: BudgetTable) -> Iterator[GridLine]:
    rows = (*table.rows_of("debt"), *table.rows_of("transfer"))
    if not rows:
        return
    yield GridLine("heading", "heading debt", text(N_("Loans and transfers")))
    for row in rows:
        yield _line(row, indent=1)


def _line(row: BudgetRow, indent: int) -> GridLine:
    return GridLine(
        "line", row.key, row.name, row.cells, category=row.category, flow=row.flow, indent=indent
    )


def _sum(rows: Sequence[BudgetRow], key: str, name: str | Text) -> GridLine:
    months = range(len(rows[0].cells))
    cells = tuple(
        BudgetCell(
            sum(row.cells[month].plan for row in rows), sum(row.cells[month].actual for row in rows)
        )
        for month in months
    )
    return GridLine("subtotal", key, name, cells, flow=rows[0].flow, indent=1)
