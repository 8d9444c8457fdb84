"""One sheet per loan: the contract's figures above, the repayment plan below.

Where the plan can be reckoned by formulas (see `loan_model`), changing the yellow cells reckons
it anew; otherwise it holds the engine's figures and says so.
"""

from dataclasses import dataclass
from decimal import Decimal

from planner.basics.text import N_, NC_, NN_, Text, counted, in_context, text
from planner.book.loan import Loan
from planner.exports.cells import Cells, on_sheet, ref, span
from planner.exports.workbook import loan_formulas as formulas
from planner.exports.workbook.draft import Draft
from planner.exports.workbook.loan_formulas import LoanNames, RowCells
from planner.exports.workbook.loan_model import LoanModel, loan_model
from planner.exports.workbook.page import set_page
from planner.loans.accrual import year_length
from planner.loans.replay import open_dues, state

NUMBER, DUE, PAYMENT, PRINCIPAL, INTEREST, FEE, BALANCE, STATUS, SHARE = range(1, 10)
HEAD = 11
FIRST = HEAD + 1
SPARE = 12
"""Empty rows below the plan, for more instalments than the contract has."""

METHODS = {
    "equal_instalment": N_("Equal instalments"),
    "equal_principal": N_("Equal principal"),
    "interest_only": N_("Interest first, principal at the end"),
    "single_payment": N_("All at the end"),
    "daily_interest": N_("Interest by the day, repay any time"),
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
    spare = SPARE if model.is_live and loan.terms.method != "single_payment" else 0
    last = FIRST + len(model.rows) + spare - 1
    _heading(draft, cells, loan, model)
    names = _inputs(draft, cells, loan, model, number, len(model.rows) + spare)
    left = _results(draft, cells, loan, model, names, last)
    _table_head(draft, cells)
    _table(draft, cells, loan, model, names, spare)
    _look(draft, cells, last)
    title = cells.sheet.name
    return LoanPlaces(
        loan,
        on_sheet(title, span((FIRST, DUE), (last, DUE), "rc")),
        on_sheet(title, span((FIRST, PAYMENT), (last, PAYMENT), "rc")),
        on_sheet(title, ref(6, BALANCE, "rc")),
        left,
        model.is_live,
    )


def _heading(draft: Draft, cells: Cells, loan: Loan, model: LoanModel) -> None:
    word = draft.wording._
    cells.text(0, NUMBER, loan.name, "title")
    parts = [loan.lender, word(METHODS[loan.terms.method])]
    cells.text(1, NUMBER, word(" · ").join(part for part in parts if part), "subtitle")
    note = (
        word("Change a yellow cell and the whole plan is reckoned anew.")
        if model.is_live
        else word(
            "The plan has special rules or was changed on the way: the rows are fixed figures."
        )
    )
    cells.text(2, NUMBER, note, "subtitle")


def _inputs(
    draft: Draft, cells: Cells, loan: Loan, model: LoanModel, number: int, rows: int
) -> LoanNames:
    """The contract's figures on the left; their names."""
    word, terms = draft.wording._, loan.terms
    look = ("input",) if model.is_live else ()
    value = PAYMENT
    rate = terms.rate.value + terms.rate.spread
    is_daily = terms.rate.per == "day"
    fee = sum(item.amount for item in terms.fees if item.when == "each")
    labels = (
        word("Principal"), word("Rate per day") if is_daily else word("Rate per year"),
        word("Number of instalments"), word("Paid out on"), word("First due date"),
        word("Due day of the month"), word("Fee with each instalment"),
    )  # fmt: skip
    for row, label in enumerate(labels, 3):
        cells.text(row, NUMBER, label, "muted", "under")
        cells.blank(row, DUE, "under")
    cells.money(3, value, terms.principal, "cash", *look, "under")
    cells.number(4, value, rate, "rate", *look, "under")
    cells.number(5, value, terms.instalments, "whole", *look, "right", "under")
    cells.date(6, value, terms.drawn_on, "right", "under")
    cells.date(7, value, terms.first_due, "right", "under")
    cells.number(8, value, terms.due_day or terms.first_due.day, "whole", "right", "under")
    cells.money(9, value, fee, *look, "under")
    if model.is_live:
        _validate(draft, cells, rows, is_one_row=terms.method == "single_payment")

    def named(context_and_key: tuple[str, str], row: int, column: int = value) -> str:
        name = draft.wording.pgettext(*context_and_key).format(number=number)
        return draft.name(name, cells, row, column)

    rate_name = named(NC_("cell name", "Loan{number}_rate"), 4)
    return LoanNames(
        principal=named(NC_("cell name", "Loan{number}_principal"), 3),
        rate=rate_name,
        annual=named(NC_("cell name", "Loan{number}_yearly_rate"), 3, BALANCE),
        instalments=named(NC_("cell name", "Loan{number}_instalments"), 5),
        drawn_on=named(NC_("cell name", "Loan{number}_paid_out"), 6),
        first_due=named(NC_("cell name", "Loan{number}_first_due"), 7),
        due_day=named(NC_("cell name", "Loan{number}_due_day"), 8),
        fixed=named(NC_("cell name", "Loan{number}_equal_sum"), 4, BALANCE),
        fee=named(NC_("cell name", "Loan{number}_fee"), 9),
    )


def _validate(draft: Draft, cells: Cells, rows: int, *, is_one_row: bool) -> None:
    word = draft.wording._
    for row, kind, low, high, message in (
        (3, "decimal", 0, 9e13, word("The principal is a number greater than 0.")),
        (4, "decimal", 0, 1, word("Write the rate like 14.4% or 0.144.")),
        (5, "integer", 1, 1200 if is_one_row else rows,
         word("A whole number from 1 to {rows}.").format(rows=1200 if is_one_row else rows)),
        (9, "decimal", 0, 9e13, word("The amount can't be negative.")),
    ):  # fmt: skip
        cells.sheet.data_validation(row, PAYMENT, row, PAYMENT, {
            "validate": kind, "criteria": "between", "minimum": low, "maximum": high,
            "error_title": word("Please check"), "error_message": message,
        })  # fmt: skip


def _results(
    draft: Draft, cells: Cells, loan: Loan, model: LoanModel, names: LoanNames, last: int
) -> int:
    """What follows from the contract, on the right; returns the principal owed today."""
    word, terms, today = draft.wording._, loan.terms, draft.subject.today
    labels = (
        word("Rate per year"),
        word("Principal each time")
        if terms.method == "equal_principal"
        else word("Equal instalment"),
        word("All instalments together"),
        word("Principal owed on {date}").format(date=draft.wording.date(today)),
        word("Interest altogether"), word("Fees at the draw"), word("Still overdue"),
    )  # fmt: skip
    for row, label in enumerate(labels, 3):
        cells.text(row, INTEREST, label, "muted", "under")
        cells.blank(row, FEE, "under")
    factor = f"*{year_length(terms.year_days)}" if terms.rate.per == "day" else ""
    rate = (terms.rate.value + terms.rate.spread) * (
        year_length(terms.year_days) if factor else Decimal(1)
    )
    cells.formula(3, BALANCE, f"={names.rate}{factor}", rate, "rate", "under")
    if terms.method in {"equal_instalment", "equal_principal"} and model.is_live:
        formula = formulas.fixed_sum(terms, names, draft.currency)
        cells.money_formula(4, BALANCE, formula, model.fixed, "under")
    else:
        cells.text(4, BALANCE, "–", "right", "under")
    sums = ((5, PAYMENT, sum(row.payment for row in model.rows)),
            (7, INTEREST, sum(row.interest for row in model.rows)))  # fmt: skip
    for row, column, total in sums:
        place = span((FIRST, column), (last, column))
        cells.money_formula(row, BALANCE, f"=SUM({place})", total, "under")
    owed = state(terms, draft.subject.book.events_of(loan.id), today)
    left = owed.principal_normal + owed.principal_overdue
    cells.money(6, BALANCE, left, "bold", "under")
    cells.money(8, BALANCE, sum(fee.amount for fee in terms.fees if fee.when == "draw"), "under")
    late = owed.principal_overdue + owed.interest_overdue
    penalty = owed.penalty_on_principal + owed.penalty_on_interest
    cells.money(9, BALANCE, late + penalty, *(("short",) if late else ()), "under")
    return left


def _table_head(draft: Draft, cells: Cells) -> None:
    word = draft.wording._
    heads = (
        word("No."), word("Due date"), word("Instalment"), word("of it principal"),
        word("of it interest"), word("of it fee"), word("Principal left"), word("State"),
    )  # fmt: skip
    for column, head in enumerate(heads, NUMBER):
        cells.text(HEAD, column, head, "head")
    cells.text(HEAD, 0, "id", "muted")
    cells.text(HEAD, SHARE, word("Share of a year"), "muted")


def _table(
    draft: Draft, cells: Cells, loan: Loan, model: LoanModel, names: LoanNames, spare: int
) -> None:
    states = _states(draft, loan)
    for index, row in enumerate(model.rows):
        at = FIRST + index
        cells.text(at, 0, f"loan:{loan.id}:{row.number}", "muted")
        said, level = states.get(row.number, (text(N_("Paid")), "muted"))
        cells.text(at, STATUS, draft.wording.say(said), level, "centre", "under")
        if model.is_live:
            _live_row(draft, cells, loan, model, names, index)
        else:
            cells.number(at, NUMBER, row.number, "whole", "centre", "under")
            cells.date(at, DUE, row.due, "under")
            for column, amount in (
                (PAYMENT, row.payment), (PRINCIPAL, row.principal), (INTEREST, row.interest),
                (FEE, row.fee), (BALANCE, row.balance),
            ):  # fmt: skip
                cells.money(at, column, amount, "under")
    for index in range(len(model.rows), len(model.rows) + spare):
        _live_row(draft, cells, loan, model, names, index)


def _live_row(
    draft: Draft, cells: Cells, loan: Loan, model: LoanModel, names: LoanNames, index: int
) -> None:
    """One row of formulas; beyond the plan they come to nothing until there are more instalments."""
    terms, currency, at = loan.terms, draft.currency, FIRST + index
    row = _addresses(at, names)
    known = model.rows[index] if index < len(model.rows) else None
    period = model.periods[min(index, len(model.periods) - 1)]
    style = ("under",) if known else ()
    if index == 0:
        cells.number(at, NUMBER, 1, "whole", "centre", *style)
    else:
        above, left = ref(at - 1, NUMBER), ref(at - 1, BALANCE)
        formula = formulas.number(above, left, names)
        cells.formula(at, NUMBER, formula, known.number if known else "", "whole", "centre", *style)
    if terms.holiday == "none" or known is None:
        formula = formulas.due(row, names, terms)
        cells.date_formula(at, DUE, formula, known.due if known else None, *style)
    else:
        cells.date(at, DUE, known.due, *style)
    by_days = period.is_by_days
    share = formulas.share(row, names, terms, is_by_days=by_days, is_first=index == 0)
    cells.formula(at, SHARE, share, float(period.share) if known else "", "muted")
    for column, formula, amount in (
        (INTEREST, formulas.interest(row, names, terms, currency), known and known.interest),
        (PRINCIPAL, formulas.principal(row, names, terms), known and known.principal),
        (FEE, f'=IF({row.number}="","",{names.fee})', known and known.fee),
        (BALANCE, formulas.balance(row, currency), known and known.balance),
        (PAYMENT, formulas.payment(row, currency), known and known.payment),
    ):
        cells.money_formula(at, column, formula, amount, *style)


def _addresses(at: int, names: LoanNames) -> RowCells:
    is_first = at == FIRST
    return RowCells(
        number=ref(at, NUMBER), due=ref(at, DUE), payment=ref(at, PAYMENT),
        principal=ref(at, PRINCIPAL), interest=ref(at, INTEREST), fee=ref(at, FEE),
        share=ref(at, SHARE),
        before=names.principal if is_first else ref(at - 1, BALANCE),
        since=names.drawn_on if is_first else ref(at - 1, DUE),
    )  # fmt: skip


def _states(draft: Draft, loan: Loan) -> dict[int, tuple[Text, str]]:
    """What is said of each instalment that is not settled, and how it looks."""
    today = draft.subject.today
    said: dict[int, tuple[Text, str]] = {}
    for due in open_dues(loan.terms, draft.subject.book.events_of(loan.id), today):
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


def _look(draft: Draft, cells: Cells, last: int) -> None:
    sheet = cells.sheet
    for column, width in ((NUMBER, 9), (DUE, 14), (STATUS, 16)):
        sheet.set_column(column, column, width)
    sheet.set_column(PAYMENT, BALANCE, 16)
    sheet.set_column(0, 0, 12, None, {"hidden": True})
    sheet.set_column(SHARE, SHARE, 12, None, {"hidden": True})
    sheet.set_row(0, 28)
    sheet.set_row(HEAD, 20)
    sheet.print_area(0, 0, last, STATUS)
    set_page(draft, cells, head=(HEAD, HEAD), freeze=(FIRST, DUE + 1))
