"""What a loan sheet can reckon by itself: the same rows as the engine, by spreadsheet arithmetic.

`live_rows` repeats in exact fractions what the formulas of `loan_sheet` do. Only where it agrees
with the engine in every row does a sheet get formulas; otherwise it shows the engine's figures.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from planner.basics.money import rounded
from planner.book.loan import LoanEvent, Terms
from planner.loans.accrual import Accrual, RateStep, yearly
from planner.loans.due_dates import due_dates
from planner.loans.instalment import Instalment
from planner.loans.methods import method_of
from planner.loans.schedule import plan


@dataclass(frozen=True, slots=True)
class Period:
    """The interest period that ends with a row."""

    due: dt.date
    share: Fraction
    """Of a year."""
    is_by_days: bool


@dataclass(frozen=True, slots=True)
class LoanModel:
    """The rows of a loan's plan, and whether formulas can reckon them."""

    rows: tuple[Instalment, ...]
    periods: tuple[Period, ...]
    """One for each row when `is_live`, otherwise empty."""
    fixed: int
    """The sum that stays equal: instalment or principal part (minor units); 0: none."""
    is_live: bool


def loan_model(terms: Terms, events: Sequence[LoanEvent]) -> LoanModel:
    """The plan of a loan after `events`, with the periods its formulas need."""
    rows = plan(terms, events).rows
    periods = _periods(terms)
    fixed = _fixed(terms)
    if terms.rate_changes or _live_rows(terms, periods, fixed) != rows:
        return LoanModel(rows, (), fixed, is_live=False)
    return LoanModel(rows, periods[: len(rows)], fixed, is_live=True)


def _periods(terms: Terms) -> tuple[Period, ...]:
    method = method_of(terms.method)
    by_day = terms.interest == "daily" or method.runs_by_day
    dates = due_dates(terms, terms.drawn_on, runs_by_day=by_day)
    whole_year = Accrual(dates, (RateStep(terms.drawn_on, Fraction(1)),), terms.year_days)
    numbers = [terms.instalments] if method.has_one_row else range(1, terms.instalments + 1)
    start = terms.drawn_on
    periods = []
    for number in numbers:
        end = dates.period_end(number)
        is_odd = not dates.has_whole_start and (number == 1 or method.has_one_row)
        periods.append(
            Period(dates.due(number), whole_year.factor(start, end), is_by_days=by_day or is_odd)
        )
        start = end
    return tuple(periods)


def _fixed(terms: Terms) -> int:
    monthly = yearly(terms.rate, terms.year_days) / 12
    exact = method_of(terms.method).fixed(terms.principal, terms.instalments, monthly)
    return rounded(exact, terms.rounding, terms.instalment_unit)


def _live_rows(terms: Terms, periods: tuple[Period, ...], fixed: int) -> tuple[Instalment, ...]:
    method = method_of(terms.method)
    annual = yearly(terms.rate, terms.year_days)
    fee = sum(fee.amount for fee in terms.fees if fee.when == "each")
    balance = terms.principal
    rows: list[Instalment] = []
    for number, period in enumerate(periods, 1):
        if not balance:
            break
        interest = rounded(balance * annual * period.share, terms.rounding)
        principal = balance
        if number < len(periods):
            principal = min(balance, method.principal(fixed, interest))
        balance -= principal
        payment = principal + interest + fee
        rows.append(Instalment(number, period.due, payment, principal, interest, fee, balance))
    return tuple(rows)
