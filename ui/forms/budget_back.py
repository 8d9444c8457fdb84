"""An edited budget workbook comes back: what it changes, what to decide, then one edit."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, QTimer
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QProgressDialog,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from planner.basics.errors import UserError
from planner.basics.text import N_, NN_, Text, counted
from planner.services.budget_import import (
    BudgetImport,
    MissingRow,
    NameChange,
    budget_import_edit,
    read_budget_import,
)
from planner.services.budgets.differences import Changed
from planner.services.budgets.differences_words import month_words, value_words
from ui.parts import folders
from ui.parts.button import make_button
from ui.state import State
from ui.style import set_role
from ui.theme import GAP, GAP_L, GAP_M, GAP_XL

_HEADS = (N_("Cell"), N_("Category"), N_("Month"), N_("Before"), N_("Now"), N_("What happens"))
_DECISION = 5
_DECISION_WIDTH = 220
_WIDEST = 200
_READING = "budget-back"
_PATIENCE_MS = 400

T = TypeVar("T")


def ask_for_workbook(state: State, parent: QWidget) -> Path | None:
    """The workbook that the owner chooses; None when none is chosen."""
    say = state.wording._
    folder = folders.open_folder(state.preferences)
    chosen, _kind = QFileDialog.getOpenFileName(
        parent, say(N_("Bring back a workbook")), folder, "Excel (*.xlsx)"
    )
    return folders.opened(state.preferences, chosen) if chosen else None


class _WholeReason(QStyledItemDelegate):
    """A row as high as its wrapped words: the measure of Qt leaves out the cell's padding."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """One line and the padding more than Qt finds."""
        return super().sizeHint(option, index) + QSize(0, option.fontMetrics.height() + GAP_L)


