"""Above a loan's plan: the contract's figures on the left, what follows from them on the right."""

from decimal import Decimal

from planner.basics.text import NC_
from planner.exports.cells import span
from planner.exports.workbook.loan_formulas import LoanNames, fixed_sum
from planner.exports.workbook.loan_page import (
    BALANCE,
    DUE,
    FEE,
    FIRST,
    INTEREST,
    NUMBER,
    PAYMENT,
    TOP,
    LoanPage,
)
from planner.loans.accrual import year_length
from planner.loans.replay import state

LARGEST = 90_000_000_000_000


def write_terms(page: LoanPage) -> LoanNames:
    """Fills the left block; returns the names of its cells (and of two on the right)."""
    _, cells, terms = page.draft.wording._, page.cells, page.terms
    rate = _("Rate per day") if terms.rate.per == "day" else _("Rate per year")
    if terms.is_rate_unknown:
        rate = _("Rate: not filled in yet")
    labels = (
        _("Principal"), rate, _("Number of instalments"), _("Paid out on"),
        _("First due date"), _("Due day of the month"), _("Fee with each instalment"),
    )  # fmt: skip
    for row, label in enumerate(labels, TOP):
        cells.text(row, NUMBER, label, "muted", "under")
        cells.blank(row, DUE, "under")
    look = ("input", "under") if page.model.is_live else ("under",)
    fee = sum(item.amount for item in terms.fees if item.when == "each")
    cells.money(TOP, PAYMENT, terms.principal, "cash", *look)
    cells.number(TOP + 1, PAYMENT, terms.rate.value + terms.rate.spread, "rate", *look)
    cells.number(TOP + 2, PAYMENT, terms.instalments, "whole", "right", *look)
    cells.date(TOP + 3, PAYMENT, terms.drawn_on, "right", "under")
    cells.date(TOP + 4, PAYMENT, terms.first_due, "right", "under")
    due_day = terms.due_day or terms.first_due.day
    cells.number(TOP + 5, PAYMENT, due_day, "whole", "right", "under")
    cells.money(TOP + 6, PAYMENT, fee, *look)
    if page.model.is_live:
        _validate(page)
    return _names(page)


def _names(page: LoanPage) -> LoanNames:
    def named(key: tuple[str, str], row: int, column: int = PAYMENT) -> str:
        name = page.draft.wording.pgettext(*key).format(number=page.number)
        return page.draft.name(name, page.cells, row, column)

    return LoanNames(
        principal=named(NC_("cell name", "Loan{number}_principal"), TOP),
        rate=named(NC_("cell name", "Loan{number}_rate"), TOP + 1),
        annual=named(NC_("cell name", "Loan{number}_yearly_rate"), TOP, BALANCE),
        instalments=named(NC_("cell name", "Loan{number}_instalments"), TOP + 2),
        drawn_on=named(NC_("cell name", "Loan{number}_paid_out"), TOP + 3),
        first_due=named(NC_("cell name", "Loan{number}_first_due"), TOP + 4),
        due_day=named(NC_("cell name", "Loan{number}_due_day"), TOP + 5),
        fixed=named(NC_("cell name", "Loan{number}_equal_sum"), TOP + 1, BALANCE),
        fee=named(NC_("cell name", "Loan{number}_fee"), TOP + 6),
    )


def _validate(page: LoanPage) -> None:
    _ = page.draft.wording._
    most = page.rows if page.terms.method != "single_payment" else 1200
    for row, kind, low, high, message in (
        (TOP, "decimal", 0, LARGEST, _("The principal is a number greater than 0.")),
        (TOP + 1, "decimal", 0, 1, _("Write the rate like 14.4% or 0.144.")),
        (TOP + 2, "integer", 1, most, _("A whole number from 1 to {most}.").format(most=most)),
        (TOP + 6, "decimal", 0, LARGEST, _("The amount can't be negative.")),
    ):
        page.cells.sheet.data_validation(row, PAYMENT, row, PAYMENT, {
            "validate": kind, "criteria": "between", "minimum": low, "maximum": high,
            "error_title": _("Please check"), "error_message": message,
        })  # fmt: skip


def write_results(page: LoanPage, names: LoanNames) -> int:
    """Fills the right block; returns the principal owed on the day of the export."""
    _, cells, terms = page.draft.wording._, page.cells, page.terms
    date = page.draft.wording.date(page.draft.subject.today, "year")
    is_equal_principal = terms.method == "equal_principal"
    labels = (
        _("Rate per year"),
        _("Principal each time") if is_equal_principal else _("Equal instalment"),
        _("All instalments"), _("Principal owed on {date}").format(date=date),
        _("All interest"), _("Fees at the draw"), _("Overdue, with penalty"),
    )  # fmt: skip
    for row, label in enumerate(labels, TOP):
        cells.text(row, INTEREST, label, "muted", "under")
        cells.blank(row, FEE, "under")
    _live_results(page, names)
    owed = state(terms, page.events, page.draft.subject.today)
    left = owed.principal_normal + owed.principal_overdue
    late = owed.principal_overdue + owed.interest_overdue
    penalty = owed.penalty_on_principal + owed.penalty_on_interest
    at_draw = sum(fee.amount for fee in terms.fees if fee.when == "draw")
    cells.money(TOP + 3, BALANCE, left, "bold", "under")
    cells.money(TOP + 5, BALANCE, at_draw, "under")
    look = ("short",) if late else ()
    cells.money(TOP + 6, BALANCE, late + penalty if late else 0, *look, "under")
    return left


def _live_results(page: LoanPage, names: LoanNames) -> None:
    """Yearly rate, equal sum and totals: reckoned from the cells on the left and the plan."""
    cells, terms, model = page.cells, page.terms, page.model
    days = year_length(terms.year_days) if terms.rate.per == "day" else 1
    rate = (terms.rate.value + terms.rate.spread) * Decimal(days)
    by_days = f"*{days}" if terms.rate.per == "day" else ""
    cells.formula(TOP, BALANCE, f"={names.rate}{by_days}", rate, "rate", "under")
    if terms.method in {"equal_instalment", "equal_principal"} and model.is_live:
        formula = fixed_sum(terms, names, page.draft.currency)
        cells.money_formula(TOP + 1, BALANCE, formula, model.fixed, "under")
    else:
        cells.text(TOP + 1, BALANCE, "–", "right", "under")
    for row, column, total in (
        (TOP + 2, PAYMENT, sum(row.payment for row in model.rows)),
        (TOP + 4, INTEREST, sum(row.interest for row in model.rows)),
    ):
        place = span((FIRST, column), (page.last, column))
        cells.money_formula(row, BALANCE, f"=SUM({place})", total, "under")
