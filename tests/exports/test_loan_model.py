"""Which plans a sheet may reckon by itself: exactly those that its arithmetic gets right."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.book.loan import LoanEvent, Rate, RateChange, Terms
from planner.exports.workbook.loan_formulas import to_cents
from planner.exports.workbook.loan_model import loan_model
from planner.loans.schedule import plan

TERMS = Terms(
    principal=6_000_000, drawn_on=dt.date(2026, 8, 10), method="equal_instalment",
    first_due=dt.date(2026, 9, 10), rate=Rate(Decimal("0.144")), instalments=12, due_day=10,
)  # fmt: skip


def test_a_plain_plan_is_live_and_its_equal_instalment_is_known():
    model = loan_model(TERMS, ())
    assert model.is_live
    assert model.fixed == 539_853
    assert [row.payment for row in model.rows] == [539_853] * 11 + [539_848]


def test_payments_do_not_make_a_plan_fixed():
    paid = LoanEvent("p", "l", "pay", dt.date(2026, 9, 12), 100_000)
    assert loan_model(TERMS, (paid,)).is_live


@pytest.mark.parametrize(
    "event",
    [
        LoanEvent("x", "l", "prepay", dt.date(2026, 10, 12), 1_000_000),
        LoanEvent("x", "l", "waive", dt.date(2026, 9, 9), 0, part="interest"),
        LoanEvent("x", "l", "extend", dt.date(2026, 9, 9), instalments=3),
    ],
)
def test_a_plan_changed_on_the_way_is_fixed_and_shows_the_engine(event):
    model = loan_model(TERMS, (event,))
    if model.rows != plan(TERMS).rows:
        assert not model.is_live
    assert model.rows == plan(TERMS, (event,)).rows


def test_a_rate_that_changes_makes_the_plan_fixed():
    change = RateChange(dt.date(2027, 1, 10), Rate(Decimal("0.12")))
    assert not loan_model(replace(TERMS, rate_changes=(change,)), ()).is_live


terms = st.builds(
    replace,
    st.just(TERMS),
    principal=st.integers(10_000, 90_000_000),
    method=st.sampled_from(
        ["equal_instalment", "equal_principal", "interest_only", "single_payment", "daily_interest"]
    ),
    first_due=st.dates(dt.date(2026, 8, 20), dt.date(2026, 10, 9)),
    due_day=st.just(0),
    rate=st.builds(Rate, st.decimals("0", "0.36", places=4)),
    instalments=st.integers(1, 40),
    interest=st.sampled_from(["monthly", "daily"]),
    year_days=st.sampled_from([360, 365, "actual"]),
    rounding=st.sampled_from(["half_up", "half_even"]),
    instalment_unit=st.sampled_from([1, 100]),
)


@settings(max_examples=60, deadline=None)
@given(terms)
def test_every_plan_without_special_rules_is_live(contract):
    model = loan_model(contract, ())
    assert model.rows == plan(contract).rows
    assert model.is_live
    assert len(model.periods) == len(model.rows)


def test_rounding_is_written_in_the_decimals_of_the_currency():
    assert to_cents("x", TERMS, "CNY") == "ROUND(x+1E-9,2)"
    assert to_cents("x", TERMS, "JPY") == "ROUND(x+1E-9,0)"
    assert to_cents("x", TERMS, "CNY", 100) == "ROUND(ROUND((x)/1.00+1E-9,0)*1.00,2)"
    even = to_cents("x", replace(TERMS, rounding="half_even"), "CNY")
    assert even.startswith("ROUND(IF(ABS(")
