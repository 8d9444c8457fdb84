"""The true yearly cost, what days late cost, what closes a loan."""

import datetime as dt

import pytest

from planner.loans.cost import annual_cost, internal_rate, late_cost, pay_off
from planner.loans.schedule import plan
from tests.loans.contracts import day, events, on, terms


def test_the_simple_cost_of_a_plan_by_months_is_its_rate():
    """Equal principal by whole months: no rounding of the rows, so 12 × 1.5 % exactly."""
    assert annual_cost(terms(method="equal_principal")).simple == pytest.approx(0.18, abs=1e-12)


def test_the_compound_cost_of_one_payment_is_its_growth_over_the_year():
    """9405 / 9000 = 1.045 in 92 days: 1.045^(365/92) − 1; simple 4.5 % / 92 × 360."""
    cost = annual_cost(terms(method="single_payment"))
    assert cost.compound == pytest.approx(1.045 ** (365 / 92) - 1, abs=1e-12)
    assert cost.simple == pytest.approx(0.045 / 92 * 360, abs=1e-12)


def test_after_an_odd_first_period_rows_lie_at_its_days_and_whole_months():
    """Drawn 20 March, 16 days: rows at 16 × 12 / 360 = 0.5333…, 1.5333…, 2.5333… months."""
    odd = terms(drawn_on="2027-03-20")
    monthly = annual_cost(odd).simple / 12
    worth = sum(
        row.payment / (1 + monthly) ** (16 * 12 / 360 + index)
        for index, row in enumerate(plan(odd).rows)
    )
    assert worth == pytest.approx(900000, abs=1e-6)


def test_actual_years_count_365_days_for_the_odd_months():
    odd = terms(drawn_on="2027-03-20", year_days="actual")
    monthly = annual_cost(odd).simple / 12
    worth = sum(
        row.payment / (1 + monthly) ** (16 * 12 / 365 + index)
        for index, row in enumerate(plan(odd).rows)
    )
    assert worth == pytest.approx(900000, abs=1e-6)


def test_fees_raise_the_cost():
    free = annual_cost(terms())
    draw = annual_cost(terms(fees=[{"amount": "90.00", "when": "draw"}]))
    each = annual_cost(terms(fees=[{"amount": "30.00", "when": "each"}]))
    assert free.simple < draw.simple
    assert free.compound < each.compound
    assert draw.simple > 0.24


def test_a_loan_without_interest_costs_nothing():
    cost = annual_cost(terms(rate={"value": "0"}))
    assert (cost.simple, cost.compound) == (0, 0)


def test_events_do_not_change_the_cost_of_the_contract():
    assert annual_cost(terms()) == annual_cost(terms())


def test_an_internal_rate_solves_a_single_flow():
    """10000 = 3500 × (1 + i)¹⁰: i = (100/35)^(1/10) − 1."""
    assert internal_rate(3500, [(10, 10000)]) == pytest.approx((100 / 35) ** 0.1 - 1, abs=1e-14)


@pytest.mark.parametrize(
    ("days", "on_principal", "on_interest", "bucket"),
    [(0, 0, 0, "M0"), (1, 222, 10, "M1"), (10, 2217, 101, "M1"), (45, 9976, 456, "M2")],
)
def test_days_late_cost_penalty_on_the_instalment_alone(days, on_principal, on_interest, bucket):
    """2955.45 × 0.00075 = 2.2166 a day, 135.00 × 0.00075 = 0.10125.

    45 days are posted on 5 May: 30 days 66.4976 → 66.50 and 3.0375 → 3.04, then 15 days
    33.2488 → 33.25 and 1.51875 → 1.52: 99.75 and 4.56. The second instalment counts as paid.
    """
    if days == 45:
        on_principal = 6650 + 3325
    cost = late_cost(terms(), (), day("2027-04-05"), days)
    assert (cost.penalty_on_principal, cost.penalty_on_interest) == (on_principal, on_interest)
    assert (cost.total, cost.bucket) == (on_principal + on_interest, bucket)


def test_days_within_the_grace_cost_nothing():
    graced = terms(penalty={"grace_days": 3})
    assert late_cost(graced, (), day("2027-04-05"), 3).total == 0
    assert late_cost(graced, (), day("2027-04-05"), 4).total == 887 + 41


def test_what_is_already_paid_costs_nothing_late():
    paid = events(("pay", "2027-04-05", "3090.45"))
    assert late_cost(terms(), paid, day("2027-04-05"), 30).total == 0


def test_the_cost_of_days_late_can_be_asked_when_some_have_passed():
    """Part of the instalment came on 25 April: the answer of 5 May holds what is known then."""
    paid = events(("pay", "2027-04-25", "800.00"))
    asked = late_cost(terms(), paid, day("2027-04-05"), 30, on=day("2027-05-04"))
    there = on(terms(), paid, "2027-05-05")
    assert asked.penalty_on_principal == there.penalty_on_principal
    assert asked.days_past_due == 30


def test_a_pay_off_names_its_parts_and_closes_the_loan():
    """25 April, nothing paid: 9000.00 + 135.00 + 60.45 + 46.36; 1 % fee on 6044.55 = 60.45."""
    contract = terms(prepay={"fee_rate": "0.01"})
    quote = pay_off(contract, (), day("2027-04-25"))
    assert (quote.principal, quote.interest, quote.penalty, quote.fee) == (
        900000,
        19545,
        4636,
        6045,
    )
    assert quote.total == 900000 + 19545 + 4636 + 6045
    closing = events(("prepay", "2027-04-25", f"{quote.total / 100:.2f}"))
    assert on(contract, closing, "2027-04-25").payoff == 0


def test_a_pay_off_counts_kept_money():
    early = events(("pay", "2027-04-01", "3000.00"))
    quote = pay_off(terms(), early, dt.date(2027, 4, 2))
    assert (quote.kept, quote.total) == (300000, 900000 + 12600 - 300000)
