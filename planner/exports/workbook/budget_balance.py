"""Below the parts of the budget sheet: net flow, balances, lowest days, and what it means in words."""

from planner.exports.cells import ref
from planner.exports.workbook.budget_rows import (
    ACTUAL,
    HEAD,
    ID,
    LABEL,
    MEASURE,
    MONTH,
    PLAN,
    BudgetGrid,
    write_difference,
    write_labels,
)
from planner.exports.workbook.budget_sections import Section, sums_of
from planner.exports.workbook.words import (
    balance_formula,
    mark_negative,
    mark_words,
    month_word,
    write_level,
)


def write_net(
    grid: BudgetGrid, at: int, sections: tuple[Section, ...], totals: dict[str, int]
) -> int:
    """Income less outgoings, from the subtotal rows `totals`; returns the next free row."""
    write_labels(grid, at, grid.draft.wording._("Net cash flow"), "sum:net", "bold", "total")
    sums = {section.key: sums_of(grid, section) for section in sections}
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
    _ = grid.draft.wording._
    grid.cells.text(at, LABEL, label, "bold")
    grid.cells.blank(at + 1, LABEL, "under")
    grid.cells.text(at, MEASURE, _("Budget"), "muted")
    grid.cells.text(at + 1, MEASURE, _("Actual"), "muted", "under")
    for line in (PLAN, ACTUAL):
        grid.cells.text(at + line, ID, key, "muted")
    for column in (grid.total, grid.total + 1):
        grid.cells.blank(at + 1, column, "under")


def write_opening(grid: BudgetGrid, at: int, closing: int) -> None:
    """The balance at the start: that of the month before, booked where that month is over."""
    _balance_labels(grid, at, grid.draft.wording._("Balance at the start"), "balance:start")
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


def write_closing(grid: BudgetGrid, at: int, net: int) -> int:
    """The balance at the end; returns the next free row."""
    _balance_labels(grid, at, grid.draft.wording._("Balance at the end"), "balance:end")
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


def write_safety(grid: BudgetGrid, at: int, closing: int) -> int:
    """Lowest point of each month, the emergency fund, and what it means in words; the last row."""
    _, table, cells = grid.draft.wording._, grid.table, grid.cells
    dip, low, fund, goal, say, dues = range(at, at + 6)
    cushion = grid.draft.subject.book.limits.cushion
    labels = (
        _("Lowest day below the month's end by"), _("Lowest balance in the month"),
        _("Emergency fund"), _("Goal of the emergency fund"), _("Balance"),
        _("Due dates"),
    )  # fmt: skip
    for row, label in enumerate(labels, at):
        bold = ("bold",) if row in {low, say} else ()
        cells.text(row, LABEL, label, *bold)
        cells.text(row, ID, "safety", "muted")
    cells.comment(dip, LABEL, _("Worked out day by day; it stays as it is when the plan changes."))
    cells.comment(low, LABEL, _("Balance at the end, less what the lowest day lies below it."))
    for month in grid.months:
        column = MONTH + month
        end = ref(closing, column)
        cells.money(dip, column, table.dip[month], "muted")
        cells.money_formula(low, column, f"=ROUND({end}-{ref(dip, column)},{cells.places})",
                            table.lowest(month), "signed", "bold")  # fmt: skip
        cells.money_formula(fund, column, f"={grid.inputs.reserve}", table.reserve)
        cells.money_formula(goal, column, f"={grid.inputs.target}", grid.table.reserve_target)
        is_below = f"{end}+{ref(fund, column)}<{ref(goal, column)}"
        formula = balance_formula(
            grid.draft.wording, ref(low, column), grid.inputs.cushion, is_below
        )
        cells.formula(
            say,
            column,
            formula,
            grid.draft.wording.say(month_word(table, cushion, month)),
            "bold",
            "centre",
        )
        write_level(cells, dues, column, table.worst_due[month], grid.draft.wording)
    mark_negative(cells, low, MONTH, grid.total - 1)
    mark_words(cells, say, MONTH, grid.total - 1, grid.draft.wording)
    return dues
