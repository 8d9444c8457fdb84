"""The budget as Qt's table sees it: one column per month and measure, names in the left header."""

# ruff: noqa: D102 - overridden methods are described where they are declared

from collections.abc import Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QFont

from planner.basics.money import plain
from planner.basics.text import NC_, Text, in_context
from planner.services.months import month_date, month_key
from planner.wording import Wording
from ui.parts.budget_rows import MEASURES, GridLine, Measure
from ui.state import State

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_WORDS = {
    "plan": NC_("budget", "Plan"),
    "actual": NC_("budget", "Actual"),
    "difference": NC_("budget", "Differs by"),
}


class GridColumn(NamedTuple):
    """A month (its place in the table) and what is shown of it."""

    month: int
    measure: Measure


class BudgetModel(QAbstractTableModel):
    """Lines of the budget. Signal: `typed(GridLine, str month, str text)` after an editor."""

    typed = Signal(object, str, str)

    def __init__(self, state: State) -> None:
        super().__init__()
        self._state = state
        self.lines: tuple[GridLine, ...] = ()
        self.columns: tuple[GridColumn, ...] = ()
        self.months: tuple[str, ...] = ()
        self.strong_font = QFont()

    def show(
        self, lines: tuple[GridLine, ...], months: tuple[str, ...], columns: Sequence[GridColumn]
    ) -> None:
        """Show these lines; where only numbers changed, what is chosen stays."""
        keys = [line.key for line in lines]
        is_same = keys == [line.key for line in self.lines] and (months, tuple(columns)) == (
            self.months, self.columns,
        )  # fmt: skip
        if not is_same:
            self.beginResetModel()
        self.lines, self.months, self.columns = lines, months, tuple(columns)
        if not is_same:
            self.endResetModel()
        elif lines and columns:
            self.dataChanged.emit(self.index(0, 0), self.index(len(lines) - 1, len(columns) - 1))

    @property
    def has_measures(self) -> bool:
        """Whether a month has several columns."""
        return len({column.measure for column in self.columns}) > 1

    def month_of(self, column: int) -> str:
        """The month of a column, written like 2026-12."""
        return self.months[self.columns[column].month]

    def can_type(self, index: Index) -> bool:
        """Whether a plan can be typed there."""
        if not index.isValid():
            return False
        return bool(self.lines[index.row()].category) and (
            self.columns[index.column()].measure == "plan"
        )

    # Qt's side

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if self.can_type(index) else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line, column = self.lines[index.row()], self.columns[index.column()]
        value = line.value(column.month, column.measure)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._said(value, column.measure)
            case Qt.ItemDataRole.EditRole:
                return "" if value is None else plain(abs(value), self._state.book.currency)
            case Qt.ItemDataRole.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            case Qt.ItemDataRole.ForegroundRole:
                return self._color(line, column, value)
            case Qt.ItemDataRole.FontRole:
                return self.strong_font if _is_strong(line) else None
            case Qt.ItemDataRole.AccessibleTextRole:
                return self.spoken(line, column, value)
            case Qt.ItemDataRole.ToolTipRole if value is not None:
                return self.spoken(line, column, value)
            case _:
                return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not self.can_type(index):
            return False
        if str(value) != self.data(index, role):
            line = self.lines[index.row()]
            self.typed.emit(line, self.month_of(index.column()), str(value))
        return True

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return self._name(self.lines[section], role)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return self._heading(section, role)

    # words and looks

    def spoken(self, line: GridLine, column: GridColumn, value: int | None) -> str:
        """A cell in words, with its row, month and measure."""
        wording = self._state.wording
        month = wording.date(month_date(self.months[column.month]), "month")
        said = "" if value is None else wording.money(value, self._state.book.currency)
        measure = wording.say(in_context(*_WORDS[column.measure]))
        return f"{line_name(line, wording)}, {month}, {measure}: {said}"

    def _name(self, line: GridLine, role: int) -> Any:
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return "   " * line.indent + line_name(line, self._state.wording)
            case Qt.ItemDataRole.FontRole:
                return self.strong_font if _is_strong(line) else None
            case Qt.ItemDataRole.ToolTipRole:
                return line_name(line, self._state.wording)
            case Qt.ItemDataRole.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            case _:
                return None

    def _heading(self, section: int, role: int) -> Any:
        wording, column = self._state.wording, self.columns[section]
        date = month_date(self.months[column.month])
        if role == Qt.ItemDataRole.FontRole:
            return (
                self.strong_font
                if month_key(self._state.today) == self.months[column.month]
                else None
            )
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        month = wording.date(date, "bare_month")
        if not self.has_measures:
            return month
        measure = wording.say(in_context(*_WORDS[column.measure]))
        return f"{month if column.measure == MEASURES[0] else ''}\n{measure}"

    def _said(self, value: int | None, measure: Measure) -> str:
        if value is None:
            return ""
        wording, currency = self._state.wording, self._state.book.currency
        said = wording.money(value, currency, exact=False, sign=measure == "difference")
        symbol = wording.money(0, currency, exact=False).rstrip("0")
        return said.replace(symbol, "", 1) if value or measure != "difference" else "–"

    def _color(self, line: GridLine, column: GridColumn, value: int | None) -> QColor | None:
        theme = self._state.theme
        is_balance = line.kind == "balance" and column.measure != "difference"
        if is_balance and value is not None and value < 0:
            return QColor(theme.short)
        is_quiet = column.measure == "plan" and line.is_derived(column.month)
        return QColor(theme.muted) if is_quiet else None


def line_name(line: GridLine, wording: Wording) -> str:
    """The name of a line in the language of now."""
    return wording.say(line.name) if isinstance(line.name, Text) else line.name


def measure_words(wording: Wording, measure: Measure) -> str:
    """Plan, actual or difference, in words."""
    return wording.say(in_context(*_WORDS[measure]))


def _is_strong(line: GridLine) -> bool:
    return line.kind in {"balance", "heading", "subtotal"}
