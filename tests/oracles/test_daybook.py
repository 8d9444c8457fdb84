"""The engine against the second engine of `daybook`, to the cent."""

import datetime as dt

import pytest
from hypothesis import given, settings

from planner.basics.dates import is_working_day
from planner.basics.errors import UserError
from planner.services.loans.report import loan_json
from tests.loans.contracts import NINE
from tests.loans.drawing import changed, lived
from tests.oracles.daybook import answer
from tests.oracles.daybook_changes import LivedDaybook, RefusedError


def both(document, on):
    mine = loan_json([document], on)
    other = answer(document, on, is_working_day)
    return {key: mine[key] for key in other}, other


@settings(max_examples=300, deadline=None)
@given(case=lived(holidays=("none", "none", "next", "previous")))
def test_two_engines_agree_on_drawn_contracts_and_histories(case):
    mine, other = both(*case)
    assert mine == other


@settings(max_examples=200, deadline=None)
@given(case=changed())
def test_two_engines_agree_on_rates_draws_extensions_reschedules_and_waivers(case):
    document, on = case
    try:
        other = answer(document, on, is_working_day, LivedDaybook)
    except RefusedError:
        with pytest.raises(UserError):
            loan_json([document], on)
        return
    mine = loan_json([document], on)
    assert {key: mine[key] for key in other} == other


def test_the_comparison_would_show_a_cent():
    document = {**NINE, "events": [{"type": "pay", "date": "2027-04-25", "amount": "800.00"}]}
    mine, other = both(document, dt.date(2027, 5, 20))
    assert mine == other
    assert other["as_of"]["payoff"] == "8573.46"
    document["penalty"] = {"multiplier": "1.6"}
    assert both(document, dt.date(2027, 5, 20))[1] != other
