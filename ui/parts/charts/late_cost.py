"""What catching up costs more for each day that passes: a line, with marks at the days told."""

from collections.abc import Sequence
from typing import Any

from planner.basics.text import N_, Amount, text
from planner.services.troubles.cheaper import Cheaper
from planner.services.troubles.curing import WAITS, Cure
from ui.parts.axis import money_axis
from ui.parts.canvas import Canvas
from ui.state import State

_HEADROOM = 1.18


class LateCost(Canvas):
    """Days from today (or from the due date) against what they cost more."""

    margins = (64, 26, 14, 30)

    def __init__(self, state: State) -> None:
        self._cures: Sequence[Cure] = ()
        self._cheaper: Cheaper | None = None
        self._said = ""
        super().__init__(state)

    def show_cures(self, cures: Sequence[Cure], cheaper: Cheaper, said: str) -> None:
        """Show the cost of catching up on these days, and from where `cheaper` is (`said`)."""
        self._cures, self._cheaper, self._said = cures, cheaper, said
        self.rebuild()

    def paint(self) -> None:
        """Draw grid, line and marks."""
        if not self._cures:
            return
        days = [cure.wait for cure in self._cures]
        more = [cure.more for cure in self._cures]
        top = max(*more, 100) * _HEADROOM
        self.axes.set_xlim(0, max(days))
        self.axes.set_ylim(0, top)
        at, said = money_axis(self.wording, 0, int(top), self.state.book.currency)
        self.set_ticks("y", at, said)
        self.set_ticks("x", WAITS[1:], [self._days(wait) for wait in WAITS[1:]])
        self.axes.axhline(0, color=self.theme.zero_line, linewidth=1.2, zorder=4)
        self.axes.fill_between(days, 0, more, color=self.theme.short_soft, linewidth=0, zorder=2)
        self.axes.plot(days, more, color=self.theme.short, linewidth=1.8, zorder=5)
        self._mark_cheaper(max(days))
        for cure in self._cures:
            if cure.wait in WAITS[2:]:
                self._mark(cure)

    def summary(self) -> str:
        """The chart in words."""
        if not self._cures:
            return ""
        last = self._cures[-1]
        said = text(
            N_("Catching up {days} days later costs {more} more."),
            days=last.wait,
            more=Amount(last.more, self.state.book.currency),
        )
        return f"{self.wording.say(said)} {self._said}".strip()

    def _mark_cheaper(self, last: int) -> None:
        """The sum of the plan as a line, and the point from which the delay costs more."""
        found = self._cheaper
        if found is None or found.wait is None or not 0 < found.wait <= last:
            return
        look: dict[str, Any] = {"color": self.theme.accent, "zorder": 7}
        at = found.wait
        self.axes.plot([0, last], [found.extra] * 2, linestyle=(0, (4, 3)), linewidth=1.2, **look)
        self.axes.plot([at], [found.extra], marker="D", markersize=7, **look)
        words = self.wording._(N_("above this line a plan costs less"))
        place, offset, side = ((last, found.extra), (-4, -12), "right") if at < last / 2 else (
            (0, found.extra), (6, 5), "left"
        )  # fmt: skip
        self.axes.annotate(
            words, place, offset, textcoords="offset points", ha=side, fontsize=self.small,
            color=self.theme.text, zorder=8,
        )  # fmt: skip

    def _mark(self, cure: Cure) -> None:
        look: dict[str, Any] = {"color": self.theme.short, "zorder": 6}
        self.axes.plot([cure.wait], [cure.more], marker="o", markersize=5, clip_on=False, **look)
        money = self.wording.money(cure.more, self.state.book.currency, exact=False)
        self.axes.annotate(
            f"+{money}", (cure.wait, cure.more), (-4, 6), textcoords="offset points", ha="right",
            fontsize=self.small, color=self.theme.text,
        )  # fmt: skip

    def _days(self, count: int) -> str:
        said = self.wording.ngettext("{count} day", "{count} days", count).format(count=count)
        return said if count > 3 else ""
