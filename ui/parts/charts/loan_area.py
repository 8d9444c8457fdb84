"""What is still to be paid of a loan over time: principal, interest, and what is overdue.

The outline of the plan before a change stays dashed while sliders move the areas.
"""

import datetime as dt
from typing import Any

from PySide6.QtGui import QResizeEvent

from planner.basics.text import N_, Amount, text
from planner.services.loans.areas import Areas
from ui.parts.axis import money_axis
from ui.parts.canvas import Canvas
from ui.parts.charts.steps import index_at, levels, month_ticks, stepped
from ui.parts.crosshair import Crosshair
from ui.state import State

PARTS = (
    ("principal", N_("Principal left")),
    ("interest", N_("Interest to come")),
    ("late", N_("Overdue, penalty included")),
)
_HEADROOM = 1.08
"""Air above the highest step."""


class LoanArea(Canvas):
    """Stacked steps. `show_areas` shows facts, `drag` a change while a slider moves."""

    margins = (64, 18, 12, 30)

    def __init__(self, state: State) -> None:
        self._areas: Areas | None = None
        self._base: Areas | None = None
        self._bands: list[Any] = []
        self._limits = (0.0, 1.0, 1.0)
        super().__init__(state)
        self.crosshair = Crosshair(self, self.words)

    def show_areas(self, areas: Areas, base: Areas | None = None) -> None:
        """Show `areas`, and the outline of `base` where it differs; limits fit exactly."""
        self._areas, self._base = areas, base
        self._limits = self._wanted()
        self.crosshair.hide()
        self.rebuild()

    def drag(self, areas: Areas) -> None:
        """Show a change while a slider moves: limits only grow, so that little is drawn."""
        self._areas = areas
        self.crosshair.hide()
        first, last, top = self._wanted()
        low, high, most = self._limits
        if first < low or last > high or top > most:
            self._limits = (min(first, low), max(last, high), max(top, most))
            self.rebuild()
            return
        self._fill()
        self.update_live()

    def paint(self) -> None:
        """Draw axes, areas, the outline before the change and the line of today."""
        if self._areas is None:
            return
        first, last, top = self._limits
        self.axes.set_xlim(first, last)
        self.axes.set_ylim(0, top)
        self._draw_ticks()
        empty = [first, last]
        colors = {
            "principal": self.theme.band_inner,
            "interest": self.theme.expense,
            "late": self.theme.short,
        }
        self._bands = [
            self.live(
                self.axes.fill_between(empty, 0, 0, color=colors[name], linewidth=0, zorder=2)
            )
            for name, _ in PARTS
        ]
        self._fill()
        self._draw_today()
        self.crosshair.set_color(self.theme.text)
        self._place_crosshair()
        if self._base is not None:
            outline = self.axes.plot(
                stepped(self._base.dates),
                levels(_heights(self._base)),
                color=self.theme.text,
                linewidth=1.3,
                linestyle=(0, (4, 3)),
                zorder=5,
            )[0]
            self.live(outline)
        self.axes.axhline(0, color=self.theme.zero_line, linewidth=1.2, zorder=4)

    def summary(self) -> str:
        """The chart in words."""
        if self._areas is None:
            return ""
        areas, currency = self._areas, self.state.book.currency
        at = index_at(areas.dates, self.state.today)
        said = text(
            N_("Still to be paid: {principal} principal and {interest} interest; {date}: nothing."),
            principal=Amount(areas.principal[at], currency, exact=False),
            interest=Amount(areas.interest[at], currency, exact=False),
            date=areas.dates[-1],
        )
        return self.wording.say(said)

    def _wanted(self) -> tuple[float, float, float]:
        """First and last day and the top that the areas and the outline need."""
        shown = [areas for areas in (self._areas, self._base) if areas is not None]
        highest = max(max(_heights(areas)) for areas in shown)
        return (
            float(min(areas.dates[0] for areas in shown).toordinal()),
            float(max(areas.dates[-1] for areas in shown).toordinal()),
            max(highest * _HEADROOM, 100.0),
        )

    def _fill(self) -> None:
        areas = self._areas
        assert areas is not None
        x = stepped(areas.dates)
        low = levels([0] * len(areas.dates))
        for band, (name, _) in zip(self._bands, PARTS, strict=True):
            high = low + levels(getattr(areas, name))
            band.set_data(x, low, high)
            low = high

    def _draw_ticks(self) -> None:
        first, last, top = self._limits
        at, said = money_axis(self.wording, 0, int(top), self.state.book.currency)
        self.set_ticks("y", at, said)
        days = dt.date.fromordinal(int(first)), dt.date.fromordinal(int(last))
        months, dates = month_ticks(*days, most=7)
        self.set_ticks("x", months, [self._month(date) for date in dates])

    def _draw_today(self) -> None:
        today = self.state.today.toordinal()
        first, last, top = self._limits
        if not first < today < last:
            return
        self.axes.axvline(today, color=self.theme.muted, linewidth=1, zorder=6)
        is_late = (today - first) / (last - first) > 0.85
        self.axes.annotate(
            self.wording._(N_("Today")),
            (today, top),
            xytext=(-5 if is_late else 5, -3),
            textcoords="offset points",
            va="top",
            ha="right" if is_late else "left",
            fontsize=9,
            color=self.theme.muted,
        )

    def words(self, position: int) -> list[str]:
        """What the box says about a step."""
        areas, wording = self._areas, self.wording
        if areas is None:
            return []
        lines = [wording.date(areas.dates[position], "year")]
        for name, label in PARTS:
            amount = getattr(areas, name)[position]
            if amount or name != "late":
                money = wording.money(amount, self.state.book.currency, exact=False)
                lines.append(f"{wording._(label)} {money}")
        return lines

    def _month(self, date: dt.date) -> str:
        return self.wording.date(date, "month" if date.month == 1 else "bare_month")

    def _place_crosshair(self) -> None:
        if self._areas is None or self.is_export:
            return
        left, right, top, bottom = self.margins
        first, last, _ = self._limits
        scale = max(1, self.width() - left - right) / max(1.0, last - first)
        places = [left + scale * (date.toordinal() - first) for date in self._areas.dates]
        self.crosshair.set_places(places, range(len(places)), top, self.height() - bottom)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the crosshair's places right."""
        super().resizeEvent(event)
        self._place_crosshair()


def _heights(areas: Areas) -> list[int]:
    return [sum(parts) for parts in zip(areas.principal, areas.interest, areas.late, strict=True)]
