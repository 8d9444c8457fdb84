"""Parts side by side where the room suffices, one above the other where it does not."""

# ruff: noqa: D102 - overridden methods are described where they are declared

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QWidget

from ui.theme import GAP_M, TEXT_SIZE

_ACROSS, _DOWN = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom


class SideBySide(QWidget):
    """A row that becomes a column when it is narrower than `least` pixels at normal text size."""

    def __init__(self, *parts: tuple[QWidget, int], least: int) -> None:
        """`parts`: each with its share of the width."""
        super().__init__()
        self._least = least
        self._row = QBoxLayout(_ACROSS, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(GAP_M)
        for part, share in parts:
            self._row.addWidget(part, share)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        least = self._least * QApplication.font().pointSizeF() / TEXT_SIZE
        way = _DOWN if self.width() < least else _ACROSS
        if self._row.direction() != way:
            self._row.setDirection(way)
