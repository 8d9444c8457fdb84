"""The card of the what-if page: the fan of the book as it is, what-ifs over it, or all as a table."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from planner.outlook.outlook import DayBand, Outlook
from planner.services.what_if import Tried
from ui.parts.fan_card import FanCard, days_from_today
from ui.parts.strands import STRANDS
from ui.parts.tables import Column
from ui.state import State

if TYPE_CHECKING:
    from ui.parts.charts.overlay import Overlay, Strand


_LONGEST = 30
"""Characters of a name inside the chart."""


class OverlayCard(FanCard):
    """A fan card that also shows what was tried.

    Signals: hinted(words) when work takes long, and with no words when it is done.
    """

    hinted = Signal(str)

    def __init__(self, state: State) -> None:
        self._tried: tuple[Tried, ...] = ()
        super().__init__(state)

    def legend_into(self, row: QHBoxLayout) -> None:
        """Show what the shapes mean there: beside the title there is no room for it."""
        for shape, word in self._legend:
            row.addWidget(shape)
            row.addWidget(word)

    def show_tried(self, outlook: Outlook, tried: tuple[Tried, ...]) -> None:
        """Show these what-ifs over this outlook."""
        self._tried = tried
        self.show_outlook(outlook)

    def show_outlook(self, outlook: Outlook) -> None:
        """Show this outlook for the chosen range, and the what-ifs over it."""
        self._outlook = outlook
        bands = days_from_today(outlook, self.days)
        self.slot.show_on(lambda chart: chart.show_all(bands, outlook.dues, self._strands(bands)))
        if self._stack.currentWidget() is self.table:
            self._fill_table(bands)

    def _switch(self) -> None:
        super()._switch()
        if self._outlook is not None:
            self._fill_table(days_from_today(self._outlook, self.days))

    def _fill_table(self, bands: tuple[DayBand, ...]) -> None:
        """Only while it is seen: its hundreds of cells would hold up a slider."""
        self.table.set_rows(bands)
        for number in range(len(STRANDS)):
            self.table.setColumnHidden(self._first + number, number >= len(self._tried))
        self.table.facts.retranslate()

    def _show_hint(self) -> None:
        """There is no room beside the title: the page says it elsewhere."""
        is_busy = self._state.lane.is_busy
        self.hinted.emit(self._state.wording._("Working it out…") if is_busy else "")

    def _strands(self, bands: tuple[DayBand, ...]) -> "tuple[Strand, ...]":
        from ui.parts.charts.overlay import Strand

        return tuple(
            Strand(_shortened(self._name(tried)), self._days_of(tried, len(bands)))
            for tried in self._tried
        )

    def _days_of(self, tried: Tried, count: int) -> tuple[DayBand, ...]:
        assert self._outlook is not None
        known, today = tried.balance, self._outlook.stamp.today
        begin = DayBand(today, known, known, known, known, known, known)
        return (begin, *tried.days)[:count]

    def _name(self, tried: Tried) -> str:
        return self._state.wording.say(tried.scenario.name) if tried.scenario else ""

    def _make_chart(self) -> "Overlay":
        from ui.parts.charts.overlay import Overlay

        chart = Overlay(self._state)
        chart.due_chosen.connect(self._open_loan)
        return chart

    def _columns(self) -> tuple[Column, ...]:
        date, expected, *_, due = super()._columns()
        self._first = 2
        return (date, expected, *(self._column(number) for number in range(len(STRANDS))), due)

    def _column(self, number: int) -> Column:
        def title() -> str:
            return self._name(self._tried[number]) if number < len(self._tried) else ""

        def show(day: DayBand) -> str:
            if number >= len(self._tried) or self._outlook is None:
                return ""
            tried = self._tried[number]
            at = (day.date - self._outlook.stamp.today).days
            minor = tried.days[at - 1].p50 if at else tried.balance
            return self._state.wording.money(minor, self._state.book.currency, exact=False)

        return Column(title, show, is_number=True)


def _shortened(name: str) -> str:
    return name if len(name) <= _LONGEST else name[: _LONGEST - 1] + "…"
