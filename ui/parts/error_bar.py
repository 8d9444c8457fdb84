"""The bar at the top of the window: what was refused, or what went wrong and was not expected."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout

from planner.basics.text import Text
from ui.parts.button import make_button, set_icon
from ui.state import State
from ui.theme import GAP, GAP_L


class ErrorBar(QFrame):
    """Hidden until something is said; Esc or the cross closes it, the next change too.

    Attributes: words, details (the technical part of a fault, unfolded on demand).
    """

    def __init__(self, state: State) -> None:
        super().__init__()
        self._state = state
        self._said: Text | None = None
        self.setObjectName("errorBar")
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.details = QPlainTextEdit()
        self.details.setReadOnly(True)
        self.details.setFixedHeight(130)
        self.show_details = make_button(self._unfold, "link")
        self.copy = make_button(self._copy, "link")
        self.close_button = make_button(self.hide, "flat")
        self._lay_out()
        state.failed.connect(self.show_text)
        state.book_changed.connect(self.hide)
        state.language_changed.connect(self.retranslate)
        state.theme_changed.connect(self._restyle)
        self._restyle()
        self.hide()

    def show_text(self, said: Text) -> None:
        """A refusal in one sentence."""
        self._say(said, "")

    def show_fault(self, said: Text, details: str) -> None:
        """A fault of the program: the sentence, and what helps to find it."""
        self._say(said, details)

    def retranslate(self) -> None:
        """Say it in the language of now."""
        wording = self._state.wording
        self.words.setText(wording.say(self._said) if self._said else "")
        self.setAccessibleName(self.words.text())
        self.show_details.setText(wording._("Details"))
        self.copy.setText(wording._("Copy"))
        self.close_button.setAccessibleName(wording._("Close"))
        self.details.setAccessibleName(wording._("Details"))

    def _say(self, said: Text, details: str) -> None:
        self._said = said
        self.details.setPlainText(details)
        self.details.hide()
        for button in (self.show_details, self.copy):
            button.setVisible(bool(details))
        self.retranslate()
        self.show()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self.words, 1)
        for button in (self.show_details, self.copy, self.close_button):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP_L, GAP, GAP, GAP)
        column.addLayout(row)
        column.addWidget(self.details)

    def _unfold(self) -> None:
        self.details.setVisible(self.details.isHidden())

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.details.toPlainText())

    def _restyle(self) -> None:
        set_icon(self.close_button, "close", self._state.theme)
