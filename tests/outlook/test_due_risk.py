"""Risk per due date, worked by hand."""

import datetime as dt
from dataclasses import replace

import pytest

from planner.outlook.due_risk import judged, rounded_up
from planner.outlook.level import Level
from planner.services.look_ahead import look_ahead
from planner.simulation.paths import simulate
from planner.simulation.setting import Setting
from tests.looking import TODAY, account, book_of, day, entry, every, loan, owed

DECEMBER = dt.date(2026, 12, 10)
LIMITS = {"tight_chance": 0.05, "short_chance": 0.5, "cushion": "0.00"}


def dues(book, today=TODAY, **more):
    return look_ahead(book, today, with_actions=False, **more).outlook.dues


def first(book, **more):
    return dues(book, **more)[0]


def test_a_sure_plan_is_covered_or_short_and_nothing_between():
    enough = first(book_of(opening="100.00", loans=[loan()]))
    assert (enough.chance_short, enough.level, enough.move) == (0.0, Level.covered, 0)
    assert enough.expected_balance_after == 0
    lacking = first(book_of(opening="99.99", loans=[loan()]))
    assert (lacking.chance_short, lacking.level) == (1.0, Level.short)
    assert (lacking.gap_if_short, lacking.bad_case_gap, lacking.move) == (1, 1, 100)


def test_the_chance_of_a_normal_income_is_that_of_the_normal_law():
    """50.00 here, 100.00 due, one income of N(60, 10²) before: short when it is under 50."""
    income = every("sales", "60.00", "FREQ=DAILY;COUNT=1", "2026-12-01", spread="10.00")
    due = first(book_of(opening="50.00", recurring=[income], loans=[loan()]))
    assert due.chance_short == pytest.approx(0.1587, abs=0.012)
    assert due.level is Level.tight
    # mean of the gap given short, and its 95 % quantile, in units of 10.00: 0.525 and 1.41
    assert due.gap_if_short == pytest.approx(525, rel=0.08)
    assert due.bad_case_gap == pytest.approx(1410, rel=0.08)
    # 1.645 deviations are wanted, one is there
    assert due.move == pytest.approx(645, abs=60)
    assert due.move % 100 == 0


def test_after_the_move_the_chance_is_under_the_tight_limit():
    income = every("sales", "60.00", "FREQ=DAILY;COUNT=1", "2026-12-01", spread="10.00")
    before = first(book_of(opening="50.00", recurring=[income], loans=[loan()]))
    opening = f"{50 + before.move // 100}.00"
    after = first(book_of(opening=opening, recurring=[income], loans=[loan()]))
    assert after.chance_short < 0.05 <= before.chance_short


def test_the_debit_comes_before_the_income_of_its_day():
    """Evening takings do not cover a noon debit."""
    evening = every("sales", "60.00", "FREQ=DAILY;COUNT=1", "2026-12-10")
    early = first(book_of(opening="50.00", recurring=[evening], loans=[loan()]))
    assert (early.expected_balance_after, early.level) == (-5000, Level.short)
    late = first(book_of(opening="50.00", recurring=[evening], loans=[loan(debit="after_income")]))
    assert (late.expected_balance_after, late.level) == (1000, Level.covered)


def test_the_debit_comes_before_the_other_outgoings_of_its_day():
    rent = every("rent", "-60.00", "FREQ=DAILY;COUNT=1", "2026-12-10")
    early = first(book_of(opening="120.00", recurring=[rent], loans=[loan()]))
    assert early.expected_balance_after == 2000
    late = first(book_of(opening="120.00", recurring=[rent], loans=[loan(debit="after_income")]))
    assert late.expected_balance_after == -4000


def test_two_debits_of_one_day_are_taken_one_after_the_other():
    book = book_of(opening="150.00", loans=[loan("l1"), loan("l2")])
    found = [(due.loan, due.expected_balance_after) for due in dues(book)[:2]]
    assert found == [("l1", 5000), ("l2", -5000)]


def test_each_loan_is_judged_on_the_account_it_is_debited_from():
    accounts = [account("bank", "20.00"), account("till", "900.00", "cash")]
    book = book_of(accounts=accounts, loans=[loan(), loan("l2", debit_account="till")])
    levels = {due.loan: due.level for due in dues(book)[:2]}
    assert levels == {"l1": Level.short, "l2": Level.covered}


def test_a_planned_transfer_counts_on_the_account_it_reaches():
    accounts = [account("bank", "20.00"), account("till", "900.00", "cash")]
    move = {**entry("m", day(5), "-80.00"), "account": "till", "to_account": "bank"}
    assert first(book_of(accounts=accounts, loans=[loan()], entries=[move])).level is Level.covered


def test_a_gap_is_not_forgotten_by_the_next_due():
    found = dues(book_of(opening="50.00", loans=[loan()]))
    assert [due.expected_balance_after for due in found[:3]] == [-5000, -15000, -25000]


