"""When a delay ended, and the days for a look at the credit report after it."""

import datetime as dt
from dataclasses import replace

import pytest

from planner.book.loan import LoanEvent
from planner.loans.arrears import check_days, cleared_on
from planner.loans.replay import state

DUE = dt.date(2026, 12, 10)


def paid(day, amount=539853):
    return LoanEvent(f"p{day}", "l1", "pay", day, amount)


@pytest.fixture
def loan(shop):
    """The shop's loan, paid up to November."""
    return shop.loans["l1"].terms, shop.events_of("l1")


def test_paid_on_its_day_it_never_was_late(loan):
    terms, events = loan
    assert cleared_on(terms, (*events, paid(DUE)), DUE + dt.timedelta(days=5)) is None


@pytest.mark.parametrize("days", [1, 3, 30, 100])
def test_it_ends_on_the_day_on_which_all_is_paid(loan, days):
    terms, events = loan
    day = DUE + dt.timedelta(days=days)
    owed = state(terms, events, day).due_now
    assert cleared_on(terms, (*events, paid(day, owed)), day) == day
    assert cleared_on(terms, (*events, paid(day, owed - 1_00)), day) is None


def test_within_the_grace_nothing_was_late(loan):
    terms, events = loan
    soft = replace(terms, penalty=replace(terms.penalty, grace_days=3))
    day = DUE + dt.timedelta(days=3)
    assert cleared_on(soft, (*events, paid(day)), day) is None


def test_looks_at_the_report_are_two_a_year_and_end_after_five(loan):
    days = check_days(dt.date(2027, 1, 31))
    assert days[:2] == (dt.date(2027, 2, 28), dt.date(2027, 8, 31))
    assert days[-1] == dt.date(2032, 2, 1)
    assert list(days) == sorted(days)
