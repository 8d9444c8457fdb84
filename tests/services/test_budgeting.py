"""The budget table: typed plans stand, the rest follows from the book, balances tie to the outlook."""

import calendar
import datetime as dt
from dataclasses import replace

import pytest

from planner.basics.text import text
from planner.book import facts
from planner.book.book import Book
from planner.book.edit import apply
from planner.outlook.level import Level
from planner.services.budgeting import budget_table
from planner.services.look_ahead import look_ahead
from tests.shop import SHOP

TODAY = dt.date(2026, 11, 23)


def book_of(**lists):
    return apply(Book(), facts.read(Book(), {**SHOP, **lists}, text("test")))


def looked(book, today=TODAY):
    return look_ahead(book, today, paths=100, with_actions=False)


@pytest.fixture(scope="module")
def look(shop):
    return looked(shop)


@pytest.fixture(scope="module")
def table(shop, look):
    return budget_table(shop, look, "2026-11")


def row_of(table, key):
    return next(row for row in table.rows if row.key == key)


def test_twelve_months_begin_with_the_one_asked_for(table):
    assert table.months[0] == "2026-11"
    assert table.months[-1] == "2027-10"
    assert len(table.months) == 12
    assert table.has_begun(0)
    assert not table.has_begun(1)


def test_a_month_that_runs_takes_what_is_booked_and_what_is_still_to_come(table):
    """November: 15,701 taken in so far, one more Monday of 4,700."""
    cell = row_of(table, "sales").cells[0]
    assert (cell.actual, cell.plan) == (1_570_100, 2_040_100)
    assert cell.sources == ("actual", "recurring")
    assert cell.difference == -470_000


def test_a_month_ahead_takes_what_repeats_and_the_invoices(table):
    assert row_of(table, "rent").cells[1].plan == -450_000
    assert row_of(table, "rent").cells[1].sources == ("recurring",)
    other = row_of(table, "_income")
    assert other.cells[2].plan == 260_000
    assert other.cells[2].sources == ("invoice",)


def test_instalments_are_planned_by_due_date_and_booked_when_paid(table):
    loan = row_of(table, "loan:l1")
    assert (loan.flow, loan.loan) == ("debt", "l1")
    assert (loan.cells[0].plan, loan.cells[0].actual) == (-539_853, -539_853)
    assert loan.cells[9].plan == -539_848
    assert loan.cells[10].plan == 0
    assert not any(row.key == "_owed" for row in table.rows)


def test_month_ends_are_those_of_the_outlook(table, look):
    expected = {day.date: day.expected for day in look.outlook.days}
    for month, first in enumerate(table.first_days):
        last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
        assert table.closing[month] == expected[last]
        days = [value for date, value in expected.items() if (date.year, date.month) ==
                (first.year, first.month)]  # fmt: skip
        assert table.lowest(month) == min(days)


def test_balances_chain_from_booked_to_planned(table, shop):
    assert table.opening[0] == shop.spendable(dt.date(2026, 10, 31)) == 3_045_944
    assert table.closing_actual[0] == 1_905_191
    assert table.closing_actual[1] is None
    assert table.opening_actual == (3_045_944, *[None] * 11)
    for month in range(12):
        parts = sum(table.planned(flow)[month] for flow in ("income", "expense", "debt"))
        assert table.opening[month] + parts == table.closing[month]
        assert month == 0 or table.opening[month] == table.closing[month - 1]


def test_the_worst_due_of_each_month_is_told(table):
    assert table.worst_due[0] is None
    assert table.worst_due[1] == Level.covered
    assert table.worst_due[2] == Level.short


def test_the_reserve_and_its_goal_are_those_of_the_outlook(table, look):
    assert table.reserve == 650_000
    assert table.reserve_target == look.outlook.reserve.target


def test_a_typed_plan_replaces_what_was_derived():
    book = book_of(budget=[{"month": "2026-12", "category": "rent", "amount": "-4600.00"},
                           {"month": "2025-12", "category": "rent", "amount": "-1.00"}])  # fmt: skip
    cell = row_of(budget_table(book, looked(book), "2026-11"), "rent").cells[1]
    assert cell.plan == -460_000
    assert cell.is_typed
    assert cell.sources == ("typed",)


def test_usual_income_fills_in_until_income_is_typed():
    typed = [{"month": "2026-12", "category": "sales", "amount": "20000.00"}]
    lists = {"recurring": [one for one in SHOP["recurring"] if one["id"] != "r1"]}
    book = book_of(**lists)
    usual = row_of(budget_table(book, looked(book), "2026-11"), "_usual_income")
    assert usual.cells[1].plan > 0
    assert usual.cells[1].sources == ("usual",)
    book = book_of(**lists, budget=typed)
    usual = row_of(budget_table(book, looked(book), "2026-11"), "_usual_income")
    assert usual.cells[1].plan == 0
    assert usual.cells[1].sources == ()
    assert usual.cells[2].plan > 0


