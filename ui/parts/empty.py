"""What an empty page shows: why it is useful, and one button."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ui.parts.button import make_button
from ui.theme import GAP_L


class EmptyState(QWidget):
    """One sentence and one button, in the middle."""

    def __init__(self, sentence: str, button_text: str, on_click: Callable[[], object]) -> None:
        super().__init__()
        self.sentence = QLabel()
        self.sentence.setProperty("role", "muted")
        self.sentence.setWordWrap(True)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.button = make_button(on_click, "primary")
        column = QVBoxLayout(self)
        column.setSpacing(GAP_L)
        column.addStretch(1)
        column.addWidget(self.sentence)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)
        self.set_texts(sentence, button_text)

    def set_texts(self, sentence: str, button_text: str) -> None:
        """The sentence and the button's text; without the latter there is no button."""
        self.sentence.setText(sentence)
        self.button.setText(button_text)
        self.button.setVisible(bool(button_text))
