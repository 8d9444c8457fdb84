"""The budget's table: plans are typed into cells, copied down and to the right, cleared by Del."""

# ruff: noqa: D102 - overridden methods are described where they are declared

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
)
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
    QWidget,
)

from planner.basics.errors import UserError
from planner.basics.text import N_, Text, text
from planner.book.edit import Edit
from planner.services.planning import planned, planned_cells
from ui.parts.budget_model import BudgetModel, Index, line_name
from ui.parts.budget_rows import MEASURES, GridLine
from ui.parts.entries_edits import signed_amount
from ui.state import State
from ui.theme import ROW_HEIGHT

Cells = dict[tuple[str, str], int | None]
NAME_WIDTHS = (196, 146)
"""Width of the names, where there is room and where many months stand beside each other."""
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
        self.setItemDelegate(PlanCell(self))
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
        theme = self._state.theme
        self.setStyleSheet(
            f"#budgetGrid::item {{ padding: 0 1px; border-bottom: 1px solid {theme.line}; }}"
            f"#budgetGrid::item:selected {{ background: {theme.accent_soft}; color: {theme.text}; }}"
            f"#budgetGrid QHeaderView::section {{ color: {theme.text}; padding: 4px 6px; }}"
            f"#budgetGrid QHeaderView::section:horizontal {{ color: {theme.muted}; padding: 4px; }}"
            f"#budgetGrid QTableCornerButton::section {{ background: {theme.surface}; border: none;"
            f" border-bottom: 1px solid {theme.line}; }}"
        )

    def fit(self) -> None:
        """Be as high as all lines; columns at least as wide as their numbers."""
        model, font = self.grid, QApplication.font()
        is_narrow = model.columnCount() > _MANY
        if is_narrow:
            font.setPointSizeF(font.pointSizeF() * SMALL)
        names = NAME_WIDTHS[is_narrow]
        self.verticalHeader().setFixedWidth(names)
        self.setFont(font)
        model.strong_font = QFont(font)
        model.strong_font.setBold(True)
        metrics = QFontMetrics(model.strong_font)
        said = (
            str(model.index(row, column).data() or "")
            for row in range(model.rowCount())
            for column in range(model.columnCount())
        )
        widest = max((metrics.horizontalAdvance(words) for words in said), default=0)
        header = self.horizontalHeader()
        header.setMinimumSectionSize(max(50, widest + 8))
        is_wide = header.minimumSectionSize() * model.columnCount() > (self.width() - names - 4)
        bar = self.horizontalScrollBar().sizeHint().height() if is_wide else 0
        lines = model.rowCount() * ROW_HEIGHT
        self.setFixedHeight(header.sizeHint().height() + lines + bar + 4)

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

    def line_color(self) -> str:
        """The colour of the line between months."""
        return self._state.theme.line

    # many cells at once

    def fill(self, *, to_right: bool) -> None:
        """Fill the selection from its first row (or column), one cell from its neighbour."""
        cells: Cells = {}
        first = min((self._along(index, to_right) for index in self._typable()), default=0)
        for index in self._typable():
            is_single = len(self.selectedIndexes()) <= 1
            at = self._along(index, to_right) - 1 if is_single else first
            source = self._at(index, at, to_right)
            if source.isValid() and source != index:
                self._take(cells, index, self._value(source))
        self._apply(cells, text(N_("Fill plan")))

    def clear_plans(self) -> None:
        """Take the typed plans of the selected cells away."""
        cells: Cells = {}
        for index in self._typable():
            self._take(cells, index, None)
        self._apply(cells, text(N_("Clear plan")))

    def copy_cells(self) -> None:
        """Put the selected cells on the clipboard, separated by tabs."""
        rows: dict[int, list[str]] = {}
        for index in sorted(self.selectedIndexes(), key=lambda at: (at.row(), at.column())):
            rows.setdefault(index.row(), []).append(str(index.data() or ""))
        QGuiApplication.clipboard().setText("\n".join("\t".join(row) for row in rows.values()))

    def paste_cells(self) -> None:
        """Type what is on the clipboard into the cells from the current one on."""
        start, cells = self.currentIndex(), dict[tuple[str, str], int | None]()
        try:
            for down, row in enumerate(QGuiApplication.clipboard().text().splitlines()):
                for right, typed in enumerate(row.split("\t")):
                    index = self.grid.index(start.row() + down, start.column() + right)
                    if self.grid.can_type(index):
                        amount = self._read(self.grid.lines[index.row()], typed)
                        self._take(cells, index, amount)
        except UserError as error:
            self._state.failed.emit(error.text)
            return
        self._apply(cells, text(N_("Paste plan")))

    def _apply(self, cells: Cells, title: Text) -> None:
        edit: Edit = planned_cells(self._state.book, cells, title)
        if edit.changes:
            self._state.apply(edit)

    def _take(self, cells: Cells, index: QModelIndex, amount: int | None) -> None:
        line = self.grid.lines[index.row()]
        cells[self.grid.month_of(index.column()), line.category] = amount

    def _typable(self) -> list[QModelIndex]:
        return [index for index in self.selectedIndexes() if self.grid.can_type(index)]

    def _value(self, index: QModelIndex) -> int | None:
        column = self.grid.columns[index.column()]
        return self.grid.lines[index.row()].value(column.month, "plan")

    def _at(self, index: QModelIndex, place: int, to_right: bool) -> QModelIndex:  # noqa: FBT001
        if to_right:
            return index.siblingAtColumn(self._plan_column(place, index.column()))
        return self.grid.index(self._typable_row(place), index.column())

    def _plan_column(self, place: int, below: int) -> int:
        """The next column to the left that shows plans."""
        wanted = [at for at, column in enumerate(self.grid.columns) if column.measure == "plan"]
        return max((at for at in wanted if at <= place and at <= below), default=-1)

    def _typable_row(self, place: int) -> int:
        rows = (row for row in range(place, -1, -1) if self.grid.lines[row].category)
        return next(rows, -1)

    @staticmethod
    def _along(index: QModelIndex, to_right: bool) -> int:  # noqa: FBT001
        return index.column() if to_right else index.row()

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


class PlanCell(QStyledItemDelegate):
    """A cell with its editor; a thin line separates months that have several columns."""

    def __init__(self, grid: BudgetGrid) -> None:
        super().__init__(grid)
        self._grid = grid

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:  # noqa: ARG002
        line = QLineEdit(parent)
        line.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        line.setAccessibleName(str(index.data(Qt.ItemDataRole.AccessibleTextRole) or ""))
        return line

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        model = self._grid.grid
        if model.has_measures and model.columns[index.column()].measure == "plan":
            painter.save()
            painter.setPen(QColor(self._grid.line_color()))
            painter.drawLine(option.rect.topLeft(), option.rect.bottomLeft())
            painter.restore()


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
