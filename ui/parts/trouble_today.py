"""How things stand with a loan, and three things to do today; the first one is the next step."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QWidget

from planner.outlook.level import Level
from planner.services.troubles.clean_record import KEPT, CleanRecord, clean_record, record_words
from planner.services.troubles.stages import Situation, Stage
from planner.services.troubles.statements import about
from planner.services.troubles.steps import NextStep, headline, next_steps
from ui.parts.button import make_button
from ui.parts.card import Card
from ui.state import State
from ui.style import set_role
from ui.theme import GAP, GAP_M, level_icon


class TroubleToday(Card):
    """The answer of the page, and a button for each step.

    Attributes: said (the answer), buttons (one per step, the primary one first), record (how far
    the way back to a clean record has come).
    """

    def __init__(self, state: State, on_step: Callable[[NextStep], object]) -> None:
        super().__init__()
        self._state = state
        self._on_step = on_step
        self._level = Level.covered
        self.buttons: list[QPushButton] = []
        self._shape, self.said = QLabel(), QLabel()
        self.said.setWordWrap(True)
        set_role(self.said, "heading")
        row = QHBoxLayout()
        row.setSpacing(GAP_M)
        row.addWidget(self._shape)
        row.addWidget(self.said, 1)
        self.body.addLayout(row)
        self._list = QWidget()
        self.body.addWidget(self._list)
        self.record = QLabel()
        self.record.setWordWrap(True)
        set_role(self.record, "small")
        self.body.addWidget(self.record)

    def show_situation(self, now: Situation) -> None:
        """Show where the loan stands and what helps today."""
        self._level = _level(self._state, now)
        self.said.setText(self._state.wording.say(headline(self._state.book, now)))
        self.setAccessibleName(self.said.text())
        self.restyle()
        self._show_steps(next_steps(self._state.book, now))
        record = clean_record(self._state.book, now.loan.id, now.today)
        self.record.setVisible(record is not None)
        self.record.setText(self._record_words(record) if record else "")

    def restyle(self) -> None:
        """Take the colours of the theme of now."""
        self._shape.setPixmap(level_icon(self._level, self._state.theme, 24).pixmap(24, 24))

    def _record_words(self, record: CleanRecord) -> str:
        say = self._state.wording.say
        return f"{say(record_words(record))}\n{say(about(KEPT, self._state.today))}"

    def _show_steps(self, steps: Sequence[NextStep]) -> None:
        self.buttons.clear()
        fresh = QWidget()
        grid = QGridLayout(fresh)
        grid.setContentsMargins(0, GAP, 0, 0)
        grid.setHorizontalSpacing(GAP_M)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(1, 1)
        for number, step in enumerate(steps):
            self._add(grid, number, step)
        self.body.replaceWidget(self._list, fresh)
        self._list.hide()
        self._list.setParent(None)
        self._list = fresh

    def _add(self, grid: QGridLayout, number: int, step: NextStep) -> None:
        say, row = self._state.wording.say, 2 * number
        mark, title, why = QLabel(str(number + 1)), QLabel(say(step.title)), QLabel(say(step.why))
        set_role(mark, "strong")
        set_role(title, "strong" if number == 0 else "")
        set_role(why, "small")
        title.setContentsMargins(0, GAP - 2, 0, 0)
        why.setContentsMargins(0, 0, 0, GAP - 2)
        for label in (title, why):
            label.setWordWrap(True)
        button = make_button(self._doing(step), "primary" if number == 0 else "", say(step.button))
        button.setAccessibleName(f"{title.text()}: {button.text()}")
        sources = "\n".join(say(about(one, self._state.today)) for one in step.rests_on)
        why.setToolTip(sources)
        button.setAccessibleDescription(f"{why.text()}\n{sources}".strip())
        grid.addWidget(mark, row, 0, 2, 1, Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(title, row, 1)
        grid.addWidget(why, row + 1, 1)
        grid.addWidget(button, row, 2, 2, 1, Qt.AlignmentFlag.AlignVCenter)
        self.buttons.append(button)

    def _doing(self, step: NextStep) -> Callable[[], None]:
        def do() -> None:
            self._on_step(step)

        return do


def _level(state: State, now: Situation) -> Level:
    """Overdue when it is; before that the level of its next due, as the outlook knows it."""
    if now.stage is not Stage.ahead:
        return Level.overdue
    dues = state.look.outlook.dues if state.look else ()
    return next((due.level for due in dues if due.loan == now.loan.id), Level.covered)
