"""Phrases that several rules share."""

import datetime as dt

from planner.basics.text import NN_, Text, counted

FESTIVAL = ((1, 15), (2, 28))
"""The Spring Festival moves within these days: weeks that touch them can't be compared."""


def touches_festival(first: dt.date, last: dt.date) -> bool:
    """Whether some of the days between two may lie around a Spring Festival."""
    return any(
        first <= dt.date(year, *FESTIVAL[1]) and dt.date(year, *FESTIVAL[0]) <= last
        for year in (first.year, last.year)
    )


def days_left(days: int) -> Text:
    """How much time there is, as a phrase of its own."""
    return counted(*NN_("{count} day is left", "{count} days are left"), days)


def in_days(days: int) -> Text:
    """When it will be, as a phrase of its own."""
    return counted(*NN_("in {count} day", "in {count} days"), days)


def lead(date: dt.date, today: dt.date) -> int:
    """Days from today to `date`; negative: past."""
    return (date - today).days
