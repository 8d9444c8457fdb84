"""The other warnings, one under the other, each with how it is worked out."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from planner.basics.text import N_
from planner.warnings.early_warning import EarlyWarning
from ui.parts.button import make_button
from ui.state import State
from ui.theme import GAP_M


class MoreWarnings(QWidget):
    """Sentences, calm and without colour: only one warning is loud.

    Attributes: links, reasons (one per shown warning, in their order).
    """

    def __init__(self, state: State) -> None:
        super().__init__()
        self._state = state
        self.links: list[QPushButton] = []
        self.reasons: list[QLabel] = []
        self._sentences: list[QLabel] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._list = QWidget()
        column.addWidget(self._list)

    def show_warnings(self, warnings: Sequence[EarlyWarning]) -> None:
        """Show these; their reasons are folded."""
        self.links, self.reasons, self._sentences = [], [], []
        fresh = QWidget()
        grid = QGridLayout(fresh)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(GAP_M)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(0, 1)
        for number, warning in enumerate(warnings):
            self._add(grid, 2 * number, warning)
        layout = self.layout()
        assert layout is not None
        layout.replaceWidget(self._list, fresh)
        self._list.hide()
        self._list.setParent(None)
        self._list = fresh

    def text(self) -> str:
        """All sentences, one a line."""
        return "\n".join(label.text() for label in self._sentences)

    def _add(self, grid: QGridLayout, row: int, warning: EarlyWarning) -> None:
        wording = self._state.wording
        sentence, reason = _label(""), _label("muted")
        sentence.setText(wording.say(warning.sentence))
        reason.setText(wording.say(warning.reason))
        reason.hide()
        link = make_button(_toggling(reason), "link", wording._(N_("How is this worked out?")))
        link.setAccessibleDescription(sentence.text())
        grid.addWidget(sentence, row, 0)
        grid.addWidget(link, row, 1, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(reason, row + 1, 0, 1, 2)
        self._sentences.append(sentence)
        self.links.append(link)
        self.reasons.append(reason)


def _toggling(reason: QLabel) -> Callable[[], None]:
    def toggle() -> None:
        reason.setVisible(reason.isHidden())

    return toggle


def _label(role: str) -> QLabel:
    label = QLabel()
    label.setWordWrap(True)
    label.setProperty("role", role)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
