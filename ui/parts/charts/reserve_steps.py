"""The emergency fund over time: how it has grown, and how it would go on to the goal."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from PySide6.QtGui import QResizeEvent

from planner.basics.text import N_, Amount, text
from planner.services.saving import SavingPath, Step
from ui.parts.axis import money_axis
from ui.parts.canvas import Canvas
from ui.parts.charts.steps import index_at, levels, month_ticks, stepped
from ui.parts.crosshair import Crosshair
from ui.state import State

_HEADROOM = 1.1
_PAST_DAYS = 365
"""Longer pasts are cut, so that the way ahead keeps its room."""


class ReserveSteps(Canvas):
    """Steps up to today in full, the weekly plan dashed, the goal as a line."""

    margins = (64, 18, 14, 30)

    def __init__(self, state: State) -> None:
        self._past: Sequence[Step] = ()
        self._coming: Sequence[Step] = ()
        self._path: SavingPath | None = None
        self._shown: list[Step] = []
        super().__init__(state)
        self.crosshair = Crosshair(self, self.words)

    def show_steps(self, past: Sequence[Step], coming: Sequence[Step], path: SavingPath) -> None:
        """Show how the fund moved, and how `path` would go on."""
        since = self.state.today - dt.timedelta(days=_PAST_DAYS)
        start = index_at([step.date for step in past], since) if past else 0
        self._past, self._coming, self._path = list(past)[start:], coming, path
        self._shown = [*self._past, *coming]
        self.crosshair.hide()
        self.rebuild()

    def paint(self) -> None:
        """Draw grid, goal, past and coming steps."""
        if self._path is None or not self._shown:
            return
        first, last, top = self._limits()
        self.axes.set_xlim(first, last)
        self.axes.set_ylim(0, top)
        self._draw_ticks(first, last, top)
        self._draw_goal(self._path)
        self._draw_past()
        self._draw_line(self._coming, linestyle=(0, (5, 3)), color=self.theme.accent)
        self.axes.axhline(0, color=self.theme.zero_line, linewidth=1.2, zorder=4)
        self.crosshair.set_color(self.theme.text)
        self._place_crosshair()

    def summary(self) -> str:
        """The chart in words."""
        path, currency = self._path, self.state.book.currency
        if path is None:
            return ""
        held, goal = (Amount(sum_, currency, exact=False) for sum_ in (path.amount, path.goal))
        if path.reached_on is None:
            return self.wording.say(
                text(N_("The fund holds {held}; the goal is {goal}."), held=held, goal=goal)
            )
        return self.wording.say(
            text(
                N_("The fund holds {held}; the goal of {goal} is reached by {date}."),
                held=held,
                goal=goal,
                date=path.reached_on,
            )
        )

    def words(self, position: int) -> list[str]:
        """What the box says about a step."""
        step = self._shown[position]
        money = self.wording.money(step.amount, self.state.book.currency, exact=False)
        return [self.wording.date(step.date, "year"), money]

    def _limits(self) -> tuple[float, float, float]:
        first = self._shown[0].date.toordinal()
        last = max(self._shown[-1].date.toordinal(), self.state.today.toordinal() + 30)
        goal = self._path.goal if self._path else 0
        highest = max(goal, *(step.amount for step in self._shown), 100)
        return float(first), float(last), highest * _HEADROOM

    def _draw_ticks(self, first: float, last: float, top: float) -> None:
        at, said = money_axis(self.wording, 0, int(top), self.state.book.currency)
        self.set_ticks("y", at, said)
        days = dt.date.fromordinal(int(first)), dt.date.fromordinal(int(last))
        months, dates = month_ticks(*days, most=8)
        self.set_ticks("x", months, [self._month(date) for date in dates])

    def _draw_goal(self, path: SavingPath) -> None:
        if not path.goal:
            return
        self.axes.axhline(
            path.goal, color=self.theme.covered, linewidth=1.2, linestyle=(0, (4, 3)), zorder=3
        )
        said = self.wording._(N_("Goal {amount}")).format(
            amount=self.wording.money(path.goal, self.state.book.currency, exact=False)
        )
        self.axes.annotate(
            said, (0, path.goal), (6, 3), xycoords=("axes fraction", "data"),
            textcoords="offset points", va="bottom", color=self.theme.covered, fontsize=9,
        )  # fmt: skip

    def _draw_past(self) -> None:
        if not self._past:
            return
        until = [*self._past, Step(self.state.today, self._past[-1].amount)]
        x, y = stepped([step.date for step in until]), levels([step.amount for step in until])
        self.axes.fill_between(x, 0, y, color=self.theme.band_outer, linewidth=0, zorder=2)
        self._draw_line(until, color=self.theme.median)

    def _draw_line(self, steps: Sequence[Step], **look: Any) -> None:
        if len(steps) < 2:
            return
        x, y = stepped([step.date for step in steps]), levels([step.amount for step in steps])
        self.axes.plot(x, y, linewidth=1.8, zorder=5, **look)

    def _month(self, date: dt.date) -> str:
        return self.wording.date(date, "month" if date.month == 1 else "bare_month")

    def _place_crosshair(self) -> None:
        if not self._shown or self.is_export:
            return
        left, right, top, bottom = self.margins
        first, last, _ = self._limits()
        scale = max(1, self.width() - left - right) / max(1.0, last - first)
        places = [left + scale * (step.date.toordinal() - first) for step in self._shown]
        self.crosshair.set_places(places, range(len(places)), top, self.height() - bottom)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the crosshair's places right."""
        super().resizeEvent(event)
        self._place_crosshair()
