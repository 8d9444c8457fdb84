"""Repetition rules: RFC 5545, with a missing 31st on the month's last day."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.basics.errors import UserError
from planner.basics.repeat import check_range, checked_rule, occurrences

D = dt.date


def found(rule, start, first, last, until=None):
    return occurrences(rule, start, until, first, last)


def test_a_monthly_31st_falls_on_the_last_day():
    dates = found("FREQ=MONTHLY;BYMONTHDAY=31", D(2026, 1, 31), D(2026, 1, 1), D(2026, 4, 30))
    assert dates == [D(2026, 1, 31), D(2026, 2, 28), D(2026, 3, 31), D(2026, 4, 30)]


def test_a_monthly_rule_without_a_day_takes_that_of_its_start():
    assert found("FREQ=MONTHLY", D(2026, 1, 15), D(2026, 2, 1), D(2026, 3, 31)) == [
        D(2026, 2, 15), D(2026, 3, 15)
    ]  # fmt: skip


def test_every_third_month_counts_from_the_start():
    rule = "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=10"
    assert found(rule, D(2026, 1, 10), D(2026, 2, 1), D(2026, 12, 31)) == [
        D(2026, 4, 10), D(2026, 7, 10), D(2026, 10, 10)
    ]  # fmt: skip


def test_weekly_mondays_of_november_2026():
    assert found("FREQ=WEEKLY;BYDAY=MO", D(2026, 1, 1), D(2026, 11, 1), D(2026, 11, 30)) == [
        D(2026, 11, day) for day in (2, 9, 16, 23, 30)
    ]


def test_nothing_comes_before_the_start_or_after_the_end():
    rule = "FREQ=DAILY"
    start, until = D(2026, 3, 5), D(2026, 3, 7)
    assert found(rule, start, D(2026, 3, 1), D(2026, 3, 31), until) == [
        D(2026, 3, 5), D(2026, 3, 6), D(2026, 3, 7)
    ]  # fmt: skip
    assert found(rule, start, D(2026, 4, 1), D(2026, 4, 2), until) == []


def test_the_second_tuesday_is_left_to_the_standard_rule():
    assert found("FREQ=MONTHLY;BYDAY=2TU", D(2026, 1, 1), D(2026, 1, 1), D(2026, 2, 28)) == [
        D(2026, 1, 13), D(2026, 2, 10)
    ]  # fmt: skip


@pytest.mark.parametrize(
    "rule",
    ["", "monthly", "FREQ=HOURLY", "FREQ=MONTHLY;BYMONTHDAY=x", "FREQ=WEEKLY;FOO=1",
     "FREQ=DAILY;BYHOUR=3", "FREQ=DAILY;INTERVAL"],
)  # fmt: skip
def test_what_is_no_rule_of_whole_days_is_refused(rule):
    with pytest.raises(UserError):
        checked_rule(rule)


@pytest.mark.parametrize(
    "rule",
    ["FREQ=MONTHLY;BYMONTHDAY=32", "FREQ=MONTHLY;BYMONTHDAY=0", "FREQ=MONTHLY;BYMONTHDAY=1,32",
     "FREQ=MONTHLY;BYMONTHDAY=-32", "FREQ=YEARLY;BYMONTH=13", "FREQ=YEARLY;BYMONTH=0",
     "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;INTERVAL=-1", "FREQ=DAILY;COUNT=0",
     "FREQ=MONTHLY;BYDAY=54MO", "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=367",
     "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=DAILY;BYMONTH=4,6;BYMONTHDAY=31",
     "FREQ=DAILY;FREQ=MONTHLY"],
)  # fmt: skip
def test_a_number_that_no_calendar_has_is_refused_by_name(rule):
    with pytest.raises(UserError) as refused:
        check_range(rule)
    part = rule.split(";")[-1]
    assert "no repetition rule" in str(refused.value.text.key) or (
        refused.value.text.facts["name"] == part.partition("=")[0]
    )


@pytest.mark.parametrize(
    "rule",
    ["FREQ=MONTHLY;BYMONTHDAY=31", "FREQ=MONTHLY;BYMONTHDAY=-1", "FREQ=MONTHLY;BYDAY=2TU",
     "FREQ=MONTHLY;BYDAY=-1FR", "FREQ=WEEKLY;BYDAY=MO,TH;INTERVAL=2", "FREQ=DAILY;COUNT=3",
     "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=-1", "FREQ=DAILY"],
)  # fmt: skip
def test_a_rule_of_real_days_is_taken(rule):
    check_range(rule)


@given(
    freq=st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]),
    day=st.integers(-40, 40),
    month=st.none() | st.integers(-2, 14),
    interval=st.none() | st.integers(-1, 5),
)
def test_what_is_taken_comes_and_everything_else_is_refused(freq, day, month, interval):
    rule = f"FREQ={freq};BYMONTHDAY={day}"
    rule += "" if month is None else f";BYMONTH={month}"
    rule += "" if interval is None else f";INTERVAL={interval}"
    longest = {None: 31, 2: 29, 4: 30, 6: 30, 9: 30, 11: 30}.get(month, 31)
    is_real = (
        1 <= abs(day) <= longest
        and (month is None or 1 <= month <= 12)
        and (interval is None or interval >= 1)
    )
    if not is_real:
        with pytest.raises(UserError):
            check_range(rule)
        return
    check_range(rule)
    dates = found(rule, D(2024, 1, 1), D(2024, 1, 1), D(2026, 12, 31))
    assert all(month in {None, date.month} for date in dates)
    assert interval not in {None, 1} or dates
