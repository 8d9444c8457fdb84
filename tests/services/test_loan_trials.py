"""Trying a loan out: the shop's loan of 60,000.00, three of twelve instalments paid."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from planner.basics.errors import UserError
from planner.book.edit import apply
from planner.book.loan import Loan, Rate, Terms
from planner.services.loans.edits import loan_edit, payment_edit, payoff
from planner.services.loans.trials import (
    days_of_skipping,
    has_begun,
    knobs_now,
    trial_edit,
    try_out,
)

PLANNED = Terms(
    principal=12_000_00,
    drawn_on=dt.date(2027, 1, 10),
    method="equal_instalment",
    first_due=dt.date(2027, 2, 10),
    rate=Rate(Decimal("0.12")),
    instalments=3,
    due_day=10,
)


@pytest.fixture
def planned(shop):
    return apply(shop, loan_edit(shop, Loan("new", "新贷款", "bank", PLANNED)))


def test_untouched_knobs_stand_where_the_loan_stands(shop, today):
    knobs = knobs_now(shop, "l1", today)
    assert (knobs.principal, knobs.instalments, knobs.rate) == (45_795_31, 9, Decimal("0.144"))
    trial = try_out(shop, "l1", knobs, today)
    assert trial.instalment == 5_398_53
    assert trial.still_to_pay == 8 * 5_398_53 + 5_398_48
    assert trial.last_due == dt.date(2027, 8, 10)
    assert trial.interest_to_come == trial.still_to_pay - 45_795_31
    assert set(trial.areas.late) == {0}


def test_adopting_untouched_knobs_is_refused(shop, today):
    with pytest.raises(UserError, match="Nothing was turned"):
        trial_edit(shop, "l1", knobs_now(shop, "l1", today), today)


def test_a_longer_term_lowers_the_instalment_and_costs_more(shop, today):
    knobs = replace(knobs_now(shop, "l1", today), instalments=18)
    trial = try_out(shop, "l1", knobs, today)
    before = try_out(shop, "l1", knobs_now(shop, "l1", today), today)
    assert trial.instalment < before.instalment
    assert trial.still_to_pay > before.still_to_pay
    assert trial.last_due == dt.date(2028, 5, 10)


def test_a_lower_rate_or_another_method_makes_a_new_plan(shop, today):
    now = knobs_now(shop, "l1", today)
    cheaper = try_out(shop, "l1", replace(now, rate=Decimal("0.06")), today)
    assert cheaper.still_to_pay < try_out(shop, "l1", now, today).still_to_pay
    later = try_out(shop, "l1", replace(now, method="interest_only"), today)
    assert later.areas.principal[-2] == 45_795_31


def test_an_extra_sum_today_is_an_early_repayment(shop, today):
    now = knobs_now(shop, "l1", today)
    trial = try_out(shop, "l1", replace(now, extra=10_000_00), today)
    assert trial.instalment < 5_398_53
    book = apply(shop, trial_edit(shop, "l1", replace(now, extra=10_000_00), today))
    assert [event.type for event in book.events_of("l1")] == ["pay", "pay", "pay", "prepay"]
    assert knobs_now(book, "l1", today).principal < 36_100_00


def test_days_late_show_as_overdue_and_cost_penalty(shop, today):
    now = knobs_now(shop, "l1", today)
    trial = try_out(shop, "l1", replace(now, days_late=10), today)
    assert trial.penalty == 29_09 + 3_30
    late = dict(zip(trial.areas.dates, trial.areas.late, strict=True))
    assert late[dt.date(2026, 12, 10)] == 5_398_53 + 32_39
    assert late[dt.date(2026, 12, 20)] == 0
    assert trial.still_to_pay == try_out(shop, "l1", now, today).still_to_pay + 32_39


def test_adopting_is_one_edit_with_the_same_figures(shop, today):
    knobs = replace(
        knobs_now(shop, "l1", today), instalments=18, rate=Decimal("0.12"), extra=500_00
    )
    trial = try_out(shop, "l1", knobs, today)
    edit = trial_edit(shop, "l1", knobs, today)
    assert edit.title.key == "Change plan of “{name}”"
    book = apply(shop, edit)
    after = knobs_now(book, "l1", today)
    assert (after.instalments, after.rate) == (18, Decimal("0.12"))
    assert try_out(book, "l1", after, today).still_to_pay == trial.still_to_pay - 500_00
    assert apply(book, edit.inverse()) == shop


def test_a_loan_that_is_not_paid_out_yet_changes_its_terms(planned, today):
    assert not has_begun(planned, "new", today)
    now = knobs_now(planned, "new", today)
    assert (now.principal, now.instalments) == (12_000_00, 3)
    knobs = replace(now, principal=20_000_00, instalments=6, method="equal_principal")
    trial = try_out(planned, "new", knobs, today)
    assert trial.areas.principal[0] == 20_000_00
    book = apply(planned, trial_edit(planned, "new", knobs, today))
    terms = book.loans["new"].terms
    assert (terms.principal, terms.instalments, terms.method) == (20_000_00, 6, "equal_principal")
    assert book.events_of("new") == ()


def test_what_is_overdue_goes_into_the_new_plan(shop):
    late = dt.date(2026, 12, 20)
    now = knobs_now(shop, "l1", late)
    assert now.instalments == 8
    trial = try_out(shop, "l1", replace(now, instalments=12), late)
    assert trial.last_due == dt.date(2027, 12, 10)


def test_after_the_last_due_date_a_new_plan_begins_in_a_month(shop):
    late = dt.date(2027, 9, 1)
    now = knobs_now(shop, "l1", late)
    assert now.instalments == 1
    trial = try_out(shop, "l1", replace(now, instalments=6), late)
    assert trial.last_due == dt.date(2028, 3, 1)


def test_a_repaid_loan_has_nothing_to_try(shop, today):
    sum_ = payoff(shop, "l1", today)
    book = apply(shop, payment_edit(shop, "l1", today, sum_, today, kind="prepay"))
    with pytest.raises(UserError, match="repaid"):
        knobs_now(book, "l1", today)


def test_repaying_everything_leaves_nothing_to_pay(shop, today):
    knobs = replace(knobs_now(shop, "l1", today), extra=payoff(shop, "l1", today))
    trial = try_out(shop, "l1", knobs, today)
    assert (trial.instalment, trial.last_due) == (0, None)


def test_skipping_one_is_being_late_until_the_next(shop, today):
    """10 December to 10 January: 31 days of penalty on principal 4,848.99 and interest 549.54."""
    days = days_of_skipping(shop, "l1", today)
    assert days == 31
    now = knobs_now(shop, "l1", today)
    skipped = try_out(shop, "l1", replace(now, days_late=days), today)
    day_rate = Decimal("0.144") / 360 * Decimal("1.5")
    on_principal = round(Decimal(4_848_99) * day_rate * 31)
    on_interest = round(Decimal(549_54) * day_rate * 31)
    assert skipped.penalty == on_principal + on_interest


def test_the_last_instalment_has_none_to_be_paid_with(shop):
    assert days_of_skipping(shop, "l1", dt.date(2027, 8, 1)) == 0
