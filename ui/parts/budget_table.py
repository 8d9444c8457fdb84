"""The budget's table: plans are typed into cells, copied down and to the right, cleared by Del."""

# ruff: noqa: D102 - overridden methods are described where they are declared

from collections.abc import Callable, Mapping

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QLineEdit,
    QTableView,
    QToolTip,
    QWidget,
)

from planner.basics.errors import UserError
from planner.basics.text import N_, Text, text
from planner.services.planning import planned, planned_cells
from ui.parts.budget_cell import PlanCell, grid_style
from ui.parts.budget_fill import Cells, Key, filled, spread, typable
from ui.parts.budget_model import BudgetModel, line_name
from ui.parts.budget_rows import MEASURES, GridLine
from ui.parts.entries_edits import signed_amount
from ui.parts.tables import leave
from ui.state import State
from ui.theme import ROW_HEIGHT, TEXT_SIZE

NAME_WIDTHS = (140, 220)
"""Least and greatest width of the names; between them they take the room that months leave."""
SMALL = 0.9
"""Size of text where many months stand beside each other."""
_MANY = 9


class BudgetGrid(QTableView):
    """Months across, lines down; the names stay in sight.

    Keys: F2 or typing edits, Enter down, Tab right, Esc reverts, Ctrl+D and Ctrl+R fill down and
    right, Del takes plans away, Ctrl+C and Ctrl+V copy and paste.
    Signals: line_chosen(GridLine).
    """

    line_chosen = Signal(object)

    def __init__(self, state: State) -> None:
        super().__init__()
        self._state = state
        self.grid = BudgetModel(state)
        self.setModel(self.grid)
        self.setObjectName("budgetGrid")
        self.setItemDelegate(PlanCell(state, self.grid))
        self._set_up()
        self.restyle()
        self.grid.typed.connect(self._commit, Qt.ConnectionType.QueuedConnection)
        self.selectionModel().currentChanged.connect(self._on_current)

    def current_line(self) -> GridLine | None:
        """The line of the current cell."""
        index = self.currentIndex()
        return self.grid.lines[index.row()] if index.isValid() else None

    def current_month(self) -> str:
        """The month of the current cell, written like 2026-12; empty: none is current."""
        index = self.currentIndex()
        return self.grid.month_of(index.column()) if index.isValid() else ""

    def _set_up(self) -> None:
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(
            triggers.EditKeyPressed | triggers.AnyKeyPressed | triggers.DoubleClicked
        )
        names = self.verticalHeader()
        names.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        names.setDefaultSectionSize(ROW_HEIGHT)
        names.setHighlightSections(False)
        names.setSectionsClickable(True)
        names.setTextElideMode(Qt.TextElideMode.ElideRight)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)

    def restyle(self) -> None:
        """Take the colours of the theme of now; narrower cells than other tables have."""
        self.setStyleSheet(grid_style(self._state.theme))

    def fit(self) -> None:
        """Be as high as all lines; columns at least as wide as their words and numbers."""
        model, font = self.grid, QApplication.font()
        if model.columnCount() > _MANY:
            font.setPointSizeF(font.pointSizeF() * SMALL)
        self.setFont(font)
        self.horizontalHeader().setFont(font)
        model.strong_font = QFont(font)
        model.strong_font.setBold(True)
        header, least = self.horizontalHeader(), max(48, self._widest() + 8)
        header.setMinimumSectionSize(least)
        left = self.width() - 4 - least * model.columnCount()
        names = round(NAME_WIDTHS[0] * QApplication.font().pointSizeF() / TEXT_SIZE)
        self.verticalHeader().setFixedWidth(max(names, min(NAME_WIDTHS[1], left)))
        bar = self.horizontalScrollBar().sizeHint().height() if left < names else 0
        lines = model.rowCount() * ROW_HEIGHT
        self.setFixedHeight(header.sizeHint().height() + lines + bar + 4)

    def _widest(self) -> int:
        """Width of the longest number or heading, in pixels."""
        model, metrics = self.grid, QFontMetrics(self.grid.strong_font)
        columns = range(model.columnCount())
        words = [
            str(model.index(row, column).data() or "")
            for row in range(model.rowCount())
            for column in columns
        ]
        for column in columns:
            heading = model.headerData(column, Qt.Orientation.Horizontal)
            words += str(heading).split("\n")
        return max((metrics.horizontalAdvance(said) for said in words), default=0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()

    # what is typed

    def _commit(self, line: GridLine, month: str, typed: str) -> None:
        try:
            amount = self._read(line, typed)
            self._state.session.apply(planned(self._state.book, month, line.category, amount))
        except UserError as error:
            self._reopen(line, month, typed, self._state.wording.error(error))

    def _read(self, line: GridLine, typed: str) -> int | None:
        if not typed.strip():
            return None
        return signed_amount(typed, self._state.book.currency, is_out=line.flow != "income")

    def _reopen(self, line: GridLine, month: str, typed: str, said: str) -> None:
        """Give a refused text back, with the reason below it."""
        row = next((row for row, known in enumerate(self.grid.lines) if known.key == line.key), -1)
        columns = range(len(self.grid.columns))
        column = next((at for at in columns if self.grid.month_of(at) == month), -1)
        index = self.grid.index(row, column)
        if not index.isValid():
            return
        self.setCurrentIndex(index)
        self.edit(index)
        editor = self.findChild(QLineEdit)
        if editor is not None:
            editor.setText(typed)
            editor.setAccessibleDescription(said)
        place = self.visualRect(index).bottomLeft() + QPoint(0, 2)
        QToolTip.showText(self.viewport().mapToGlobal(place), said, self, msecShowTime=8000)

    # many cells at once

    def fill(self, *, to_right: bool) -> None:
        """Fill the selection from its first row (or column), one cell from its neighbour."""
        cells = filled(self.grid, self.selectedIndexes(), to_right=to_right)
        self._apply(cells, text(N_("Fill plan")))

    def clear_plans(self) -> None:
        """Take the typed plans of the selected cells away."""
        cells = dict.fromkeys(typable(self.grid, self.selectedIndexes()))
        self._apply(cells, text(N_("Clear plan")))

    def copy_cells(self) -> None:
        """Put the selected cells on the clipboard, separated by tabs."""
        rows: dict[int, list[str]] = {}
        for index in sorted(self.selectedIndexes(), key=lambda at: (at.row(), at.column())):
            rows.setdefault(index.row(), []).append(str(index.data() or ""))
        QGuiApplication.clipboard().setText("\n".join("\t".join(row) for row in rows.values()))

    def paste_cells(self) -> None:
        """Type what is on the clipboard into the cells from the current one on."""
        start, cells = self.currentIndex(), Cells()
        try:
            for index, typed in spread(start, QGuiApplication.clipboard().text()):
                for key in typable(self.grid, [index]):
                    cells[key] = self._read(self.grid.lines[index.row()], typed)
        except UserError as error:
            self._state.failed.emit(error.text)
            return
        self._apply(cells, text(N_("Paste plan")))

    def _apply(self, cells: Mapping[Key, int | None], title: Text) -> None:
        edit = planned_cells(self._state.book, dict(cells), title)
        if edit.changes:
            self._state.apply(edit)

    # Qt's side

    def _on_current(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid():
            self.line_chosen.emit(self.grid.lines[current.row()])

    def _go_down(self) -> None:
        index = self.currentIndex()
        below = range(index.row() + 1, len(self.grid.lines))
        row = next((row for row in below if self.grid.lines[row].category), -1)
        if row >= 0:
            self.setCurrentIndex(self.grid.index(row, index.column()))

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        super().closeEditor(editor, hint)
        if hint == QAbstractItemDelegate.EndEditHint.SubmitModelCache:
            QTimer.singleShot(0, self, self._go_down)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.state() == QAbstractItemView.State.EditingState:
            super().keyPressEvent(event)  # the open editor lets Enter through
            return
        call = self._command(event)
        if call is not None:
            call()
        elif event.key() in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab} and (
            event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            leave(self, forwards=event.key() == Qt.Key.Key_Tab)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if self.grid.can_type(self.currentIndex()):
                self.edit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _command(self, event: QKeyEvent) -> Callable[[], None] | None:
        is_with_ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.matches(QKeySequence.StandardKey.Copy):
            return self.copy_cells
        if event.matches(QKeySequence.StandardKey.Paste):
            return self.paste_cells
        if event.key() == Qt.Key.Key_Delete:
            return self.clear_plans
        if is_with_ctrl and event.key() == Qt.Key.Key_D:
            return lambda: self.fill(to_right=False)
        if is_with_ctrl and event.key() == Qt.Key.Key_R:
            return lambda: self.fill(to_right=True)
        return None


def described(grid: BudgetGrid, state: State) -> str:
    """The current cell in words: plan, actual and difference of its month."""
    line, index = grid.current_line(), grid.currentIndex()
    if line is None or not line.cells:
        return ""
    column = grid.grid.columns[index.column()]
    wording, currency = state.wording, state.book.currency
    shown = {name: line.value(column.month, name) for name in MEASURES}
    said = {
        name: "–" if value is None else wording.money(value, currency, sign=name == "difference")
        for name, value in shown.items()
    }
    sentence = wording._(N_("{name}: plan {plan} · actual {actual} · differs by {difference}"))
    return sentence.format(name=line_name(line, wording), **said)