def test_months_that_are_over_compare_what_repeats_with_what_was_booked(shop, look):
    recurring = [dict(one, **{"from": "2026-06-01"}) for one in SHOP["recurring"]]
    book = book_of(recurring=recurring)
    table = budget_table(book, looked(book), "2026-09", 3)
    cell = row_of(table, "rent").cells[0]
    assert (cell.plan, cell.actual, cell.sources) == (-450_000, -450_000, ("recurring",))
    assert table.opening == tuple(
        book.spendable(dt.date(2026, month, 1) - dt.timedelta(days=1)) for month in (9, 10, 11)
    )
    assert table.closing_actual[0] == book.spendable(dt.date(2026, 9, 30))


def test_an_overdue_instalment_is_planned_for_this_month(shop):
    events = [one for one in SHOP["loan_events"] if one["date"] != "2026-11-10"]
    book = book_of(loan_events=events)
    table = budget_table(book, looked(book), "2026-12", today=None)
    assert not any(row.key == "_owed" for row in table.rows)  # its month is not shown
    table = budget_table(book, looked(book, dt.date(2026, 12, 2)), "2026-12")
    owed = row_of(table, "_owed").cells[0]
    assert owed.plan < -539_853  # the instalment and its penalty
    assert owed.actual == 0


def test_money_paid_ahead_lowers_what_is_still_planned():
    events = [*SHOP["loan_events"],
              {"loan": "l1", "type": "pay", "date": "2026-11-20", "amount": "1000.00"}]  # fmt: skip
    book = book_of(loan_events=events)
    table = budget_table(book, looked(book), "2026-11")
    owed = row_of(table, "_owed")
    assert [cell.plan for cell in owed.cells[:3]] == [-100_000, 100_000, 0]
    assert table.closing[1] == 1_561_338


def test_own_transfers_and_spending_by_card_close_the_balance():
    accounts = [*SHOP["accounts"], {"id": "card", "name": "Card", "kind": "card",
                                    "opened_on": "2026-06-01"}]  # fmt: skip
    entries = [
        *SHOP["entries"],
        {"id": "t", "date": "2026-11-20", "account": "bank", "amount": "-300.00",
         "to_account": "fund"},
        {"id": "c", "date": "2026-11-20", "account": "card", "amount": "-50.00",
         "category": "supplies"},
    ]  # fmt: skip
    book = book_of(accounts=accounts, entries=entries)
    table = budget_table(book, looked(book), "2026-11")
    row = row_of(table, "_transfer")
    assert row.flow == "transfer"
    assert row.cells[0].actual == row.cells[0].plan == -30_000 + 5_000
    assert row.actual == -25_000
    assert table.closing_actual[0] == book.spendable(TODAY)


def test_a_loan_to_come_is_money_coming_in():
    loan = dict(SHOP["loans"][0], id="l2", name="Next", drawn_on="2026-12-15",
                first_due="2027-01-15")  # fmt: skip
    book = book_of(loans=[*SHOP["loans"], loan])
    table = budget_table(book, looked(book), "2026-11")
    assert row_of(table, "draw:l2").cells[1].plan == 6_000_000
    assert row_of(table, "draw:l2").plan == 6_000_000


def test_entries_without_a_category_have_rows_of_their_own():
    entries = [
        *SHOP["entries"],
        {"id": "a", "date": "2026-11-20", "account": "bank", "amount": "12.00"},
        {"id": "b", "date": "2026-11-20", "account": "bank", "amount": "-7.00"},
    ]
    table = budget_table(book_of(entries=entries), None, "2026-11")
    assert row_of(table, "_income").cells[0].actual == 1_200
    assert row_of(table, "_expense").cells[0].actual == -700
    assert table.booked("expense")[0] == -700 - 450_000 - 1_180_000 - 480_000 - 61_000


def test_without_a_look_ahead_today_is_given_or_that_of_the_last_entry(shop):
    table = budget_table(shop, None, "2026-11")
    assert table.today == dt.date(2026, 11, 20)
    assert table.worst_due == (None,) * 12
    assert table.dip == (0,) * 12
    given = budget_table(shop, None, "2026-11", today=dt.date(2026, 12, 1))
    assert given.today == dt.date(2026, 12, 1)
    assert given.has_begun(1)
    assert budget_table(replace(shop), None, "2026-11").rows == table.rows


def test_an_empty_book_has_an_empty_table():
    table = budget_table(Book(), None, "2026-11", 3)
    assert table.rows == ()
    assert table.closing == (0, 0, 0)
    assert table.closing_actual == (None, None, None)


def test_a_window_before_and_after_today(shop, look):
    past = budget_table(shop, look, "2026-08", 2)
    assert past.closing_actual == (
        shop.spendable(dt.date(2026, 8, 31)), shop.spendable(dt.date(2026, 9, 30))
    )  # fmt: skip
    later = budget_table(shop, look, "2027-03", 2)
    assert later.closing_actual == (None, None)
    assert row_of(later, "rent").cells[0].plan == -450_000
