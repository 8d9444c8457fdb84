"""Knob: a slider with its name and its value in words; moved by mouse and arrow keys."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QVBoxLayout, QWidget

from ui.theme import GAP_S


class Knob(QWidget):
    """A whole number of steps; `words` says what a step count means.

    Signals: turned while it moves, rested once it was let go.
    """

    turned = Signal()
    rested = Signal()

    def __init__(self, words: Callable[[int], str]) -> None:
        super().__init__()
        self._words = words
        self.name, self.value_label = QLabel(), QLabel()
        self.name.setProperty("role", "muted")
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.name.setBuddy(self.slider)
        self.slider.valueChanged.connect(self._on_value)
        self.slider.sliderReleased.connect(self.rested)
        top = QHBoxLayout()
        top.addWidget(self.name)
        top.addStretch(1)
        top.addWidget(self.value_label)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP_S)
        column.addLayout(top)
        column.addWidget(self.slider)
        self.setFocusProxy(self.slider)

    def set_name(self, name: str) -> None:
        """The name, for eyes and for screen readers."""
        self.name.setText(name)
        self.slider.setAccessibleName(name)
        self._say()

    def set_range(self, low: int, high: int, value: int, page: int) -> None:
        """Limits and value in steps; `page` steps for Page Up and a click beside the handle."""
        self.slider.blockSignals(True)
        self.slider.setRange(low, max(low, high))
        self.slider.setPageStep(page)
        self.slider.setValue(value)
        self.slider.blockSignals(False)
        self._say()

    def set_value(self, value: int) -> None:
        """Move it there, as if by hand."""
        self.slider.setValue(value)
        self.rested.emit()

    def value(self) -> int:
        """Where it stands, in steps."""
        return self.slider.value()

    @property
    def is_held(self) -> bool:
        """Whether the mouse holds it."""
        return self.slider.isSliderDown()

    def _on_value(self) -> None:
        self._say()
        self.turned.emit()

    def _say(self) -> None:
        said = self._words(self.slider.value())
        self.value_label.setText(said)
        self.slider.setAccessibleDescription(said)