class BudgetBackDialog(QDialog):
    """Every difference in a row; conflicts and rows that are gone wait for a choice."""

    def __init__(self, state: State, found: BudgetImport, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state, self._found = state, found
        self.choices: dict[str, QComboBox] = {}
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self._say(N_("Bring back a workbook")))
        self.resize(920, 520)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP_XL, GAP_XL, GAP_XL, GAP_L)
        column.setSpacing(GAP_M)
        heading = QLabel(found.file)
        set_role(heading, "heading")
        self.summary = QLabel(self._summary())
        self.summary.setWordWrap(True)
        self._build_table()
        self.refusal = QLabel()
        self.refusal.setWordWrap(True)
        set_role(self.refusal, "error")
        self.refusal.hide()
        for widget in (heading, self.summary, self.table, self.refusal):
            column.addWidget(widget)
        column.setStretchFactor(self.table, 1)
        if found.is_empty:
            column.addStretch(1)
        column.addLayout(self._foot())

    def _say(self, key: str) -> str:
        return self._state.wording._(key)

    def _summary(self) -> str:
        found = self._found
        if found.is_empty:
            return self._say(N_("The workbook changes nothing."))
        taken = len(found.changes) + len(found.added)
        asked = len(found.conflicts) + len(found.removed)
        left = len(found.not_understood)
        parts = [counted(*NN_("{count} change", "{count} changes"), taken)]
        if asked:
            parts.append(counted(*NN_("{count} to decide", "{count} to decide"), asked))
        if left:
            parts.append(counted(*NN_("{count} not taken", "{count} not taken"), left))
        return " · ".join(self._state.wording.say(part) for part in parts)

    def _build_table(self) -> None:
        self.table = QTableWidget(0, len(_HEADS))
        self.table.setAccessibleName(self._say(N_("Changes in the workbook")))
        self.table.setHorizontalHeaderLabels([self._say(head) for head in _HEADS])
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.table.setTabKeyNavigation(False)
        self.table.setShowGrid(False)
        self.table.verticalHeader().hide()
        self.table.setItemDelegateForColumn(_DECISION, _WholeReason(self.table))
        self._fill()
        self._fit()
        self.table.setVisible(not self._found.is_empty)

    def _fill(self) -> None:
        """What waits for a choice comes first."""
        found, take = self._found, self._say(N_("is taken"))
        for change in found.conflicts:
            self._ask(change, *self._cells(change))
        for gone in found.removed:
            self._ask(gone, "", gone.name, "", "", self._say(N_("row is gone")))
        for change in found.changes:
            self._add(*self._cells(change), take)
        for new in found.added:
            months = counted(
                *NN_("plan for {count} month", "plan for {count} months"), len(new.plans)
            )
            words = (self._say(N_("new row")), self._state.wording.say(months))
            self._add(new.cell, new.category.name, "", *words, take)
        for unread in found.not_understood:
            reason = self._state.wording.say(unread.reason)
            row = self._add(unread.cell, "", "", "", unread.written, reason)
            whole = QHeaderView.ResizeMode.ResizeToContents
            self.table.verticalHeader().setSectionResizeMode(row, whole)

    def _fit(self) -> None:
        """Columns as wide as their words, with room for the frame of the chosen cell."""
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(_DECISION, QHeaderView.ResizeMode.Stretch)
        self.table.resizeColumnsToContents()
        for column in range(_DECISION):
            width = min(self.table.columnWidth(column) + GAP, _WIDEST)
            self.table.setColumnWidth(column, width)

    def _cells(self, change: Changed) -> tuple[str, str, str, str, str]:
        if isinstance(change, NameChange):
            name = self._say(N_("name"))
            return change.cell, change.before, name, change.before, change.after
        before, after = self._amount(change.before), self._amount(change.after)
        month = month_words(change.month, self._state.wording)
        return change.cell, change.name, month, before, after

    def _amount(self, value: int | None) -> str:
        shown = value_words(value, self._found.currency)
        if isinstance(shown, Text):
            return self._state.wording.say(shown)
        return self._state.wording.money(shown.minor, shown.currency)

    def _add(self, *cells: str) -> int:
        row = self.table.rowCount()
        self.table.insertRow(row)
        for column, words in enumerate(cells):
            item = QTableWidgetItem(words)
            item.setToolTip(words)
            self.table.setItem(row, column, item)
        return row

    def _ask(self, one: Changed | MissingRow, *cells: str) -> None:
        row = self._add(*cells)
        choice = QComboBox()
        if isinstance(one, MissingRow):
            keep, take = self._say(N_("Keep it in the book")), self._say(N_("Remove it"))
        else:
            now = one.book if isinstance(one, NameChange) else self._amount(one.book)
            keep = self._say(N_("Keep the book's: {value}")).format(value=now)
            take = self._say(N_("Take the file's: {value}")).format(value=cells[4])
        choice.addItem(keep, False)
        choice.addItem(take, True)
        choice.setMinimumWidth(_DECISION_WIDTH)
        choice.setAccessibleName(f"{cells[1]} {cells[2]} {self._say(_HEADS[_DECISION])}".strip())
        self.table.setCellWidget(row, _DECISION, choice)
        self.table.setRowHeight(row, choice.sizeHint().height() + GAP)
        self.choices[one.key] = choice

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(GAP)
        foot.addStretch(1)
        can_take = bool(self._found.usual or self.choices)
        leave = self._say(N_("Cancel") if can_take else N_("Close"))
        self.leave_button = make_button(self.reject, text=leave)
        self.take_button = make_button(self.take, "primary", self._say(N_("Take over")))
        self.take_button.setVisible(can_take)
        (self.take_button if can_take else self.leave_button).setDefault(True)
        foot.addWidget(self.leave_button)
        foot.addWidget(self.take_button)
        return foot

    def taken(self) -> frozenset[str]:
        """The keys of what comes out of the file."""
        chosen = (key for key, choice in self.choices.items() if choice.currentData())
        return self._found.usual | frozenset(chosen)

    def take(self) -> None:
        """Change the book, as one edit that can be undone; a refusal is shown here."""
        try:
            edit = budget_import_edit(self._state.book, self._found, self.taken())
        except UserError as error:
            self._refuse(error.text)
            return
        if not edit.changes or self._state.apply(edit, edit.title, self._refuse):
            self.accept()

    def _refuse(self, refusal: Text) -> None:
        self.refusal.setText(self._state.wording.say(refusal))
        self.refusal.show()


def read_back(state: State, path: Path, parent: QWidget) -> None:
    """Read the workbook off the window's thread, then show what it changes."""
    book, book_id = state.book, state.session.book_id

    def show(found: BudgetImport) -> None:
        BudgetBackDialog(state, found, parent).open()

    note = _reading_note(state, path.name, parent)
    state.run(
        lambda cancelled: read_budget_import(book, book_id, path, cancelled),
        _closing(note, show),
        _closing(note, state.failed.emit),
        _READING,
    )


def _reading_note(state: State, name: str, parent: QWidget) -> QProgressDialog:
    """Says that the file is being read, once that takes a while; it can be stopped."""
    say = state.wording._
    note = QProgressDialog(
        say(N_("Reading {name} …")).format(name=name), say(N_("Cancel")), 0, 0, parent
    )
    note.setWindowTitle(say(N_("Bring back a workbook")))
    note.setWindowModality(Qt.WindowModality.WindowModal)
    note.reset()
    note.canceled.connect(lambda: state.lane.cancel(_READING))
    note.canceled.connect(note.deleteLater)
    later = QTimer(note)
    later.setSingleShot(True)
    later.timeout.connect(note.show)
    later.start(_PATIENCE_MS)
    return note


def _closing(note: QProgressDialog, call: Callable[[T], object]) -> Callable[[T], None]:
    def closed(result: T) -> None:
        note.canceled.disconnect()
        note.deleteLater()
        call(result)

    return closed
