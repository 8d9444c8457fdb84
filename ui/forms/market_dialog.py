"""The market note: figures from outside that the owner watches, typed or taken from a table."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from planner.basics.text import N_
from ui.forms.indicator_form import open_indicator_form
from ui.forms.market_figures import MarketFigures
from ui.parts.button import make_button
from ui.parts.empty import EmptyState
from ui.state import State
from ui.theme import GAP_L, GAP_M, GAP_XL

_SIZE = (900, 600)
_LIST_WIDTH = 200


def open_market(
    state: State, parent: QWidget | None, on_try: Callable[[str], object]
) -> "MarketDialog":
    """Show the market note; `on_try` gets the id of the figure that is to drive a what-if."""
    dialog = MarketDialog(state, parent)
    dialog.tried.connect(on_try)
    dialog.open()
    return dialog


class MarketDialog(QDialog):
    """What is watched on the left, its figures on the right; each change is an Edit of its own.

    Signal: tried(id) when a what-if is to be made of a figure; the window closes then.
    """

    tried = Signal(str)

    def __init__(self, state: State, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self._say(N_("Market note")))
        self.resize(*_SIZE)
        self.list = QListWidget()
        self.list.setAccessibleName(self._say(N_("Market figures")))
        self.list.setMinimumWidth(_LIST_WIDTH)
        self.list.currentItemChanged.connect(self._show_chosen)
        self.figures = MarketFigures(state)
        self.figures.tried.connect(self._try)
        self.figures.gone.connect(self.list.setFocus)
        self.empty = EmptyState(
            self._say(
                N_(
                    "Note what you watch: the price of flour, of pork, the rent in your street. "
                    "It shows how far it moves, and a what-if shows what that does to your dues."
                )
            ),
            self._say(N_("Add market figure")),
            self.add,
        )
        self._lay_out()
        state.book_changed.connect(self.refresh)
        self.refresh()

    def add(self) -> None:
        """Open the form for a new one, and show it afterwards."""
        form = open_indicator_form(self._state, self)
        form.accepted.connect(lambda: self.choose(form.saved_id))

    def choose(self, key: str) -> None:
        """Show the one with this id."""
        for row in range(self.list.count()):
            if self.list.item(row).data(Qt.ItemDataRole.UserRole) == key:
                self.list.setCurrentRow(row)

    def refresh(self) -> None:
        """Show what the book holds; the chosen one stays chosen."""
        chosen = self._chosen_id()
        indicators = sorted(self._state.book.indicators.values(), key=lambda one: one.name)
        self.list.blockSignals(True)
        self.list.clear()
        for one in indicators:
            item = QListWidgetItem(one.name)
            item.setData(Qt.ItemDataRole.UserRole, one.id)
            self.list.addItem(item)
        self.list.blockSignals(False)
        self.stack.setCurrentIndex(0 if indicators else 1)
        if indicators:
            known = [one.id for one in indicators]
            self.list.setCurrentRow(known.index(chosen) if chosen in known else 0)
            self._show_chosen()

    def _say(self, key: str) -> str:
        return self._state.wording._(key)

    def _lay_out(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list)
        column.addWidget(make_button(self.add, text=self._say(N_("Add market figure"))))
        parts = QSplitter()
        parts.setChildrenCollapsible(False)
        parts.addWidget(left)
        parts.addWidget(self.figures)
        parts.setStretchFactor(1, 1)
        self.stack = QStackedWidget()
        self.stack.addWidget(parts)
        self.stack.addWidget(self.empty)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(GAP_XL, GAP_XL, GAP_XL, GAP_L)
        outer.setSpacing(GAP_M)
        outer.addWidget(self.stack)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(make_button(self.reject, text=self._say(N_("Close"))))
        outer.addLayout(foot)

    def _chosen_id(self) -> str:
        item = self.list.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole)) if item else ""

    def _show_chosen(self) -> None:
        indicator = self._state.book.indicators.get(self._chosen_id())
        if indicator is not None:
            self.figures.show_indicator(indicator)

    def _try(self, key: str) -> None:
        self.tried.emit(key)
        self.accept()
