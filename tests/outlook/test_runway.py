"""Days of safety, the lowest point, what is free to spend."""

import datetime as dt

import pytest

from planner.outlook.calibration import calibrated_below_zero
from planner.services.checking import check
from planner.services.look_ahead import look_ahead
from planner.wording import Wording
from tests.looking import TODAY, account, book_of, day, entry, every, loan


def outlook(book, today=TODAY, **more):
    return look_ahead(book, today, with_actions=False, **more).outlook


def test_safety_ends_at_the_first_due_that_is_not_covered():
    look = outlook(book_of(opening="250.00", loans=[loan()]))
    assert look.first_risky_due == dt.date(2027, 2, 10)
    assert look.days_of_safety == (dt.date(2027, 2, 10) - TODAY).days


def test_without_a_risky_due_safety_has_no_end_within_the_horizon():
    look = outlook(book_of(opening="5000.00", loans=[loan()]))
    assert (look.days_of_safety, look.first_risky_due) == (None, None)


def test_an_overdue_instalment_leaves_no_safety():
    look = outlook(book_of(opening="5000.00", loans=[loan()]), today=dt.date(2026, 12, 20))
    assert look.days_of_safety == 0
    assert look.first_risky_due == dt.date(2026, 12, 10)


def test_the_bands_start_tomorrow_and_end_with_the_horizon():
    days = outlook(book_of(), days=5).days
    assert [day.date for day in days] == [TODAY + dt.timedelta(days=n) for n in range(1, 6)]


def test_the_bands_are_the_cash_of_spendable_accounts_alone():
    """Reserve and card money are not spent by the forecast, and debt is never cash."""
    accounts = [account("bank", "10.00"), account("till", "5.00", "cash"),
                account("fund", "70.00", "reserve"), account("card", "-30.00", "card")]  # fmt: skip
    look = outlook(book_of(accounts=accounts, loans=[loan(first_due="2027-12-10")]), days=3)
    assert {day.p50 for day in look.days} == {1500}
    assert look.balance == 1500
    assert dict(look.accounts) == {"bank": 1000, "till": 500, "fund": 7000, "card": -3000}


def test_the_lowest_point_is_that_of_the_middle_path():
    swing = [
        every("out", "-400.00", "FREQ=MONTHLY;BYMONTHDAY=5", "2026-12-01"),
        every("in", "400.00", "FREQ=MONTHLY;BYMONTHDAY=25", "2026-12-01"),
    ]
    lowest = outlook(book_of(recurring=swing)).lowest
    assert (lowest.date, lowest.p50) == (dt.date(2026, 12, 5), 60000)


def test_free_to_spend_is_the_lowest_point_still_to_come():
    swing = [
        every("out", "-400.00", "FREQ=MONTHLY;BYMONTHDAY=5", "2026-12-01"),
        every("in", "400.00", "FREQ=MONTHLY;BYMONTHDAY=25", "2026-12-01"),
    ]
    assert outlook(book_of(recurring=swing)).free_to_spend == 60000


def test_free_to_spend_sees_the_low_inside_a_day():
    """The noon debit leaves 400.00 although the evening ends at 900.00."""
    evening = every("sales", "500.00", "FREQ=DAILY;COUNT=1", "2026-12-10")
    single = loan(principal="600.00", instalments=1)
    look = outlook(book_of(recurring=[evening], loans=[single]), days=30)
    assert min(day.p5 for day in look.days) == 90000
    assert look.free_to_spend == 40000


def test_free_to_spend_says_which_account_sets_it():
    """The debit leaves 40.00 in the bank; the 900.00 in the till do not pay it."""
    single = loan(principal="60.00", instalments=1)
    accounts = [account("bank", "100.00"), account("till", "900.00", "cash")]
    look = outlook(book_of(accounts=accounts, loans=[single]), days=30)
    assert (look.free_to_spend, look.free_account) == (4000, "bank")
    alone = outlook(book_of(opening="100.00", loans=[single]), days=30)
    assert (alone.free_to_spend, alone.free_account) == (4000, "")


def test_free_to_spend_is_never_negative_nor_more_than_there_is():
    assert outlook(book_of(opening="-5.00")).free_to_spend == 0
    rising = every("sales", "50.00", "FREQ=DAILY", "2026-11-24")
    assert outlook(book_of(opening="10.00", recurring=[rising])).free_to_spend == 1000


def test_the_expected_line_of_the_bands_is_the_plan():
    rising = every("sales", "50.00", "FREQ=DAILY", "2026-11-24", spread="20.00")
    days = outlook(book_of(recurring=[rising]), days=10).days
    assert [day.expected for day in days] == [100000 + 5000 * n for n in range(1, 11)]
    assert all(day.p5 < day.p25 < day.p50 < day.p75 < day.p95 for day in days)


def repair(date, spread="0.00"):
    return every("repair", "-60.00", "FREQ=DAILY;COUNT=1", date, spread=spread)


def test_that_the_money_runs_out_is_counted_where_no_instalment_says_it():
    """50.00 against 60.00 give or take 10.00: the bill fits in one case of six (Φ(−1) = .159)."""
    wide = book_of(opening="50.00", recurring=[repair("2026-12-20", "10.00")])
    assert outlook(wide).chance_runs_out == pytest.approx(0.841, abs=0.012)
    sure = book_of(opening="50.00", recurring=[repair("2026-12-20")])
    assert outlook(sure).chance_runs_out == 1
    assert outlook(book_of(opening="60.00", recurring=[repair("2026-12-20")])).chance_runs_out == 0


def test_after_sixty_days_it_is_not_asked_and_with_an_instalment_neither():
    late = book_of(opening="50.00", recurring=[repair("2027-02-20")])
    assert (outlook(late).chance_runs_out, outlook(late).lowest.p50) == (0, -1000)
    assert outlook(book_of(opening="50.00", loans=[loan()])).chance_runs_out is None
    assert outlook(book_of(accounts=[])).chance_runs_out == 0


def test_where_business_is_learnt_the_owner_is_trusted_to_see_an_empty_account():
    entries = [entry(f"e{n}", day(-n), f"{7 * (n % 9) - 32}.00") for n in range(200)]
    book = book_of(opening="1000.00", entries=entries)
    look = look_ahead(book, TODAY, with_actions=False)
    assert 0.05 < look.outlook.chance_runs_out < calibrated_below_zero(0.999)
    words = check(book, look, Wording("en")).sentence
    assert "That the money runs out within 60 days: about" in words
