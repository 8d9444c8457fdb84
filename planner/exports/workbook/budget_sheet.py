"""The budget sheet: twelve months across; income, expenses, loans and the balance down."""

from dataclasses import dataclass
from itertools import groupby

from planner.basics.money import rounded
from planner.exports.budget_table import BudgetRow
from planner.exports.cells import ref, span
from planner.exports.styles import width_of
from planner.exports.workbook.budget_rows import (
    ACTUAL,
    HEAD,
    ID,
    LABEL,
    MEASURE,
    MONTH,
    NUMBER,
    PLAN,
    BudgetGrid,
    write_difference,
    write_labels,
    write_row,
)
from planner.exports.workbook.page import set_page
from planner.exports.workbook.words import (
    balance_formula,
    balance_word,
    mark_negative,
    mark_words,
    write_level,
)


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the sheet: its rows (with their numbers), and the sign that makes them positive."""

    key: str
    title: str
    total: str
    sign: int
    rows: tuple[tuple[int, BudgetRow], ...]


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
    sections = [section for section in _sections(grid) if section.rows]
    at = HEAD + 3  # opening balance stands above, written when the closing row is known
    totals: dict[str, int] = {}
    for section in sections:
        at = _section(grid, at, section)
        totals[section.key] = at
        at = _subtotal(grid, at, section)
    net = at
    at = _net(grid, at, sections, totals)
    closing = at
    at = _closing(grid, at, net)
    _opening(grid, HEAD + 1, closing)
    last = _safety(grid, at, closing)
    _look(grid, last)
    title = grid.cells.sheet.name
    return BudgetPlaces(title, totals, closing, MONTH, grid.total - 1)


def _heading(grid: BudgetGrid) -> None:
    cells, wording = grid.cells, grid.draft.wording
    word = wording._
    cells.text(0, LABEL, word("Budget: twelve months"), "title")
    cells.text(1, LABEL, word("Amounts in {currency}. Booked up to {date}.").format(
        currency=grid.table.currency, date=wording.date(grid.table.today, "year")), "subtitle")  # fmt: skip
    cells.text(2, LABEL, word(
        "Yellow: may be changed. Italic: worked out from what repeats, is invoiced or is usual; "
        "write your own figure over it."), "subtitle")  # fmt: skip
    cells.text(HEAD, ID, "id", "muted")
    cells.text(HEAD, LABEL, word("Item"), "head_left")
    cells.blank(HEAD, MEASURE, "head")
    for month, first in enumerate(grid.table.first_days):
        if month == 0:
            cells.date(HEAD, MONTH, first, "head", "month")
        else:
            before = ref(HEAD, MONTH + month - 1)
            cells.date_formula(HEAD, MONTH + month, f"=EDATE({before},1)", first, "head", "month")
    cells.text(HEAD, grid.total, word("Together"), "head")
    cells.text(HEAD, grid.total + 1, word("Done"), "head")


def _sections(grid: BudgetGrid) -> tuple[Section, ...]:
    word = grid.draft.wording._
    numbered = tuple(enumerate(grid.table.rows, 1))

    def of(*flows: str, draws: bool = False) -> tuple[tuple[int, BudgetRow], ...]:
        return tuple(
            (number, row)
            for number, row in numbered
            if row.flow in flows and (row.flow != "debt" or row.key.startswith("draw:") == draws)
        )

    return (
        Section("income", word("Income"), word("Income together"), 1, of("income")),
        Section("expense", word("Expenses"), word("Expenses together"), -1, of("expense")),
        Section("debt", word("Loans to repay"), word("Repayments together"), -1, of("debt")),
        Section("other", word("Other money in and out"), word("Other money together"), 1,
                (*of("debt", draws=True), *of("transfer"))),
    )  # fmt: skip


def _section(grid: BudgetGrid, at: int, section: Section) -> int:
    for column in range(LABEL, grid.total + 2):
        grid.cells.blank(at, column, "section")
    grid.cells.text(at, LABEL, section.title, "section")
    at += 1
    groups = _groups(grid, section)
    for heading, rows in groups:
        if heading:
            grid.cells.text(at, LABEL, heading, "group")
            at += 1
        for number, row in rows:
            at = write_row(grid, at, row, number, section.sign)
    return at


def _groups(grid: BudgetGrid, section: Section) -> list[tuple[str, list[tuple[int, BudgetRow]]]]:
    """The rows under the owner's own headings; expenses without any: what must be, what can wait."""
    word = grid.draft.wording._
    if any(row.group for _, row in section.rows):
        order = list(dict.fromkeys(row.group for _, row in section.rows if row.group))
        ranks = {name: rank for rank, name in enumerate((*order, ""))}
        ordered = sorted(section.rows, key=lambda pair: ranks[pair[1].group])
        parts = groupby(ordered, key=lambda pair: pair[1].group)
        return [(name or word("Not grouped"), list(rows)) for name, rows in parts]
    if section.key == "expense" and len({row.is_essential for _, row in section.rows}) == 2:
        ordered = sorted(section.rows, key=lambda pair: not pair[1].is_essential)
        parts_of = groupby(ordered, key=lambda pair: pair[1].is_essential)
        names = {True: word("Essential"), False: word("Others")}
        return [(names[is_essential], list(rows)) for is_essential, rows in parts_of]
    return [("", list(section.rows))]


