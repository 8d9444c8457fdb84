"""The part of the page that shows the entries: bars per month, filters, the table."""

from collections.abc import Callable, KeysView, Sequence

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from planner.basics.text import N_, NN_, Amount, counted, text
from planner.book.book import CashMove
from planner.book.entry import Entry
from planner.book.learned import PayeeRule
from planner.services.imports.alike import alike_entries, followed, rule_for
from ui.forms.entry_form import open_entry_form
from ui.parts.also_words import also_words, always_words
from ui.parts.ask_bar import AskBar
from ui.parts.card import Card
from ui.parts.empty import EmptyState
from ui.parts.entries_filter_bar import FilterBar
from ui.parts.entries_month_card import MonthCard
from ui.parts.entries_rows import entry_rows
from ui.parts.entries_table import CATEGORY, EntriesTable
from ui.state import State
from ui.theme import GAP_M

_RULED = ("income", "expense")
"""Categories of these flows may be given by a rule."""


class EntriesSection(QWidget):
    """Entries with filters, above them the months."""

    def __init__(self, state: State) -> None:
        super().__init__()
        self._state = state
        self._sort = ("date", True)
        self._known: KeysView[str] | None = None
        self._corrected: Entry | None = None
        self._seen: tuple[object, ...] = (None,) * 4
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP_M)
        self.months = MonthCard(state)
        column.addWidget(self.months)
        self._build_table(column)
        self.empty = EmptyState("", "", self._add)
        column.addWidget(self.empty, 1)

    def _build_table(self, column: QVBoxLayout) -> None:
        self.table_card = Card()
        self.filters = FilterBar(self._state)
        self.filters.changed.connect(self._show_rows)
        self.months.picked.connect(self.filters.choose_month)
        self.table = EntriesTable(self._state)
        self.table.setMinimumHeight(160)
        self.table.sort_asked.connect(self._sort_by)
        self.table.form_asked.connect(self._open_form)
        self.table.opened.connect(self._open_loan)
        self.alike = AskBar(self._state)
        self.table.facts.typed.connect(self._note_typed)
        self.nothing = QLabel()
        self.nothing.setProperty("role", "muted")
        for widget in (self.filters, self.alike, self.table, self.nothing):
            self.table_card.body.addWidget(widget)
        column.addWidget(self.table_card, 1)

    def retranslate(self) -> None:
        """Put the texts in the language of now."""
        say = self._state.wording._
        self.months.retranslate()
        self.filters.retranslate()
        self.table.setAccessibleName(say(N_("Entries")))
        self.nothing.setText(say(N_("No entry matches these filters.")))
        self.empty.set_texts(
            say(N_("With your entries the outlook knows what usually comes in and goes out.")),
            say(N_("Add the first entry")),
        )

    def refresh(self) -> None:
        """Show the book of now, unless it is shown already."""
        state = self._state
        book = state.book
        seen = (book, state.today, state.wording, state.theme)
        if all(now is before for now, before in zip(seen, self._seen, strict=True)):
            return
        self._seen = seen
        is_empty = not len(book.ledger) and not book.loan_cash
        self.empty.setVisible(is_empty)
        self.months.setVisible(not is_empty)
        self.table_card.setVisible(not is_empty)
        self.filters.offer(book)
        self._show_rows()
        self._show_new_entry()
        self._ask_of_others()

    def focus_filter(self) -> None:
        """Put the cursor into the filter box."""
        self.filters.words.setFocus()
        self.filters.words.selectAll()

    def choose(self, entry: str) -> None:
        """Make this entry the current line, without filters if these hide it."""
        if not self.table.choose(entry):
            self.filters.clear()
            self.table.choose(entry)

    def _show_new_entry(self) -> None:
        """After a form, an undo or a redo: go to the entry that was not there before."""
        ids = self._state.book.ledger.rows.keys()
        before, self._known = self._known, ids
        if before is None or len(ids) <= len(before):
            return
        added = ids - before
        if len(added) == 1:
            self.table.choose(next(iter(added)))

    def _note_typed(self, line: object, column: int, _typed: str) -> None:
        """Remember of which entry the category was corrected, until the book has changed."""
        self._corrected = line if isinstance(line, Entry) and column == CATEGORY else None

    def _ask_of_others(self) -> None:
        """After a correction: whether the payee's other entries follow, now or always."""
        before, self._corrected = self._corrected, None
        book, wording = self._state.book, self._state.wording
        now = book.ledger.find(before.id) if before is not None else None
        self.alike.hide()
        if before is None or now is None or not now.payee or not now.category:
            return
        if now.category == before.category or book.categories[now.category].flow not in _RULED:
            return
        others = alike_entries(book, now)
        rule = rule_for(now.payee, now.category)
        offers = [(wording.say(always_words()), self._following(now, others, rule))]
        if others:
            more = counted(*NN_("This {count} too", "These {count} too"), len(others))
            offers.insert(0, (wording.say(more), self._following(now, others)))
        self.alike.ask(wording.say(also_words(now.payee, len(others))), offers)

    def _following(
        self, entry: Entry, others: Sequence[Entry], rule: PayeeRule | None = None
    ) -> Callable[[], object]:
        def follow() -> None:
            edit = followed(self._state.book, entry, others, rule)
            self._state.apply(edit, edit.title)

        return follow

    def _show_rows(self) -> None:
        shown = self.filters.filter()
        name, is_falling = self._sort
        rows = entry_rows(self._state.book, shown, name, descending=is_falling)
        self.table.set_rows(rows)
        self.table.setVisible(bool(len(rows)))
        self.nothing.setVisible(not len(rows))
        self.filters.reset.setVisible(not shown.is_empty)
        self._show_sums(rows.totals, len(rows))
        self.months.show_months(shown.month)

    def _show_sums(self, totals: tuple[int, int], count: int) -> None:
        currency, wording = self._state.book.currency, self._state.wording
        lines = counted(*NN_("{count} line", "{count} lines"), count)
        earned, spent = (Amount(abs(total), currency, exact=False) for total in totals)
        said = text(
            N_("{lines} · in {earned} · out {spent}"), lines=lines, earned=earned, spent=spent
        )
        self.filters.say_sums(wording.say(said))

    def _sort_by(self, name: str, is_falling: bool) -> None:  # noqa: FBT001 - a signal's argument
        self._sort = (name, is_falling)
        QTimer.singleShot(0, self, self._show_rows)

    def _add(self) -> None:
        open_entry_form(self._state, self)

    def _open_form(self, entry: Entry) -> None:
        open_entry_form(self._state, self, entry)

    def _open_loan(self, move: CashMove) -> None:
        self._state.show_page("loans", move.loan)
