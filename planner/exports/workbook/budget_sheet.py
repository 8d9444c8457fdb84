"""The budget sheet: twelve months across; income, expenses, loans and the balance down."""

from collections.abc import Iterator
from dataclasses import dataclass

from planner.exports.cells import ref
from planner.exports.styles import money_width, width_of
from planner.exports.workbook.budget_balance import (
    write_closing,
    write_net,
    write_opening,
    write_safety,
)
from planner.exports.workbook.budget_rows import (
    HEAD,
    ID,
    LABEL,
    MEASURE,
    MONTH,
    NUMBER,
    BudgetGrid,
)
from planner.exports.workbook.budget_sections import sections_of, write_section, write_subtotal
from planner.exports.workbook.page import set_page

ROW_HEIGHT = 14
ONE_PAGE = 64
"""Rows up to which the sheet is pressed onto one page: it stays readable."""


@dataclass(frozen=True, slots=True)
class BudgetPlaces:
    """Rows of the budget sheet that the overview shows; the months' columns."""

    title: str
    sections: dict[str, int]
    """The plan's subtotal row of each section that is there."""
    closing: int
    first: int
    last: int


def write_budget(grid: BudgetGrid) -> BudgetPlaces:
    """Fills the sheet; returns where its totals stand."""
    _heading(grid)
    sections = sections_of(grid)
    at = HEAD + 3  # opening balance stands above, written when the closing row is known
    totals: dict[str, int] = {}
    for section in sections:
        at = write_section(grid, at, section)
        totals[section.key] = at
        at = write_subtotal(grid, at, section)
    net = at
    at = write_net(grid, at, sections, totals)
    closing = at
    at = write_closing(grid, at, net)
    write_opening(grid, HEAD + 1, closing)
    last = write_safety(grid, at, closing)
    _look(grid, last)
    title = grid.cells.sheet.name
    return BudgetPlaces(title, totals, closing, MONTH, grid.total - 1)


def _heading(grid: BudgetGrid) -> None:
    cells, wording = grid.cells, grid.draft.wording
    _ = wording._
    cells.text(0, LABEL, _("Budget: twelve months"), "title")
    cells.text(1, LABEL, _("Amounts in {currency}. Booked up to {date}.").format(
        currency=grid.table.currency, date=wording.date(grid.table.today, "year")), "subtitle")  # fmt: skip
    cells.text(2, LABEL, _(
        "Yellow: may be changed. Italic: worked out from what repeats, is invoiced or is usual; "
        "write your own figure over it."), "subtitle")  # fmt: skip
    cells.text(HEAD, ID, "id", "muted")
    cells.text(HEAD, LABEL, _("Item"), "head_left")
    cells.blank(HEAD, MEASURE, "head")
    for month, first in enumerate(grid.table.first_days):
        if month == 0:
            cells.date(HEAD, MONTH, first, "head", "month")
        else:
            before = ref(HEAD, MONTH + month - 1)
            cells.date_formula(HEAD, MONTH + month, f"=EDATE({before},1)", first, "head", "month")
    cells.text(HEAD, grid.total, _("Total"), "head")
    cells.text(HEAD, grid.total + 1, _("Completion"), "head")


def _largest(grid: BudgetGrid) -> Iterator[int]:
    """Amounts of single months, balances and sums among them."""
    table = grid.table
    yield from (*table.opening, *table.closing, table.reserve_target)
    yield from (table.lowest(month) for month in grid.months)
    for flow in ("income", "expense", "debt", "transfer"):
        yield from (*table.planned(flow), *table.booked(flow))


def _totals(grid: BudgetGrid) -> Iterator[int]:
    """Amounts of all months together."""
    for flow in ("income", "expense", "debt", "transfer"):
        yield from (
            sum(table_sums) for table_sums in (grid.table.planned(flow), grid.table.booked(flow))
        )


def _look(grid: BudgetGrid, last: int) -> None:
    sheet, wording = grid.cells.sheet, grid.draft.wording
    names = [wording.fact(row.name) for row in grid.table.rows]
    label = max((width_of(name) + 2 for name in names), default=0)
    sheet.set_column(ID, NUMBER, 8, None, {"hidden": True})
    sheet.set_column(LABEL, LABEL, min(max(label, 24), 34))
    sheet.set_column(MEASURE, MEASURE, 10)
    sheet.set_column(
        MONTH, grid.total - 1, max(money_width(_largest(grid), grid.table.currency), 11.5)
    )
    sheet.set_column(grid.total, grid.total, money_width(_totals(grid), grid.table.currency))
    done = wording._("Completion")
    sheet.set_column(grid.total + 1, grid.total + 1, max(9, width_of(done)))
    sheet.set_row(0, 28)
    sheet.set_row(HEAD, 20)
    for row in range(HEAD + 1, last + 1):
        sheet.set_row(row, ROW_HEIGHT)
    sheet.print_area(0, LABEL, last, grid.total + 1)
    is_short = last <= ONE_PAGE
    set_page(
        grid.draft,
        grid.cells,
        head=(HEAD, HEAD),
        freeze=(HEAD + 1, MONTH),
        pages_high=1 if is_short else 0,
    )
