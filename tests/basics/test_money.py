"""Money: exact in, exact out; one rounding."""

from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.basics.errors import UserError
from planner.basics.money import (
    LIMIT,
    checked,
    exponent,
    parse_amount,
    plain,
    quantized,
    rounded,
    split,
    to_decimal,
)

AMOUNTS = st.integers(-LIMIT, LIMIT)


@pytest.mark.parametrize(
    ("written", "currency", "minor"),
    [
        ("-4500.00", "CNY", -450_000),
        ("5", "CNY", 500),
        ("+0.5", "CNY", 50),
        ("-0.00", "CNY", 0),
        ("1200", "JPY", 1200),
        ("1.234", "KWD", 1234),
        ("0.0001", "CLF", 1),
    ],
)
def test_amounts_are_read_to_the_minor_unit(written, currency, minor):
    assert parse_amount(written, currency) == minor


@pytest.mark.parametrize(
    "written",
    ["", "1e3", "NaN", "inf", "1_000", "٣", "0x10", "1,000", "12.345", "--1", "1.", ".5", " 1",
     "99999999999999999999", "90000000000000.01"],
)  # fmt: skip
def test_what_is_no_amount_is_refused(written):
    with pytest.raises(UserError):
        parse_amount(written, "CNY")


def test_yen_have_no_decimals():
    with pytest.raises(UserError):
        parse_amount("0.5", "JPY")


@pytest.mark.parametrize("code", ["cny", "RMB1", "", "人民币"])
def test_a_currency_is_three_capital_letters(code):
    with pytest.raises(UserError):
        exponent(code)


@given(AMOUNTS, st.sampled_from(["CNY", "JPY", "KWD", "CLF"]))
def test_writing_and_reading_an_amount_gives_it_back(minor, currency):
    assert parse_amount(plain(minor, currency), currency) == minor
    assert to_decimal(minor, currency) == Decimal(plain(minor, currency))


def test_the_limit_itself_is_allowed_and_one_more_is_not():
    assert checked(-LIMIT) == -LIMIT
    with pytest.raises(UserError):
        checked(LIMIT + 1)


@pytest.mark.parametrize(
    ("value", "up", "even"),
    [("2.5", 3, 2), ("-2.5", -3, -2), ("3.5", 4, 4), ("2.4999", 2, 2), ("0", 0, 0)],
)
def test_halves_round_away_from_zero_or_to_even(value, up, even):
    assert rounded(Decimal(value)) == up
    assert rounded(Decimal(value), "half_even") == even


@given(st.decimals(-(10**9), 10**9, places=6))
def test_rounding_agrees_with_the_decimal_module(value):
    assert rounded(value) == int(value.quantize(Decimal(1), ROUND_HALF_UP))
    assert rounded(value, "half_even") == int(value.quantize(Decimal(1), ROUND_HALF_EVEN))


def test_rounding_to_a_unit_gives_a_multiple_of_it():
    assert rounded(Fraction(408_027), unit=100) == 408_000
    assert rounded(Fraction(408_050), unit=100) == 408_100


@given(AMOUNTS, st.integers(1, 60))
def test_a_split_keeps_the_sum_and_is_even_to_one_unit(minor, parts):
    shares = split(minor, parts)
    assert sum(shares) == minor
    assert len(shares) == parts
    assert max(shares) - min(shares) <= 1


def test_rates_are_shown_with_so_many_decimals():
    assert quantized(Decimal("0.12345"), 4) == Decimal("0.1235")
    assert quantized(Decimal("0.12345"), 4, "half_even") == Decimal("0.1234")
