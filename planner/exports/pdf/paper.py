"""Paper: A4 sheets of a PDF on which words, boxes and lines are put; lengths are points.

Qt is imported here only, and only when a sheet is begun.
"""

from collections.abc import Sequence
from typing import Any

from planner.exports import styles
from planner.exports.pdf.blocks import Align, Document, Level

WIDTH, HEIGHT = 595.0, 842.0
MARGIN = 40.0
LETTER_MARGIN, LETTER_GROWTH = 68.0, 1.17
"""A letter has 24 mm at its sides, and letters of 10.5 points."""
TOP, BOTTOM = 58.0, 48.0
INNER = WIDTH - 2 * MARGIN
ROOM = HEIGHT - TOP - BOTTOM
"""How high the blocks of a page may stand."""
_RESOLUTION = 1200
_LATIN = ("Segoe UI", "Helvetica Neue", "Noto Sans", "Liberation Sans", "DejaVu Sans")
_HAN = ("Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC", "Source Han Sans SC",
        "WenQuanYi Micro Hei")  # fmt: skip
_ENDLESS = 1e7
_SMALLEST = 5.5

GROUNDS: dict[Level, tuple[str, str]] = {
    "": (styles.SIDE, styles.TEXT),
    "covered": (styles.COVERED_SOFT, styles.COVERED),
    "tight": (styles.TIGHT_SOFT, styles.TIGHT),
    "short": (styles.SHORT_SOFT, styles.SHORT),
    "overdue": (styles.SHORT_SOFT, styles.SHORT),
}
"""Ground and letters of each level; the word says it as well."""

Point = tuple[float, float]


