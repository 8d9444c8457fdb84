"""The step that shows what becomes of every row, and lets the owner change it."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from planner.basics.text import N_, NN_, Amount, counted, text
from planner.services.importing import Batch, Choice
from planner.services.imports.alike import alike_rows, rule_for
from ui.forms.import_balance import BalancePart
from ui.forms.import_reading import ImportReading
from ui.forms.import_rows import RowsTable
from ui.forms.import_words import ANSWERS, answer_words, outcome_words, outcomes
from ui.forms.pickers import AccountPicker
from ui.parts.also_words import also_words, always_words
from ui.parts.ask_bar import AskBar
from ui.parts.button import make_button
from ui.parts.card import Card
from ui.state import State
from ui.theme import GAP, GAP_M, GAP_S


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
        self.table = RowsTable(state, reading.choose)
        self.table.chosen_changed.connect(self._ask_of_row)
        self.table.decided.connect(self._remember_decision)
        self._decided = 0
        self.suggested, self.alike = AskBar(state), AskBar(state)
        self.table.setAccessibleName(state.wording._(N_("Rows of the file")))
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
        self.balance = BalancePart(state, reading.include)
        column.addWidget(card, 1)
        column.addWidget(self.balance)
        column.addWidget(self.suggested)
        column.addWidget(self.alike)
        column.addWidget(self._hint())

    def _hint(self) -> QLabel:
        said = self._state.wording._(
            N_("Category and state can be changed: F2 or a double click. Space leaves a row out.")
        )
        hint = QLabel(said)
        hint.setProperty("role", "small")
        return hint

    def show_batch(self, batch: Batch) -> None:
        """Show what was read."""
        is_other = self._batch is None or self._batch.parsed is not batch.parsed
        self._batch = batch
        self.table.batch = batch
        if is_other:
            self._shown = ""
            self.alike.hide()
        wording = self._state.wording
        self.title.setText(batch.file)
        self.account.set_account(batch.account)
        self.notices.setText("\n".join(wording.say(notice) for notice in batch.notices))
        self.notices.setVisible(bool(batch.notices))
        self.balance.show_batch(batch)
        self._show_questions(batch)
        self._show_chips(batch)
        self._show_rows()
        self._ask_of_row()
        self._ask_of_others()

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
            if (count := batch.counts[outcome])
        ]
        if doubtful := sum(row.maybe is not None for row in batch.rows):
            options.append(("maybe", wording._(N_("To decide")), doubtful))
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
            rows = tuple(
                row
                for row in rows
                if (row.maybe is not None if self._shown == "maybe" else row.outcome == self._shown)
            )
        self.table.set_rows(rows)

    def _take_account(self) -> None:
        self._reading.account = self.account.account()
        self._reading.is_account_chosen = True
        self._reading.read()

    # what is asked beside the table

    def _ask_of_row(self) -> None:
        """Whether the current row is what it probably is."""
        row = self.table.current()
        if row is None or row.maybe is None:
            self.suggested.hide()
            return
        yes, no = ANSWERS[row.maybe.kind]
        say = self._state.wording._
        accept = {row.number: Choice(accept=True)}
        refuse = {row.number: Choice(outcome=row.outcome)}
        self.suggested.ask(
            self._state.wording.say(row.maybe.words),
            (
                (say(yes), lambda: self._reading.choose(accept)),
                (say(no), lambda: self._reading.choose(refuse)),
            ),
        )

    def _remember_decision(self, number: int, category: str) -> None:
        self._decided = number if category else 0

    def _ask_of_others(self) -> None:
        """After a category was given: whether its like should follow, now or always."""
        number, self._decided = self._decided, 0
        batch = self._batch
        if batch is None or not number:
            return
        row = batch.rows[number - 1]
        others = alike_rows(batch, row)
        wording = self._state.wording
        same = {other.number: Choice(category=row.category) for other in others}
        rule = rule_for(row.payee, row.category)
        offers = [(wording.say(always_words()), lambda: self._reading.choose({}, rule))]
        if others:
            more = counted(*NN_("This {count} too", "These {count} too"), len(others))
            offers.insert(0, (wording.say(more), lambda: self._reading.choose(same)))
        if row.payee:
            self.alike.ask(wording.say(also_words(row.payee, len(others))), offers)


def _empty(layout: QVBoxLayout | QHBoxLayout) -> None:
    """Take everything out of a layout."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.setParent(None)
            widget.deleteLater()
