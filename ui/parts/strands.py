"""How what-if lines look, in chart and list alike: each its own dashes, and a colour beside."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QLabel

from ui.theme import Theme

_SIZE = (34, 12)


@dataclass(frozen=True, slots=True)
class StrandLook:
    """A token of the theme, and lengths of dashes and gaps in line widths."""

    token: str
    dashes: tuple[float, ...]

    def color(self, theme: Theme) -> str:
        """Its colour in this theme."""
        return str(getattr(theme, self.token))


STRANDS = (
    StrandLook("expense", (5.0, 2.0)),
    StrandLook("covered", (1.6, 1.4)),
    StrandLook("text", (6.0, 2.0, 1.5, 2.0)),
)
"""In the order in which scenarios were chosen; no more are shown at once."""


class StrandSample(QLabel):
    """A piece of the line, beside the name it belongs to."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(*_SIZE)
        self.hide()

    def show_look(self, number: int | None, theme: Theme) -> None:
        """Show the line with this number; None shows nothing."""
        self.setVisible(number is not None)
        if number is None:
            return
        look, ratio = STRANDS[number], self.devicePixelRatioF()
        picture = QPixmap(round(_SIZE[0] * ratio), round(_SIZE[1] * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        pen = QPen(QColor(look.color(theme)), 2.4)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        pen.setDashPattern(look.dashes)
        painter.setPen(pen)
        middle = _SIZE[1] / 2
        painter.drawLine(QPointF(0, middle), QPointF(_SIZE[0], middle))
        painter.end()
        self.setPixmap(picture)
