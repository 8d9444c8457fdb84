"""What the owner watches outside the business: a price or index by date, and what it moves."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from planner.basics.errors import UserError
from planner.basics.text import N_

MOST_POINTS = 5_000


@dataclass(frozen=True, slots=True)
class Point:
    """One figure of an indicator."""

    date: dt.date
    value: Decimal
    """In the indicator's own unit, above 0."""


@dataclass(frozen=True, slots=True)
class Indicator:
    """A price or an index that the owner notes down: pork per kilogram, rent of the street."""

    id: str
    name: str
    unit: str = ""
    points: tuple[Point, ...] = ()
    """By date, one a day."""
    category: str = ""
    """Id of the category whose money follows it; empty: only noted."""
    share: Decimal = Decimal(1)
    """How much of a change arrives there: 1 all of it, 0.5 half."""
    note: str = ""


def change_since(indicator: Indicator, days: int) -> Decimal | None:
    """The last figure against the last one at least `days` earlier, as a share: 0.1 is +10 %.

    None where the figures do not reach back so far.
    """
    if not indicator.points:
        return None
    last = indicator.points[-1]
    edge = last.date - dt.timedelta(days=days)
    earlier = [point for point in indicator.points if point.date <= edge]
    return last.value / earlier[-1].value - 1 if earlier else None


def check_indicator(indicator: Indicator) -> None:
    """Raises UserError for figures that can't be: not above 0, out of order, two on one day."""
    if not indicator.name.strip():
        raise UserError(N_('"name": an indicator needs a name.'))
    if not 0 <= indicator.share <= 2:
        raise UserError(N_('"share": a number from 0 to 2.'))
    if len(indicator.points) > MOST_POINTS:
        raise UserError(N_('"points": more than {most} figures.'), most=MOST_POINTS)
    if any(not 0 < point.value < 10**12 for point in indicator.points):
        raise UserError(N_('"points": each figure is above 0.'))
    dates = [point.date for point in indicator.points]
    if any(later <= earlier for earlier, later in pairwise(dates)):
        raise UserError(N_('"points": by date, and one figure a day.'))
