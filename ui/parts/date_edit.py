"""An input for a day that reads 2026-12-5, 12/5 or 5, with a calendar to pick from."""

# ruff: noqa: D102 - overridden methods are described where they are declared

import datetime as dt

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QCalendarWidget, QLineEdit, QMenu, QWidgetAction

from planner.basics.errors import UserError
from planner.basics.text import N_
from planner.basics.typed import typed_date
from ui.state import State
from ui.theme import icon


class DateEdit(QLineEdit):
    """A date as text. Up and Down change it by a day, Alt+Down or the icon opens a calendar.

    Signals: picked when a day was chosen in the calendar or with the keys.
    """

    picked = Signal()

    def __init__(self, state: State, date: dt.date | None = None) -> None:
        super().__init__()
        self._state = state
        self._open = QAction(icon("calendar", state.theme.muted), "", self)
        self._open.triggered.connect(self.open_calendar)
        self.addAction(self._open, QLineEdit.ActionPosition.TrailingPosition)
        self.editingFinished.connect(self._show_result)
        state.theme_changed.connect(self._restyle)
        if date is not None:
            self.set_date(date)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed."""
        return not self.text().strip()

    def date(self) -> dt.date:
        """The day. Raises UserError when it can't be read or is missing."""
        if self.is_empty:
            raise UserError(N_("Enter a date."))
        return typed_date(self.text(), self._state.today)

    def set_date(self, date: dt.date | None) -> None:
        """Show this day; None empties the input."""
        self.setText("" if date is None else date.isoformat())

    def open_calendar(self) -> None:
        """Let the owner pick a day."""
        menu = QMenu(self)
        calendar = QCalendarWidget()
        calendar.setGridVisible(False)
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        day = self._day_or_today()
        calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        action = QWidgetAction(menu)
        action.setDefaultWidget(calendar)
        menu.addAction(action)
        calendar.activated.connect(self._pick)
        calendar.clicked.connect(self._pick)
        calendar.activated.connect(menu.close)
        calendar.clicked.connect(menu.close)
        calendar.setFocus()
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()), 0)
        if step == -1 and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.open_calendar()
        elif step:
            self._step(step)
        else:
            super().keyPressEvent(event)

    def _step(self, days: int) -> None:
        self.set_date(self._day_or_today() + dt.timedelta(days=days))
        self.picked.emit()

    def _pick(self, day: QDate) -> None:
        self.set_date(dt.date(day.year(), day.month(), day.day()))
        self.picked.emit()

    def _day_or_today(self) -> dt.date:
        try:
            return self.date()
        except UserError:
            return self._state.today

    def _show_result(self) -> None:
        try:
            self.set_date(None if self.is_empty else self.date())
        except UserError:
            return

    def _restyle(self) -> None:
        self._open.setIcon(icon("calendar", self._state.theme.muted))
