"""Filters, orders and sums of the entries table: pure NumPy, no window."""

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.book.book import Book, CashMove
from planner.book.entry import Entry
from planner.book.ledger import from_entries
from planner.services.months import month_flows, months_shown
from ui.parts.entries_rows import EntryFilter, EntryRows, entry_rows, key_of
from ui.parts.entries_rules import Repeat, repeat_of, rule_words

TODAY = dt.date(2026, 11, 23)


def ids(rows: EntryRows) -> list[str]:
    return [key_of(line) for line in rows]


def test_newest_lines_come_first_and_loan_payments_stand_among_them(shop):
    rows = entry_rows(shop, EntryFilter())
    assert len(rows) == len(shop.ledger) + len(shop.loan_cash)
    dates = [line.date for line in rows]
    assert dates == sorted(dates, reverse=True)
    payments = [line for line in rows if isinstance(line, CashMove)]
    assert [payment.amount for payment in payments[:1]] == [-539853]


@pytest.mark.parametrize(
    ("words", "count"),
    [("房东", 6), ("4500", 6), ("工资", 6), ("网商贷", 4), ("堂食 5120", 5), ("没有这个", 0)],
)
def test_every_word_of_the_filter_must_be_found(shop, words, count):
    assert len(entry_rows(shop, EntryFilter(text=words))) == count


def test_month_account_and_category_narrow_down(shop):
    june = entry_rows(shop, EntryFilter(month="2026-06"))
    assert {line.date.month for line in june} == {6}
    assert len(entry_rows(shop, EntryFilter(account="fund"))) == 0
    assert len(entry_rows(shop, EntryFilter(category="rent"))) == 6
    assert len(entry_rows(shop, EntryFilter(category=""))) == 0


def test_orders_by_amount_and_by_names(shop):
    by_amount = [line.amount for line in entry_rows(shop, EntryFilter(), "amount")]
    assert by_amount == sorted(by_amount, reverse=True)
    for sort in ("payee", "category", "account"):
        assert len(entry_rows(shop, EntryFilter(), sort, descending=False)) == len(by_amount)


def test_sums_leave_borrowed_money_out(shop):
    august = entry_rows(shop, EntryFilter(month="2026-08"))
    drawn = [line for line in august if isinstance(line, CashMove) and line.amount > 0]
    assert [line.amount for line in drawn] == [6000000]
    earned = sum(line.amount for line in august if isinstance(line, Entry) and line.amount > 0)
    assert august.totals[0] == earned


def test_sums_leave_own_transfers_out(shop):
    moved = Entry("t1", TODAY, "bank", -100000, to_account="fund")
    book = replace(shop, ledger=shop.ledger.changed((), [moved]))
    assert (
        entry_rows(book, EntryFilter(month="2026-11")).totals
        == entry_rows(shop, EntryFilter(month="2026-11")).totals
    )


def test_a_line_is_found_again_by_its_id(shop):
    rows = entry_rows(shop, EntryFilter(category="rent"))
    key = ids(rows)[2]
    assert rows.line_of(key) == 2
    assert rows.line_of("nothing") == -1
    assert rows[0:2][1] == rows[1]


def test_months_add_up_to_the_entries_and_refunds_lower_the_expense(shop):
    refund = Entry("x1", dt.date(2026, 11, 3), "bank", 1000, "rent")
    draw_free = month_flows(shop, TODAY)
    book = replace(shop, ledger=shop.ledger.changed((), [refund]))
    november = month_flows(book, TODAY)[-1]
    assert november.spent == draw_free[-1].spent - 1000
    assert november.repaid == 539853
    assert november.net == november.earned - november.spent - november.repaid
    assert sum(flow.earned for flow in draw_free) == int(
        shop.ledger.amounts[shop.ledger.amounts > 0].sum()
    )


def test_months_before_the_first_entry_are_not_shown_but_six_always_are(shop):
    assert months_shown(shop, TODAY)[0].month == "2026-06"
    assert len(months_shown(Book(), TODAY)) == 12


def test_100_000_entries_are_filtered_and_sorted():
    rng = np.random.default_rng(1)
    entries = [
        Entry(f"e{i}", dt.date(2024, 1, 1) + dt.timedelta(days=int(d)), "bank", int(a), "", f"p{p}")
        for i, (d, a, p) in enumerate(
            zip(rng.integers(0, 900, 100_000), rng.integers(-9999, 9999, 100_000),
                rng.integers(0, 300, 100_000), strict=True)
        )
    ]  # fmt: skip
    book = Book(ledger=from_entries(entries))
    rows = entry_rows(book, EntryFilter(text="p12"), "amount")
    wanted = sorted((entry.amount for entry in entries if "p12" in entry.payee), reverse=True)
    assert [line.amount for line in rows[:30]] == wanted[:30]
    assert len(rows) == len(wanted)


@given(
    st.sampled_from(["day", "week", "month", "year"]),
    st.integers(1, 99),
    st.lists(st.integers(0, 6), unique=True),
    st.integers(0, 31),
)
@settings(max_examples=60, deadline=None)
def test_a_rule_comes_back_as_the_repeat_it_was_made_of(unit, every, weekdays, day):
    repeat = Repeat(
        unit,
        every,
        tuple(sorted(weekdays)) if unit == "week" else (),
        day if unit == "month" else 0,
    )
    assert repeat_of(repeat.rule) == repeat


def test_rules_are_said_in_both_languages():
    from planner.wording import Wording

    start = dt.date(2026, 11, 30)
    zh, en = Wording("zh"), Wording("en")
    assert rule_words("FREQ=WEEKLY;BYDAY=MO,TH", start, zh) == "每周一, 周四".replace(
        ", ", zh._(", ")
    )
    assert rule_words("FREQ=MONTHLY;BYMONTHDAY=31", start, en) == "on the last day of every month"
    assert rule_words("FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=5", start, zh) == "每 3 个月的 5 日"
    assert rule_words("FREQ=MONTHLY;BYDAY=1MO", start, zh) == "FREQ=MONTHLY;BYDAY=1MO"
