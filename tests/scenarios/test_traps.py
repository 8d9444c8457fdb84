"""Traps that other programs fell into with this very shop: each must stay closed here."""

import datetime as dt

from planner.basics.text import text
from planner.book import facts
from planner.book.book import Book
from planner.book.edit import Edit, apply, removing
from planner.outlook.level import Level
from planner.services.checking import check
from planner.services.look_ahead import look_ahead
from planner.services.outlook_json import outlook_json, outlook_words
from planner.wording import Wording
from tests.looking import TODAY, account, book_of, day, entry, every, loan, owed

TENTH = dt.date(2027, 1, 10)


def outlook(book, today=TODAY, **more):
    return look_ahead(book, today, **{"with_actions": False, "paths": 2000, **more}).outlook


def test_a_month_end_does_not_hide_the_dip_inside_the_month(shop):
    """The end of January looks fine (above zero), the 10th does not."""
    look = outlook(shop)
    by_date = {band.date: band for band in look.days}
    assert by_date[dt.date(2027, 1, 31)].expected > 0 > by_date[TENTH].expected
    assert look.first_risky_due == TENTH
    answer = outlook_json(shop, look_ahead(shop, TODAY), Wording("en"))
    assert answer["first_risky_due"] == "2027-01-10"
    assert "10 Jan" in outlook_words(shop, look_ahead(shop, TODAY), Wording("en"))[0]
    assert "10 Jan" in check(shop, look_ahead(shop, TODAY), Wording("en")).sentence


def test_what_is_owed_is_never_counted_as_cash():
    """Adding a loan that is long drawn moves the cash by its instalments and nothing else."""
    without, with_loan = book_of(), book_of(loans=[loan()])
    plain, owing = outlook(without).days, outlook(with_loan).days
    paid = 0
    for one, two in zip(plain, owing, strict=True):
        if two.date.day == 10 and paid < 12:
            paid += 1
        assert one.p50 - two.p50 == paid * 10000


def test_only_the_draw_of_a_loan_is_cash():
    book = book_of(loans=[loan(books_cash=True, drawn_on="2026-12-01", first_due="2027-02-10")])
    days = {band.date: band.p50 for band in outlook(book).days}
    assert days[dt.date(2026, 12, 1)] - days[dt.date(2026, 11, 30)] == 120000
    assert days[dt.date(2027, 1, 31)] == days[dt.date(2026, 12, 1)]


def test_the_emergency_fund_is_always_shown_and_never_spent_silently(shop):
    look = look_ahead(shop, TODAY)
    answer = outlook_json(shop, look, Wording("zh"))
    assert answer["balance"]["accounts"]["fund"] == "6500.00"
    assert answer["reserve"]["amount"] == "6500.00"
    assert look.outlook.balance == look.outlook.accounts["bank"]
    assert any(
        "应急金" in line and "6,500" in line for line in outlook_words(shop, look, Wording("zh"))
    )


def test_sums_over_flows_of_different_rhythm_count_every_occurrence(shop):
    """Weekly takings stand against monthly rent: five Mondays are five times 4,700."""
    december = [
        flow for flow in outlook(shop).coming if (flow.date.year, flow.date.month) == (2026, 12)
    ]
    assert sum(flow.amount for flow in december if flow.source == "r1") == 4 * 470000
    assert sum(flow.amount for flow in december if flow.source == "r2") == -450000


def test_due_dates_survive_a_dump_unmoved(shop):
    again = apply(Book(), facts.read(Book(), facts.dump(shop), text("again")))
    dates = [due.date for due in outlook(again).dues]
    assert dates == [due.date for due in outlook(shop).dues]
    assert all(date.day == 10 for date in dates)


def test_nothing_becomes_a_payment_by_itself(shop):
    """Days go by without a record: the instalment stays open, the book stays as it is."""
    version = shop.version
    look = outlook(shop, today=dt.date(2026, 12, 20))
    assert look.dues[0].date == dt.date(2026, 12, 10)
    assert look.dues[0].level is Level.overdue
    assert shop.version == version


def test_an_unpaid_instalment_stays_until_it_is_paid_and_counts_once(shop):
    late = outlook(shop, today=dt.date(2026, 12, 20))
    assert [due.number for due in late.dues].count(4) == 1
    owed_twice = [f for f in late.coming if f.kind == "instalment" and f.date.month == 12]
    assert len(owed_twice) == 1
    paid = {"loan": "l1", "type": "pay", "date": "2026-12-18", "amount": "5600.00"}
    document = {"format": "leeway-facts", "version": 1, "loan_events": [paid]}
    after = apply(shop, facts.read(shop, document, text("paid")))
    assert 4 not in [due.number for due in outlook(after, today=dt.date(2026, 12, 20)).dues]