class Paper:
    """One PDF being drawn; `finished` gives its bytes.

    Attributes: is_letter, margin and inner (points at the sides and between them).
    """

    def __init__(self, document: Document) -> None:
        from PySide6 import QtCore, QtGui

        self._core: Any = QtCore
        self._gui: Any = QtGui
        self._document = document
        self.is_letter = document.get("look") == "letter"
        self.margin = LETTER_MARGIN if self.is_letter else MARGIN
        self.inner = WIDTH - 2 * self.margin
        self._growth = LETTER_GROWTH if self.is_letter else 1.0
        self._buffer = QtCore.QBuffer()
        self._buffer.open(QtCore.QIODevice.OpenModeFlag.WriteOnly)
        self._writer = QtGui.QPdfWriter(self._buffer)
        self._writer.setResolution(_RESOLUTION)
        self._writer.setPageSize(QtGui.QPageSize(QtGui.QPageSize.PageSizeId.A4))
        self._writer.setPageMargins(QtCore.QMarginsF(0, 0, 0, 0))
        self._writer.setTitle(document["title"])
        self._writer.setCreator("Leeway")
        self._painter = QtGui.QPainter(self._writer)
        self._fonts: dict[tuple[float, bool], Any] = {}
        self._heights: dict[tuple[str, float, float, bool], float] = {}
        self._unit = _RESOLUTION / 72

    def next_page(self) -> None:
        """Begin a new sheet."""
        self._writer.newPage()

    def finished(self) -> bytes:
        """Everything that was drawn."""
        self._painter.end()
        self._buffer.close()
        return bytes(self._buffer.data().data())

    # measuring

    def height_of(self, text: str, size: float, width: float, *, bold: bool = False) -> float:
        """How high `text` stands when it is broken into lines of `width`."""
        key = text, size, width, bold
        if key not in self._heights:
            self._heights[key] = self._measured(text, size, width, bold=bold)
        return self._heights[key]

    def _measured(self, text: str, size: float, width: float, *, bold: bool) -> float:
        box = self._core.QRectF(0, 0, width * self._unit, _ENDLESS)
        self._painter.setFont(self._font(size, bold=bold))
        sides = self._core.Qt.AlignmentFlag
        option = self._option(sides.AlignLeft | sides.AlignTop)
        found: float = self._painter.boundingRect(box, _clean(text), option).height()
        return found / self._unit

    def clipped(
        self, text: str, size: float, width: float, lines: int, *, bold: bool = False
    ) -> str:
        """`text` in at most `lines` lines: where it is longer, its middle gives way to an …."""
        room = self.height_of("\n".join("国" * lines), size, width, bold=bold) + 0.5
        shown, kept = text, len(text)
        while kept > 2 and self.height_of(shown, size, width, bold=bold) > room:
            kept -= 1
            shown = f"{text[: kept - kept // 3].rstrip()}…{text[-(kept // 3) :].lstrip()}"
        return shown

    def width_of(self, text: str, size: float, *, bold: bool = False) -> float:
        """How wide `text` stands in one line."""
        metrics = self._gui.QFontMetricsF(self._font(size, bold=bold), self._writer)
        found: float = metrics.horizontalAdvance(_clean(text))
        return found / self._unit

    def _option(self, alignment: Any) -> Any:
        """Lines break between words, and within one only where it has no line to itself."""
        option = self._gui.QTextOption(alignment)
        option.setWrapMode(option.WrapMode.WrapAtWordBoundaryOrAnywhere)
        return option

    def _font(self, size: float, *, bold: bool) -> Any:
        """Unshaped, so that words are found and copied.

        The glyphs that shaping takes for fi, or for digits after letters, have no name in the
        font's table.
        """
        key = size, bold
        if key not in self._fonts:
            is_chinese = self._document["language"] == "zh"
            font = self._gui.QFont([*_HAN, *_LATIN] if is_chinese else [*_LATIN, *_HAN])
            font.setStyleStrategy(font.StyleStrategy.PreferNoShaping)
            font.setPointSizeF(size * self._growth)
            font.setBold(bold)
            self._fonts[key] = font
        return self._fonts[key]

    # drawing

    def text(
        self,
        place: tuple[float, float, float, float],
        text: str,
        size: float,
        color: str = styles.TEXT,
        align: Align = "left",
        *,
        bold: bool = False,
        middle: bool = False,
    ) -> None:
        """Words in the box `place` (left, top, width, height), broken into lines where needed."""
        sides = self._core.Qt.AlignmentFlag
        side = {"left": sides.AlignLeft, "right": sides.AlignRight, "center": sides.AlignHCenter}
        option = self._option(side[align] | (sides.AlignVCenter if middle else sides.AlignTop))
        self._painter.setFont(self._font(size, bold=bold))
        self._painter.setPen(self._gui.QColor(color))
        self._painter.drawText(self._box(place), _clean(text), option)

    def line_of(
        self,
        place: tuple[float, float, float, float],
        text: str,
        size: float,
        color: str = styles.TEXT,
        *,
        bold: bool = False,
        middle: bool = False,
    ) -> None:
        """Words in one line: smaller letters, and at last an end cut off, make them fit."""
        while size > _SMALLEST and self.width_of(text, size, bold=bold) > place[2]:
            size -= 0.25
        metrics = self._gui.QFontMetricsF(self._font(size, bold=bold), self._writer)
        side = self._core.Qt.TextElideMode.ElideRight
        fitted = metrics.elidedText(_clean(text), side, place[2] * self._unit)
        self.text(place, fitted, size, color, bold=bold, middle=middle)

    def box(self, place: tuple[float, float, float, float], color: str, radius: float = 0) -> None:
        """A filled box."""
        self._fill(color)
        round_ = radius * self._unit
        self._painter.drawRoundedRect(self._box(place), round_, round_)

    def area(self, points: Sequence[Point], color: str, edge: str = "") -> None:
        """A filled shape, with a thin line around it in the colour `edge`."""
        self._fill(color)
        if edge:
            self._painter.setPen(self._pen(edge, 0.8))
        self._painter.drawPolygon(self._polygon(points))

    def line(
        self, points: Sequence[Point], color: str, width: float, dashes: Sequence[float] = ()
    ) -> None:
        """A line through all points; `dashes` and gaps are multiples of its width."""
        pen = self._pen(color, width)
        if dashes:
            pen.setDashPattern(list(dashes))
        self._painter.setBrush(self._core.Qt.BrushStyle.NoBrush)
        self._painter.setPen(pen)
        self._painter.drawPolyline(self._polygon(points))

    def _fill(self, color: str) -> None:
        self._painter.setPen(self._core.Qt.PenStyle.NoPen)
        self._painter.setBrush(self._gui.QColor(color))

    def _pen(self, color: str, width: float) -> Any:
        pen = self._gui.QPen(self._gui.QColor(color), width * self._unit)
        pen.setJoinStyle(self._core.Qt.PenJoinStyle.RoundJoin)
        pen.setCapStyle(self._core.Qt.PenCapStyle.FlatCap)
        return pen

    def _box(self, place: tuple[float, float, float, float]) -> Any:
        return self._core.QRectF(*(value * self._unit for value in place))

    def _polygon(self, points: Sequence[Point]) -> Any:
        unit = self._unit
        return self._gui.QPolygonF([self._core.QPointF(x * unit, y * unit) for x, y in points])


def _clean(text: str) -> str:
    """Control characters of a name are blanks; a line end of ours stays one."""
    return "".join(char if char.isprintable() or char == "\n" else " " for char in text)