def _sums(grid: BudgetGrid, section: Section) -> tuple[list[int], list[int]]:
    """Plan and actual of a section by month, as the sheet shows them."""
    plan = [
        section.sign * sum(row.cells[month].plan for _, row in section.rows)
        for month in grid.months
    ]
    actual = [
        section.sign * sum(row.cells[month].actual for _, row in section.rows)
        for month in grid.months
    ]
    return plan, actual


def _first_row(at: int, section: Section, grid: BudgetGrid) -> int:
    headings = sum(1 for heading, _ in _groups(grid, section) if heading)
    return at - 3 * len(section.rows) - headings


def _subtotal(grid: BudgetGrid, at: int, section: Section) -> int:
    first = _first_row(at, section, grid)
    write_labels(grid, at, section.total, f"_{section.key}", "bold", "total")
    plan, actual = _sums(grid, section)
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
    return at + 3


def _net(grid: BudgetGrid, at: int, sections: list[Section], totals: dict[str, int]) -> int:
    write_labels(grid, at, grid.draft.wording._("Net cash flow"), "_net", "bold", "total")
    sums = {section.key: _sums(grid, section) for section in sections}
    plan = [sum(s.sign * sums[s.key][0][month] for s in sections) for month in grid.months]
    actual = [sum(s.sign * sums[s.key][1][month] for s in sections) for month in grid.months]
    for month in grid.months:
        column = MONTH + month
        for line in (PLAN, ACTUAL):
            parts = "".join(
                f"{'+' if s.sign > 0 else '-'}{ref(totals[s.key] + line, column)}" for s in sections
            )
            expression = f"ROUND({parts.removeprefix('+') or '0'},{grid.cells.places})"
            if line == ACTUAL:
                formula, value = grid.if_begun(month, expression), grid.begun(actual)[month]
            else:
                formula, value = f"={expression}", plan[month]
            grid.cells.money_formula(at + line, column, formula, value, "total")
    write_difference(grid, at, plan, actual, "total")
    return at + 3


def _balance_labels(grid: BudgetGrid, at: int, label: str, key: str) -> None:
    word = grid.draft.wording._
    grid.cells.text(at, LABEL, label, "bold")
    grid.cells.blank(at + 1, LABEL, "under")
    grid.cells.text(at, MEASURE, word("Budget"), "muted")
    grid.cells.text(at + 1, MEASURE, word("Actual"), "muted", "under")
    for line in (PLAN, ACTUAL):
        grid.cells.text(at + line, ID, key, "muted")
    for column in (grid.total, grid.total + 1):
        grid.cells.blank(at + 1, column, "under")


def _opening(grid: BudgetGrid, at: int, closing: int) -> None:
    _balance_labels(grid, at, grid.draft.wording._("Balance at the start"), "_opening")
    opening = grid.inputs.opening
    for month in grid.months:
        column = MONTH + month
        booked = ref(closing + ACTUAL, column - 1)
        planned = ref(closing + PLAN, column - 1)
        begun = f"{grid.head(month)}<={grid.inputs.as_of}"
        plan = f"=IF({begun},{booked},{planned})" if month else f"={opening}"
        actual = grid.if_begun(month, booked if month else opening)
        grid.cells.money_formula(at, column, plan, grid.table.opening[month], "signed")
        value = grid.table.opening_actual[month]
        grid.cells.money_formula(at + 1, column, actual, value, "signed", "under")


