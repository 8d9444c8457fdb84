"""The grid of a month: six weeks of days, each with what comes and goes and what is left.

Keys: arrows move by days, also into the next month; PgUp and PgDn by months; Home is today;
Enter opens the day, N adds an entry on it.
"""

# ruff: noqa: D102 - overridden methods are described where they are declared

import datetime as dt
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from planner.basics.dates import ONE_DAY, add_months
from planner.services.day_by_day import WEEKS, Day, first_cell
from ui.parts.day_cell import DayCell
from ui.state import State
from ui.theme import level_word

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_ROW = 62
_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -7,
    Qt.Key.Key_Down: 7,
}


class MonthModel(QAbstractTableModel):
    """The days of a calendar page; day `row * 7 + column` from its first Monday."""

    def __init__(self, state: State) -> None:
        super().__init__()
        self._state = state
        self.month = state.today.replace(day=1)
        self.days: tuple[Day, ...] = ()

    def show_days(self, month: dt.date, days: tuple[Day, ...]) -> None:
        """Show the six weeks that begin before `month`."""
        self.beginResetModel()
        self.month, self.days = month, days
        self.endResetModel()

    def day(self, index: Index) -> Day | None:
        """The day in a cell."""
        at = index.row() * 7 + index.column()
        return self.days[at] if index.isValid() and at < len(self.days) else None

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else WEEKS

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else 7

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        monday = first_cell(self.month)
        return self._state.wording.date(monday + section * ONE_DAY, "weekday")

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        day = self.day(index)
        said = (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole)
        if day is None or role not in said:
            return None
        return day_words(self._state, day)

    def retranslate(self) -> None:
        """Say everything again."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, 6)


class MonthGrid(QTableView):
    """A calendar page with one chosen day.

    Signals: day_chosen(date) when another day was chosen (perhaps of another month: then the
    owner shows that month), opened by Enter or a double click, adding by N.
    """

    day_chosen = Signal(object)
    opened = Signal()
    adding = Signal()

    def __init__(self, state: State) -> None:
        super().__init__()
        self._state = state
        self.chosen = state.today
        self.range = (state.today, state.today)
        self.days = MonthModel(state)
        self.setModel(self.days)
        self.setItemDelegate(DayCell(state, self.days, self))
        self.setShowGrid(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
            header.setMinimumSectionSize(1)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionsClickable(False)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setMinimumHeight(WEEKS * _ROW)
        self.clicked.connect(self._on_clicked)
        self.doubleClicked.connect(self._on_double_clicked)

    def show_days(self, month: dt.date, days: tuple[Day, ...]) -> None:
        """Show this month; the chosen day stays chosen."""
        self.days.show_days(month, days)
        self._mark()

    def choose(self, date: dt.date) -> None:
        """Choose a day, kept within what is known."""
        first, last = self.range
        date = min(max(date, first), last)
        if date == self.chosen:
            return
        self.chosen = date
        self._mark()
        self.day_chosen.emit(date)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif key in _STEPS:
            self.choose(self.chosen + _STEPS[key] * ONE_DAY)
        elif key in {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}:
            self.choose(add_months(self.chosen, 1 if key == Qt.Key.Key_PageDown else -1))
        elif key == Qt.Key.Key_Home:
            self.choose(self._state.today)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.opened.emit()
        elif key == Qt.Key.Key_N:
            self.adding.emit()
        else:
            super().keyPressEvent(event)

    def _mark(self) -> None:
        at = (self.chosen - first_cell(self.days.month)).days
        if 0 <= at < len(self.days.days):
            self.setCurrentIndex(self.days.index(at // 7, at % 7))

    def _on_clicked(self, index: QModelIndex) -> None:
        day = self.days.day(index)
        if day is not None:
            self.choose(day.date)

    def _on_double_clicked(self, _index: QModelIndex) -> None:
        self.opened.emit()


def day_words(state: State, day: Day) -> str:
    """A day in words, as a screen reader says it."""
    wording, currency = state.wording, state.book.currency
    said = [wording.date(day.date, "full")]
    if day.money_in or day.money_out:
        said.append(
            wording._("{money_in} in, {money_out} out").format(
                money_in=wording.money(day.money_in, currency, exact=False),
                money_out=wording.money(day.money_out, currency, exact=False),
            )
        )
    if day.end is not None:
        end = wording.money(day.end, currency, exact=False)
        said.append(wording._("{amount} at the end").format(amount=end))
    if day.low is not None:
        low = wording.money(day.low, currency, exact=False)
        said.append(wording._("{amount} in a bad case").format(amount=low))
    if day.level is not None:
        said.append(wording.say(level_word(day.level)))
    return wording._(", ").join(said)
