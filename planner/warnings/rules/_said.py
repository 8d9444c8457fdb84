"""Phrases that several rules share."""

import datetime as dt

from planner.basics.text import NN_, Text, counted


def days_left(days: int) -> Text:
    """How much time there is, as a phrase of its own."""
    return counted(*NN_("{count} day is left", "{count} days are left"), days)


def in_days(days: int) -> Text:
    """When it will be, as a phrase of its own."""
    return counted(*NN_("in {count} day", "in {count} days"), days)


def lead(date: dt.date, today: dt.date) -> int:
    """Days from today to `date`; negative: past."""
    return (date - today).days
