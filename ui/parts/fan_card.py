"""The card of the outlook page that shows the fan: range to choose, legend, table instead."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget

from planner.outlook.level import Level
from planner.outlook.outlook import DayBand, Outlook
from ui.forms.segments import Segments
from ui.parts.button import make_button, set_icon
from ui.parts.card import Card
from ui.parts.chart_slot import ChartSlot
from ui.parts.tables import Column, FactTable
from ui.state import State
from ui.theme import CHART_HEIGHT, GAP, level_icon, level_word

if TYPE_CHECKING:
    from ui.parts.charts.fan import Fan

HORIZONS = (30, 120, 365)
PATIENCE = 150
"""Milliseconds of work after which the card says so."""
_LEGEND = (Level.covered, Level.tight, Level.short)


class FanCard(Card):
    """Chart and table of the same days; a click on a due date asks for that loan."""

    def __init__(self, state: State) -> None:
        super().__init__()
        self._state = state
        self._outlook: Outlook | None = None
        self._legend: list[tuple[QLabel, QLabel]] = []
        self.slot = ChartSlot(self._make_chart)
        self.table = FactTable(state, self._columns(), key=_date)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.slot)
        self._stack.addWidget(self.table)
        self._stack.setMinimumHeight(CHART_HEIGHT)
        self.body.addWidget(self._stack, 1)
        self._add_legend()
        self.horizon = Segments([(str(days), "") for days in HORIZONS])
        self.horizon.set_value(str(state.preferences.horizon))
        self.horizon.changed.connect(self._on_horizon)
        self.switch: QPushButton = make_button(self._switch, "flat")
        self.corner.addWidget(self.horizon)
        self.corner.addWidget(self.switch)
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE)
        self._patience.timeout.connect(self._show_hint)
        state.busy_changed.connect(self._on_busy)

    def show_outlook(self, outlook: Outlook) -> None:
        """Show this outlook for the chosen range."""
        self._outlook = outlook
        bands = days_from_today(outlook, self.days)
        self.slot.show_on(lambda chart: chart.show_days(bands, outlook.dues))
        self.table.set_rows(bands)

    @property
    def days(self) -> int:
        """How many days are shown."""
        return int(self.horizon.value())

    def retranslate(self) -> None:
        """Put all texts in the language of now."""
        wording = self._state.wording
        self.set_title(wording._("Expected balance"))
        self._show_hint()
        self.horizon.set_words(
            [
                wording.pgettext("range", "30 d"),
                wording.pgettext("range", "120 d"),
                wording.pgettext("range", "1 y"),
            ]
        )
        self.table.setAccessibleName(wording._("Expected balance"))
        for level, (_, word) in zip(_LEGEND, self._legend, strict=True):
            word.setText(wording.say(level_word(level)))
        self._name_switch()

    def _on_busy(self) -> None:
        """Short work shows nothing; the old picture stays until the new one is there."""
        if self._state.lane.is_busy:
            self._patience.start()
        else:
            self._patience.stop()
            self._show_hint()

    def _show_hint(self) -> None:
        wording = self._state.wording
        if self._state.lane.is_busy:
            self.set_hint(wording._("Working it out…"))
        else:
            self.set_hint(wording._("Dark: half of cases. Light: 9 in 10"))

    def restyle(self) -> None:
        """Take the colours of the theme of now."""
        theme = self._state.theme
        for level, (shape, _) in zip(_LEGEND, self._legend, strict=True):
            shape.setPixmap(level_icon(level, theme, 14).pixmap(14, 14))
        self._name_switch()

    def _make_chart(self) -> "Fan":
        from ui.parts.charts.fan import Fan

        chart = Fan(self._state)
        chart.due_chosen.connect(self._open_loan)
        return chart

    def _open_loan(self, loan: str) -> None:
        self._state.show_page("loans", loan)

    def _add_legend(self) -> None:
        for _ in _LEGEND:
            shape, word = QLabel(), QLabel()
            word.setProperty("role", "small")
            pair = QHBoxLayout()
            pair.setSpacing(4)
            pair.addWidget(shape)
            pair.addWidget(word)
            self.corner.addLayout(pair)
            self.corner.addSpacing(GAP - 4)
            self._legend.append((shape, word))

    def _on_horizon(self, days: str) -> None:
        self._state.preferences.horizon = int(days)
        self._state.preferences.save()
        if self._outlook is not None:
            self.show_outlook(self._outlook)

    def _switch(self) -> None:
        self._stack.setCurrentIndex(1 - self._stack.currentIndex())
        self._name_switch()

    def _name_switch(self) -> None:
        wording = self._state.wording
        is_table = self._stack.currentIndex() == 1
        said = wording._("Show as chart") if is_table else wording._("Show as table")
        self.switch.setToolTip(said)
        self.switch.setAccessibleName(said)
        set_icon(self.switch, "chart" if is_table else "table", self._state.theme)

    def _columns(self) -> tuple[Column, ...]:
        state = self._state

        def money(minor: int) -> str:
            return state.wording.money(minor, state.book.currency, exact=False)

        def spread(low: int, high: int) -> str:
            return state.wording._("{low} to {high}").format(low=money(low), high=money(high))

        def due(day: DayBand) -> str:
            dues = self._outlook.dues if self._outlook else ()
            return state.wording._(", ").join(
                f"{due.loan_name} {state.wording.money(due.amount, state.book.currency)}"
                for due in dues
                if due.date == day.date
            )

        return (
            Column(lambda: state.wording._("Date"), lambda day: state.wording.date(day.date, "row")),
            Column(lambda: state.wording._("Expected"), lambda day: money(day.p50), is_number=True),
            Column(lambda: state.wording._("Half of cases"), lambda day: spread(day.p25, day.p75),
                   is_number=True),
            Column(lambda: state.wording._("9 in 10"), lambda day: spread(day.p5, day.p95),
                   is_number=True),
            Column(lambda: state.wording._("Due"), due, is_wide=True),
        )  # fmt: skip


def days_from_today(outlook: Outlook, days: int) -> tuple[DayBand, ...]:
    """Today, whose balance is known, and the `days` days after it."""
    known = outlook.balance
    today = DayBand(outlook.stamp.today, known, known, known, known, known, known)
    return (today, *outlook.days[:days])


def _date(day: DayBand) -> object:
    return day.date
