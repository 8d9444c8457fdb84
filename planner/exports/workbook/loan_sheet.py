"""One sheet per loan: the contract's figures above, the repayment plan below.

Where the plan can be reckoned by formulas (see `loan_model`), changing the yellow cells reckons
it anew; otherwise it holds the engine's figures and says so.
"""

from dataclasses import dataclass

from planner.basics.text import N_, NC_, NN_, Text, counted, in_context, text
from planner.book.loan import Loan
from planner.exports.cells import Cells, ref
from planner.exports.styles import money_width
from planner.exports.workbook import loan_formulas as formulas
from planner.exports.workbook.draft import Draft
from planner.exports.workbook.loan_formulas import LoanNames, RowCells
from planner.exports.workbook.loan_model import loan_model
from planner.exports.workbook.loan_page import (
    BALANCE,
    DUE,
    FEE,
    FIRST,
    HEAD,
    INTEREST,
    NUMBER,
    OWED,
    PAYMENT,
    PRINCIPAL,
    SHARE,
    STATE,
    LoanPage,
)
from planner.exports.workbook.loan_terms import write_results, write_terms
from planner.exports.workbook.page import set_page
from planner.loans.replay import open_dues

METHODS = {
    "equal_instalment": NC_("method", "Equal instalments"),
    "equal_principal": NC_("method", "Equal principal"),
    "interest_only": NC_("method", "Interest first, principal at the end"),
    "single_payment": NC_("method", "All at the end"),
    "daily_interest": NC_("method", "Interest by the day, repay any time"),
}


@dataclass(frozen=True, slots=True)
class LoanPlaces:
    """Where other sheets find a loan's figures; ranges and cells with the sheet's name."""

    loan: Loan
    dues: str
    payments: str
    left: str
    """The principal owed on the day of the export."""
    left_value: int
    is_live: bool


def write_loan_sheet(draft: Draft, cells: Cells, loan: Loan, number: int) -> LoanPlaces:
    """Fills the sheet of `loan`, the `number`-th of the book (its names begin with it)."""
    model = loan_model(loan.terms, draft.subject.book.events_of(loan.id))
    page = LoanPage(draft, cells, loan, model, number)
    _heading(page)
    names = write_terms(page)
    left = write_results(page, names)
    _table(page, names)
    _look(page)
    return LoanPlaces(
        loan, page.column(DUE), page.column(PAYMENT), page.cell(OWED, BALANCE), left, model.is_live
    )


def _heading(page: LoanPage) -> None:
    wording, cells = page.draft.wording, page.cells
    method = wording.pgettext(*METHODS[page.terms.method])
    note = (
        wording._("Change a yellow cell and the whole plan is reckoned anew.")
        if page.model.is_live
        else wording._(
            "The plan has special rules or was changed on the way: the rows are fixed figures."
        )
    )
    cells.text(0, NUMBER, page.loan.name, "title")
    cells.text(1, NUMBER, " · ".join(filter(None, (page.loan.lender, method))), "subtitle")
    cells.text(2, NUMBER, note, "subtitle")


def _table(page: LoanPage, names: LoanNames) -> None:
    _, cells = page.draft.wording._, page.cells
    heads = (
        _("No."), _("Due date"), _("Instalment"), _("of it principal"),
        _("of it interest"), _("of it fee"), _("Principal left"), _("State"),
    )  # fmt: skip
    for column, head in enumerate(heads, NUMBER):
        is_money = PAYMENT <= column <= BALANCE
        cells.text(HEAD, column, head, "head_right" if is_money else "head")
    cells.text(HEAD, 0, "id", "muted")
    cells.text(HEAD, SHARE, _("Share of a year"), "muted")
    states = _states(page)
    paid = text(N_("Paid")), "muted"
    for index, row in enumerate(page.model.rows):
        said, look = states.get(row.number, paid)
        cells.text(FIRST + index, 0, f"loan:{page.loan.id}:{row.number}", "muted")
        cells.text(FIRST + index, STATE, page.draft.wording.say(said), look, "centre", "under")
    write = _live_row if page.model.is_live else _fixed_row
    for index in range(page.rows):
        write(page, names, index)


