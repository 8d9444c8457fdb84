"""Repetition rules: RFC 5545, with a missing 31st on the month's last day."""

import datetime as dt

import pytest

from planner.basics.errors import UserError
from planner.basics.repeat import checked_rule, occurrences

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
