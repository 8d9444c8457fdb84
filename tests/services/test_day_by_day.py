"""The cash calendar's values: known answers by hand on the shop, and sums that always close."""

import datetime as dt
from itertools import pairwise

import pytest

from planner.basics.text import text
from planner.book import facts
from planner.book.book import Book
from planner.book.edit import apply
from planner.outlook.level import Level
from planner.services.day_by_day import days_between, first_cell, known_months, month_days
from planner.services.demo import demo_edit
from planner.services.look_ahead import look_ahead
from tests.looking import TODAY, account, book_of, day, entry, every, loan, owed
from tests.shop import SHOP

ONE_DAY = dt.timedelta(days=1)


def outlook_of(book):
    return look_ahead(book, TODAY, paths=200, with_actions=False).outlook


@pytest.fixture(scope="module")
def shop():
    return apply(Book(), facts.read(Book(), SHOP, text("shop")))


@pytest.fixture(scope="module")
def days(shop):
    """Every day of the shop from June 2026 to a year ahead."""
    found = days_between(shop, outlook_of(shop), dt.date(2026, 6, 1), day(365), TODAY)
    return {one.date: one for one in found}


def amounts(one):
    return [(item.kind, item.amount) for item in one.items]


def test_a_page_begins_on_the_monday_before_the_first_and_has_six_weeks(shop):
    page = month_days(shop, None, dt.date(2026, 11, 1), TODAY)
    assert (len(page), page[0].date, page[-1].date) == (
        42, dt.date(2026, 10, 26), dt.date(2026, 12, 6),
    )  # fmt: skip
    assert first_cell(dt.date(2027, 2, 14)) == dt.date(2027, 2, 1)  # itself a Monday


def test_a_past_day_shows_what_was_booked_then(days):
    one = days[dt.date(2026, 6, 1)]  # the first takings and the first rent
    assert one.is_past
    assert amounts(one) == [("entry", -4_500_00), ("entry", 5_120_00)]  # out before in
    assert (one.start, one.end, one.low) == (16_000_00, 16_620_00, None)
    assert (one.money_in, one.money_out, one.net) == (5_120_00, 4_500_00, 620_00)


def test_a_loan_moves_its_money_by_itself(days):
    assert amounts(days[dt.date(2026, 8, 10)])[-1] == ("loan_cash", 60_000_00)
    assert ("loan_cash", -5_398_53) in amounts(days[dt.date(2026, 11, 10)])


def test_today_ends_with_what_the_accounts_hold(days):
    assert days[TODAY].end == 19_051_91
    assert days[TODAY].is_past


def test_a_due_day_has_its_level_and_the_debit_comes_first(days):
    one = days[dt.date(2027, 1, 10)]
    assert amounts(one) == [("instalment", -5_398_53)]
    assert one.level is Level.short
    assert one.end == -1_185_15
    assert one.items[0].due.number == 5


def test_a_debit_stands_before_the_takings_of_its_day():
    book = book_of(
        loans=[loan()],
        recurring=[every("r1", "80.00", "FREQ=MONTHLY;BYMONTHDAY=10", "2026-12-01")],
    )
    (one,) = days_between(book, outlook_of(book), day(17), day(17), TODAY)
    assert amounts(one) == [("instalment", -100_00), ("recurring", 80_00)]
    assert (one.start, one.end, one.net) == (1000_00, 980_00, -20_00)


@pytest.mark.parametrize("make", [lambda: facts.read(Book(), SHOP, text("shop")),
                                  lambda: demo_edit(Book(), TODAY)])  # fmt: skip
def test_each_evening_is_the_morning_of_the_next_day(make):
    book = apply(Book(), make())
    page = days_between(book, outlook_of(book), day(-120), day(364), TODAY)
    for before, after in pairwise(page):
        assert after.start == before.end, after.date
        assert after.end == after.start + after.net


def test_a_bad_case_is_no_better_than_nineteen_in_twenty(shop):
    outlook = outlook_of(shop)
    page = days_between(shop, outlook, day(1), day(365), TODAY)
    assert [one.low for one in page] == [band.p5 for band in outlook.days]


def test_money_between_own_accounts_is_neither_in_nor_out_but_into_the_fund_it_goes_out():
    accounts = [account("bank", "1000.00"), account("till", "0.00", "cash"),
                account("fund", "0.00", "reserve")]  # fmt: skip
    rows = [entry("e1", day(-1), "-300.00", to_account="till"),
            entry("e2", day(1), "-200.00", to_account="fund", note="put aside"),
            entry("e3", day(2), "-100.00", to_account="till")]  # fmt: skip
    book = book_of(accounts=accounts, entries=rows)
    page = days_between(book, outlook_of(book), day(-1), day(2), TODAY)
    assert [(one.money_in, one.money_out) for one in page] == [(0, 0), (0, 0), (0, 200_00), (0, 0)]
    assert [one.end for one in page] == [1000_00, 1000_00, 800_00, 800_00]
    assert page[2].items[0].to_account == "fund"
    assert len(page[3].items) == 1


def test_a_missed_instalment_stands_on_its_day_until_it_is_paid():
    book = book_of(loans=[loan(drawn_on="2026-10-01", first_due="2026-11-10")])
    page = days_between(book, outlook_of(book), day(-13), day(-12), TODAY)
    assert page[0].level is Level.overdue
    assert page[0].items[0].due.days_past_due == 13
    assert not page[0].items[0].is_booked
    assert page[0].end == 1000_00
    assert page[1].level is None


def test_invoices_planned_sums_and_loans_to_come_stand_on_their_days():
    book = book_of(
        invoices=[owed("i1", "500.00", day(4).isoformat(), category="sales")],
        categories=[{"id": "sales", "name": "Sales", "flow": "income"}],
        entries=[entry("e1", day(5), "-70.00", note="tax")],
        loans=[loan(drawn_on=day(6).isoformat(), first_due="2027-01-10", books_cash=True)],
    )
    page = days_between(book, outlook_of(book), day(4), day(6), TODAY)
    found = [(one.items[0].kind, one.items[0].amount, one.items[0].category) for one in page]
    assert found == [("invoice", 500_00, "sales"), ("entry", -70_00, ""), ("planned", 1200_00, "")]


def test_two_instalments_of_equal_sums_on_one_day_keep_their_own_numbers():
    book = book_of(loans=[loan("l1"), loan("l2")])
    (one,) = days_between(book, outlook_of(book), day(17), day(17), TODAY)
    assert [(item.source, item.due.loan) for item in one.items] == [("l1", "l1"), ("l2", "l2")]


def test_without_a_look_ahead_the_coming_days_are_empty(shop):
    page = days_between(shop, None, TODAY, day(3), TODAY)
    assert page[0].end == 19_051_91
    assert [(one.end, one.items) for one in page[1:]] == [(None, ())] * 3


def test_there_is_something_to_see_from_the_first_entry_to_the_last_day_looked_at(shop):
    assert known_months(shop, outlook_of(shop), TODAY) == (
        dt.date(2026, 6, 1), dt.date(2027, 11, 1),
    )  # fmt: skip
    assert known_months(Book(), None, TODAY) == (dt.date(2026, 11, 1), dt.date(2026, 11, 1))
