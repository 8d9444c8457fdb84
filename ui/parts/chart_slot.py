"""A place for a chart that is built only after the window was painted.

So the window is on the screen before matplotlib is imported (its import takes half a second).
"""

# ruff: noqa: D102 - overridden methods are described where they are declared

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.theme import CHART_HEIGHT

if TYPE_CHECKING:
    from ui.parts.canvas import Canvas


class ChartSlot(QWidget):
    """Holds the chart that `make` builds; `make` imports the chart's module itself.

    Signals: ready once the chart stands.
    """

    ready = Signal()

    def __init__(self, make: Callable[[], "Canvas"]) -> None:
        super().__init__()
        self.canvas: Canvas | None = None
        self._make = make
        self._show: Callable[[Any], None] | None = None
        self._is_asked = False
        self.setMinimumHeight(CHART_HEIGHT)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)

    def show_on(self, show: Callable[[Any], None]) -> None:
        """Call `show(canvas)`, now or as soon as the chart stands; a newer call replaces it."""
        if self.canvas is None:
            self._show = show
        else:
            show(self.canvas)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._is_asked:
            self._is_asked = True
            QTimer.singleShot(0, self, self._build)

    def _build(self) -> None:
        self.canvas = self._make()
        layout = self.layout()
        assert layout is not None
        layout.addWidget(self.canvas)
        self.setFocusProxy(self.canvas)
        if self._show is not None:
            self._show(self.canvas)
        self.ready.emit()
