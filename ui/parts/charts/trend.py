"""The figures of one market indicator over time: a line with a mark at each figure."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from planner.basics.dates import add_months
from planner.basics.text import N_
from planner.book.market import Point
from ui.parts.canvas import Canvas
from ui.state import State

_HEADROOM = 0.12
_MOST_MONTHS = 6
_MOST_MARKS = 60
_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
_TICKS = 4


class Trend(Canvas):
    """A line of figures; without any it stays empty."""

    margins = (58, 18, 12, 26)

    def __init__(self, state: State) -> None:
        self._points: Sequence[Point] = ()
        self._name = ""
        super().__init__(state)

    def show_points(self, name: str, points: Sequence[Point]) -> None:
        """Show these figures, by date."""
        if (name, points) != (self._name, self._points):
            self._name, self._points = name, points
            self.rebuild()

    def paint(self) -> None:
        """Draw grid, line and marks; the last figure is written beside its mark."""
        if not self._points:
            return
        days = [float(point.date.toordinal()) for point in self._points]
        values = [float(point.value) for point in self._points]
        self._set_axes()
        marker = "o" if len(days) <= _MOST_MARKS else ""
        self.axes.plot(days, values, color=self.theme.accent, linewidth=1.8, marker=marker,
                       markersize=4, zorder=4, clip_on=False)  # fmt: skip
        self.axes.annotate(
            self._said(self._points[-1].value), (days[-1], values[-1]), (-2, 7),
            textcoords="offset points", ha="right", fontsize=self.small, color=self.theme.text,
        )  # fmt: skip

    def summary(self) -> str:
        """The chart in words."""
        if not self._points:
            return ""
        first, last = self._points[0], self._points[-1]
        return self.wording._(N_("{name}: from {first} on {start} to {last} on {end}")).format(
            name=self._name,
            first=self._said(first.value),
            start=self.wording.date(first.date, "year"),
            last=self._said(last.value),
            end=self.wording.date(last.date, "year"),
        )

    def _said(self, value: Decimal) -> str:
        places = max(0, -int(value.normalize().as_tuple().exponent))
        return self.wording.number(value, places)

    def _set_axes(self) -> None:
        low = min(point.value for point in self._points)
        high = max(point.value for point in self._points)
        room = (high - low) * Decimal(_HEADROOM) or high / 10
        low, high = max(Decimal(0), low - room), high + room * 2
        at = _ticks(low, high)
        self.set_ticks("y", [float(value) for value in at], [self._said(value) for value in at])
        self.axes.set_ylim(float(low), float(high))
        first, last = self._points[0].date, self._points[-1].date
        edge = max(1, (last - first).days // 60)
        self.axes.set_xlim(first.toordinal() - edge, last.toordinal() + edge)
        months = _months(first, last)
        said = [self.wording.date(month, "month") for month in months]
        self.set_ticks("x", [month.toordinal() for month in months], said)


def _ticks(low: Decimal, high: Decimal) -> list[Decimal]:
    """Round values between `low` and `high`, about `_TICKS` of them."""
    rough = (high - low) / _TICKS
    size = Decimal(10) ** rough.adjusted()
    step = next(size * one for one in _STEPS if size * one >= rough)
    first = -(-low // step)
    return [index * step for index in range(int(first), int(high // step) + 1)]


def _months(first: dt.date, last: dt.date) -> list[dt.date]:
    """First days of months between two days, so few that their names have room."""
    start = first if first.day == 1 else add_months(first.replace(day=1), 1)
    count = max(0, (last.year - start.year) * 12 + last.month - start.month)
    every = max(1, -(-(count + 1) // _MOST_MONTHS))
    return [
        day for index in range(0, count + 1, every) if (day := add_months(start, index)) <= last
    ]
