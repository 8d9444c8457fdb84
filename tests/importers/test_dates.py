"""Dates of a column: which part is the day, which the year, and what is asked."""

import datetime as dt

import pytest

from planner.importers.dates import date_order, read_moment
from tests.importers.files import table

HEADER = ("日期", "摘要", "金额")


def rows_of(*dates):
    return table(HEADER, [(date, "x", "-1.00") for date in dates])


def dates_of(parsed):
    return [row.date.isoformat() if row.date else "" for row in parsed.rows]


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (["26/03/05", "26/03/15"], ["2026-03-05", "2026-03-15"]),
        (["26.3.5", "26.3.15"], ["2026-03-05", "2026-03-15"]),
        (["25-12-31", "26-01-02"], ["2025-12-31", "2026-01-02"]),
        (["26.03.25", "15.03.25"], ["2025-03-26", "2025-03-15"]),
        (["12/19/18", "01/02/18"], ["2018-12-19", "2018-01-02"]),
        (["24-1-1", "2026-03-02"], ["2024-01-01", "2026-03-02"]),
    ],
)
def test_two_digits_are_the_year_where_only_that_keeps_the_rows_together(read, dates, expected):
    parsed = read(rows_of(*dates))
    assert dates_of(parsed) == expected
    assert parsed.questions == ()


def test_a_year_that_may_be_a_day_is_asked(read):
    content = rows_of("26/03/25")
    (question,) = read(content).questions
    assert question.options == ("day-first", "year-first")
    assert dates_of(read(content, year_first=True)) == ["2026-03-25"]
    assert dates_of(read(content, day_first=True)) == ["2025-03-26"]


def test_one_bad_date_does_not_decide_for_the_others(read):
    parsed = read(rows_of("03/14/2026", "03/15/2026", "04/05/2026", "13/06/2026", "13/13/2026"))
    assert dates_of(parsed) == ["2026-03-14", "2026-03-15", "2026-04-05", "", ""]
    assert parsed.questions == ()


def test_dates_that_contradict_each_other_are_asked(read):
    content = rows_of("03/14/2026", "13/06/2026", "05/06/2026")
    assert [question.key for question in read(content).questions] == ["day_first"]
    assert dates_of(read(content, day_first=True)) == ["", "2026-06-13", "2026-06-05"]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("46086", "2026-03-05 "),
        ("26年3月5日", "2026-03-05 "),
        ("05 Mar 2026", "2026-03-05 "),
        ("5-Mar-26", "2026-03-05 "),
        ("March 5, 2026", "2026-03-05 "),
        ("2026/3/5 下午 3:04", "2026-03-05 1504"),
        ("2026年3月6日 星期五", "2026-03-06 "),
        ("2026-03-06（周五） 9:05", "2026-03-06 0905"),
        ("2026/3/5 上午12:04", "2026-03-05 0004"),
        ("2026/3/5 3:04:05 PM", "2026-03-05 1504"),
        ("3/25/2026 12:04 am", "2026-03-25 0004"),
        ("2026-03-05T15:04:59+08:00", "2026-03-05 1504"),
        ("05 Foo 2026", " "),
        ("32 Mar 2026", " "),
        ("12345", " "),
    ],
)
def test_more_ways_to_write_a_day(read, written, expected):
    (row,) = read(table(HEADER, [(written, "坏的一行", "-1.00")])).rows
    assert f"{row.date or ''} {row.minute}" == expected


def test_a_number_outside_a_column_of_dates_is_no_day():
    assert read_moment("46086") is None
    assert read_moment("46086", date_order(["46086"])).date == dt.date(2026, 3, 5)
