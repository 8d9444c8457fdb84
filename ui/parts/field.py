"""Field: a label, its input, and below it what is wrong; what was typed always stays."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.style import set_role
from ui.theme import GAP_S


def make_room(window: QWidget) -> None:
    """Make a dialog as high as its words need; a wrapped sentence alone does not grow it."""
    layout = window.layout()
    if layout is None:
        return
    layout.activate()
    missing = layout.totalHeightForWidth(window.width()) - window.height()
    if layout.hasHeightForWidth() and missing > 0:
        window.resize(window.width(), window.height() + missing)


class Field(QWidget):
    """Attributes: label, widget, hint (small words under the input), foot (its row), error."""

    def __init__(self, label: str, widget: QWidget, hint: str = "") -> None:
        super().__init__()
        self.widget = widget
        self.label = QLabel()
        self.label.setBuddy(widget)
        self.hint = QLabel()
        self.error = QLabel()
        self.hint.setProperty("role", "small")
        self.error.setProperty("role", "error")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP_S)
        self.foot = QHBoxLayout()
        self.foot.addWidget(self.hint, 1)
        for part in (self.label, widget):
            column.addWidget(part)
        column.addLayout(self.foot)
        column.addWidget(self.error)
        for part in (self.hint, self.error):
            part.setWordWrap(True)
            part.setTextFormat(Qt.TextFormat.PlainText)
        self.set_label(label)
        self.set_hint(hint)
        self.show_error(None)
        self.setFocusProxy(widget)

    def set_label(self, label: str) -> None:
        """The name of the input, for eyes and for screen readers."""
        self.label.setText(label)
        self.label.setVisible(bool(label))
        self.widget.setAccessibleName(label.replace("&", ""))

    def set_hint(self, said: str) -> None:
        """Small words under the input."""
        self.hint.setText(said)
        self.hint.setVisible(bool(said))

    def show_error(self, said: str | None) -> None:
        """What is wrong with the input, or None when nothing is."""
        self.error.setText(said or "")
        self.error.setVisible(bool(said))
        self.widget.setAccessibleDescription(said or self.hint.text())
        if self.widget.property("role") in {None, "", "wrong"}:
            set_role(self.widget, "wrong" if said else "")
