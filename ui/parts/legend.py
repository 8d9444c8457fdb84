"""A legend as words with coloured squares, beside a chart's title."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from ui.theme import GAP, GAP_M


class Legend(QWidget):
    """Colour and word of each part of a chart."""

    def __init__(self) -> None:
        super().__init__()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(GAP)

    def show_parts(self, parts: Sequence[tuple[str, str]]) -> None:
        """Show these (colour, word) pairs."""
        while (item := self._row.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.setParent(None)
        for color, word in parts:
            square = QLabel()
            square.setFixedSize(10, 10)
            square.setStyleSheet(f"background: {color}; border-radius: 2px;")
            label = QLabel(word)
            label.setProperty("role", "small")
            self._row.addWidget(square)
            self._row.addWidget(label)
            self._row.addSpacing(GAP_M - GAP)