def _closing(grid: BudgetGrid, at: int, net: int) -> int:
    _balance_labels(grid, at, grid.draft.wording._("Balance at the end"), "_closing")
    opening = HEAD + 1
    for month in grid.months:
        column = MONTH + month
        for line, value in (
            (PLAN, grid.table.closing[month]), (ACTUAL, grid.table.closing_actual[month]),
        ):  # fmt: skip
            sum_ = f"ROUND({ref(opening + line, column)}+{ref(net + line, column)},{grid.cells.places})"
            formula = grid.if_begun(month, sum_) if line == ACTUAL else f"={sum_}"
            look = ("bold",) if line == PLAN else ("under",)
            grid.cells.money_formula(at + line, column, formula, value, "signed", *look)
    mark_negative(grid.cells, at, MONTH, grid.total - 1)
    return at + 2


def _safety(grid: BudgetGrid, at: int, closing: int) -> int:
    """Lowest point of each month, the emergency fund, and what it means in words; the last row."""
    word, table, cells = grid.draft.wording._, grid.table, grid.cells
    dip, low, fund, goal, say, dues = range(at, at + 6)
    labels = (
        word("Lowest day below the month's end by"), word("Lowest balance in the month"),
        word("Emergency fund"), word("Goal of the emergency fund"), word("Balance"),
        word("Instalments"),
    )  # fmt: skip
    for row, label in enumerate(labels, at):
        bold = ("bold",) if row in {low, say} else ()
        cells.text(row, LABEL, label, *bold)
        cells.text(row, ID, "_safety", "muted")
    for month in grid.months:
        column = MONTH + month
        end = ref(closing, column)
        cells.money(dip, column, table.dip[month], "muted")
        cells.money_formula(low, column, f"=ROUND({end}-{ref(dip, column)},{cells.places})",
                            table.lowest(month), "signed", "bold")  # fmt: skip
        cells.money_formula(fund, column, f"={grid.inputs.reserve}", table.reserve)
        cells.money_formula(goal, column, f"={grid.inputs.target}", _target(grid))
        is_below = f"{end}+{ref(fund, column)}<{ref(goal, column)}"
        formula = balance_formula(
            grid.draft.wording, ref(low, column), grid.inputs.cushion, is_below
        )
        cells.formula(say, column, formula, word(_word(grid, month)), "bold", "centre")
        write_level(cells, dues, column, table.worst_due[month], grid.draft.wording)
    mark_negative(cells, low, MONTH, grid.total - 1)
    mark_words(cells, say, MONTH, grid.total - 1, grid.draft.wording)
    return dues


def _target(grid: BudgetGrid) -> int:
    """The goal of the emergency fund as the sheet of inputs reckons it."""
    reserve = grid.draft.subject.outlook.reserve
    return rounded(reserve.monthly_need * reserve.target_months)


def _word(grid: BudgetGrid, month: int) -> str:
    table = grid.table
    is_below = table.closing[month] + table.reserve < _target(grid)
    cushion = grid.draft.subject.book.limits.cushion
    return balance_word(table.lowest(month), cushion, is_below_fund=is_below)


def _look(grid: BudgetGrid, last: int) -> None:
    sheet, wording = grid.cells.sheet, grid.draft.wording
    names = [wording.fact(row.name) for row in grid.table.rows]
    label = max((width_of(name) + 2 for name in names), default=0)
    sheet.set_column(ID, NUMBER, 8, None, {"hidden": True})
    sheet.set_column(LABEL, LABEL, min(max(label, 24), 34))
    sheet.set_column(MEASURE, MEASURE, 10)
    sheet.set_column(MONTH, grid.total - 1, 12.5)
    sheet.set_column(grid.total, grid.total, 14)
    sheet.set_column(grid.total + 1, grid.total + 1, 8)
    sheet.set_row(0, 28)
    sheet.set_row(HEAD, 20)
    sheet.print_area(0, LABEL, last, grid.total + 1)
    set_page(grid.draft, grid.cells, head=(HEAD, HEAD), freeze=(HEAD + 1, MONTH))
