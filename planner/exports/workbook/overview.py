"""The first sheet: what matters in words, six figures, the next instalments, two charts."""

from collections.abc import Sequence
from dataclasses import dataclass

from planner.basics.text import N_, Amount, Text, WithYear, text
from planner.exports.cells import Cells
from planner.exports.key_figures import key_figures
from planner.exports.styles import lines_of
from planner.exports.workbook.budget_sheet import BudgetPlaces
from planner.exports.workbook.cashflow import CashPlaces
from planner.exports.workbook.charts import add_charts
from planner.exports.workbook.draft import Draft
from planner.exports.workbook.inputs import InputNames
from planner.exports.workbook.loan_sheet import LoanPlaces
from planner.exports.workbook.page import set_page
from planner.exports.workbook.words import LEVELS
from planner.outlook.outlook import Due

FIRST, LAST = 1, 12
WIDTH = 12.5
DUES = 6
"""Instalments listed."""
_TABLE = ((1, 2), (3, 5), (6, 6), (7, 8), (9, 10), (11, 11), (12, 12))
"""First and last column of each field of the list of instalments."""

_MONEY = (7, 9)


@dataclass(frozen=True, slots=True)
class OverviewParts:
    """What the overview draws on."""

    inputs: InputNames
    loans: Sequence[LoanPlaces]
    budget: BudgetPlaces
    cash: CashPlaces


def write_overview(draft: Draft, cells: Cells, parts: OverviewParts) -> None:
    """Fills the sheet."""
    book, _ = draft.subject.book, draft.wording._
    cells.text(0, FIRST, book.info.name or _("Budget"), "title")
    date = draft.wording.date(draft.subject.today, "year")
    cells.text(1, FIRST, _("Budget and cash flow on {date}. Amounts in {currency}.").format(
        date=date, currency=draft.currency), "subtitle")  # fmt: skip
    _banner(draft, cells)
    _cards(draft, cells, parts)
    end = _dues(draft, cells, 10)
    add_charts(draft, cells, end + 1, parts.budget, parts.cash)
    cells.sheet.set_column(0, 0, 2)
    cells.sheet.set_column(FIRST, LAST, WIDTH)
    cells.sheet.set_row(0, 30)
    cells.sheet.print_area(0, 0, end + 18, LAST)
    set_page(draft, cells, pages_high=1)
    cells.sheet.activate()


def _banner(draft: Draft, cells: Cells) -> None:
    """The earliest warning that matters, or that all is covered, in two lines."""
    say, subject = draft.wording.say, draft.subject
    about_dues = [warning for warning in subject.warnings if warning.due is not None]
    if about_dues:
        first = about_dues[0]
        lines, look = (say(first.headline), say(first.detail)), first.level.name
    elif subject.outlook.dues:
        until = subject.outlook.dues[-1].date
        lines, look = (
            (say(text(N_("Every payment to {date} is covered."), date=WithYear(until))), ""),
            "covered",
        )
    else:
        lines, look = (say(text(N_("No instalment is due in the time looked at."))), ""), "covered"
    cells.merged(3, FIRST, LAST, lines[0], "banner", look)
    cells.merged(4, FIRST, LAST, lines[1], "wrap", "left", "indent", look, "top")
    cells.sheet.set_row(3, 26)
    cells.sheet.set_row(4, 16 * lines_of(lines[1], 12 * WIDTH) + 4 if lines[1] else 8)


def _cards(draft: Draft, cells: Cells, parts: OverviewParts) -> None:
    left = sum(place.left_value for place in parts.loans)
    debt = "+".join(place.left for place in parts.loans) or "0"
    formulas = {0: parts.inputs.balance, 3: parts.inputs.reserve, 4: debt}
    for number, figure in enumerate(key_figures(draft.subject, left, len(parts.loans))):
        column = FIRST + 2 * number
        cells.merged(6, column, column + 1, draft.wording._(figure.label), "label", "card")
        cells.merged(8, column, column + 1, draft.wording.fact(figure.note), "note", "card")
        cells.merged(7, column, column + 1, "", "figure", "card")
        _figure(draft, cells, column, figure.value, formulas.get(number, ""))
    cells.sheet.set_row(7, 28)


def _figure(
    draft: Draft, cells: Cells, column: int, value: Amount | int | Text, formula: str
) -> None:
    """An amount (live where a `formula` gives it), a count, or words."""
    if isinstance(value, Text):
        cells.text(7, column, draft.wording.say(value), "figure", "card")
    elif not isinstance(value, Amount):
        cells.number(7, column, value, "whole", "figure", "card")
    elif formula:
        cells.money_formula(7, column, f"={formula}", value.minor, "cash", "figure", "card")
    else:
        cells.money(7, column, value.minor, "cash", "figure", "card")


def _dues(draft: Draft, cells: Cells, at: int) -> int:
    """The next instalments; returns the row below them."""
    _ = draft.wording._
    cells.merged(at, FIRST, LAST, _("Next instalments"), "heading")
    heads = (_("Due date"), _("Loan"), _("No."), _("To pay"),
             _("Balance after it"), _("State"), _("Arrange by"))  # fmt: skip
    for (first, last), head in zip(_TABLE, heads, strict=True):
        look = "head_right" if first in _MONEY else "head"
        cells.merged(at + 1, first, last, head, look)
    dues = draft.subject.outlook.dues[:DUES]
    for row, due in enumerate(dues, at + 2):
        _due(draft, cells, row, due)
    if not dues:
        cells.merged(at + 2, FIRST, LAST, _("None"), "muted", "centre", "under")
    return at + 2 + max(len(dues), 1)


def _due(draft: Draft, cells: Cells, row: int, due: Due) -> None:
    for first, last in _TABLE:
        cells.merged(row, first, last, "", "under")
    columns = [first for first, _ in _TABLE]
    cells.date(row, columns[0], due.date, "under")
    cells.text(row, columns[1], due.loan_name, "under")
    cells.number(row, columns[2], due.number, "whole", "centre", "under")
    cells.money(row, columns[3], due.amount, "cash", "under")
    cells.money(row, columns[4], due.expected_balance_after, "cash", "under")
    said = draft.wording.say(LEVELS[due.level])
    cells.text(row, columns[5], said, "centre", "bold", due.level.name, "under")
    cells.date(row, columns[6], max(due.act_by, draft.subject.today), "under")
