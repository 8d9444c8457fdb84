"""The two charts of the overview: the balance week by week, money in and out month by month."""

from typing import Any

from planner.exports import styles
from planner.exports.cells import Cells
from planner.exports.workbook import budget_rows, cash_model, cashflow
from planner.exports.workbook.budget_sheet import BudgetPlaces
from planner.exports.workbook.cashflow import CashPlaces
from planner.exports.workbook.draft import Draft

SIZE = {"width": 548, "height": 300, "x_offset": 2, "y_offset": 4, "object_position": 2}
GRID = "#E8EBE7"
WEEKS = {"zh": 'm"/"d', "en": "[$-409]d mmm"}
MONTHS = {"zh": 'yy"-"mm', "en": "[$-409]mmm yy"}


def add_charts(
    draft: Draft, cells: Cells, row: int, budget: BudgetPlaces, cash: CashPlaces
) -> None:
    """Puts both charts side by side from `row` on."""
    left, right = _weeks(draft, cash), _months(draft, budget)
    cells.sheet.insert_chart(row, 1, left, SIZE)
    cells.sheet.insert_chart(row, 7, right, SIZE)
    for chart in (left, right):
        chart.set_size(SIZE)


def _weeks(draft: Draft, cash: CashPlaces) -> Any:
    _ = draft.wording._
    chart = draft.file.add_chart({"type": "line"})
    first, last = cashflow.WEEK, cashflow.WEEK + cash_model.WEEKS - 1
    heads = [cash.title, cashflow.HEAD, first, cashflow.HEAD, last]
    for row, name, color, dash in (
        (cash.closing, _("Expected"), styles.ACCENT, "solid"),
        (cash.bad_case, _("Bad case (1 in 20)"), styles.BAND, "dash"),
    ):
        chart.add_series({
            "name": name, "categories": heads, "values": [cash.title, row, first, row, last],
            "line": {"color": color, "width": 2.25, "dash_type": dash}, "smooth": False,
        })  # fmt: skip
    _dress(draft, chart, _("Balance at the end of each week"), WEEKS)
    return chart


def _months(draft: Draft, budget: BudgetPlaces) -> Any:
    _ = draft.wording._
    columns = draft.file.add_chart({"type": "column"})
    line = draft.file.add_chart({"type": "line"})
    heads = [budget.title, budget_rows.HEAD, budget.first, budget_rows.HEAD, budget.last]
    names = {"income": _("Income"), "expense": _("Expenses"), "debt": _("Repayments")}
    colors = {"income": styles.INCOME, "expense": styles.EXPENSE, "debt": styles.MUTED}
    for key, name in names.items():
        if key in budget.sections:
            row = budget.sections[key]
            columns.add_series({
                "name": name, "categories": heads, "gap": 60, "overlap": 0,
                "values": [budget.title, row, budget.first, row, budget.last],
                "fill": {"color": colors[key]}, "border": {"none": True},
            })  # fmt: skip
    closing = {
        "name": _("Balance at the end"), "categories": heads, "smooth": False,
        "values": [budget.title, budget.closing, budget.first, budget.closing, budget.last],
        "line": {"color": styles.ACCENT, "width": 2.25},
    }  # fmt: skip
    line.add_series(closing)
    chart = line
    if any(key in budget.sections for key in names):
        columns.combine(line)
        chart = columns
    _dress(draft, chart, _("Plan by month"), MONTHS)
    return chart


def _dress(draft: Draft, chart: Any, title: str, dates: dict[str, str]) -> None:
    font = {"name": draft.styles.font, "size": 9, "color": styles.MUTED}
    chart.set_title({"name": title, "overlay": False, "name_font": {
        "name": draft.styles.font, "size": 11, "bold": True, "color": styles.TEXT}})  # fmt: skip
    turned = font | ({"rotation": -45} if draft.wording.language == "en" else {})
    chart.set_x_axis({
        "num_font": turned, "num_format": dates[draft.wording.language], "text_axis": True,
        "label_position": "low", "line": {"color": "#8A938E"}, "major_tick_mark": "none",
    })  # fmt: skip
    chart.set_y_axis({
        "num_font": font, "num_format": '#,##0;"−"#,##0;0', "line": {"none": True},
        "major_gridlines": {"visible": True, "line": {"color": GRID, "width": 0.75}},
    })  # fmt: skip
    chart.set_legend({"position": "bottom", "font": font})
    chart.set_chartarea({"border": {"color": styles.LINE}, "fill": {"color": "#FFFFFF"}})
    chart.set_plotarea({"fill": {"none": True}})
