"""What the lists beside the entries share: a card with a table, a button to add, an empty page."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from planner.basics.money import plain
from planner.basics.text import N_, NN_, Text, counted, text
from planner.book.book import Fact
from planner.book.edit import Edit
from planner.services.bookkeeping import check_unused
from planner.services.editing import fact_name, removed
from ui.parts.button import make_button, set_icon
from ui.parts.card import Card
from ui.parts.empty import EmptyState
from ui.parts.tables import Column, FactTable
from ui.state import State


class FactList(Card):
    """One kind of fact in a table; Enter or a double click opens its form, Del removes."""

    kind = ""
    title_key = ""
    add_key = ""
    empty_key = ""
    most_rows = 0
    """Rows shown at most without scrolling; 0: the list takes the room there is."""

    def __init__(self, state: State) -> None:
        super().__init__()
        self._state = state
        self.table = FactTable(state, self.columns(), remove=self._removal)
        self.table.opened.connect(self.open_form)
        self.add_button = make_button(self.add)
        self.open_button = make_button(self._open_current)
        self.remove_button = make_button(self.table.remove_chosen)
        self.build_corner()
        for button in (self.open_button, self.remove_button, self.add_button):
            self.corner.addWidget(button)
        self.empty = EmptyState("", "", self.add)
        for widget in (self.table, self.empty):
            self.body.addWidget(widget)
        self.table.chosen_changed.connect(self.show_choice)

    # for subclasses

    def columns(self) -> Sequence[Column]:
        """The columns of the table."""
        raise NotImplementedError

    def rows(self) -> Sequence[Any]:
        """The facts in the order they are listed."""
        return list(self._state.book.facts(self.kind))

    def add(self) -> None:
        """Open the form for a new fact."""
        raise NotImplementedError

    def open_form(self, fact: Any) -> None:
        """Open the form for `fact`."""
        raise NotImplementedError

    def build_corner(self) -> None:
        """Add controls before the buttons."""

    def show_choice(self) -> None:
        """Enable what the current row allows."""
        is_chosen = self.table.current() is not None
        self.open_button.setEnabled(is_chosen)
        self.remove_button.setEnabled(is_chosen)

    # shared

    def say(self, key: str) -> str:
        """A marked sentence in the language of the screen."""
        return self._state.wording._(key)

    def title_of(self, key: str) -> Callable[[], str]:
        """A column's title, looked up when it is shown."""
        return lambda: self.say(key)

    def money(self, minor: int, *, sign: bool = False) -> str:
        """An amount of the book's currency."""
        return self._state.wording.money(minor, self._state.book.currency, sign=sign)

    def plain(self, minor: int) -> str:
        """An amount as an editor starts with it."""
        return plain(minor, self._state.book.currency)

    def name_of(self, kind: str, key: str) -> str:
        """The name of an account or a category; empty when there is none."""
        fact = self._state.book.find(kind, key) if key else None
        return fact_name(self._state.book, fact) if fact is not None else ""

    def retranslate(self) -> None:
        """Put the texts in the language of now."""
        self.set_title(self.say(self.title_key))
        self.table.setAccessibleName(self.say(self.title_key))
        self.add_button.setText(self.say(self.add_key))
        self.open_button.setText(self.say(N_("Change…")))
        self.remove_button.setText(self.say(N_("Remove")))
        self.empty.set_texts(self.say(self.empty_key), self.say(self.add_key))

    def restyle(self) -> None:
        """Take the colours of the theme of now."""
        set_icon(self.add_button, "plus", self._state.theme)

    def refresh(self) -> None:
        """Show the facts of the book."""
        rows = self.rows()
        self.table.set_rows(rows)
        for widget in (self.table, self.add_button, self.open_button, self.remove_button):
            widget.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        if self.most_rows:
            self.table.fit_rows(self.most_rows)
        self.show_choice()

    def _open_current(self) -> None:
        fact = self.table.current()
        if fact is not None:
            self.open_form(fact)

    def _removal(self, rows: Sequence[Any]) -> tuple[Edit, Text]:
        return removal_of(self._state, self.kind, rows)


class ListSection(QWidget):
    """Lists below each other, as one part of the page."""

    def __init__(self, lists: Sequence[FactList]) -> None:
        super().__init__()
        self.lists = tuple(lists)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for card in self.lists:
            column.addWidget(card, 0 if card.most_rows else 1)
        if all(card.most_rows for card in self.lists):
            column.addStretch(1)

    def retranslate(self) -> None:
        """Put the texts in the language of now."""
        for card in self.lists:
            card.retranslate()
            card.restyle()

    def refresh(self) -> None:
        """Show the book of now."""
        for card in self.lists:
            card.refresh()


def removal_of(state: State, kind: str, rows: Sequence[Fact]) -> tuple[Edit, Text]:
    """The Edit that removes facts of one kind, and what the toast says then. Raises UserError."""
    ids = [fact.id for fact in rows]
    if kind in {"account", "category"}:
        check_unused(state.book, kind, ids)
    edit = removed(state.book, kind, ids)
    if len(rows) == 1:
        return edit, text(N_("Removed “{name}”"), name=fact_name(state.book, rows[0]))
    return edit, counted(*NN_("{count} item removed", "{count} items removed"), len(rows))
