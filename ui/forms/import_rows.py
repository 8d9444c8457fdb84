"""The table of rows in the import window: what each row says, what it becomes, and why."""

# ruff: noqa: D102 - overridden methods are described where they are declared

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from planner.basics.text import N_
from planner.services.importing import Batch, BatchRow, Choice
from ui.forms.import_words import BOOKED, outcome_words, state_words
from ui.parts.tables import Column, FactTable
from ui.state import State

Choose = Callable[[Mapping[int, Choice]], None]


class RowsTable(FactTable):
    """The rows of a file; state and category are edited in place.

    Signals: `switched(list of rows)` by Space or Del: leave out or take; `decided(row number,
    category)` when a category was given.
    """

    switched = Signal(object)
    decided = Signal(int, str)

    def __init__(self, state: State, choose: Choose) -> None:
        self._choose = choose
        self.batch: Batch | None = None
        super().__init__(state, self._columns(state), key=lambda row: row.number)
        self.switched.connect(self._switch)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Space, Qt.Key.Key_Delete}:
            self.switched.emit(self.chosen())
        else:
            super().keyPressEvent(event)

    def _columns(self, state: State) -> Sequence[Column]:
        say = state.wording._
        return (
            Column(lambda: say(N_("Row")), lambda row: str(row.line), is_number=True, width=50,
                   sort=lambda row: row.number),
            Column(lambda: say(N_("Date")), self._date, width=128,
                   sort=lambda row: str(row.date or "")),
            Column(lambda: say(N_("Payee")), lambda row: row.payee or row.note, width=150,
                   sort=lambda row: row.payee, tip=lambda row: row.note),
            Column(lambda: say(N_("Amount")), self._amount, is_number=True, width=112,
                   sort=lambda row: row.amount),
            Column(lambda: say(N_("State")), self._stands, width=128, edit=self._edit_state,
                   written=lambda row: row.outcome, choices=self._states,
                   sort=self._stands),
            Column(lambda: say(N_("Category")), self._category, width=120,
                   edit=self._edit_category, written=lambda row: row.category,
                   choices=self._categories, tip=lambda row: state.wording.say(row.why)),
            Column(lambda: say(N_("Reason")), self._reason, is_wide=True, tip=self._reason),
        )  # fmt: skip

    def _date(self, row: BatchRow) -> str:
        return "" if row.date is None else self._state.wording.date(row.date, "year")

    def _amount(self, row: BatchRow) -> str:
        if not row.amount:
            return ""
        return self._state.wording.money(row.amount, row.currency, sign=row.outcome != "transfer")

    def _stands(self, row: BatchRow) -> str:
        return state_words(row, self._state.wording)

    def _category(self, row: BatchRow) -> str:
        added = self.batch.added_categories if self.batch else ()
        known = {category.id: category.name for category in added}
        fact = self._state.book.categories.get(row.category)
        return fact.name if fact else known.get(row.category, "")

    def _categories(self) -> list[tuple[str, str]]:
        added = self.batch.added_categories if self.batch else ()
        named = {one.id: one.name for one in (*self._state.book.categories.values(), *added)}
        return [("", self._state.wording._(N_("No category"))), *named.items()]

    def _states(self) -> list[tuple[str, str]]:
        wording = self._state.wording
        listed = [(outcome, outcome_words(outcome, wording)) for outcome in (*BOOKED, "skipped")]
        return [*listed, ("accept", wording._(N_("As suggested")))]

    def _reason(self, row: BatchRow) -> str:
        wording = self._state.wording
        said = [wording.say(row.reason)]
        if row.to_account:
            accounts = self._state.book.accounts
            target = accounts[row.to_account].name if row.to_account in accounts else ""
            said.append(f"→ {target}" if target else "")
        if row.maybe is not None:
            said.append(wording.say(row.maybe.words))
        said.append(wording.say(row.why))
        return " ".join(filter(None, said))

    def _edit_state(self, row: BatchRow, typed: str) -> None:
        if typed == "accept" and row.maybe is not None:
            self._choose({row.number: Choice(accept=True)})
        elif typed not in {"", "accept", row.outcome}:
            self._choose({row.number: Choice(outcome=typed)})  # type: ignore[arg-type]

    def _edit_category(self, row: BatchRow, typed: str) -> None:
        if typed != row.category:
            self._choose({row.number: Choice(category=typed)})
            self.decided.emit(row.number, typed)

    def _switch(self, rows: Sequence[BatchRow]) -> None:
        """Leave these rows out, or take them back in as they were read."""
        assert self.batch is not None
        read = self.batch.parsed.rows
        wanted = {
            row.number: Choice(outcome="skipped" if row.outcome in BOOKED else found)
            for row in rows
            if row.outcome in BOOKED or (found := read[row.number - 1].outcome) in BOOKED
        }
        if wanted:
            self._choose(wanted)
