"""The sheet of the next thirteen weeks: money in, money out, balance and lowest day."""

from dataclasses import dataclass

from planner.exports.cells import Cells, ref, span
from planner.exports.styles import money_width, width_of
from planner.exports.workbook.cash_model import WEEKS, CashModel, CashRow, cash_model
from planner.exports.workbook.draft import Draft
from planner.exports.workbook.inputs import InputNames
from planner.exports.workbook.page import set_page
from planner.exports.workbook.words import (
    balance_formula,
    balance_word,
    mark_negative,
    mark_words,
    write_level,
)

KEY, LABEL, WEEK = 0, 1, 2
HEAD = 4
TOTAL = WEEK + WEEKS


@dataclass(frozen=True, slots=True)
class CashPlaces:
    """Rows of the sheet that the overview's chart draws."""

    title: str
    closing: int
    bad_case: int


def write_cashflow(draft: Draft, cells: Cells, inputs: InputNames) -> CashPlaces:
    """Fills the sheet; returns where its balances stand."""
    model = cash_model(draft.subject.book, draft.subject.outlook)
    _ = draft.wording._
    _heading(draft, cells, model)
    opening = HEAD + 2
    _label(cells, opening, _("Balance at the start"), "bold")
    words_in = _("Money in"), _("All money in")
    words_out = _("Money out"), _("All money out")
    at, total_in = _side(draft, cells, opening + 1, words_in, model.money_in)
    at, total_out = _side(draft, cells, at, words_out, model.money_out)
    net, closing = at, at + 1
    _balances(draft, cells, model, inputs, (opening, total_in, total_out, net, closing))
    last = _safety(draft, cells, model, inputs, closing)
    _look(draft, cells, model, last)
    return CashPlaces(cells.sheet.name, closing, closing + 3)


def _label(cells: Cells, row: int, label: str, *style: str) -> None:
    cells.text(row, LABEL, label, *style)


def _heading(draft: Draft, cells: Cells, model: CashModel) -> None:
    _ = draft.wording._
    cells.text(0, LABEL, _("Cash flow: thirteen weeks"), "title")
    cells.text(1, LABEL, _("Amounts in {currency}. From the day after {date}.").format(
        currency=draft.currency, date=draft.wording.date(draft.subject.today, "year")), "subtitle")  # fmt: skip
    cells.text(2, LABEL, _("Yellow: what is expected; write your own figure over it."),
               "subtitle")  # fmt: skip
    cells.text(HEAD, LABEL, _("Week from"), "head_left")
    cells.text(HEAD + 1, LABEL, draft.wording.pgettext("week", "to"), "head_left")
    for week, start in enumerate(model.starts):
        column = WEEK + week
        if week == 0:
            cells.date(HEAD, column, start, "head", "day")
        else:
            formula = f"={ref(HEAD, column - 1)}+7"
            cells.date_formula(HEAD, column, formula, start, "head", "day")
        end = model.starts[0].fromordinal(start.toordinal() + 6)
        cells.date_formula(HEAD + 1, column, f"={ref(HEAD, column)}+6", end, "head", "day")
    cells.text(HEAD, TOTAL, _("Total"), "head")
    cells.blank(HEAD + 1, TOTAL, "head")


def _side(
    draft: Draft, cells: Cells, at: int, titles: tuple[str, str], rows: tuple[CashRow, ...]
) -> tuple[int, int]:
    """One side of the flow; returns the next free row and the row of its sum."""
    title, total = titles
    for column in range(LABEL, TOTAL + 1):
        cells.blank(at, column, "section")
    _label(cells, at, title, "section")
    first = at + 1
    listed = rows or (CashRow("", "–", (0,) * WEEKS),)
    for number, row in enumerate(listed):
        here = first + number
        cells.text(here, KEY, row.key, "muted")
        _label(cells, here, draft.wording.fact(row.name), "indent", "under")
        for week, amount in enumerate(row.amounts):
            cells.money(here, WEEK + week, amount, "input", "under")
        words = draft.wording._("Please check"), draft.wording._("The amount can't be negative.")
        cells.not_negative(here, WEEK, TOTAL - 1, *words)
        place = span((here, WEEK), (here, TOTAL - 1))
        cells.money_formula(here, TOTAL, f"=SUM({place})", sum(row.amounts), "bold", "under")
    end = first + len(listed)
    _label(cells, end, total, "bold", "total")
    for week in range(WEEKS + 1):
        column = WEEK + week
        place = span((first, column), (end - 1, column))
        values = [sum(row.amounts) if week == WEEKS else row.amounts[week] for row in listed]
        cells.money_formula(end, column, f"=SUM({place})", sum(values), "total", "bold")
    return end + 1, end


