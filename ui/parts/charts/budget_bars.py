"""Bars of the plan beside what was booked, month by month, for one line of the budget."""

from collections.abc import Sequence

from planner.basics.text import N_, NC_, in_context
from planner.services.months import month_date
from ui.parts.budget_rows import PlanMonth
from ui.parts.canvas import Canvas, money_axis
from ui.state import State

_WIDTH = 0.34


class BudgetBars(Canvas):
    """Plan (outlined, hatched) and actual (filled) of one line."""

    margins = (64, 14, 24, 26)

    def __init__(self, state: State) -> None:
        super().__init__(state)
        self._months: Sequence[PlanMonth] = ()
        self._name = ""
        self._is_income = False

    def show_line(self, name: str, months: Sequence[PlanMonth], *, is_income: bool) -> None:
        """Show this line of the budget."""
        if (name, months, is_income) != (self._name, self._months, self._is_income):
            self._name, self._months, self._is_income = name, months, is_income
            self.rebuild()

    def summary(self) -> str:
        """The chart in words: the sums of all months that have begun."""
        begun = [month for month in self._months if month.actual is not None]
        currency, wording = self.state.book.currency, self.wording
        sentence = wording._(N_("{name}: plan {plan}, actual {actual} in the months so far"))
        return sentence.format(
            name=self._name,
            plan=wording.money(sum(month.plan for month in begun), currency, exact=False),
            actual=wording.money(sum(month.actual or 0 for month in begun), currency, exact=False),
        )

    def paint(self) -> None:
        """Draw the bars and the words for them."""
        if not self._months:
            return
        axes, theme = self.axes, self.theme
        color = theme.income if self._is_income else theme.expense
        places = range(len(self._months))
        plans = [month.plan for month in self._months]
        actuals = [month.actual or 0 for month in self._months]
        left = [place - _WIDTH / 2 - 0.02 for place in places]
        right = [place + _WIDTH / 2 + 0.02 for place in places]
        outline = axes.bar(left, plans, _WIDTH, facecolor=theme.surface, edgecolor=color,
                           linewidth=1.3, hatch="////", alpha=0.75)  # fmt: skip
        filled = axes.bar(right, actuals, _WIDTH, color=color)
        axes.axhline(0, color=theme.zero_line, linewidth=1, zorder=1)
        self._set_axes(min(0, *plans, *actuals), max(1, *plans, *actuals))
        words = [
            self.wording.say(in_context(*NC_("budget", "Plan"))),
            self.wording.say(in_context(*NC_("budget", "Actual"))),
        ]
        legend = axes.legend([outline, filled], words, loc="lower right", ncols=2, frameon=False,
                             bbox_to_anchor=(1.0, 0.98), fontsize=9, handlelength=1.2,
                             columnspacing=1.4, borderaxespad=0.2)  # fmt: skip
        for label in legend.get_texts():
            label.set_color(theme.muted)

    def _set_axes(self, low: int, high: int) -> None:
        ticks, said = money_axis(self.wording, low, high, self.state.book.currency)
        self.set_ticks("y", ticks, said)
        self.axes.set_ylim(low - (high - low) * 0.04, high * 1.05)
        self.set_ticks(
            "x", range(len(self._months)), [self._label(at) for at in range(len(self._months))]
        )
        self.axes.set_xlim(-0.6, len(self._months) - 0.4)

    def _label(self, place: int) -> str:
        date = month_date(self._months[place].month)
        is_long = (place == 0 and date.month != 12) or date.month == 1
        return self.wording.date(date, "month" if is_long else "bare_month")
