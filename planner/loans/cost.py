"""What a loan costs: the true cost per year, a pay-off on a day, a number of days late.

Rates are floats of plain shares (0.144), good to at least 8 decimals; money is minor units.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from planner.basics.dates import ONE_DAY
from planner.book.loan import LoanEvent, Terms
from planner.loans.accrual import year_length
from planner.loans.due_dates import due_dates
from planner.loans.dues import pending
from planner.loans.instalment import Instalment, RiskClass
from planner.loans.methods import method_of
from planner.loans.replay import risk_class, run_to, state
from planner.loans.schedule import plan


@dataclass(frozen=True, slots=True)
class AnnualCost:
    """The cost of the contract per year of the money really in use, fees included."""

    simple: float
    """单利: twelve times the monthly internal rate; of one payment the day rate × year days."""
    compound: float
    """XIRR on the due dates, actual/365."""


@dataclass(frozen=True, slots=True)
class LateCost:
    """What it costs to pay what is due on `due` only `days` days later."""

    due: dt.date
    days: int
    penalty_on_principal: int
    penalty_on_interest: int
    days_past_due: int
    """0 within the grace."""
    bucket: str
    risk_class: RiskClass

    @property
    def total(self) -> int:
        """The penalty altogether, minor units."""
        return self.penalty_on_principal + self.penalty_on_interest


@dataclass(frozen=True, slots=True)
class PayOff:
    """What closes the loan on a day, part by part; `total` is net of kept money."""

    date: dt.date
    principal: int
    interest: int
    penalty: int
    fee: int
    """Fees owed, and that of the early payment."""
    kept: int
    total: int


@lru_cache(maxsize=256)
def annual_cost(terms: Terms) -> AnnualCost:
    """The yearly cost of the contract as drawn, without events.

    Row k lies k months after the draw; after an odd first period at k − 1 months and its days
    × 12 / year days.
    """
    rows = plan(terms).rows
    return AnnualCost(_simple(terms, rows), _compound(terms, rows))


def late_cost(
    terms: Terms, events: Sequence[LoanEvent], due: dt.date, days: int, on: dt.date | None = None
) -> LateCost:
    """The penalty on what falls due on `due` when it is paid `days` (>= 0) days later.

    What is known on `on` (default: the due date) counts; everything else that falls due in
    between is taken as paid on its day. All 0 when nothing is unpaid of that date.
    """
    loan = run_to(terms, events, on or due)
    loan.pass_to(due)
    until = max(due + days * ONE_DAY, on or due)
    mine = [item for item in loan.dues if item.date == due and item.bears]
    loan.dues = list(mine)
    while (coming := loan.next_due) is not None and coming < until:
        loan.fall_due()
        loan.dues = list(mine)
    late = loan.days_past_due(until)
    extra = [pending(item, until, terms.penalty, loan.accrual) for item in mine]
    return LateCost(
        due=due,
        days=(until - due).days,
        penalty_on_principal=sum(item.on_principal for item in mine) + sum(p for p, _ in extra),
        penalty_on_interest=sum(item.on_interest for item in mine) + sum(i for _, i in extra),
        days_past_due=late,
        bucket=f"M{-(-late // 30)}",
        risk_class=risk_class(late),
    )


def pay_off(terms: Terms, events: Sequence[LoanEvent], on: dt.date) -> PayOff:
    """What a `prepay` on `on` must bring to close the loan, and of what it consists."""
    now = state(terms, events, on)
    kept = sum(use.unapplied for use in run_to(terms, events, on).kept)
    principal = now.principal_normal + now.principal_overdue
    interest = now.interest_normal + now.interest_overdue
    penalty = now.penalty_on_principal + now.penalty_on_interest
    fee = max(0, now.payoff + kept - principal - interest - penalty)
    return PayOff(on, principal, interest, penalty, fee, kept, now.payoff)


def _simple(terms: Terms, rows: Sequence[Instalment]) -> float:
    received = terms.received
    if len(rows) == 1:
        days = (rows[0].due - terms.drawn_on).days
        gain = (rows[0].payment - received) / received
        return gain / days * year_length(terms.year_days)
    first = _first_month(terms)
    flows = [(first + index, row.payment) for index, row in enumerate(rows)]
    return 12 * internal_rate(received, flows)


def _first_month(terms: Terms) -> float:
    """Months from the draw to the first row."""
    is_daily = terms.interest == "daily" or method_of(terms.method).runs_by_day
    dates = due_dates(terms, terms.drawn_on, runs_by_day=is_daily)
    if dates.has_whole_start:
        return 1.0
    days = (dates.period_end(1) - terms.drawn_on).days
    return days * 12 / year_length(terms.year_days)


def internal_rate(received: int, flows: Sequence[tuple[float, int]]) -> float:
    """The rate per period at which `flows` are worth `received`, by Newton from 0.

    The value falls and is convex in the rate, and at 0 it is not below `received`: the steps
    rise to the one root and never pass it.
    """
    rate = 0.0
    for _ in range(500):
        discounted = [(time, sum_ / (1 + rate) ** time) for time, sum_ in flows]
        value = sum(worth for _, worth in discounted) - received
        slope = sum(time * worth for time, worth in discounted) / (1 + rate)
        step = value / slope
        rate += step
        if step < 1e-14:
            break
    return rate


def _compound(terms: Terms, rows: Sequence[Instalment]) -> float:
    """XIRR, actual/365, by the same search; the tests hold pyxirr against it."""
    years = [((row.due - terms.drawn_on).days / 365, row.payment) for row in rows]
    return internal_rate(terms.received, years)
