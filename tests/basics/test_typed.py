"""Amounts, dates and rates as people and foreign files write them."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.basics.errors import UserError
from planner.basics.typed import day_of, read_amount, typed_amount, typed_date, typed_rate

TODAY = dt.date(2026, 11, 23)


@pytest.mark.parametrize(
    ("written", "minor"),
    [
        ("1.2万", 1_200_000), ("3500+200", 370_000), ("100-30", 7_000), ("−¥1,200.50", -120_050),
        ("１２３４", 123_400), ("5元", 500), ("0.5亿", 5_000_000_000), ("RMB 20", 2_000),
        (" 3 500 ", 350_000), ("-1万+5", -999_500),
    ],
)  # fmt: skip
def test_typed_amounts(written, minor):
    assert typed_amount(written, "CNY") == minor


@pytest.mark.parametrize(
    "written", ["", "+", "1e3", "1+", "1,23,456", "1.23456789万", "一万", "1*2"]
)
def test_typed_amounts_that_are_refused(written):
    with pytest.raises(UserError):
        typed_amount(written, "CNY")


@pytest.mark.parametrize(
    ("written", "mark", "minor"),
    [
        ("¥1,234.50", ".", 123_450), ("(12.00)", ".", -1_200), ("12.00-", ".", -1_200),
        ("－3元", ".", -300), ("1.234,56", ",", 123_456), ("1 234,56", ",", 123_456),
        ("12.00DR", ".", -1_200), ("12.00CR", ".", 1_200), ("¥-5", ".", -500), ("+7", ".", 700),
        ("1'000.00", ".", 100_000),
    ],
)  # fmt: skip
def test_amounts_in_statements(written, mark, minor):
    assert read_amount(written, "CNY", mark) == minor


@pytest.mark.parametrize(
    ("written", "mark"),
    [("1,000", ","), ("12.345", "."), ("1,2345", "."), ("1,234.567,8", "."), ("NaN", "."),
     ("1_000", "."), ("٣", "."), ("0x10", "."), ("12.", "."), ("", "."), ("3500+200", ".")],
)  # fmt: skip
def test_amounts_in_statements_that_are_refused(written, mark):
    with pytest.raises(UserError):
        read_amount(written, "CNY", mark)


@given(st.integers(-(10**13), 10**13))
def test_grouped_amounts_are_read_back(minor):
    assert read_amount(f"{Decimal(minor) / 100:,.2f}", "CNY") == minor


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("2026-12-5", dt.date(2026, 12, 5)), ("2025/1/31", dt.date(2025, 1, 31)),
        ("2026年2月3日", dt.date(2026, 2, 3)), ("12/5", dt.date(2026, 12, 5)),
        ("12月5日", dt.date(2026, 12, 5)), ("5", dt.date(2026, 11, 5)),
    ],
)  # fmt: skip
def test_typed_dates(written, date):
    assert typed_date(written, TODAY) == date


@pytest.mark.parametrize("written", ["", "soon", "31", "2026-2-29", "0", "1850-1-1", "1/2/3/4"])
def test_typed_dates_that_are_refused(written):
    with pytest.raises(UserError):
        typed_date(written, TODAY)


@pytest.mark.parametrize(
    ("written", "rate"),
    [("14.4%", "0.144"), ("万分之四", "0.0004"), ("万4", "0.0004"), ("4‰", "0.004"),
     ("百分之5.5", "0.055"), ("0.144", "0.144"), ("千分之三", "0.003")],
)  # fmt: skip
def test_typed_rates(written, rate):
    assert typed_rate(written) == Decimal(rate)


@pytest.mark.parametrize("written", ["14.4", "", "x", "-5%", "百分之5%", "1e-3"])
def test_typed_rates_that_are_refused(written):
    with pytest.raises(UserError):
        typed_rate(written)


def test_a_bare_14_4_is_asked_about_and_not_taken_for_1440_percent():
    with pytest.raises(UserError) as refusal:
        typed_rate("14.4")
    assert "percent" in refusal.value.text.key


def test_a_day_of_a_month_is_clamped():
    assert day_of("2026-02", 31) == dt.date(2026, 2, 28)
