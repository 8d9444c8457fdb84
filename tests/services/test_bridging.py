"""How long it lasts without income, two weeks ill, and what the fund changes."""

import datetime as dt

import pytest

from planner.outlook.level import Level
from planner.services.bridging import bridging
from planner.services.look_ahead import Cancelled
from tests.looking import TODAY, account, book_of, day, entry, every, loan, owed


def rent(amount="-300.00"):
    return every("rent", amount, "FREQ=MONTHLY;BYMONTHDAY=1", "2026-12-01")


def sales(**more):
    return every("sales", "120.00", "FREQ=WEEKLY;BYDAY=MO", "2026-11-30", **more)


def test_without_income_the_bills_are_paid_until_the_day_before_one_is_not():
    """1,000 less rent of 300 on 1 Dec, 100 on 10 Dec, 300 on 1 Jan, 100 on 10 Jan: 1 Feb fails."""
    book = book_of(loans=[loan()], recurring=[rent(), sales()])
    bridge = bridging(book, TODAY, paths=50)
    assert bridge.covered_until == dt.date(2027, 1, 31)
    assert bridge.is_paid_today


def test_the_fund_makes_it_longer_and_is_told_apart():
    accounts = [account("bank", "350.00"), account("fund", "400.00", "reserve")]
    bridge = bridging(
        book_of(accounts=accounts, loans=[loan()], recurring=[rent()]), TODAY, paths=50
    )
    assert bridge.covered_until == dt.date(2026, 12, 9)
    assert bridge.with_fund_until == dt.date(2027, 1, 9)


def test_nothing_that_comes_in_is_counted_on():
    """Neither an open invoice nor usual takings: 500.00 pay rent, instalment, and no second rent."""
    usual = [entry(f"e{n}", day(-n), "50.00") for n in range(90)]
    book = book_of(
        opening="-4000.00", entries=usual, invoices=[owed("i", "900.00", "2026-11-30")],
        loans=[loan()], recurring=[rent()],
    )  # fmt: skip
    assert bridging(book, TODAY, paths=50).covered_until == dt.date(2026, 12, 31)


def test_usual_spending_goes_on():
    """10.00 a day by habit: 100.00 last ten days, the 400.00 of the fund until the first rent."""
    usual = [entry(f"e{n}", day(-n), "-10.00", payee="Market") for n in range(90)]
    book = book_of(opening="1000.00", entries=usual)
    assert bridging(book, TODAY, paths=50).covered_until == day(10)


def test_what_is_never_reached_is_none_and_a_minus_today_is_said():
    assert bridging(book_of(), TODAY, paths=50).covered_until is None
    bridge = bridging(book_of(opening="-5.00"), TODAY, paths=50)
    assert (bridge.covered_until, bridge.is_paid_today) == (TODAY, False)


def test_two_weeks_ill_name_the_first_due_in_danger_and_what_it_wants():
    """Without two Mondays of 120.00 the first due finds 60 + 120 − 300 …: rent took it."""
    accounts = [account("bank", "260.00"), account("fund", "100.00", "reserve")]
    book = book_of(accounts=accounts, loans=[loan()], recurring=[rent("-200.00"), sales()])
    closed = bridging(book, TODAY, paths=50).closed
    assert closed.days == 14
    assert closed.first_risky.date == dt.date(2026, 12, 10)
    assert closed.first_risky.level is Level.short
    assert closed.missing == 4000
    assert closed.fund_covers


def test_a_fund_that_is_too_small_is_not_said_to_cover():
    accounts = [account("bank", "260.00"), account("fund", "30.00", "reserve")]
    book = book_of(accounts=accounts, loans=[loan()], recurring=[rent("-200.00"), sales()])
    assert not bridging(book, TODAY, paths=50).closed.fund_covers


def test_two_weeks_that_do_no_harm_have_no_due_in_danger():
    closed = bridging(book_of(loans=[loan()], recurring=[sales()]), TODAY, paths=50).closed
    assert (closed.first_risky, closed.missing, closed.fund_covers) == (None, 0, True)


def test_where_nothing_is_known_of_takings_illness_can_not_be_told():
    assert bridging(book_of(loans=[loan()]), TODAY, paths=50).closed is None


def test_a_larger_fund_leaves_less_risk(shop):
    bridge = bridging(shop, TODAY, paths=2000)
    amounts = [risk.amount for risk in bridge.risks]
    chances = [risk.chance for risk in bridge.risks]
    assert amounts[0] == 0
    assert 650000 in amounts
    assert chances == sorted(chances, reverse=True)
    assert chances[0] > 0.9
    assert chances[-1] < 0.1


def test_without_dues_there_is_no_risk_to_tell():
    assert bridging(book_of(), TODAY, paths=50).risks == ()


def test_learnt_takings_make_counts_into_chances():
    usual = [entry(f"e{n}", day(-n), f"{(n * 37) % 60 - 25}.00") for n in range(120)]
    book = book_of(opening="900.00", entries=usual, loans=[loan()])
    assert all(0 <= risk.chance <= 1 for risk in bridging(book, TODAY, paths=500).risks)


def test_it_can_be_called_off():
    with pytest.raises(Cancelled):
        bridging(book_of(loans=[loan()], recurring=[sales()]), TODAY, cancelled=lambda: True)