def _balances(
    draft: Draft, cells: Cells, model: CashModel, inputs: InputNames, rows: tuple[int, ...]
) -> None:
    _, places = draft.wording._, cells.places
    opening, total_in, total_out, net, closing = rows
    _label(cells, net, _("Net cash flow"), "bold", "total")
    _label(cells, closing, _("Balance at the end"), "bold", "under")
    before = model.opening
    for week, end in enumerate(model.closing):
        column = WEEK + week
        start = f"={inputs.balance}" if week == 0 else f"={ref(closing, column - 1)}"
        cells.money_formula(opening, column, start, before, "signed", "under")
        difference = f"=ROUND({ref(total_in, column)}-{ref(total_out, column)},{places})"
        cells.money_formula(net, column, difference, end - before, "total")
        sum_ = f"=ROUND({ref(opening, column)}+{ref(net, column)},{places})"
        cells.money_formula(closing, column, sum_, end, "signed", "bold", "under")
        before = end
    place = span((net, WEEK), (net, TOTAL - 1))
    total = model.closing[-1] - model.opening
    cells.money_formula(net, TOTAL, f"=SUM({place})", total, "total", "bold")
    mark_negative(cells, closing, WEEK, TOTAL - 1)


def _safety(draft: Draft, cells: Cells, model: CashModel, inputs: InputNames, closing: int) -> int:
    _ = draft.wording._
    dip, low, bad, say, dues = range(closing + 1, closing + 6)
    for row, label in (
        (dip, _("Lowest day below the week's end by")), (low, _("Lowest balance in the week")),
        (bad, _("Balance in a bad case (1 in 20)")), (say, _("Balance")),
        (dues, _("Due dates")),
    ):  # fmt: skip
        _label(cells, row, label, *(("bold",) if row in {low, say} else ()), "under")
    cells.comment(bad, LABEL, _("19 of 20 possible courses stay above it."))
    cushion = draft.subject.book.limits.cushion
    for week, end in enumerate(model.closing):
        column = WEEK + week
        cells.money(dip, column, model.dip[week], "muted", "under")
        lowest = f"=ROUND({ref(closing, column)}-{ref(dip, column)},{cells.places})"
        cells.money_formula(low, column, lowest, end - model.dip[week], "signed", "bold", "under")
        bad_case = model.bad_case[week]
        if bad_case is None:
            cells.text(bad, column, "–", "right", "muted", "under")
        else:
            cells.money(bad, column, bad_case, "signed", "muted", "under")
        formula = balance_formula(draft.wording, ref(low, column), inputs.cushion)
        said = balance_word(end - model.dip[week], cushion, is_below_goal=False)
        cells.formula(say, column, formula, draft.wording.say(said), "bold", "centre", "under")
        write_level(cells, dues, column, model.worst_due[week], draft.wording)
    mark_negative(cells, low, WEEK, TOTAL - 1)
    mark_words(cells, say, WEEK, TOTAL - 1, draft.wording)
    return dues


def _look(draft: Draft, cells: Cells, model: CashModel, last: int) -> None:
    sheet = cells.sheet
    rows = (*model.money_in, *model.money_out)
    names = [draft.wording.fact(row.name) for row in rows]
    label = max((width_of(name) + 2 for name in names), default=0)
    sheet.set_column(KEY, KEY, 8, None, {"hidden": True})
    sheet.set_column(LABEL, LABEL, min(max(label, 30), 36))
    amounts = [*model.closing, *(amount for row in rows for amount in row.amounts)]
    sheet.set_column(WEEK, TOTAL - 1, max(money_width(amounts, draft.currency), 10))
    sums = (sum(sum(row.amounts) for row in side) for side in (model.money_in, model.money_out))
    sheet.set_column(TOTAL, TOTAL, money_width(sums, draft.currency))
    sheet.set_row(0, 28)
    sheet.print_area(0, LABEL, last, TOTAL)
    set_page(draft, cells, head=(HEAD, HEAD + 1), freeze=(HEAD + 2, WEEK))