def test_an_expected_balance_under_the_cushion_is_tight():
    book = book_of(opening="150.00", loans=[loan()], limits={**LIMITS, "cushion": "60.00"})
    due = first(book)
    assert (due.chance_short, due.level, due.move) == (0.0, Level.tight, 0)


def test_the_minimum_of_the_account_is_a_cushion_too():
    """The limit used is the one set, not zero."""
    accounts = [account("bank", "150.00", minimum="60.00")]
    assert first(book_of(accounts=accounts, loans=[loan()])).level is Level.tight


def test_the_limits_are_those_of_the_book():
    income = every("sales", "60.00", "FREQ=DAILY;COUNT=1", "2026-12-01", spread="10.00")
    parts = {"opening": "50.00", "recurring": [income], "loans": [loan()]}
    lax = first(book_of(**parts, limits={**LIMITS, "tight_chance": 0.2}))
    strict = first(book_of(**parts, limits={**LIMITS, "short_chance": 0.1}))
    assert (lax.level, strict.level) == (Level.covered, Level.short)
    none = first(book_of(**parts, limits={**LIMITS, "tight_chance": 0}))
    assert none.move > 2000  # no path at all may be short


def test_act_by_is_the_last_working_day_before_the_debit():
    sunday = loan(drawn_on="2026-12-10", first_due="2027-01-10")
    due = first(book_of(loans=[sunday]))
    assert (due.date, due.act_by) == (dt.date(2027, 1, 10), dt.date(2027, 1, 8))


def test_a_missed_instalment_is_overdue_whatever_the_balance():
    found = dues(book_of(opening="9000.00", loans=[loan()]), today=dt.date(2026, 12, 13))
    late = found[0]
    assert (late.date, late.level, late.days_past_due) == (DECEMBER, Level.overdue, 3)
    assert late.chance_short == 0.0
    assert found[1].expected_balance_after == 900000 - late.amount - 10000


def test_within_its_grace_a_missed_instalment_is_judged_like_any_other():
    patient = loan(penalty={"grace_days": 5})
    due = first(book_of(opening="50.00", loans=[patient]), today=dt.date(2026, 12, 13))
    assert (due.level, due.days_past_due) == (Level.short, 0)


def test_an_instalment_due_today_meets_the_balance_of_today():
    due = first(book_of(opening="99.00", loans=[loan()]), today=DECEMBER)
    assert (due.date, due.expected_balance_after) == (DECEMBER, -100)


def test_a_fee_owed_already_leaves_the_account_before_the_instalments():
    fee = {"loan": "l1", "type": "fee", "date": "2026-11-20", "amount": "30.00"}
    book = book_of(opening="120.00", loans=[loan()], loan_events=[fee])
    due = next(due for due in dues(book) if due.number == 1)
    assert due.expected_balance_after == -1000
    today = next(due for due in dues(book, today=DECEMBER) if due.number == 1)
    assert today.expected_balance_after == -1000


def test_the_chance_of_any_due_is_at_least_that_of_the_worst_and_at_most_their_sum():
    income = every("sales", "60.00", "FREQ=WEEKLY", "2026-12-01", spread="30.00")
    book = book_of(opening="50.00", recurring=[income], loans=[loan("l1"), loan("l2")])
    outlook = look_ahead(book, TODAY, days=60, with_actions=False).outlook
    chances = [due.chance_short for due in outlook.dues]
    assert max(chances) <= outlook.chance_short <= min(1.0, sum(chances))


def test_a_customer_who_pays_late_raises_the_chance_but_not_the_plan():
    invoice = owed("i1", "100.00", "2026-12-08")
    due = first(book_of(opening="20.00", invoices=[invoice], loans=[loan()]))
    assert due.expected_balance_after == 2000
    assert due.chance_short == pytest.approx(0.4, abs=0.03)


def test_quantiles_after_a_debit_are_those_of_its_paths():
    income = every("sales", "60.00", "FREQ=DAILY;COUNT=1", "2026-12-01", spread="10.00")
    simulation = simulate(
        book_of(opening="50.00", recurring=[income], loans=[loan()]), Setting(TODAY, 30, 9999, 1)
    )
    (one,) = judged(simulation)
    assert one.after(0.5) == pytest.approx(1000, abs=40)
    assert one.after(0.05) == pytest.approx(1000 - 1645, abs=80)


def test_sums_are_rounded_up_to_whole_units_of_the_currency():
    assert rounded_up(279201, "CNY") == 279300
    assert rounded_up(100, "CNY") == 100
    assert rounded_up(7, "JPY") == 7


def test_the_debit_order_does_not_depend_on_the_order_of_the_facts():
    one = book_of(opening="150.00", loans=[loan("l1"), loan("l2", debit="after_income")])
    two = replace(one, loans=dict(reversed(one.loans.items())))
    assert dues(one) == dues(two)
