"""Crosshair: a line over a chart and a box with a few words, moved by mouse and keys.

Both are small widgets over the chart, so that moving them never draws the chart anew.
"""

# ruff: noqa: D102 - overridden methods are described where they are declared

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from ui.theme import GAP_M


class Crosshair(QObject):
    """Watches `chart`; positions are numbered from 0 (days, months …).

    Left and Right move by one, with Ctrl to the next of `stops`, Home and End to the ends.
    Signals: chosen(position) when a stop was clicked or Enter was pressed.
    """

    chosen = Signal(int)
    _REACH = 9
    """Pixels within which a click means a stop."""

    def __init__(self, chart: QWidget, words: Callable[[int], Sequence[str]]) -> None:
        super().__init__(chart)
        self._chart = chart
        self._words = words
        self._places: Sequence[float] = ()
        self._stops: Sequence[int] = ()
        self._edges = (0, 0)
        self.position: int | None = None
        self.line = QFrame(chart)
        self.box = QLabel(chart)
        self.box.setObjectName("crosshairBox")
        self.box.setTextFormat(Qt.TextFormat.PlainText)
        for part in (self.line, self.box):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        chart.setMouseTracking(True)
        chart.installEventFilter(self)
        self.hide()

    def set_places(
        self, places: Sequence[float], stops: Sequence[int], top: int, bottom: int
    ) -> None:
        """Where the positions are (pixels from the left), and from where to where the line goes."""
        self._places, self._stops, self._edges = places, stops, (top, bottom)
        if self.position is not None:
            self.move_to(min(self.position, len(places) - 1))

    def move_to(self, position: int) -> None:
        """Show the words of this position."""
        if not 0 <= position < len(self._places):
            self.hide()
            return
        self.position = position
        self.box.setText("\n".join(self._words(position)))
        self.box.adjustSize()
        x, (top, bottom) = round(self._places[position]), self._edges
        self.line.setGeometry(x, top, 1, bottom - top)
        is_right_full = x + GAP_M + self.box.width() > self._chart.width()
        left = x - GAP_M - self.box.width() if is_right_full else x + GAP_M
        self.box.move(max(0, left), top + 6)
        self.line.show()
        self.box.show()
        self._chart.setAccessibleDescription(self.box.text())

    def set_color(self, color: str) -> None:
        """The colour of the line."""
        self.line.setStyleSheet(f"background: {color}; border: none;")

    def hide(self) -> None:
        """Show nothing."""
        self.position = None
        self.line.hide()
        self.box.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseMove and isinstance(event, QMouseEvent):
            self.move_to(self._nearest(event.position().x()))
        elif event.type() == QEvent.Type.Leave and not self._chart.hasFocus():
            self.hide()
        elif event.type() == QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent):
            self._click(event.position().x())
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        elif event.type() == QEvent.Type.FocusOut:
            self.hide()
        return super().eventFilter(watched, event)

    def _nearest(self, x: float) -> int:
        if not len(self._places) or not self._places[0] - 6 <= x <= self._places[-1] + 6:
            return -1
        return min(range(len(self._places)), key=lambda at: abs(self._places[at] - x))

    def _click(self, x: float) -> None:
        near = [stop for stop in self._stops if abs(self._places[stop] - x) <= self._REACH]
        if near:
            self.chosen.emit(min(near, key=lambda stop: abs(self._places[stop] - x)))

    def _key(self, event: QKeyEvent) -> bool:
        key, last = Qt.Key(event.key()), len(self._places) - 1
        now = 0 if self.position is None else self.position
        is_far = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if last < 0 or key not in _KEYS:
            return False
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if now in self._stops:
                self.chosen.emit(now)
            return True
        if key == Qt.Key.Key_Escape:
            was_shown = self.position is not None
            self.hide()
            return was_shown
        self.move_to(max(0, min(last, self._target(key, now, is_far=is_far))))
        return True

    def _target(self, key: Qt.Key, now: int, *, is_far: bool) -> int:
        if key in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            return 0 if key == Qt.Key.Key_Home else len(self._places) - 1
        step = -1 if key == Qt.Key.Key_Left else 1
        if self.position is None and not is_far:
            return now
        if not is_far:
            return now + step
        beyond = [stop for stop in self._stops if (stop - now) * step > 0]
        return min(beyond, key=lambda stop: abs(stop - now), default=now)


_KEYS = {
    Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_Return,
    Qt.Key.Key_Enter, Qt.Key.Key_Escape,
}  # fmt: skip
