"""The table of entries: 100,000 lines stay quick, because rows are made when they are drawn."""

# ruff: noqa: D102 - overridden methods are described where they are declared

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QAction, QColor, QContextMenuEvent, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import QMenu, QStyleOptionViewItem

from planner.basics.money import plain
from planner.basics.text import N_, NC_, Text, in_context
from planner.book.book import CashMove
from planner.book.edit import Edit
from planner.book.entry import Entry
from ui.parts.cell_editor import CellEditor
from ui.parts.entries_edits import cell_edit
from ui.parts.entries_list import removal_of
from ui.parts.entries_rows import EntryRows, Line, key_of
from ui.parts.table_model import Column, FactModel
from ui.parts.tables import FactTable
from ui.state import State

Index = QModelIndex | QPersistentModelIndex
SORTS = ("date", "payee", "category", "account", "amount")
CATEGORY = SORTS.index("category")
"""Place of the column."""
_TITLES = {
    "date": N_("Date"),
    "payee": N_("Payee"),
    "category": N_("Category"),
    "account": N_("Account"),
    "amount": N_("Amount"),
    "note": N_("Note"),
}
_PLANNED = NC_("entry", "Planned")
_TRANSFER = NC_("entry", "Transfer")
_LOAN = NC_("entry", "Loan payment")
_DRAW = NC_("entry", "Loan paid out")


class EntriesModel(FactModel):
    """Rows that are counted and ordered elsewhere. Signal: `sort_asked(column, is_falling)`."""

    sort_asked = Signal(str, bool)

    def row_of(self, key: object) -> int:
        """The row that shows the entry with this id, or −1."""
        return self._rows.line_of(str(key)) if isinstance(self._rows, EntryRows) else -1

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if 0 <= column < len(SORTS):
            self.sort_asked.emit(SORTS[column], order == Qt.SortOrder.DescendingOrder)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.isValid() and isinstance(self.row(index.row()), CashMove):
            return flags & ~Qt.ItemFlag.ItemIsEditable
        return flags

    def _are_same(self, old: Any, old_order: Any, new: Any, order: Any) -> bool:  # noqa: ARG002
        are_entries = isinstance(old, EntryRows) and isinstance(new, EntryRows)
        return are_entries and old.has_same_lines(new)

    def _ordered(self, rows: Sequence[Any]) -> Sequence[int]:
        return range(len(rows))


class EntriesTable(FactTable):
    """Entries with inline edit.

    Signals: form_asked(Entry), opened(CashMove) for lines of a loan, sort_asked(column, falling).
    """

    model_type = EntriesModel
    form_asked = Signal(object)
    sort_asked = Signal(str, bool)

    def __init__(self, state: State) -> None:
        super().__init__(
            state, _columns(state), key=key_of, remove=lambda rows: _removal(state, rows)
        )
        self.setItemDelegateForColumn(1, PayeeCell(self, state))
        self.horizontalHeader().setSortIndicator(0, Qt.SortOrder.DescendingOrder)
        assert isinstance(self.facts, EntriesModel)
        self.facts.sort_asked.connect(self.sort_asked)

    def remove_chosen(self) -> None:
        """Remove the selected entries; payments of loans stay."""
        if any(isinstance(row, Entry) for row in self.chosen()):
            super().remove_chosen()

    def open_form(self) -> None:
        """Ask for the form of the current entry."""
        line = self.current()
        if isinstance(line, Entry):
            self.form_asked.emit(line)
        elif line is not None:
            self.opened.emit(line)

    def _open_row(self, index: QModelIndex) -> None:
        line = self.facts.row(index.row()) if index.isValid() else None
        if isinstance(line, CashMove):
            self.opened.emit(line)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.open_form()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        say, menu = self._state.wording._, QMenu(self)
        is_entry = isinstance(self.current(), Entry)
        for words, keys, call in (
            (say(N_("Open in form")), "Ctrl+Return", self.open_form),
            (say(N_("Repeat value above")), "Ctrl+D", self._repeat_above),
            (say(N_("Copy")), "Ctrl+C", self.copy_chosen),
            (say(N_("Remove")), "Del", self.remove_chosen),
        ):
            action = QAction(words, menu)
            action.setShortcut(QKeySequence(keys))
            action.setEnabled(is_entry or call == self.copy_chosen)
            action.triggered.connect(call)
            menu.addAction(action)
        menu.popup(event.globalPos())


