"""The sheet of named inputs: balances, the day, the emergency fund's goal, the cushion."""

from dataclasses import dataclass

from planner.basics.text import NC_
from planner.exports.budget_table import BudgetTable
from planner.exports.cells import Cells, quoted, ref, span
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


AS_OF, OPENING, MONTHS, NEED, GOAL, CUSHION, ACCOUNTS = 4, 5, 8, 9, 10, 11, 13
"""Rows of the sheet."""


def write_inputs(draft: Draft, cells: Cells, table: BudgetTable) -> InputNames:
    """Fills the sheet; returns the names it defined."""
    _labels(draft, cells)
    _values(draft, cells, table)
    balance, fund = _accounts(draft, cells, ACCOUNTS)
    _validate(draft, cells)
    for column, width in ((0, 3), (LABEL, 42), (VALUE, 20), (ABOUT, 46)):
        cells.sheet.set_column(column, column, width)
    cells.sheet.set_row(0, 28)
    set_page(draft, cells)

    def named(key: tuple[str, str], row: int) -> str:
        return draft.name(draft.wording.pgettext(*key), cells, row, VALUE)

    return InputNames(
        as_of=named(NC_("cell name", "Booked_until"), AS_OF),
        opening=named(NC_("cell name", "Opening_balance"), OPENING),
        balance=named(NC_("cell name", "Balance_today"), balance),
        reserve=named(NC_("cell name", "Emergency_fund"), fund),
        target=named(NC_("cell name", "Emergency_fund_goal"), GOAL),
        cushion=named(NC_("cell name", "Cushion"), CUSHION),
    )


def _labels(draft: Draft, cells: Cells) -> None:
    _ = draft.wording._
    cells.text(0, LABEL, _("Inputs"), "title")
    about = _("Yellow cells may be changed; everything else follows from them.")
    cells.text(1, LABEL, about, "subtitle")
    _heading(cells, AS_OF - 1, _("The day and the balances"))
    _heading(cells, MONTHS - 1, _("Emergency fund and safety"))
    for row, label, note in (
        (AS_OF, _("Booked up to"), _("Months up to this day show what was booked.")),
        (OPENING, _("Balance at the start of the first month"), ""),
        (MONTHS, _("Months the emergency fund shall last"), ""),
        (NEED, _("What one month costs at least"),
         _("Essential costs and instalments of a usual month.")),
        (GOAL, _("Goal of the emergency fund"), _("Months × what a month costs.")),
        (CUSHION, _("Cushion: a balance below it is tight"), ""),
    ):  # fmt: skip
        cells.text(row, LABEL, label, "under")
        cells.text(row, ABOUT, note, "subtitle", "indent", "under")


def _values(draft: Draft, cells: Cells, table: BudgetTable) -> None:
    reserve, cushion = draft.subject.outlook.reserve, draft.subject.book.limits.cushion
    months = reserve.target_months
    cells.date(AS_OF, VALUE, table.today, "input", "right", "under")
    cells.money(OPENING, VALUE, table.opening[0], "cash", "input", "under")
    cells.number(MONTHS, VALUE, months, "short_number", "input", "right", "under")
    cells.money(NEED, VALUE, reserve.monthly_need, "cash", "input", "under")
    goal = f"=ROUND({ref(MONTHS, VALUE)}*{ref(NEED, VALUE)}+1E-9,{cells.places})"
    cells.money_formula(GOAL, VALUE, goal, table.reserve_target, "cash", "bold", "under")
    cells.money(CUSHION, VALUE, cushion, "cash", "input", "under")


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
    for row in (MONTHS, NEED, CUSHION):
        cells.not_negative(row, VALUE, VALUE, _("Please check"), _("The amount can't be negative."))
    cells.sheet.data_validation(AS_OF, VALUE, AS_OF, VALUE, {
        "validate": "date", "criteria": ">=", "value": draft.subject.today.replace(day=1),
        "error_title": _("Please check"), "error_message": _("Write a date like 2026-11-23."),
    })  # fmt: skip
