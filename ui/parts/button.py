"""Buttons: one place that makes them, so that roles, icons and keyboard are alike everywhere."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton

from ui.theme import Theme, icon

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Button(QPushButton):
    """A button that Enter presses while it has the focus, as Space does.

    Qt leaves Enter to the default button of a dialog: Cancel would save what Tab has just left.
    """

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press on Enter."""
        if event.key() in _ENTER and not event.isAutoRepeat():
            self.click()
            return
        super().keyPressEvent(event)


def make_button(on_click: Callable[[], object], role: str = "", text: str = "") -> QPushButton:
    """A button; roles: "" plain, primary, link, flat (icon only), segment."""
    button = Button(text)
    button.setProperty("role", role)
    button.setAutoDefault(False)
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    button.clicked.connect(_without_argument(on_click))
    return button


def set_icon(button: QPushButton, name: str, theme: Theme, size: int = 16) -> None:
    """Give a button a line icon in the colour that its role has in this theme."""
    is_primary = button.property("role") == "primary"
    button.setIcon(icon(name, theme.on_accent if is_primary else theme.muted, size))
    button.setIconSize(QSize(size, size))


def _without_argument(call: Callable[[], object]) -> Callable[[bool], None]:
    def clicked(is_checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt passes it so
        call()

    return clicked
