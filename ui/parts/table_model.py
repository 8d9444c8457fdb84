"""The rows of a table as Qt asks for them; nothing is copied, cells are worded when shown."""

# ruff: noqa: D102 - overridden methods are described where they are declared

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QIcon

from planner.book.edit import Edit

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_FEW = 5_000
"""Up to this many rows are compared one by one, so that an open editor survives a change."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: how its title and cells are said, and how a typed text becomes an Edit."""

    title: Callable[[], str]
    """Looked up whenever it is shown, so that it speaks the language of now."""
    show: Callable[[Any], str]
    """The cell of a row in words."""
    sort: Callable[[Any], Any] | None = None
    """What rows are ordered by; None: the column can't be sorted."""
    is_number: bool = False
    """Aligned to the right."""
    edit: Callable[[Any, str], Edit | None] | None = None
    """The Edit that a typed text means (None: nothing changed). Raises UserError."""
    written: Callable[[Any], str] | None = None
    """What an editor starts with, where that differs from `show`."""
    choices: Callable[[], Sequence[tuple[str, str]]] | None = None
    """Value and label of what may be chosen; `edit` gets the value, `written` gives it."""
    color: Callable[[Any], str] | None = None
    icon: Callable[[Any], QIcon | None] | None = None
    tip: Callable[[Any], str] | None = None
    width: int = 0
    """Pixels; 0: as wide as its content."""
    is_wide: bool = False
    """Takes the room that is left."""
    is_spare: bool = False
    """Left out where the room does not suffice for all columns."""
    can_clear: bool = False
    """Del clears the cell: `edit(row, "")`."""


class FactModel(QAbstractTableModel):
    """Rows and columns; order of rows by the sorted column.

    Signals: typed(row, column number, text) when an editor was left with another text.
    """

    typed = Signal(object, int, str)

    def __init__(self, columns: Sequence[Column], key: Callable[[Any], object]) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self.key = key
        self._rows: Sequence[Any] = ()
        self._order: Sequence[int] = ()
        self._sorted_by = (-1, False)

    def row(self, number: int) -> Any:
        """The fact in a row as shown."""
        return self._rows[self._order[number]]

    def row_of(self, key: object) -> int:
        """The row that shows the fact with this key, or −1."""
        for number in range(len(self._order)):
            if self.key(self.row(number)) == key:
                return number
        return -1

    def set_rows(self, rows: Sequence[Any]) -> bool:
        """Show these rows; says whether all were exchanged (False: the same facts, renewed)."""
        before, order = self._rows, self._order
        fresh = self._ordered(rows)
        if self._are_same(before, order, rows, fresh):
            self._rows, self._order = rows, fresh
            if len(rows):
                self.dataChanged.emit(self.index(0, 0), self._last_index())
            return False
        self.beginResetModel()
        self._rows, self._order = rows, fresh
        self.endResetModel()
        return True

    def retranslate(self) -> None:
        """Say everything again."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)
        if len(self._order):
            self.dataChanged.emit(self.index(0, 0), self._last_index())

    def _last_index(self) -> QModelIndex:
        return self.index(len(self._order) - 1, len(self.columns) - 1)

    def _are_same(
        self, old: Sequence[Any], old_order: Sequence[int], new: Sequence[Any], order: Sequence[int]
    ) -> bool:
        if len(old) != len(new) or len(new) > _FEW:
            return False
        before = [self.key(old[number]) for number in old_order]
        return before == [self.key(new[number]) for number in order]

    def _ordered(self, rows: Sequence[Any]) -> Sequence[int]:
        number, is_falling = self._sorted_by
        sort = self.columns[number].sort if number >= 0 else None
        if sort is None:
            return range(len(rows))
        return sorted(range(len(rows)), key=lambda at: sort(rows[at]), reverse=is_falling)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._order)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title()
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(self.columns[section])
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        answer = _ANSWERS.get(role)
        if not index.isValid() or answer is None or index.row() >= len(self._order):
            return None
        return answer(self.columns[index.column()], self.row(index.row()))

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        column = self.columns[index.column()]
        if role != Qt.ItemDataRole.EditRole or column.edit is None:
            return False
        row = self.row(index.row())
        if value != _written(column, row):
            self.typed.emit(row, index.column(), str(value))
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        is_editable = index.isValid() and self.columns[index.column()].edit is not None
        return flags | Qt.ItemFlag.ItemIsEditable if is_editable else flags

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if column >= 0 and self.columns[column].sort is None:
            return
        self.layoutAboutToBeChanged.emit()
        kept = [(index, self._order[index.row()]) for index in self.persistentIndexList()]
        self._sorted_by = (column, order == Qt.SortOrder.DescendingOrder)
        self._order = self._ordered(self._rows)
        place = {number: row for row, number in enumerate(self._order)} if kept else {}
        for index, number in kept:
            self.changePersistentIndex(index, self.index(place[number], index.column()))
        self.layoutChanged.emit()


def _written(column: Column, row: Any) -> str:
    return (column.written or column.show)(row)


def _alignment(column: Column, row: object = None) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column.is_number else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def _accessible(column: Column, row: Any) -> str:
    return f"{column.title()}: {column.show(row)}"


def _color(column: Column, row: Any) -> QColor | None:
    color = column.color(row) if column.color else ""
    return QColor(color) if color else None


_ANSWERS: dict[int, Callable[[Column, Any], Any]] = {
    Qt.ItemDataRole.DisplayRole: lambda column, row: column.show(row),
    Qt.ItemDataRole.EditRole: _written,
    Qt.ItemDataRole.TextAlignmentRole: _alignment,
    Qt.ItemDataRole.ForegroundRole: _color,
    Qt.ItemDataRole.DecorationRole: lambda column, row: column.icon(row) if column.icon else None,
    Qt.ItemDataRole.ToolTipRole: lambda column, row: column.tip(row) if column.tip else None,
    Qt.ItemDataRole.AccessibleTextRole: _accessible,
}
