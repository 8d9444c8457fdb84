"""The import window's question about balances: do they hold the rows before them already?"""

from collections.abc import Callable

from PySide6.QtWidgets import QCheckBox, QLabel, QVBoxLayout, QWidget

from planner.basics.text import N_
from planner.services.importing import Batch
from planner.services.imports.balance import closed_words, effect_words
from ui.state import State
from ui.theme import GAP_S


class BalancePart(QWidget):
    """A tick with both results below it, and whether the bank's own balance agrees."""

    def __init__(self, state: State, decide: Callable[[bool], None]) -> None:
        super().__init__()
        self._state = state
        self.box = QCheckBox(state.wording._(N_("The balance already includes these entries")))
        self.box.clicked.connect(decide)
        self.words, self.closing = QLabel(), QLabel()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP_S)
        for widget in (self.box, self.words, self.closing):
            column.addWidget(widget)
        for label in (self.words, self.closing):
            label.setProperty("role", "small")
            label.setWordWrap(True)
        self.hide()

    def show_batch(self, batch: Batch) -> None:
        """Show what the batch does to balances; nothing where it touches none that is known."""
        say = self._state.wording.say
        found = batch.balance.effects
        lines = [" ".join(map(say, effect_words(batch, effect))) for effect in found]
        closing = closed_words(batch)
        self.words.setText("\n".join(lines))
        self.closing.setText(say(closing) if closing is not None else "")
        self.box.setChecked(bool(found) and all(batch.holds(effect.earlier) for effect in found))
        self.box.setAccessibleDescription(self.words.text())
        for widget in (self.box, self.words):
            widget.setVisible(bool(found))
        self.closing.setVisible(closing is not None)
        self.setVisible(bool(found) or closing is not None)