class PayeeCell(CellEditor):
    """The payee, and behind it in a small frame what kind of line it is."""

    def __init__(self, table: EntriesTable, state: State) -> None:
        super().__init__(table)
        self._state = state

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        tag = tag_of(self._state, self._table.facts.row(index.row()))
        if not tag:
            return
        theme, metrics = self._state.theme, option.fontMetrics
        said = str(index.data() or "")
        left = option.rect.left() + 8 + (metrics.horizontalAdvance(said) + 10 if said else 0)
        width = metrics.horizontalAdvance(tag) + 14
        left = min(left, option.rect.right() - width - 4)
        frame = QRectF(left, option.rect.center().y() - 9, width, 19)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(theme.faint))
        painter.setBrush(QColor(theme.surface))
        painter.drawRoundedRect(frame, 5, 5)
        painter.setPen(QColor(theme.muted))
        painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, tag)
        painter.restore()


def tag_of(state: State, line: Line) -> str:
    """What kind of line it is, in a word; empty for a plain entry."""
    wording = state.wording
    if isinstance(line, CashMove):
        return wording.say(in_context(*(_DRAW if line.amount > 0 else _LOAN)))
    if line.date > state.today:
        return wording.say(in_context(*_PLANNED))
    return wording.say(in_context(*_TRANSFER)) if line.to_account else ""


def _columns(state: State) -> tuple[Column, ...]:
    def column(name: str, show: Any, **more: Any) -> Column:
        def edit(line: Line, typed: str) -> Edit | None:
            if isinstance(line, CashMove):
                return None
            made = cell_edit(state.book, line, name, typed, state.today)
            return made if made.changes else None

        return Column(
            title=lambda: state.wording._(_TITLES[name]), show=show, edit=edit,
            sort=show if name in SORTS else None, **more,
        )  # fmt: skip

    return (
        column("date", lambda line: _date(state, line), width=132,
               written=lambda line: line.date.isoformat()),
        column("payee", lambda line: _payee(state, line), is_wide=True,
               tip=lambda line: _tip(state, line)),
        column("category", lambda line: _category(state, line), width=120,
               written=lambda line: getattr(line, "category", ""),
               choices=lambda: _choices(state)),
        column("account", lambda line: _account(state, line), width=170,
               written=lambda line: line.account,
               choices=lambda: [(key, fact.name) for key, fact in state.book.accounts.items()]),
        column("amount", lambda line: _amount(state, line), width=128, is_number=True,
               written=lambda line: plain(abs(line.amount), state.book.currency)),
        column("note", lambda line: getattr(line, "note", ""), width=130,
               is_spare=True),
    )  # fmt: skip


def _choices(state: State) -> list[tuple[str, str]]:
    named = [(key, category.name) for key, category in state.book.categories.items()]
    return [("", state.wording._(N_("No category"))), *named]


def _date(state: State, line: Line) -> str:
    style = "row" if line.date.year == state.today.year else "year"
    return state.wording.date(line.date, style)


def _payee(state: State, line: Line) -> str:
    if isinstance(line, CashMove):
        loan = state.book.loans.get(line.loan)
        return loan.name if loan else ""
    return line.payee


def _category(state: State, line: Line) -> str:
    category = state.book.categories.get(getattr(line, "category", ""))
    return category.name if category else ""


def _account(state: State, line: Line) -> str:
    accounts = state.book.accounts
    keys = (line.account, getattr(line, "to_account", ""))
    return " → ".join(accounts[key].name for key in keys if key in accounts)


def _amount(state: State, line: Line) -> str:
    is_transfer = bool(getattr(line, "to_account", ""))
    shown = abs(line.amount) if is_transfer else line.amount
    return state.wording.money(shown, state.book.currency, sign=not is_transfer)


def _tip(state: State, line: Line) -> str:
    if isinstance(line, CashMove):
        return state.wording._(N_("Booked by the loan. Double-click opens the loan."))
    return line.payee


def _removal(state: State, rows: Sequence[Line]) -> tuple[Edit, Text]:
    return removal_of(state, "entry", [line for line in rows if isinstance(line, Entry)])
