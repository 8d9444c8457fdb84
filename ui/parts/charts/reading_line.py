"""A line over a chart that reads one date: moved by mouse and keys, with a small box of words."""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QLabel

from ui.parts.canvas import Canvas

_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class ReadingLine(QObject):
    """Left and Right jump between the dates given, Home and End to the ends, Esc hides.

    Drawn by Qt over the chart, so moving it costs no drawing of the chart.
    """

    def __init__(self, canvas: Canvas, words: Callable[[dt.date], Sequence[str]]) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._words = words
        self.dates: Sequence[dt.date] = ()
        self.date: dt.date | None = None
        self._line = QFrame(canvas)
        self._line.setFixedWidth(1)
        self.box = QLabel(canvas)
        self.box.setObjectName("crosshairBox")
        for part in (self._line, self.box):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            part.hide()
        canvas.setMouseTracking(True)
        canvas.installEventFilter(self)

    def show_at(self, date: dt.date | None) -> None:
        """Read this date; None hides the line."""
        self.date = date
        for part in (self._line, self.box):
            part.setVisible(date is not None)
        if date is None:
            return
        self._line.setStyleSheet(f"background: {self._canvas.theme.muted};")
        self.box.setText("\n".join(self._words(date)))
        self.box.adjustSize()
        self._canvas.setAccessibleDescription(self.box.text())
        self._place(date)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseMove:
            self.show_at(self._date_at(event.position().x()))
        elif event.type() == QEvent.Type.Leave and not self._canvas.hasFocus():
            self.show_at(None)
        elif event.type() == QEvent.Type.FocusOut:
            self.show_at(None)
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._on_key(Qt.Key(event.key()))
        return super().eventFilter(watched, event)

    def _on_key(self, key: Qt.Key) -> bool:
        if not self.dates:
            return False
        if key in _STEPS:
            self._go(_STEPS[key])
        elif key in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            self.show_at(self.dates[0 if key == Qt.Key.Key_Home else -1])
        elif key == Qt.Key.Key_Escape and self.date is not None:
            self.show_at(None)
        else:
            return False
        return True

    def _go(self, step: int) -> None:
        if self.date is None:
            self.show_at(self.dates[0 if step > 0 else -1])
            return
        known = [date for date in self.dates if (date > self.date) == (step > 0)]
        others = [date for date in known if date != self.date]
        if others:
            self.show_at(min(others) if step > 0 else max(others))

    def _place(self, date: dt.date) -> None:
        left, top, right, bottom = self._box()
        low, high = self._canvas.axes.get_xlim()
        x = left + (right - left) * (date.toordinal() - low) / max(high - low, 1)
        self._line.setGeometry(int(x), int(top), 1, int(bottom - top))
        width = self.box.width()
        to_right = x + 12 + width < self._canvas.width()
        self.box.move(QPoint(int(x + 12 if to_right else x - 12 - width), int(top) + 6))

    def _date_at(self, x: float) -> dt.date | None:
        left, _, right, _ = self._box()
        if not left <= x <= right or not self.dates:
            return None
        low, high = self._canvas.axes.get_xlim()
        return dt.date.fromordinal(int(low + (x - left) / (right - left) * (high - low)))

    def _box(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of the axes in pixels of the widget."""
        place: Any = self._canvas.axes.get_position()
        width, height = self._canvas.width(), self._canvas.height()
        return place.x0 * width, (1 - place.y1) * height, place.x1 * width, (1 - place.y0) * height
