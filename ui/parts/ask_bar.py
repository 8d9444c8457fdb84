"""AskBar: one line that offers something to what was just done; it may be left unanswered."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel

from ui.parts.button import make_button, set_icon
from ui.state import State
from ui.theme import GAP, GAP_M, GAP_S

Offer = tuple[str, Callable[[], object]]


class AskBar(QFrame):
    """A sentence and a button per answer; hidden until it is asked something."""

    def __init__(self, state: State) -> None:
        super().__init__()
        self._state = state
        self.setProperty("role", "card")
        self.words = QLabel()
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(GAP_M, GAP_S, GAP_S, GAP_S)
        self._row.setSpacing(GAP)
        self._row.addWidget(self.words, 1)
        self.close_button = make_button(self.hide, "flat")
        self._row.addWidget(self.close_button)
        self.buttons = [make_button(self._answering(place)) for place in range(3)]
        for place, button in enumerate(self.buttons):
            self._row.insertWidget(1 + place, button)
        self._offers: Sequence[Offer] = ()
        self.hide()

    def ask(self, words: str, offers: Sequence[Offer]) -> None:
        """Show the sentence with up to three answers (label, what it does)."""
        self._offers = offers
        self.words.setText(words)
        self.setAccessibleName(words)
        for place, button in enumerate(self.buttons):
            button.setVisible(place < len(offers))
            if place < len(offers):
                button.setText(offers[place][0])
                button.setAccessibleDescription(words)
        self.close_button.setAccessibleName(self._state.wording._("Not now"))
        set_icon(self.close_button, "close", self._state.theme)
        self.show()

    def _answering(self, place: int) -> Callable[[], None]:
        def answer() -> None:
            self.hide()
            self._offers[place][1]()

        return answer
