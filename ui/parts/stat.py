"""Stat: a card with one number, what it means, and a level's shape."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QVBoxLayout

from planner.outlook.level import Level
from ui.parts.level_badge import LevelBadge
from ui.state import State
from ui.theme import GAP_L, GAP_S


class Stat(QFrame):
    """Label, number, explanation; optionally a progress bar between them."""

    def __init__(self, state: State, *, has_progress: bool = False) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.label, self.number, self.about = QLabel(), QLabel(), QLabel()
        for label, role in ((self.label, "small"), (self.number, "number"), (self.about, "small")):
            label.setProperty("role", role)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.about.setWordWrap(True)
        self.badge = LevelBadge(state, with_word=False, size=17)
        self.progress = QProgressBar() if has_progress else None
        top = QHBoxLayout()
        top.addWidget(self.label, 1)
        top.addWidget(self.badge)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP_L, 12, GAP_L, 12)
        column.setSpacing(GAP_S)
        column.addLayout(top)
        column.addWidget(self.number)
        if self.progress is not None:
            self.progress.setTextVisible(False)
            column.addWidget(self.progress)
        column.addWidget(self.about)
        column.addStretch(1)

    def say(self, label: str, number: str, about: str, level: Level | None = None) -> None:
        """Show this; a screen reader hears all of it at once."""
        self.label.setText(label)
        self.number.setText(number)
        self.about.setText(about)
        self.badge.show_level(level)
        self.setAccessibleName(f"{label}: {number}")
        self.setAccessibleDescription(about)

    def show_progress(self, share: float) -> None:
        """How much of a goal is reached, 0…1."""
        if self.progress is not None:
            self.progress.setRange(0, 1000)
            self.progress.setValue(round(1000 * max(0.0, min(1.0, share))))
            self.progress.setAccessibleName(self.label.text())
