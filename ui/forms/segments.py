"""A row of buttons of which one is chosen: income, expense or transfer."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from ui.style import set_role, set_tight

_MARGINS = 26
"""Pixels that a button adds to its words."""


class Segments(QWidget):
    """Choice among few values; arrow keys move it. Signal: `changed(str)`, the chosen value."""

    changed = Signal(str)

    def __init__(self, options: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        """`options`: pairs of value and words."""
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._group = QButtonGroup(self)
        self._values = [value for value, _ in options]
        for number, (_, words) in enumerate(options):
            button = QPushButton(words)
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setAccessibleName(words)
            set_role(button, "segment")
            self._group.addButton(button, number)
            row.addWidget(button)
        row.addStretch(1)
        self._group.button(0).setChecked(True)
        self.setFocusProxy(self._group.button(0))
        self._group.idToggled.connect(self._on_toggled)

    def value(self) -> str:
        """The chosen value."""
        return self._values[self._group.checkedId()]

    def set_value(self, value: str) -> None:
        """Choose a value."""
        self._group.button(self._values.index(value)).setChecked(True)

    def set_words(self, words: Sequence[str]) -> None:
        """Show the options in other words, in the same order."""
        for number, shown in enumerate(words):
            self._group.button(number).setText(shown)
            self._group.button(number).setAccessibleName(shown)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: D102 - as in QWidget
        super().resizeEvent(event)
        buttons = self._group.buttons()
        words = sum(one.fontMetrics().horizontalAdvance(one.text()) for one in buttons)
        is_tight = self.width() < words + _MARGINS * len(buttons)
        if is_tight != bool(buttons[0].property("tight")):
            for one in buttons:
                set_tight(one, is_tight=is_tight)

    def _on_toggled(self, number: int, is_checked: bool) -> None:  # noqa: FBT001 - Qt's signal
        if is_checked:
            self.setFocusProxy(self._group.button(number))
            self.changed.emit(self._values[number])