def test_an_open_bill_past_its_date_stays_and_counts_once():
    bill = {**owed("b", "80.00", "2026-11-01"), "direction": "payable"}
    assert [flow.amount for flow in outlook(book_of(invoices=[bill])).coming] == [-8000]


def test_the_warning_uses_the_minimum_that_is_set():
    accounts = [account("bank", "130.00", minimum="40.00")]
    look = outlook(book_of(accounts=accounts, loans=[loan()]), days=30)
    assert look.dues[0].level is Level.tight


def test_a_weekend_changes_the_day_to_act_and_not_the_due_date(shop):
    """10 January 2027 is a Sunday: both days are stated."""
    due = next(due for due in outlook(shop).dues if due.date == TENTH)
    assert (due.date.weekday(), due.act_by) == (6, dt.date(2027, 1, 8))
    sentence = check(shop, look_ahead(shop, TODAY), Wording("en")).sentence
    assert "10 Jan" in sentence
    assert "8 Jan" in sentence


def test_evening_takings_do_not_cover_a_noon_debit():
    evening = every("sales", "500.00", "FREQ=MONTHLY;BYMONTHDAY=10", "2026-12-10")
    look = outlook(book_of(opening="50.00", loans=[loan()], recurring=[evening]), days=30)
    assert look.days[16].p50 > 0
    assert look.dues[0].level is Level.short


def test_the_account_that_is_debited_decides_not_the_sum_of_all():
    accounts = [account("bank", "20.00"), account("till", "900.00", "cash")]
    look = outlook(book_of(accounts=accounts, loans=[loan()]), days=30)
    assert min(band.p5 for band in look.days) > 0
    assert look.dues[0].level is Level.short


def test_the_range_is_the_one_asked_for(shop):
    for days in (1, 30, 90, 365):
        bands = outlook(shop, days=days).days
        assert (len(bands), bands[-1].date) == (days, TODAY + dt.timedelta(days=days))


def test_no_currency_but_that_of_the_book_is_shown(shop):
    whole = "\n".join(outlook_words(shop, look_ahead(shop, TODAY), Wording("en")))
    assert "¥" in whole
    assert "$" not in whole


def test_a_single_purchase_does_not_become_a_habit(shop):
    """The 42,000 of the refit in August is not expected again."""
    refit = next(e for e in shop.ledger if e.category == "decor")
    without = apply(shop, Edit(text("x"), (removing("entry", refit),)))
    shift = outlook(without).balance - outlook(shop).balance
    pairs = zip(outlook(without).days, outlook(shop).days, strict=True)
    assert {one.p50 - two.p50 for one, two in pairs} == {shift}


def test_imported_rent_that_is_also_entered_is_spent_once():
    rents = [
        entry(f"r{month}", dt.date(2026, month, 1), "-450.00", category="rent", payee="Landlord")
        for month in range(3, 12)
    ]
    categories = [{"id": "rent", "name": "Rent", "flow": "expense", "essential": True}]
    plan = every("rent", "-450.00", "FREQ=MONTHLY;BYMONTHDAY=1", "2026-12-01", category="rent")
    book = book_of(opening="9000.00", categories=categories, entries=rents, recurring=[plan])
    balance = outlook(book).balance
    assert outlook(book, days=31).days[-1].p50 == balance - 45000


def test_an_overdue_loan_tells_of_its_days_in_the_words():
    look = look_ahead(book_of(loans=[loan()]), dt.date(2026, 12, 13), paths=100)
    lines = outlook_words(book_of(loans=[loan()]), look, Wording("zh"))
    assert any("已逾期 3 天" in line for line in lines)


def test_what_comes_first_inside_a_day_stands_first(shop):
    same = every("cake", "-5.00", "FREQ=MONTHLY;BYMONTHDAY=10", "2026-12-10")
    book = book_of(loans=[loan()], recurring=[same, {**same, "id": "sale", "amount": "7.00"}])
    rows = [flow for flow in outlook(book).coming if flow.date == dt.date(2026, 12, 10)]
    assert [flow.kind for flow in rows] == ["instalment", "recurring", "recurring"]
    assert [flow.amount for flow in rows] == [-10000, -500, 700]


def test_usual_business_is_listed_day_by_day_and_marked():
    entries = [entry(f"e{n}", day(-n), "10.00") for n in range(90)]
    usual = outlook(book_of(entries=entries), days=30).coming
    assert {flow.kind for flow in usual} == {"usual"}
    assert sum(flow.amount for flow in usual) == 30 * 1000
