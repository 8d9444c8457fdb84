"""Dates: due days, month ends, working days, repetition rules. Nobody here asks the clock."""

import calendar
import datetime as dt
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

from planner.basics.errors import UserError
from planner.basics.text import N_

Holiday = Literal["none", "next", "previous"]
ONE_DAY = dt.timedelta(days=1)


def parse_date(written: str) -> dt.date:
    """The date of "YYYY-MM-DD" (1900–2200). Raises UserError for anything else."""
    try:
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", written):
            raise ValueError(written)
        date = dt.date.fromisoformat(written)
    except ValueError:
        raise UserError(
            N_('"{written}" is no date. Write it like 2026-11-23.'), written=written[:40]
        ) from None
    if not 1900 <= date.year <= 2200:
        raise UserError(N_("The year of {written} lies outside 1900–2200."), written=written)
    return date


def clamped(year: int, month: int, day: int) -> dt.date:
    """`day` of a month, or its last day where the month is shorter (31 -> 28 February)."""
    return dt.date(year, month, min(day, calendar.monthrange(year, month)[1]))


def add_months(anchor: dt.date, months: int, day: int | None = None) -> dt.date:
    """The date `months` after `anchor` on `day` (default: the anchor's), clamped to the month.

    Always counted from the anchor, so a 31st comes back after February.
    """
    index = anchor.year * 12 + anchor.month - 1 + months
    return clamped(index // 12, index % 12 + 1, day or anchor.day)


@lru_cache(maxsize=4096)
def is_working_day(date: dt.date) -> bool:
    """Whether `date` is a working day in China; beyond the table's years: Monday to Friday.

    Source: the State Council's yearly holiday notices as published by `chinesecalendar`.
    """
    import chinese_calendar

    try:
        return bool(chinese_calendar.is_workday(date))
    except NotImplementedError:
        return date.weekday() < 5


def holidays_known(year: int) -> bool:
    """Whether the official holiday table of `year` is known; otherwise only weekends count."""
    import chinese_calendar

    try:
        chinese_calendar.is_workday(dt.date(year, 7, 1))
    except NotImplementedError:
        return False
    return True


def shifted(date: dt.date, rule: Holiday) -> dt.date:
    """`date` moved to the next or previous working day when it is none; `none` never moves it."""
    if rule == "none":
        return date
    step = ONE_DAY if rule == "next" else -ONE_DAY
    while not is_working_day(date):
        date += step
    return date


def last_working_day_before(date: dt.date) -> dt.date:
    """The last working day strictly before `date`."""
    return shifted(date - ONE_DAY, "previous")


def each_day(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    """All days from `first` to `last`, both included."""
    for ordinal in range(first.toordinal(), last.toordinal() + 1):
        yield dt.date.fromordinal(ordinal)


def months_between(first: dt.date, last: dt.date) -> Iterator[tuple[int, int]]:
    """(year, month) of every month from that of `first` to that of `last`."""
    for index in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        yield index // 12, index % 12 + 1