def _fixed_row(page: LoanPage, names: LoanNames, index: int) -> None:
    """One row of the engine's figures."""
    row, at, cells = page.model.rows[index], FIRST + index, page.cells
    cells.number(at, NUMBER, row.number, "whole", "centre", "under")
    cells.date(at, DUE, row.due, "under")
    for column, amount in (
        (PAYMENT, row.payment), (PRINCIPAL, row.principal), (INTEREST, row.interest),
        (FEE, row.fee), (BALANCE, row.balance),
    ):  # fmt: skip
        cells.money(at, column, amount, "under")


def _live_row(page: LoanPage, names: LoanNames, index: int) -> None:
    """One row of formulas; beyond the plan they come to nothing until there are more instalments."""
    terms, cells, at = page.terms, page.cells, FIRST + index
    row = _addresses(at, names)
    known = page.model.rows[index] if index < len(page.model.rows) else None
    style = ("under",) if known else ()
    _live_start(page, names, index, style)
    periods = page.model.periods
    period = periods[min(index, len(periods) - 1)]
    share = formulas.share(
        row, names, terms, is_by_days=period.is_by_days, is_first=index == 0
    )  # fmt: skip
    cells.formula(at, SHARE, share, float(period.share) if known else "", "muted")
    currency = page.draft.currency
    for column, formula, part in (
        (INTEREST, formulas.interest(row, names, terms, currency), "interest"),
        (PRINCIPAL, formulas.principal(row, names, terms), "principal"),
        (FEE, f'=IF({row.number}="","",{names.fee})', "fee"),
        (BALANCE, formulas.balance(row, currency), "balance"),
        (PAYMENT, formulas.payment(row, currency), "payment"),
    ):
        amount: int | None = getattr(known, part) if known else None
        cells.money_formula(at, column, formula, amount, *style)


def _live_start(page: LoanPage, names: LoanNames, index: int, style: tuple[str, ...]) -> None:
    """Number and due date of a row; due dates moved by a holiday rule are figures."""
    at, cells = FIRST + index, page.cells
    known = page.model.rows[index] if index < len(page.model.rows) else None
    if index == 0:
        cells.number(at, NUMBER, 1, "whole", "centre", *style)
    else:
        formula = formulas.number(ref(at - 1, NUMBER), ref(at - 1, BALANCE), names)
        cells.formula(at, NUMBER, formula, known.number if known else "", "whole", "centre", *style)
    if known and page.terms.holiday != "none":
        cells.date(at, DUE, known.due, *style)
    else:
        formula = formulas.due(_addresses(at, names), names, page.terms)
        cells.date_formula(at, DUE, formula, known.due if known else None, *style)


def _addresses(at: int, names: LoanNames) -> RowCells:
    is_first = at == FIRST
    return RowCells(
        number=ref(at, NUMBER), due=ref(at, DUE), payment=ref(at, PAYMENT),
        principal=ref(at, PRINCIPAL), interest=ref(at, INTEREST), fee=ref(at, FEE),
        share=ref(at, SHARE),
        before=names.principal if is_first else ref(at - 1, BALANCE),
        since=names.drawn_on if is_first else ref(at - 1, DUE),
    )  # fmt: skip


def _states(page: LoanPage) -> dict[int, tuple[Text, str]]:
    """What is said of each instalment that is not settled, and how it looks."""
    today = page.draft.subject.today
    said: dict[int, tuple[Text, str]] = {}
    for due in open_dues(page.terms, page.events, today):
        if due.days_past_due:
            late = counted(*NN_("{count} day overdue", "{count} days overdue"), due.days_past_due)
            said[due.number] = late, "short"
        elif due.due <= today:
            said[due.number] = text(N_("Due now")), "tight"
        elif due.left < due.payment:
            said[due.number] = text(N_("Partly paid")), "muted"
        else:
            said[due.number] = in_context(*NC_("instalment", "To come")), "muted"
    return said


def _look(page: LoanPage) -> None:
    sheet = page.cells.sheet
    for column, width in ((NUMBER, 12), (DUE, 14), (STATE, 18)):
        sheet.set_column(column, column, width)
    total = sum(row.payment for row in page.model.rows)
    sheet.set_column(PAYMENT, BALANCE, max(17, money_width([total], page.draft.currency)))
    sheet.set_column(0, 0, 12, None, {"hidden": True})
    sheet.set_column(SHARE, SHARE, 12, None, {"hidden": True})
    sheet.set_row(0, 28)
    sheet.set_row(HEAD, 20)
    sheet.print_area(0, 0, FIRST + len(page.model.rows) - 1, STATE)
    set_page(page.draft, page.cells, head=(HEAD, HEAD), freeze=(FIRST, DUE + 1))
