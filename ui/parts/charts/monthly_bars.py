"""Bars of what came in and went out per month, with a line of what was left over."""

# ruff: noqa: D102 - overridden methods are described where they are declared

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from planner.basics.text import N_
from planner.services.months import MonthFlow, month_date
from ui.parts.canvas import Canvas, money_axis
from ui.state import State

_WIDTH = 0.3
_EDGE = 0.6
"""From the middle of the last month to the right end of the axis."""


class MonthlyBars(Canvas):
    """Twelve months side by side. Signal: `picked(str)`, the month clicked or chosen by key."""

    picked = Signal(str)
    margins = (64, 70, 26, 26)

    def __init__(self, state: State) -> None:
        super().__init__(state)
        self._flows: Sequence[MonthFlow] = ()
        self._chosen = ""
        self._cursor = -1
        self.mpl_connect("button_press_event", self._on_press)
        self.mpl_connect("motion_notify_event", self._on_move)

    def show_flows(self, flows: Sequence[MonthFlow], chosen: str) -> None:
        """Show these months; `chosen` is the one the table below is filtered by."""
        if (flows, chosen) != (self._flows, self._chosen):
            self._flows, self._chosen = flows, chosen
            self.rebuild()

    def summary(self) -> str:
        """The chart in words."""
        if not self._flows:
            return ""
        sentence = self.wording._(
            N_("Money in and out per month; {month}: in {earned}, out {spent}, left {net}")
        )
        flow = self._flows[self._cursor]
        return sentence.format(**self._said(flow))

    def paint(self) -> None:
        """Draw bars, line and direct labels."""
        if not self._flows:
            return
        axes, theme = self.axes, self.theme
        places = list(range(len(self._flows)))
        earned = [flow.earned for flow in self._flows]
        spent = [flow.spent for flow in self._flows]
        repaid = [flow.repaid for flow in self._flows]
        left = [place - _WIDTH / 2 - 0.02 for place in places]
        right = [place + _WIDTH / 2 + 0.02 for place in places]
        self._mark_chosen()
        axes.bar(left, earned, _WIDTH, color=theme.income)
        axes.bar(right, spent, _WIDTH, color=theme.expense)
        axes.bar(right, repaid, _WIDTH, bottom=spent, color=theme.expense, alpha=0.45,
                 hatch="////", edgecolor=theme.surface, linewidth=0)  # fmt: skip
        net = [flow.net for flow in self._flows]
        axes.plot(places, net, color=theme.text, linewidth=1.6, marker="o", markersize=4,
                  markerfacecolor=theme.surface, zorder=4)  # fmt: skip
        axes.axhline(0, color=theme.zero_line, linewidth=1, zorder=1)
        self._set_axes(
            min(0, *net), max(1, *earned, *(a + b for a, b in zip(spent, repaid, strict=True)))
        )
        self._label()

    def _mark_chosen(self) -> None:
        for place, flow in enumerate(self._flows):
            is_cursor = place == self._cursor and self.hasFocus()
            if flow.month == self._chosen or is_cursor:
                self.axes.axvspan(
                    place - 0.48, place + 0.48, color=self.theme.accent_soft, zorder=0
                )

    def _set_axes(self, low: int, high: int) -> None:
        currency = self.state.book.currency
        ticks, said = money_axis(self.wording, low, high, currency)
        self.set_ticks("y", ticks, said)
        self.axes.set_ylim(low - (high - low) * 0.04, high * 1.04)
        self.set_ticks("x", range(len(self._flows)), [self._month(flow) for flow in self._flows])
        self.axes.set_xlim(-0.6, len(self._flows) - 1 + _EDGE)

    def _month(self, flow: MonthFlow) -> str:
        date = month_date(flow.month)
        is_first = flow is self._flows[0] and date.month != 12
        return self.wording.date(date, "month" if is_first or date.month == 1 else "bare_month")

    def _label(self) -> None:
        """Direct labels: two colour words above, the line's name at its right end."""
        said = self.wording._
        last = len(self._flows) - 1
        net = self._flows[last].net
        self.axes.annotate(
            said(N_("Left over")), (last + _EDGE, net), (6, 0), textcoords="offset points",
            va="center", color=self.theme.text, fontsize=9, annotation_clip=False,
        )  # fmt: skip
        parts: tuple[tuple[str, str, Any], ...] = (
            (said(N_("In")), self.theme.income, {}),
            (said(N_("Out")), self.theme.expense, {}),
            (said(N_("of it loan payments")), self.theme.expense, {"alpha": 0.45, "hatch": "////"}),
        )
        patches = [
            self.axes.bar(0, 0, 0, color=color, edgecolor=self.theme.surface, linewidth=0, **more)
            for _, color, more in parts
        ]
        legend = self.axes.legend(
            patches, [words for words, _, _ in parts], loc="lower right", ncols=3, frameon=False,
            bbox_to_anchor=(1.0, 0.98), fontsize=9, handlelength=1.2, handleheight=0.9,
            columnspacing=1.4, borderaxespad=0.2,
        )  # fmt: skip
        for words in legend.get_texts():
            words.set_color(self.theme.muted)

    def _said(self, flow: MonthFlow) -> dict[str, str]:
        currency, wording = self.state.book.currency, self.wording
        return {
            "month": wording.date(month_date(flow.month), "month"),
            "earned": wording.money(flow.earned, currency, exact=False),
            "spent": wording.money(flow.spent + flow.repaid, currency, exact=False),
            "net": wording.money(flow.net, currency, exact=False),
        }

    # by mouse and keys

    def _month_at(self, event: Any) -> MonthFlow | None:
        if event.xdata is None or not self._flows:
            return None
        place = round(event.xdata)
        return self._flows[place] if 0 <= place < len(self._flows) else None

    def _on_press(self, event: Any) -> None:
        flow = self._month_at(event)
        if flow is not None:
            self._cursor = self._flows.index(flow)
            self.picked.emit("" if flow.month == self._chosen else flow.month)

    def _on_move(self, event: Any) -> None:
        flow = self._month_at(event)
        self.setCursor(Qt.CursorShape.PointingHandCursor if flow else Qt.CursorShape.ArrowCursor)
        if flow is None:
            self.setToolTip("")
            return
        sentence = self.wording._(N_("{month}: in {earned}, out {spent}, left {net}"))
        self.setToolTip(sentence.format(**self._said(flow)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if step and self._flows:
            start = self._cursor if self._cursor >= 0 else len(self._flows) - 1 - step
            self._cursor = min(max(start + step, 0), len(self._flows) - 1)
            self.rebuild()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space} and self._flows:
            month = self._flows[self._cursor].month
            self.picked.emit("" if month == self._chosen else month)
        else:
            super().keyPressEvent(event)  # type: ignore[no-untyped-call]
