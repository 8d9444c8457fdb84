"""How interest grows: exact fractions of minor units, by whole months or by the day.

Nothing is rounded here. The first day of a stretch counts, its last does not.
"""

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from planner.book.loan import Rate, Terms, YearDays
from planner.loans.due_dates import DueDates

_NOTHING = Fraction(0)


def year_length(year_days: YearDays) -> int:
    """Days that turn a day rate into a yearly one and back: 360 or 365 ("actual": 365)."""
    return 365 if year_days == "actual" else year_days


def yearly(rate: Rate, year_days: YearDays) -> Fraction:
    """The rate per year; a day rate times the length of the year."""
    value = Fraction(rate.value) + Fraction(rate.spread)
    return value if rate.per == "year" else value * year_length(year_days)


def share_of_year(start: dt.date, end: dt.date, year_days: YearDays) -> Fraction:
    """The days from `start` to `end` as a share of a year; "actual": 1/365, in leap years 1/366."""
    if year_days != "actual":
        return Fraction((end - start).days, year_days)
    share = _NOTHING
    while start < end:
        stop = min(end, dt.date(start.year + 1, 1, 1))
        length = (dt.date(start.year + 1, 1, 1) - dt.date(start.year, 1, 1)).days
        share += Fraction((stop - start).days, length)
        start = stop
    return share


@dataclass(frozen=True, slots=True)
class RateStep:
    """From `since` on the contract rate is `annual`."""

    since: dt.date
    annual: Fraction


def rate_steps(terms: Terms) -> tuple[RateStep, ...]:
    """The rates of the contract by date: that of the draw, then its changes."""
    changes = sorted(terms.rate_changes, key=lambda change: change.date)
    first = RateStep(terms.drawn_on, yearly(terms.rate, terms.year_days))
    later = (RateStep(item.date, yearly(item.rate, terms.year_days)) for item in changes)
    return (first, *later)


@dataclass(frozen=True, slots=True)
class Accrual:
    """Due dates, rates and day count of one loan: what a balance bears between two days."""

    dates: DueDates
    steps: tuple[RateStep, ...]
    """By date; of two with one date the later in the tuple holds."""
    year_days: YearDays

    def annual(self, day: dt.date) -> Fraction:
        """The yearly contract rate of `day`."""
        known = (step.annual for step in reversed(self.steps) if step.since <= day)
        return next(known, self.steps[0].annual)

    def by_days(self, start: dt.date, end: dt.date) -> Fraction:
        """What one unit of money bears from `start` to `end`, day by day at the rates then."""
        if end <= start:
            return _NOTHING
        if len(self.steps) == 1:
            return self.steps[0].annual * share_of_year(start, end, self.year_days)
        cuts = [step.since for step in self.steps if start < step.since < end]
        bounds = [start, *cuts, end]
        return sum(
            (
                self.annual(since) * share_of_year(since, until, self.year_days)
                for since, until in pairwise(bounds)
            ),
            _NOTHING,
        )

    def factor(self, start: dt.date, end: dt.date) -> Fraction:
        """The contract interest on one unit of money from `start` to `end`.

        With monthly interest a whole period is a twelfth of the yearly rate; all else, also a
        period in which the rate changes, is charged by days.
        """
        if end <= start:
            return _NOTHING
        if self.dates.runs_by_day:
            return self.by_days(start, end)
        total = _NOTHING
        row = self.dates.period_of(start)
        while start < end:
            stop = self.dates.period_end(row)
            if self._is_whole(row, start, stop, end):
                total += self.annual(start) / 12
            else:
                total += self.by_days(start, min(stop, end))
            start, row = stop, row + 1
        return total

    def _is_whole(self, row: int, start: dt.date, stop: dt.date, end: dt.date) -> bool:
        if stop > end or start != self.dates.period_end(row - 1):
            return False
        if row == 1 and not self.dates.has_whole_start:
            return False
        return not any(start < step.since < stop for step in self.steps)
