"""Dates: clamping, working days, shifts."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.basics.dates import (
    add_months,
    clamped,
    each_day,
    holidays_known,
    is_working_day,
    last_working_day_before,
    months_between,
    parse_date,
    shifted,
)
from planner.basics.errors import UserError

D = dt.date


def test_a_31st_comes_back_after_february():
    anchor = D(2024, 1, 31)
    dates = [add_months(anchor, months) for months in range(4)]
    assert dates == [anchor, D(2024, 2, 29), D(2024, 3, 31), D(2024, 4, 30)]


def test_a_leap_day_falls_on_the_28th_a_year_later():
    assert add_months(D(2024, 2, 29), 12) == D(2025, 2, 28)


def test_another_day_may_be_asked_for():
    assert add_months(D(2026, 1, 25), 1, 31) == clamped(2026, 2, 31) == D(2026, 2, 28)


@given(st.dates(D(1950, 1, 1), D(2150, 1, 1)), st.integers(-600, 600))
def test_months_added_land_in_the_right_month(anchor, months):
    moved = add_months(anchor, months)
    gone = (moved.year - anchor.year) * 12 + moved.month - anchor.month
    assert gone == months
    assert moved.day == anchor.day or (moved + dt.timedelta(days=1)).day == 1


@pytest.mark.parametrize(
    "written", ["2023-02-29", "20240305", "2024-3-5", "", "45000", "民国113年"]
)
def test_what_is_no_date_is_refused(written):
    with pytest.raises(UserError):
        parse_date(written)


@pytest.mark.parametrize("written", ["1899-12-31", "2201-01-01"])
def test_years_beyond_reason_are_refused(written):
    with pytest.raises(UserError):
        parse_date(written)


def test_working_days_follow_the_official_notice():
    """State Council notice for 2026: 1–7 October off, Saturday 10 October worked."""
    assert not is_working_day(D(2026, 10, 7))
    assert is_working_day(D(2026, 10, 10))
    assert holidays_known(2026)


def test_beyond_the_table_only_weekends_count():
    assert not holidays_known(2060)
    assert is_working_day(D(2060, 10, 1)) == (D(2060, 10, 1).weekday() < 5)


def test_shifts_leave_working_days_alone_and_pass_weekends():
    sunday = D(2026, 11, 22)
    assert shifted(sunday, "none") == sunday
    assert shifted(sunday, "next") == D(2026, 11, 23)
    assert shifted(sunday, "previous") == D(2026, 11, 20)
    assert shifted(D(2026, 11, 24), "next") == D(2026, 11, 24)


def test_the_last_working_day_lies_strictly_before():
    assert last_working_day_before(D(2026, 11, 24)) == D(2026, 11, 23)
    assert last_working_day_before(D(2026, 11, 23)) == D(2026, 11, 20)


def test_days_and_months_are_walked_with_both_ends():
    assert list(each_day(D(2026, 2, 27), D(2026, 3, 1))) == [
        D(2026, 2, 27), D(2026, 2, 28), D(2026, 3, 1)
    ]  # fmt: skip
    assert list(months_between(D(2026, 11, 30), D(2027, 1, 1))) == [
        (2026, 11),
        (2026, 12),
        (2027, 1),
    ]
