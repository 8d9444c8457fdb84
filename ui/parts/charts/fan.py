"""Fan: what the balance may become, day by day, with a mark for every due date.

Bands and median are live artists: a new outlook of the same range only redraws them.
"""

# ruff: noqa: D102 - overridden methods are described where they are declared

import datetime as dt
from typing import Any

import numpy as np
from matplotlib.patheffects import withStroke
from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent

from planner.outlook.level import Level
from planner.outlook.outlook import DayBand, Due
from ui.parts.canvas import Canvas, money_axis
from ui.parts.crosshair import Crosshair
from ui.state import State
from ui.theme import LEVELS

_MARKERS = {"tick": "o", "triangle": "^", "octagon": "8"}
_SIZES = {"tick": 8.5, "triangle": 10.5, "octagon": 10.0}
_WEEKLY_UP_TO = 45
"""Up to this many days the axis names weeks, beyond it months."""
_NAMED_ZONE = 0.09
"""Share of the height that the zone below zero needs before its name fits into it."""
_MARK = 7
"""Pixels from the middle of a mark to its edge."""


class Fan(Canvas):
    """The chart of the outlook page.

    Signals: due_chosen(loan id) when a due date was clicked or chosen with Enter.
    """

    due_chosen = Signal(str)
    margins = (64, 8, 8, 30)

    def __init__(self, state: State) -> None:
        super().__init__(state)
        self._days: tuple[DayBand, ...] = ()
        self._dues: tuple[Due, ...] = ()
        self._bands: list[tuple[Any, str, str]] = []
        self._median: Any = None
        self.crosshair = Crosshair(self, self.words)
        self.crosshair.chosen.connect(self._choose)

    def show_days(self, bands: tuple[DayBand, ...], dues: tuple[Due, ...]) -> None:
        """Draw these days, at least one, with a mark for each of `dues` that falls on one."""
        had = len(self._days)
        self._days = bands
        first, last = bands[0].date, bands[-1].date
        self._dues = tuple(due for due in dues if first <= due.date <= last)
        if had != len(bands):
            self.crosshair.hide()
        self.rebuild()

    def words(self, position: int) -> list[str]:
        """What the box says about a day: date, expected, likely range, what is due."""
        wording, currency = self.state.wording, self.state.book.currency
        day = self._days[position]

        def money(minor: int) -> str:
            return wording.money(minor, currency, exact=False)

        said = [
            wording.date(day.date, "row"),
            wording._("Expected {balance}").format(balance=money(day.p50)),
            wording._("Likely {low} to {high}").format(low=money(day.p25), high=money(day.p75)),
        ]
        return said + [self._due_words(due) for due in self._due_on(day.date)]

    def _due_words(self, due: Due) -> str:
        wording = self.state.wording
        return wording._("Due: {loan}, no. {number} {amount}").format(
            loan=due.loan_name,
            number=due.number,
            amount=wording.money(due.amount, self.state.book.currency),
        )

    def summary(self) -> str:
        """Range, lowest balance and its day, as a sentence."""
        if not self._days:
            return ""
        lowest = min(self._days, key=lambda day: day.p50)
        wording = self.state.wording
        return wording._(
            "Expected balance from {first} to {last}; lowest about {balance} on {date}."
        ).format(
            first=wording.date(self._days[0].date, "year"),
            last=wording.date(self._days[-1].date, "year"),
            balance=wording.money(lowest.p50, self.state.book.currency, exact=False),
            date=wording.date(lowest.date),
        )

    def paint(self) -> None:
        """Zone under zero, grid and cushion; over it bands, median and marks."""
        if not self._days:
            self.axes.set_axis_off()
            return
        x = np.arange(len(self._days))
        low, high = self._range()
        self.axes.set_axis_on()
        self.axes.set_xlim(0, max(1, len(x) - 1))
        self.axes.set_ylim(low, high)
        self._paint_ground(low, high)
        self._paint_fan(x)
        self._paint_cushion()
        self._paint_marks()
        self._set_axes(low, high)
        self.crosshair.set_color(self.theme.text)
        self._place_crosshair()

    def _range(self) -> tuple[float, float]:
        lowest = min(0, *(day.p5 for day in self._days))
        highest = max(self._cushion() * 1.3, *(day.p95 for day in self._days), 100)
        span = highest - lowest
        return lowest - 0.07 * span, highest + 0.04 * span

    def _cushion(self) -> int:
        return self.state.book.limits.cushion

    def _paint_ground(self, low: float, high: float) -> None:
        axes, theme = self.axes, self.theme
        axes.axhspan(low, 0, color=theme.short_soft, zorder=0.4, linewidth=0)
        axes.axhline(0, color=theme.zero_line, linewidth=1.4, zorder=4)
        if -low > _NAMED_ZONE * (high - low):
            axes.annotate(
                self.wording._("Not enough money"), (0, 0), (5, -5), textcoords="offset points",
                va="top", color=theme.short, fontsize=self.small, zorder=6,
            )  # fmt: skip
        for due in self._dues:
            axes.axvline(self._x(due.date), color=theme.grid, linewidth=0.9, zorder=0.5)

    def _paint_fan(self, x: Any) -> None:
        axes, theme = self.axes, self.theme
        quantiles = {
            name: np.array([getattr(day, name) for day in self._days], dtype=float)
            for name in ("p5", "p25", "p50", "p75", "p95")
        }
        for low, high, color, opacity in (
            ("p5", "p95", theme.band_outer, 0.65), ("p25", "p75", theme.band_inner, 0.8),
        ):  # fmt: skip
            band = axes.fill_between(
                x,
                quantiles[low],
                quantiles[high],
                color=color,
                alpha=opacity,
                linewidth=0,
                zorder=2,
            )
            self.live(band)
        (line,) = axes.plot(x, quantiles["p50"], color=theme.median, linewidth=2.0, zorder=3)
        line.set_solid_joinstyle("round")
        self.live(line)

    def _paint_cushion(self) -> None:
        cushion = self._cushion()
        if cushion <= 0:
            return
        axes, theme = self.axes, self.theme
        line = axes.axhline(
            cushion, color=theme.tight, linewidth=1.2, linestyle=(0, (4, 3)), zorder=4
        )
        self.live(line)
        said = self.wording._("Cushion {amount}").format(
            amount=self.wording.money(cushion, self.state.book.currency, exact=False)
        )
        for x, side in ((1, "bottom"), (0, "bottom"), (1, "top"), (0, "top")):
            label = axes.annotate(
                said, (x, cushion), (-5 if x else 5, 3 if side == "bottom" else -3),
                xycoords=("axes fraction", "data"), textcoords="offset points",
                ha="right" if x else "left", va=side, color=theme.tight, fontsize=self.small,
                zorder=7, path_effects=[withStroke(linewidth=3, foreground=theme.surface)],
            )  # fmt: skip
            if not self._hides_a_mark(label):
                break
            label.remove()
        else:
            return  # it would hide a payment wherever it stood; the dashes remain
        self.live(label)

    def _hides_a_mark(self, label: Any) -> bool:
        """Whether a due lies where the words would stand."""
        box = label.get_window_extent(self.measure()).padded(_MARK)
        places = ((place := self._x(due.date), self._days[place].p50) for due in self._dues)
        return any(box.contains(*self.axes.transData.transform(place)) for place in places)

    def _paint_marks(self) -> None:
        for due in self._dues:
            look = LEVELS[due.level]
            (mark,) = self.axes.plot(
                [self._x(due.date)], [self._days[self._x(due.date)].p50],
                marker=_MARKERS[look.shape], markersize=_SIZES[look.shape],
                color=self.theme.level_color(due.level), markeredgecolor=self.theme.surface,
                markeredgewidth=1.6, linestyle="none", clip_on=False,
                zorder=5 + (due.level is not Level.covered),
            )  # fmt: skip
            self.live(mark)

    def _set_axes(self, low: float, high: float) -> None:
        at, said = money_axis(self.wording, int(low), int(high), self.state.book.currency)
        kept = [
            (tick, word) for tick, word in zip(at, said, strict=True) if tick >= 0 or low < -tick
        ]
        self.set_ticks("y", [tick for tick, _ in kept], [word for _, word in kept])
        days = [(number, day.date) for number, day in enumerate(self._days)]
        if len(days) <= _WEEKLY_UP_TO:
            named = [(number, self.wording.date(date)) for number, date in days[1::7]]
        else:
            named = [(number, self._month(date)) for number, date in days if date.day == 1]
        self.set_ticks("x", [number for number, _ in named], [word for _, word in named])

    def _month(self, date: dt.date) -> str:
        return self.wording.date(date, "month" if date.month == 1 else "bare_month")

    def _x(self, date: dt.date) -> int:
        return (date - self._days[0].date).days

    def _due_on(self, date: dt.date) -> list[Due]:
        return [due for due in self._dues if due.date == date]

    def _place_crosshair(self) -> None:
        if not self._days or self.is_export:
            return
        left, right, top, bottom = self.margins
        width = max(1, self.width() - left - right)
        places = [left + width * at / max(1, len(self._days) - 1) for at in range(len(self._days))]
        stops = sorted({self._x(due.date) for due in self._dues})
        self.crosshair.set_places(places, stops, top, self.height() - bottom)

    def _choose(self, position: int) -> None:
        dues = self._due_on(self._days[position].date)
        if dues:
            self.due_chosen.emit(dues[0].loan)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_crosshair()
