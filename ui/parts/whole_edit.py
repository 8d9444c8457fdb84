"""An input for a whole number within limits; Up and Down change it by one."""

import unicodedata

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from planner.basics.errors import UserError
from planner.basics.text import N_

_STEPS = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}


class WholeEdit(QLineEdit):
    """A number between `low` and `high`; what was typed stays, even if it is none."""

    def __init__(self, low: int, high: int, value: int) -> None:
        super().__init__()
        self.low, self.high = low, high
        self.set_value(value)

    def value(self) -> int:
        """The number. Raises UserError when it can't be read or lies outside the limits."""
        written = unicodedata.normalize("NFKC", self.text()).strip()
        if not written.isascii() or not written.isdigit() or len(written) > 9:
            raise UserError(N_("Write a whole number such as 12."))
        if not self.low <= int(written) <= self.high:
            raise UserError(
                N_("Choose a number from {low} to {high}."), low=self.low, high=self.high
            )
        return int(written)

    def set_value(self, value: int) -> None:
        """Show this number."""
        self.setText(str(value))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down count."""
        step = _STEPS.get(Qt.Key(event.key()), 0)
        if not step:
            super().keyPressEvent(event)
            return
        try:
            now = self.value()
        except UserError:
            now = self.low - step
        self.set_value(min(max(now + step, self.low), self.high))
