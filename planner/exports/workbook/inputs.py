"""The sheet of named inputs: balances, the day, the emergency fund's goal, the cushion."""

from dataclasses import dataclass

from planner.basics.text import NC_
from planner.exports.budget_table import BudgetTable
from planner.exports.cells import Cells, quoted, ref, span
from planner.exports.styles import width_of
from planner.exports.workbook.draft import Draft
from planner.exports.workbook.page import set_page

LABEL, VALUE, ABOUT = 1, 2, 3
KINDS = {
    "cash": NC_("account", "Cash"),
    "bank": NC_("account", "Bank"),
    "wallet": NC_("account", "Wallet"),
    "card": NC_("account", "Credit card"),
    "reserve": NC_("account", "Emergency fund"),
}


@dataclass(frozen=True, slots=True)
class InputNames:
    """Names of the cells that the other sheets build on."""

    as_of: str
    opening: str
    balance: str
    reserve: str
    target: str
    cushion: str


def write_inputs(draft: Draft, cells: Cells, table: BudgetTable) -> InputNames:
    """Fills the sheet; returns the names it defined."""
    _, wording = draft.wording._, draft.wording
    outlook = draft.subject.outlook

    def named(key: tuple[str, str], row: int) -> str:
        return draft.name(wording.pgettext(*key), cells, row, VALUE)

    cells.text(0, LABEL, _("Inputs"), "title")
    about = _("Yellow cells may be changed; everything else follows from them.")
    cells.text(1, LABEL, about, "subtitle")
    _heading(cells, 3, _("The day and the balances"))
    cells.text(4, LABEL, _("Booked up to"), "under")
    cells.date(4, VALUE, table.today, "input", "right", "under")
    cells.text(5, LABEL, _("Balance at the start of the first month"), "under")
    cells.money(5, VALUE, table.opening[0], "cash", "input", "under")
    _heading(cells, 7, _("Emergency fund and safety"))
    reserve = outlook.reserve
    cells.text(8, LABEL, _("Months the emergency fund shall last"), "under")
    cells.number(8, VALUE, reserve.target_months, "short_number", "input", "right", "under")
    cells.text(9, LABEL, _("What one month costs at least"), "under")
    cells.money(9, VALUE, reserve.monthly_need, "cash", "input", "under")
    cells.text(10, LABEL, _("Goal of the emergency fund"), "bold", "under")
    places = cells.places
    cells.money_formula(
        10,
        VALUE,
        f"=ROUND({ref(8, VALUE)}*{ref(9, VALUE)},{places})",
        table.reserve_target,
        "cash",
        "bold",
        "under",
    )
    cells.text(11, LABEL, _("Cushion: a balance below it is tight"), "under")
    cells.money(11, VALUE, draft.subject.book.limits.cushion, "cash", "input", "under")
    notes = {
        4: _("Months up to this day show what was booked."),
        9: _("Essential costs and instalments of a usual month."),
        10: _("Months × what a month costs."),
    }
    for row in (4, 5, 8, 9, 10, 11):
        cells.text(row, ABOUT, notes.get(row, ""), "subtitle", "indent", "under")
    balance, fund = _accounts(draft, cells, 13)
    _validate(draft, cells)
    cells.sheet.set_column(0, 0, 3)
    cells.sheet.set_column(LABEL, LABEL, 42)
    cells.sheet.set_column(VALUE, VALUE, 20)
    cells.sheet.set_column(ABOUT, ABOUT, max(44, width_of(notes[9], 9)))
    cells.sheet.set_row(0, 28)
    set_page(draft, cells)
    return InputNames(
        as_of=named(NC_("cell name", "Booked_until"), 4),
        opening=named(NC_("cell name", "Opening_balance"), 5),
        balance=named(NC_("cell name", "Balance_today"), balance),
        reserve=named(NC_("cell name", "Emergency_fund"), fund),
        target=named(NC_("cell name", "Emergency_fund_goal"), 10),
        cushion=named(NC_("cell name", "Cushion"), 11),
    )


def _heading(cells: Cells, row: int, words: str) -> None:
    cells.text(row, LABEL, words, "heading")
    cells.blank(row, VALUE, "heading")
    cells.blank(row, ABOUT, "heading")


def _accounts(draft: Draft, cells: Cells, row: int) -> tuple[int, int]:
    """Balances by account; returns the rows of the two sums: to spend, and in the fund."""
    _, book, outlook = draft.wording._, draft.subject.book, draft.subject.outlook
    date = draft.wording.date(draft.subject.today, "year")
    _heading(cells, row, _("Accounts on {date}").format(date=date))
    first = row + 1
    funds = set(book.reserve_accounts)
    to_spend, in_fund = _("to spend"), _("emergency fund")
    for number, account in enumerate(book.accounts.values()):
        at = first + number
        cells.text(at, LABEL, account.name, "under")
        cells.money(at, VALUE, outlook.accounts.get(account.id, 0), "cash", "under")
        use = to_spend if account.is_spendable else ""
        if account.id in funds:
            use = in_fund
        kind = draft.wording.pgettext(*KINDS[account.kind])
        cells.text(at, ABOUT, use or kind, "subtitle", "indent", "under")
    last = first + max(len(book.accounts) - 1, 0)
    uses, values = (
        span((first, ABOUT), (last, ABOUT), "rc"),
        span((first, VALUE), (last, VALUE), "rc"),
    )
    rows = last + 1, last + 2
    for at, label, use, sum_ in (
        (rows[0], _("Cash to spend"), to_spend, outlook.balance),
        (rows[1], _("In the emergency fund"), in_fund, outlook.reserve.amount),
    ):
        cells.text(at, LABEL, label, "bold", "total")
        formula = f"=SUMIF({uses},{quoted(use)},{values})"
        cells.money_formula(at, VALUE, formula, sum_, "cash", "total")
        cells.blank(at, ABOUT, "total")
    return rows


def _validate(draft: Draft, cells: Cells) -> None:
    _ = draft.wording._
    for row in (8, 9, 11):
        cells.not_negative(row, VALUE, VALUE, _("Please check"), _("The amount can't be negative."))
    cells.sheet.data_validation(4, VALUE, 4, VALUE, {
        "validate": "date", "criteria": ">=", "value": draft.subject.today.replace(day=1),
        "error_title": _("Please check"), "error_message": _("Write a date like 2026-11-23."),
    })  # fmt: skip
