"""The card with the bars per month; the same figures as a table on demand."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from planner.basics.text import N_
from planner.services.months import MonthFlow, month_date, months_shown
from ui.parts.button import make_button, set_icon
from ui.parts.card import Card
from ui.parts.chart_slot import ChartSlot
from ui.parts.tables import Column, FactTable
from ui.state import State
from ui.theme import CHART_HEIGHT

if TYPE_CHECKING:
    from ui.parts.charts.monthly_bars import MonthlyBars


class MonthCard(Card):
    """Chart and table of the last months. Signal: `picked(str)`, a month; empty: all."""

    picked = Signal(str)

    def __init__(self, state: State) -> None:
        super().__init__()
        self._state = state
        self.slot = ChartSlot(self._make_chart)
        self.table = FactTable(state, self._columns(), key=lambda flow: flow.month)
        self.table.opened.connect(self._pick_row)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.slot)
        self._stack.addWidget(self.table)
        self._stack.setFixedHeight(CHART_HEIGHT)
        self.body.addWidget(self._stack)
        self.switch = make_button(self._switch, "flat")
        self.corner.addWidget(self.switch)

    def show_months(self, chosen: str) -> None:
        """Show the months up to that of today; `chosen` is the one the entries are narrowed to."""
        flows = months_shown(self._state.book, self._state.today)
        self.slot.show_on(lambda chart: chart.show_flows(flows, chosen))
        self.table.set_rows(flows[::-1])

    def retranslate(self) -> None:
        """Put the texts in the language of now."""
        say = self._state.wording._
        self.set_title(say(N_("In and out per month")))
        self.set_hint(
            say(N_("Without own transfers and borrowed money. Click a month to see its entries."))
        )
        self.table.setAccessibleName(say(N_("In and out per month")))
        self._name_switch()

    def _make_chart(self) -> "MonthlyBars":
        from ui.parts.charts.monthly_bars import MonthlyBars

        chart = MonthlyBars(self._state)
        chart.picked.connect(self.picked)
        return chart

    def _pick_row(self, flow: MonthFlow) -> None:
        self.picked.emit(flow.month)

    def _switch(self) -> None:
        self._stack.setCurrentIndex(1 - self._stack.currentIndex())
        self._name_switch()

    def _name_switch(self) -> None:
        wording = self._state.wording
        is_table = self._stack.currentIndex() == 1
        said = wording._(N_("Show as chart")) if is_table else wording._(N_("Show as table"))
        self.switch.setToolTip(said)
        self.switch.setAccessibleName(said)
        set_icon(self.switch, "chart" if is_table else "table", self._state.theme)

    def _columns(self) -> tuple[Column, ...]:
        state = self._state

        def money(minor: int) -> str:
            return state.wording.money(minor, state.book.currency)

        def month(flow: MonthFlow) -> str:
            return state.wording.date(month_date(flow.month), "month")

        def title(key: str) -> Callable[[], str]:
            return lambda: state.wording._(key)

        return (
            Column(title(N_("Month")), month, is_wide=True),
            Column(title(N_("In")), lambda flow: money(flow.earned), is_number=True, width=140),
            Column(title(N_("Out")), lambda flow: money(flow.spent + flow.repaid),
                   is_number=True, width=140),
            Column(title(N_("of it loan payments")), lambda flow: money(flow.repaid),
                   is_number=True, width=160),
            Column(title(N_("Left over")), lambda flow: money(flow.net), is_number=True, width=140),
        )  # fmt: skip
