"""The formulas of a loan sheet, as text. Functions of Excel 2007 only, none of them volatile."""

from dataclasses import dataclass

from planner.basics.money import exponent, plain
from planner.book.loan import Terms

TINY = "1E-9"
"""Lifts halves that binary fractions hold a trifle too low."""


@dataclass(frozen=True, slots=True)
class LoanNames:
    """Names of the cells that a schedule depends on."""

    principal: str
    rate: str
    annual: str
    instalments: str
    drawn_on: str
    first_due: str
    due_day: str
    fixed: str
    fee: str


@dataclass(frozen=True, slots=True)
class RowCells:
    """Addresses of the cells of one row; `before` and `since` stand in the row above it."""

    number: str
    due: str
    payment: str
    principal: str
    interest: str
    fee: str
    share: str
    before: str
    """Principal left before it."""
    since: str
    """The due date before it."""


def to_cents(expression: str, terms: Terms, currency: str, unit: int = 1) -> str:
    """`expression` rounded to `unit` minor units by the loan's rule."""
    places = exponent(currency)
    if unit == 1 and terms.rounding == "half_up":
        return f"ROUND({expression}+{TINY},{places})"
    step = plain(unit, currency)
    scaled = f"({expression})/{step}"
    whole = f"ROUND({scaled}+{TINY},0)"
    if terms.rounding == "half_even":
        is_half = f"ABS({scaled}-INT({scaled})-0.5)<1E-7"
        whole = f"IF({is_half},2*ROUND({scaled}/2,0),{whole})"
    return f"ROUND({whole}*{step},{places})"


def fixed_sum(terms: Terms, names: LoanNames, currency: str) -> str:
    """The equal instalment, or the equal part of the principal."""
    if terms.method == "equal_instalment":
        exact = f"PMT({names.annual}/12,{names.instalments},-{names.principal})"
    else:
        exact = f"{names.principal}/{names.instalments}"
    return "=" + to_cents(exact, terms, currency, terms.instalment_unit)


def due(row: RowCells, names: LoanNames, terms: Terms) -> str:
    """The due date of a row: its month after the first one, clamped to the month's end."""
    later = f"{names.instalments}-1" if terms.method == "single_payment" else f"{row.number}-1"
    first = names.first_due
    day = f"DATE(YEAR({first}),MONTH({first})+{later},{names.due_day})"
    return f'=IF({row.number}="","",IF({later}=0,{first},MIN({day},EOMONTH({first},{later}))))'


def share(
    row: RowCells, names: LoanNames, terms: Terms, *, is_by_days: bool, is_first: bool
) -> str:
    """The row's interest period as a share of a year."""
    if terms.method == "single_payment" and terms.interest == "monthly":
        whole = f"{names.instalments}/12"
        if is_by_days:
            odd = _days(names.drawn_on, names.first_due, terms)
            whole = f"({names.instalments}-1)/12+{odd}"
        return f'=IF({row.number}="","",{whole})'
    since = names.drawn_on if is_first else row.since
    until = names.first_due if is_first and terms.interest == "monthly" else row.due
    return f'=IF({row.number}="","",{_days(since, until, terms) if is_by_days else "1/12"})'


def _days(since: str, until: str, terms: Terms) -> str:
    if terms.year_days != "actual":
        return f"({until}-{since})/{terms.year_days}"
    length = "(DATE(YEAR({0})+1,1,1)-DATE(YEAR({0}),1,1))"
    return (
        f"IF(YEAR({since})=YEAR({until}),({until}-{since})/{length.format(since)},"
        f"(DATE(YEAR({since})+1,1,1)-{since})/{length.format(since)}"
        f"+YEAR({until})-YEAR({since})-1"
        f"+({until}-DATE(YEAR({until}),1,1))/{length.format(until)})"
    )


def interest(row: RowCells, names: LoanNames, terms: Terms, currency: str) -> str:
    """The interest of a row, rounded by the loan's rule."""
    exact = f"{row.before}*{names.annual}*{row.share}"
    return f'=IF({row.number}="","",{to_cents(exact, terms, currency)})'


def principal(row: RowCells, names: LoanNames, terms: Terms) -> str:
    """The principal of a row; the last one takes the rest."""
    part = {
        "equal_instalment": f"MIN({row.before},MAX(0,{names.fixed}-{row.interest}))",
        "equal_principal": f"MIN({row.before},{names.fixed})",
        "single_payment": row.before,
    }.get(terms.method, "0")
    if terms.method == "single_payment":
        return f'=IF({row.number}="","",{part})'
    return f'=IF({row.number}="","",IF({row.number}={names.instalments},{row.before},{part}))'


def number(above: str, left: str, names: LoanNames) -> str:
    """The number of a row that is not the first: empty once the plan has ended."""
    return f'=IF({above}="","",IF(AND({above}<{names.instalments},{left}>0),{above}+1,""))'


def balance(row: RowCells, currency: str) -> str:
    """What is left of the principal after a row."""
    places = exponent(currency)
    return f'=IF({row.number}="","",ROUND({row.before}-{row.principal},{places}))'


def payment(row: RowCells, currency: str) -> str:
    """Everything a row asks for."""
    places = exponent(currency)
    parts = f"{row.principal}+{row.interest}+{row.fee}"
    return f'=IF({row.number}="","",ROUND({parts},{places}))'
