"""FactTable: facts in rows, edited in place; every change is an Edit.

Keys: F2 or typing edits, Enter commits and goes down (or opens the row where the cell can't be
edited), Tab goes right, Esc reverts, Ctrl+D repeats the value above, Del clears the cell or
removes the chosen rows, Ctrl+C copies them with tabs between the cells, Ctrl+Tab leaves the table.
"""

# ruff: noqa: D102 - overridden methods are described where they are declared

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QTableView,
    QToolTip,
    QWidget,
)

from planner.basics.errors import UserError
from planner.basics.text import Text
from planner.book.edit import Edit
from ui.parts.cell_editor import CellEditor
from ui.parts.column_widths import fitted
from ui.parts.table_model import Column, FactModel
from ui.state import State
from ui.theme import ROW_HEIGHT, TEXT_SIZE

__all__ = ["Column", "FactTable"]


def leave(view: QTableView, *, forwards: bool) -> None:
    """Move the focus out of a table in which Tab goes from cell to cell."""
    has_cells = view.tabKeyNavigation()
    view.setTabKeyNavigation(False)
    view.focusNextPrevChild(forwards)
    view.setTabKeyNavigation(has_cells)


def _id_of(row: Any) -> object:
    return row.id


class FactTable(QTableView):
    """A table of facts.

    Signals: opened(row) by Enter or double click where the cell is not edited,
    chosen_changed() when another row became current.
    """

    model_type: type[FactModel] = FactModel
    """A table with very many rows brings a model of its own."""
    opened = Signal(object)
    chosen_changed = Signal()

    def __init__(
        self,
        state: State,
        columns: Sequence[Column],
        *,
        key: Callable[[Any], object] = _id_of,
        remove: Callable[[Sequence[Any]], tuple[Edit, Text]] | None = None,
    ) -> None:
        """`remove` turns rows into the Edit that removes them and what the toast then says."""
        super().__init__()
        self._state = state
        self._remove = remove
        self._fitted: list[int] = []
        self.facts = self.model_type(columns, key)
        self.setModel(self.facts)
        self._cells = CellEditor(self)
        self.setItemDelegate(self._cells)
        self._set_up()
        self.facts.typed.connect(self._commit, Qt.ConnectionType.QueuedConnection)
        self.doubleClicked.connect(self._open_row)
        self.selectionModel().currentRowChanged.connect(self._on_current)
        state.language_changed.connect(self.facts.retranslate)
        state.language_changed.connect(self._fit_columns)
        state.theme_changed.connect(self.facts.retranslate)
        state.theme_changed.connect(self._fit_columns)

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Show these facts; the current cell stays on its fact where that is still there."""
        chosen, column = self.current(), max(0, self.currentIndex().column())
        was_at = self.currentIndex().row()
        is_changed = self.facts.set_rows(rows)
        self._fit_columns()
        if not is_changed or chosen is None or not rows:
            return
        found = self.facts.row_of(self.facts.key(chosen))
        row = found if found >= 0 else min(was_at, len(rows) - 1)
        self.setCurrentIndex(self.facts.index(row, column))

    def current(self) -> Any:
        """The fact of the current row, or None."""
        row = self.currentIndex().row()
        return self.facts.row(row) if 0 <= row < self.facts.rowCount() else None

    def chosen(self) -> list[Any]:
        """The facts of the selected rows, from top to bottom."""
        rows = sorted({index.row() for index in self.selectedIndexes()})
        return [self.facts.row(row) for row in rows]

    def choose(self, key: object) -> bool:
        """Make the row with this key current; says whether it is there."""
        row = self.facts.row_of(key)
        if row >= 0:
            self.setCurrentIndex(self.facts.index(row, max(0, self.currentIndex().column())))
            self.scrollTo(self.currentIndex())
        return row >= 0

    def fit_rows(self, most: int) -> None:
        """Be exactly as high as the rows, at most `most` of them: nothing scrolls inside."""
        rows = min(most, max(1, self.facts.rowCount()))
        header = self.horizontalHeader().sizeHint().height()
        self.setFixedHeight(header + rows * self.verticalHeader().defaultSectionSize() + 2)

    def remove_chosen(self) -> None:
        """Remove the selected rows as one Edit; nothing is asked, it can be undone."""
        rows = self.chosen()
        if self._remove is None or not rows:
            return
        try:
            edit, toast = self._remove(rows)
        except UserError as error:
            self._state.failed.emit(error.text)
            return
        self._state.apply(edit, toast)

    def copy_chosen(self) -> None:
        """Put the selected rows on the clipboard, cells separated by tabs."""
        rows = self.chosen()
        lines = ["\t".join(column.show(row) for column in self.facts.columns) for row in rows]
        if lines:
            QGuiApplication.clipboard().setText("\n".join(lines))

    def _set_up(self) -> None:
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setAlternatingRowColors(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(
            triggers.EditKeyPressed | triggers.AnyKeyPressed | triggers.DoubleClicked
        )
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.setTabKeyNavigation(any(column.edit for column in self.facts.columns))
        self._set_up_header()

    def _set_up_header(self) -> None:
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(40)
        for number, column in enumerate(self.facts.columns):
            mode = QHeaderView.ResizeMode.ResizeToContents
            if column.is_wide:
                mode = QHeaderView.ResizeMode.Stretch
            elif column.width:
                mode = QHeaderView.ResizeMode.Interactive
            header.setSectionResizeMode(number, mode)
        self._fit_columns()
        header.setResizeContentsPrecision(100)
        if any(column.sort for column in self.facts.columns):
            header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
            self.setSortingEnabled(True)

    def _fit_columns(self) -> None:
        """Give every column the room that its text needs; where that is too much, see `fitted`."""
        scale = QApplication.font().pointSizeF() / TEXT_SIZE
        widths = fitted(
            self.facts.columns, self._contents_width, self.viewport().width(), scale=scale
        )
        if widths == self._fitted:
            return  # what a person dragged stays
        self._fitted = widths
        for number, (column, width) in enumerate(zip(self.facts.columns, widths, strict=True)):
            self.setColumnHidden(number, not width)
            if width and column.width and not column.is_wide:
                self.setColumnWidth(number, width)

    def _contents_width(self, number: int) -> int:
        header = self.horizontalHeader().sectionSizeFromContents(number).width()
        return max(header, self.sizeHintForColumn(number))

    def _commit(self, row: Any, number: int, typed: str) -> None:
        column = self.facts.columns[number]
        assert column.edit is not None
        try:
            edit = column.edit(row, typed)
            if edit is not None:
                self._state.apply(
                    edit,
                    refused=lambda why: self._reopen(
                        row, number, typed, self._state.wording.say(why)
                    ),
                )
        except UserError as error:
            self._reopen(row, number, typed, self._state.wording.error(error))

    def _reopen(self, row: Any, number: int, typed: str, said: str) -> None:
        """Give a refused text back to its owner, with the reason below it."""
        at = self.facts.row_of(self.facts.key(row))
        index = self.facts.index(at, number)
        self.setCurrentIndex(index)
        self.edit(index)
        editor = self._cells.line
        if editor is not None:
            editor.setText(typed)
            editor.setProperty("role", "wrong")
            editor.setAccessibleDescription(said)
        place = self.visualRect(index).bottomLeft() + QPoint(0, 2)
        QToolTip.showText(self.viewport().mapToGlobal(place), said, self, msecShowTime=8000)

    def _repeat_above(self) -> None:
        index = self.currentIndex()
        column = self.facts.columns[index.column()] if index.isValid() else None
        if column is None or column.edit is None or index.row() < 1:
            return
        above = self.facts.row(index.row() - 1)
        self.facts.setData(index, (column.written or column.show)(above))

    def _clear(self) -> None:
        index = self.currentIndex()
        if index.isValid() and self.facts.columns[index.column()].can_clear:
            self.facts.setData(index, "")
        else:
            self.remove_chosen()

    def _open_row(self, index: QModelIndex) -> None:
        if index.isValid() and self.facts.columns[index.column()].edit is None:
            self.opened.emit(self.facts.row(index.row()))

    def _on_current(self, *_indexes: object) -> None:
        self.chosen_changed.emit()

    def _go_down(self) -> None:
        index = self.currentIndex()
        if index.row() + 1 < self.facts.rowCount():
            self.setCurrentIndex(self.facts.index(index.row() + 1, index.column()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        super().closeEditor(editor, hint)
        if hint == QAbstractItemDelegate.EndEditHint.SubmitModelCache:
            QTimer.singleShot(0, self, self._go_down)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        is_with_ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if self.state() == QAbstractItemView.State.EditingState:
            super().keyPressEvent(event)  # the open editor lets Enter through
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_chosen()
        elif key in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab} and is_with_ctrl:
            leave(self, forwards=key == Qt.Key.Key_Tab)
        elif key == Qt.Key.Key_D and is_with_ctrl:
            self._repeat_above()
        elif key == Qt.Key.Key_Delete:
            self._clear()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._open_row(self.currentIndex())
            if self.facts.flags(self.currentIndex()) & Qt.ItemFlag.ItemIsEditable:
                self.edit(self.currentIndex())
        else:
            super().keyPressEvent(event)
