"""A level as shape + word + colour."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from planner.outlook.level import Level
from ui.state import State
from ui.theme import level_icon, level_word


class LevelBadge(QWidget):
    """The shape of a level, with its word unless `with_word` is off."""

    def __init__(self, state: State, *, with_word: bool = True, size: int = 16) -> None:
        super().__init__()
        self._state = state
        self._size = size
        self._shape = QLabel()
        self._word = QLabel()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self._shape)
        row.addWidget(self._word)
        row.addStretch(1)
        self._word.setVisible(with_word)
        self.hide()

    def show_level(self, level: Level | None, days_past_due: int = 0) -> None:
        """Show this level in the language and theme of now; None hides the badge."""
        self.setVisible(level is not None)
        if level is None:
            return
        theme, said = self._state.theme, self._state.wording.say(level_word(level, days_past_due))
        self._shape.setPixmap(level_icon(level, theme, self._size).pixmap(self._size, self._size))
        self._word.setText(said)
        self._word.setStyleSheet(f"color: {theme.level_color(level)};")
        self.setToolTip(said)
        self.setAccessibleName(said)
