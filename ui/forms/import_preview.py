"""The step that shows what becomes of every row, and lets the owner change it."""

# ruff: noqa: D102 - overridden methods are described where they are declared

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from planner.basics.text import N_, Amount, text
from planner.services.importing import Batch, BatchRow, Choice
from ui.forms.import_reading import ImportReading
from ui.forms.import_words import BOOKED, answer_words, outcome_words, outcomes
from ui.forms.pickers import AccountPicker
from ui.parts.button import make_button
from ui.parts.card import Card
from ui.parts.tables import Column, FactTable
from ui.state import State
from ui.theme import GAP, GAP_M, GAP_S


class RowsTable(FactTable):
    """The rows of a file. Signal: `switched(list of rows)` by Space or Del: leave out or take."""

    switched = Signal(object)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Space, Qt.Key.Key_Delete}:
            self.switched.emit(self.chosen())
        else:
            super().keyPressEvent(event)


class PreviewStep(QWidget):
    """Questions, counts per outcome that filter, and the table of rows."""

    def __init__(self, state: State, reading: ImportReading) -> None:
        super().__init__()
        self._state = state
        self._reading = reading
        self._batch: Batch | None = None
        self._shown = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP_M)
        self.title = QLabel()
        self.title.setProperty("role", "heading")
        self.notices = QLabel()
        self.notices.setProperty("role", "small")
        self.notices.setWordWrap(True)
        self.questions = QVBoxLayout()
        self.chips = QHBoxLayout()
        self.chips.setSpacing(GAP_S)
        self.table = RowsTable(state, self._columns(), key=lambda row: row.number)
        self.table.switched.connect(self._switch)
        self.table.setAccessibleName(state.wording._(N_("Rows of the file")))
        hint = QLabel(
            state.wording._(
                N_(
                    "Category and state can be changed: F2 or a double click. Space leaves a row out."
                )
            )
        )
        hint.setProperty("role", "small")
        self.account = AccountPicker(state.book)
        self.account.setAccessibleName(state.wording._(N_("The bill belongs to this account")))
        self.account.activated.connect(self._take_account)
        top = QHBoxLayout()
        top.addWidget(self.title, 1)
        into = QLabel(state.wording._(N_("into account")))
        into.setProperty("role", "muted")
        top.addWidget(into)
        top.addWidget(self.account)
        card = Card()
        card.body.addWidget(self.table)
        column.addLayout(top)
        column.addWidget(self.notices)
        column.addLayout(self.questions)
        column.addLayout(self.chips)
        column.addWidget(card, 1)
        column.addWidget(hint)

    def show_batch(self, batch: Batch) -> None:
        """Show what was read."""
        is_other = self._batch is None or self._batch.parsed is not batch.parsed
        self._batch = batch
        if is_other:
            self._shown = ""
        wording = self._state.wording
        self.title.setText(batch.file)
        self.account.set_account(batch.account)
        self.notices.setText("\n".join(wording.say(notice) for notice in batch.notices))
        self.notices.setVisible(bool(batch.notices))
        self._show_questions(batch)
        self._show_chips(batch)
        self._show_rows()

    def totals(self, batch: Batch) -> str:
        """Money in and out of the batch, and whether the file's own totals agree."""
        wording = self._state.wording
        earned, spent = (Amount(sum_, batch.currency) for sum_ in (batch.money_in, batch.money_out))
        said = [wording.say(text(N_("in {earned} · out {spent}"), earned=earned, spent=spent))]
        if batch.stated_totals == "match":
            said.append(wording._(N_("agrees with the totals printed in the file")))
        elif batch.stated_totals == "differ":
            said.append(wording._(N_("differs from the totals printed in the file")))
        return " · ".join(said)

    # questions and counts

    def _show_questions(self, batch: Batch) -> None:
        _empty(self.questions)
        for question in batch.questions:
            row = QHBoxLayout()
            row.setSpacing(GAP)
            holder = QWidget()
            holder.setLayout(row)
            asked = QLabel(self._state.wording.say(question.text))
            asked.setProperty("role", "strong")
            asked.setWordWrap(True)
            row.addWidget(asked, 1)
            for option in question.options:
                words = answer_words(option, self._state.wording)
                row.addWidget(make_button(self._answering(option), text=words))
            self.questions.addWidget(holder)

    def _answering(self, option: str) -> Callable[[], None]:
        def answer() -> None:
            self._reading.answer(option)

        return answer

    def _show_chips(self, batch: Batch) -> None:
        _empty(self.chips)
        wording = self._state.wording
        options = [("", wording._(N_("All")), len(batch.rows))]
        options += [
            (outcome, outcome_words(outcome, wording), count)
            for outcome in outcomes()
            if (count := sum(row.outcome == outcome for row in batch.rows))
        ]
        for outcome, words, count in options:
            chip = QPushButton(f"{words} {count}")
            chip.setProperty("role", "segment")
            chip.setCheckable(True)
            chip.setAutoDefault(False)
            chip.setChecked(outcome == self._shown)
            chip.clicked.connect(self._filtering(outcome))
            self.chips.addWidget(chip)
        self.chips.addStretch(1)

    def _filtering(self, outcome: str) -> Callable[[], None]:
        def choose() -> None:
            self._shown = outcome
            assert self._batch is not None
            self._show_chips(self._batch)
            self._show_rows()

        return choose

    # the table

    def _show_rows(self) -> None:
        assert self._batch is not None
        rows = self._batch.rows
        if self._shown:
            rows = tuple(row for row in rows if row.outcome == self._shown)
        self.table.set_rows(rows)

    def _columns(self) -> Sequence[Column]:
        say = self._state.wording._
        return (
            Column(lambda: say(N_("Row")), lambda row: str(row.line), is_number=True, width=50,
                   sort=lambda row: row.number),
            Column(lambda: say(N_("Date")), self._date, width=128,
                   sort=lambda row: str(row.date or "")),
            Column(lambda: say(N_("Payee")), lambda row: row.payee or row.note, width=150,
                   sort=lambda row: row.payee, tip=lambda row: row.note),
            Column(lambda: say(N_("Amount")), self._amount, is_number=True, width=112,
                   sort=lambda row: row.amount),
            Column(lambda: say(N_("State")), self._outcome, width=116, edit=self._edit_state,
                   written=lambda row: row.outcome, choices=self._states,
                   sort=lambda row: row.outcome),
            Column(lambda: say(N_("Category")), self._category, width=120,
                   edit=self._edit_category, written=lambda row: row.category,
                   choices=self._categories),
            Column(lambda: say(N_("Reason")), self._reason, is_wide=True, tip=self._reason),
        )  # fmt: skip

    def _date(self, row: BatchRow) -> str:
        return "" if row.date is None else self._state.wording.date(row.date, "year")

    def _amount(self, row: BatchRow) -> str:
        if not row.amount:
            return ""
        return self._state.wording.money(row.amount, row.currency, sign=row.outcome != "transfer")

    def _outcome(self, row: BatchRow) -> str:
        return outcome_words(row.outcome, self._state.wording)

    def _category(self, row: BatchRow) -> str:
        added = self._batch.added_categories if self._batch else ()
        known = {category.id: category.name for category in added}
        fact = self._state.book.categories.get(row.category)
        return fact.name if fact else known.get(row.category, "")

    def _categories(self) -> list[tuple[str, str]]:
        added = self._batch.added_categories if self._batch else ()
        named = [*self._state.book.categories.values(), *added]
        none = self._state.wording._(N_("No category"))
        return [("", none), *((category.id, category.name) for category in named)]

    def _states(self) -> list[tuple[str, str]]:
        return [
            (outcome, outcome_words(outcome, self._state.wording))
            for outcome in (*BOOKED, "skipped")
        ]

    def _reason(self, row: BatchRow) -> str:
        said = self._state.wording.say(row.reason)
        if row.to_account:
            accounts = self._state.book.accounts
            target = accounts[row.to_account].name if row.to_account in accounts else ""
            said = " ".join(filter(None, (said, f"→ {target}")))
        return said

    def _edit_state(self, row: BatchRow, typed: str) -> None:
        if typed and typed != row.outcome:
            self._reading.choose({row.number: Choice(outcome=typed)})  # type: ignore[arg-type]

    def _switch(self, rows: Sequence[BatchRow]) -> None:
        """Leave these rows out, or take them back in as they were read."""
        assert self._batch is not None
        read = self._batch.parsed.rows
        wanted = {
            row.number: Choice(outcome="skipped" if row.outcome in BOOKED else found)
            for row in rows
            if row.outcome in BOOKED or (found := read[row.number - 1].outcome) in BOOKED
        }
        if wanted:
            self._reading.choose(wanted)

    def _take_account(self) -> None:
        self._reading.account = self.account.account()
        self._reading.read()

    def _edit_category(self, row: BatchRow, typed: str) -> None:
        if typed != row.category:
            self._reading.choose({row.number: Choice(category=typed)})


def _empty(layout: QVBoxLayout | QHBoxLayout) -> None:
    """Take everything out of a layout."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.setParent(None)
            widget.deleteLater()
