"""Card: a framed group with an optional title and a corner for small controls."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from ui.parts.elided import ElidedLabel
from ui.theme import GAP, GAP_L


class Card(QFrame):
    """Attributes: body (the content's layout), corner (layout right of the title)."""

    def __init__(self, title: str = "") -> None:
        super().__init__()
        self.setProperty("role", "card")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(GAP_L, 12, GAP_L, 12)
        outer.setSpacing(GAP)
        self.title = QLabel(title)
        self.title.setProperty("role", "heading")
        self.hint = ElidedLabel()
        self.hint.setProperty("role", "small")
        self.hint.hide()
        self.corner = QHBoxLayout()
        self.corner.setSpacing(GAP)
        row = QHBoxLayout()
        row.setSpacing(GAP_L - 4)
        row.addWidget(self.title)
        row.addWidget(self.hint, 1000)
        row.addStretch(1)
        row.addLayout(self.corner)
        outer.addLayout(row)
        self.body = QVBoxLayout()
        self.body.setSpacing(GAP)
        outer.addLayout(self.body, 1)
        self.set_title(title)

    def set_title(self, title: str) -> None:
        """The heading; empty hides it."""
        self.title.setText(title)
        self.title.setVisible(bool(title))
        self.setAccessibleName(title)

    def set_hint(self, said: str) -> None:
        """Small words beside the heading."""
        self.hint.setText(said)
        self.hint.setVisible(bool(said))
