"""The ribbon over the sample shop: 「这是示例」, and one click to a book of one's own."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel

from ui.parts.button import make_button
from ui.state import State
from ui.theme import GAP, GAP_S, GAP_XL


class Ribbon(QFrame):
    """Visible while the sample shop is open."""

    def __init__(self, state: State, on_start: Callable[[], object]) -> None:
        super().__init__()
        self._state = state
        self.setObjectName("ribbon")
        self.words = QLabel()
        self.start = make_button(on_start, "link")
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP_XL, GAP_S, GAP, GAP_S)
        row.setSpacing(0)
        row.addWidget(self.words)
        row.addStretch(1)
        row.addWidget(self.start)
        state.language_changed.connect(self.retranslate)
        state.book_changed.connect(self.retranslate)
        self.retranslate()

    def retranslate(self) -> None:
        """Say it in the language of now; hide it over a book of one's own."""
        wording = self._state.wording
        self.words.setText(wording._("This is a sample shop. Try anything: nothing here is real."))
        self.start.setText(wording._("Start my own book"))
        self.setVisible(self._state.preferences.is_sample)
