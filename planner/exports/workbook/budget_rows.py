"""Rows of the budget sheet: for each line plan, actual and difference below each other."""

from collections.abc import Sequence
from dataclasses import dataclass

from planner.basics.text import N_, text
from planner.exports.budget_table import BudgetRow, BudgetTable
from planner.exports.cells import Cells, ref, span
from planner.exports.workbook.draft import Draft
from planner.exports.workbook.entries_sheet import EntryNames
from planner.exports.workbook.inputs import InputNames
from planner.exports.workbook.loan_sheet import LoanPlaces

ID, NUMBER, LABEL, MEASURE, MONTH = range(5)
HEAD = 4
PLAN, ACTUAL, DIFFERENCE = range(3)
MEASURES = (text(N_("Budget")), text(N_("Actual")), text(N_("Difference")))


@dataclass(frozen=True, slots=True)
class BudgetGrid:
    """The budget sheet and everything its rows refer to."""

    draft: Draft
    cells: Cells
    table: BudgetTable
    inputs: InputNames
    entries: EntryNames
    loans: dict[str, LoanPlaces]

    @property
    def months(self) -> range:
        """Indexes of the months."""
        return range(len(self.table.months))

    @property
    def total(self) -> int:
        """The column of the sum over all months."""
        return MONTH + len(self.table.months)

    def head(self, month: int) -> str:
        """The cell that holds the first day of a month."""
        return ref(HEAD, MONTH + month, "r")

    def if_begun(self, month: int, expression: str) -> str:
        """A formula that is empty until the month has begun."""
        return f'=IF({self.head(month)}<={self.inputs.as_of},{expression},"")'

    def in_month(self, month: int, column: str) -> str:
        """Criteria of SUMIFS for a column of dates: within a month."""
        first = self.head(month)
        return f'{column},">="&{first},{column},"<"&EDATE({first},1)'

    def begun(self, values: Sequence[int]) -> list[int | None]:
        """`values` of the months that have begun, None for the others."""
        return [value if self.table.has_begun(i) else None for i, value in enumerate(values)]


def write_row(grid: BudgetGrid, at: int, row: BudgetRow, number: int, sign: int) -> int:
    """The three lines of a category or loan; amounts times `sign`. Returns the next free row."""
    cells = grid.cells
    label = grid.draft.wording.fact(row.name)
    write_labels(grid, at, label, row.key, "indent")
    for line in (PLAN, ACTUAL, DIFFERENCE):
        cells.number(at + line, NUMBER, number, "whole", "muted")
    for month, cell in enumerate(row.cells):
        column = MONTH + month
        _plan(grid, at, month, row, sign)
        if row.flow == "transfer":
            write_fixed(grid, at + ACTUAL, month, sign * cell.actual)
        else:
            minus = "-" if sign < 0 else ""
            criteria = grid.in_month(month, grid.entries.dates)
            key = f"{grid.entries.rows},{ref(at, NUMBER, 'c')}"
            found = f"{minus}SUMIFS({grid.entries.amounts},{key},{criteria})"
            booked = sign * cell.actual if grid.table.has_begun(month) else None
            formula = grid.if_begun(month, f"ROUND({found},{cells.places})")
            cells.money_formula(at + ACTUAL, column, formula, booked)
    if row.category:
        _ = grid.draft.wording._
        words = _("Please check"), _("The amount can't be negative.")
        cells.not_negative(at, MONTH, grid.total - 1, *words)
    plan, actual = (
        [sign * cell.plan for cell in row.cells], [sign * cell.actual for cell in row.cells],
    )  # fmt: skip
    write_difference(grid, at, plan, actual)
    write_done(grid, at, plan, actual)
    return at + 3


def _plan(grid: BudgetGrid, at: int, month: int, row: BudgetRow, sign: int) -> None:
    cell, cells, column = row.cells[month], grid.cells, MONTH + month
    if row.key.startswith("loan:"):
        places = grid.loans[row.loan]
        criteria = grid.in_month(month, places.dues)
        cells.money_formula(at, column, f"=SUMIFS({places.payments},{criteria})", sign * cell.plan)
    elif row.category:
        look = () if cell.is_typed else ("derived",)
        cells.money(at, column, sign * cell.plan, *look, "input")
    else:
        cells.money(at, column, sign * cell.plan, "derived")


def write_fixed(grid: BudgetGrid, at: int, month: int, minor: int) -> None:
    """A figure that no formula can give, in a month that has begun."""
    if grid.table.has_begun(month):
        grid.cells.money(at, MONTH + month, minor)


def write_labels(grid: BudgetGrid, at: int, label: str, key: str, *style: str) -> None:
    """Label, hidden ids and the words budget, actual, difference."""
    say = grid.draft.wording.say
    grid.cells.text(at, LABEL, label, *style)
    for line, measure in enumerate(MEASURES):
        look = ("muted", "under") if line == DIFFERENCE else ("muted",)
        grid.cells.text(at + line, ID, key, "muted")
        grid.cells.text(at + line, MEASURE, say(measure), *style[1:], *look)
    for line in (ACTUAL, DIFFERENCE):
        grid.cells.blank(at + line, LABEL, *style[1:], *(("under",) if line == DIFFERENCE else ()))


def write_difference(
    grid: BudgetGrid, at: int, plan: Sequence[int], actual: Sequence[int], *style: str
) -> None:
    """Actual less plan, and the sums over all months."""
    cells, look = grid.cells, ("muted", *style, "under")
    for month in grid.months:
        column = MONTH + month
        up, mid = ref(at + PLAN, column), ref(at + ACTUAL, column)
        gap = actual[month] - plan[month] if grid.table.has_begun(month) else None
        formula = f'=IF({mid}="","",ROUND({mid}-{up},{cells.places}))'
        cells.money_formula(at + DIFFERENCE, column, formula, gap, *look)
    planned, booked = _so_far(grid, plan), _so_far(grid, actual)
    for line, total, extra in (
        (PLAN, sum(plan), ("bold",)),
        (ACTUAL, booked, ("bold",)),
        (DIFFERENCE, booked - planned, ("muted", "under")),
    ):
        place = span((at + line, MONTH), (at + line, grid.total - 1))
        cells.money_formula(at + line, grid.total, f"=SUM({place})", total, *style, *extra)
        cells.blank(at + line, grid.total + 1, *style, *extra)


def write_done(
    grid: BudgetGrid, at: int, plan: Sequence[int], actual: Sequence[int], *style: str
) -> None:
    """How much of the plan of the months that have begun is booked."""
    planned, booked = _so_far(grid, plan), _so_far(grid, actual)
    heads = span((HEAD, MONTH), (HEAD, grid.total - 1), "rc")
    plans = span((at + PLAN, MONTH), (at + PLAN, grid.total - 1))
    so_far = f'SUMIF({heads},"<="&{grid.inputs.as_of},{plans})'
    formula = f'=IF({so_far}=0,"",{ref(at + ACTUAL, grid.total)}/{so_far})'
    share = booked / planned if planned else ""
    grid.cells.formula(at + ACTUAL, grid.total + 1, formula, share, "percent", *style)


def _so_far(grid: BudgetGrid, amounts: Sequence[int]) -> int:
    return sum(amounts[month] for month in grid.months if grid.table.has_begun(month))
