"""A line of small words that ends in … where there is no room for all of it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy


class ElidedLabel(QLabel):
    """Gives way to its neighbours; the whole text is its tool tip."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def setText(self, said: str) -> None:  # noqa: D102 - as in QLabel
        super().setText(said)
        self.setToolTip(said)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: D102 - as in QLabel
        painter = QPainter(self)
        mode = Qt.TextElideMode.ElideRight
        shown = self.fontMetrics().elidedText(self.text(), mode, self.width())
        self.style().drawItemText(
            painter, self.rect(), int(Qt.AlignmentFlag.AlignVCenter), self.palette(),
            self.isEnabled(), shown, self.foregroundRole(),
        )  # fmt: skip
        painter.end()
