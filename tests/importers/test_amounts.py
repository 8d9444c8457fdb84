"""Amounts of a table: other currencies, spare zeros, refusals in words that fit, split cells."""

import pytest

from planner.importers.numbers import currency_code, currency_in, read_cell
from tests.importers.files import table

HEADER = ("日期", "摘要", "金额")


def rows_of(*amounts):
    return table(HEADER, [("2026-03-01", "x", amount) for amount in amounts])


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("-$10.00", "USD"), ("-HK$5.00", "HKD"), ("US$5", "USD"), ("-€5.00", "EUR"), ("£5", "GBP"),
        ("5 USD", "USD"), ("EUR5.00", "EUR"), ("5港币", "HKD"),
    ],
)  # fmt: skip
def test_the_mark_of_another_currency_counts_like_a_column_of_currencies(read, written, code):
    parsed = read(rows_of("-1.00", written))
    (first, second) = parsed.rows
    assert (first.currency, second.currency) == ("", code)
    assert abs(second.amount) in {500, 1000}
    refused = read_cell(written, "CNY")
    assert (refused.minor, refused.reason.facts["foreign"]) == (None, code)


@pytest.mark.parametrize(
    ("written", "currency"),
    [("$5", "HKD"), ("$5", "USD"), ("¥5", "CNY"), ("￥5", "JPY"), ("5元", "CNY"), ("CNY 5", "CNY"),
     ("5", "CNY"), ("RMB 5", "CNY"), ("€5", "EUR")],
)  # fmt: skip
def test_the_mark_of_the_book_is_no_other_currency(written, currency):
    assert currency_in(written, currency) == ""
    assert read_cell(written, currency).minor == read_cell("5", currency).minor


@pytest.mark.parametrize(
    ("written", "minor"),
    [("-30.000", -3000), ("¥1,234.5000元", 123450), ("12.30000", 1230), ("12.345", None)],
)
def test_zeros_behind_the_last_decimal_are_fine(read, written, minor):
    row = read(rows_of("-1.50", written)).rows[1]
    assert (row.amount if row.outcome == "entry" else None) == minor


FEES = ("日期", "摘要", "金额", "手续费", "余额")


@pytest.mark.parametrize("sign", ["", "-"])
def test_a_column_of_fees_is_paid_beside_the_amount(read, sign):
    rows = [
        ("2026-03-01", "卖", "100.00", f"{sign}0.60"),
        ("2026-03-02", "付", "-50.00", f"{sign}1"),
    ]
    parsed = read(table(FEES[:4], rows))
    assert [(row.amount, row.fee) for row in parsed.rows] == [(10000, -60), (-5000, -100)]


def test_a_fee_that_the_balance_does_not_know_is_part_of_the_amount(read):
    rows = [
        ("2026-03-01", "卖", "100.00", "0.60", "200.00"),
        ("2026-03-02", "付", "-50.00", "1", "150.00"),
    ]
    assert [row.fee for row in read(table(FEES, rows)).rows] == [0, 0]
    rows = [
        ("2026-03-01", "卖", "100.00", "0.60", "200.00"),
        ("2026-03-02", "付", "-50.00", "1", "149.00"),
    ]
    assert [row.fee for row in read(table(FEES, rows)).rows] == [-60, -100]


def test_a_refusal_names_the_cell_as_it_stands(read):
    (row,) = read(rows_of("-1,250"), decimal_mark=",").rows
    assert row.reason.facts["written"] == "-1,250"


def test_zeros_that_may_be_a_group_are_asked_about(read):
    assert [one.key for one in read(rows_of("-30.000")).questions] == ["decimal_mark"]


@pytest.mark.parametrize("written", ["1.2万", "3500+200", "约20", "12元34"])
def test_a_refusal_offers_no_way_to_write_that_files_do_not_have(read, written):
    (row,) = read(rows_of(written)).rows
    assert row.outcome == "not_understood"
    assert row.reason.key == '"{written}" is no amount.'


@pytest.mark.parametrize(
    ("written", "code"),
    [("人民币元", "CNY"), ("新台币", "TWD"), ("港币", "HKD"), (" usd ", "USD"), ("美金", "USD"), ("-", "")],
)  # fmt: skip
def test_a_column_of_currencies_names_them_in_words_or_codes(written, code):
    assert currency_code(written) == code
