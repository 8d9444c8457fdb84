"""Banner: the answer of a page in words, on the ground of its level."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from planner.outlook.level import Level
from ui.parts.button import make_button
from ui.state import State
from ui.theme import GAP_L, GAP_M, RADIUS_CARD, level_icon, level_word


class Banner(QFrame):
    """Headline and detail; one primary button and one link.

    Attributes: words (the layout of the sentences), button, link (both hidden until `set_buttons` gives them a text).
    """

    def __init__(
        self, state: State, on_button: Callable[[], object], on_link: Callable[[], object]
    ) -> None:
        super().__init__()
        self._state = state
        self._level: Level | None = None
        self.setObjectName("banner")
        self._shape = QLabel()
        self.headline = QLabel()
        self.headline.setProperty("role", "heading")
        self.detail = QLabel()
        for label in (self.headline, self.detail):
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.link = make_button(on_link, "link")
        self.button = make_button(on_button, "primary")
        self.words = QVBoxLayout()
        self.words.setSpacing(2)
        self.words.addWidget(self.headline)
        self.words.addWidget(self.detail)
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP_L, GAP_M, GAP_M, GAP_M)
        row.setSpacing(GAP_M)
        row.addWidget(self._shape)
        row.addLayout(self.words, 1)
        row.addWidget(self.link)
        row.addWidget(self.button)
        self.set_buttons("", "")

    def say(self, level: Level | None, headline: str, detail: str) -> None:
        """Show this, in the colours of `level`; None: nothing is known yet."""
        self._level = level
        self.headline.setText(headline)
        self.detail.setText(detail)
        self.detail.setVisible(bool(detail))
        word = "" if level is None else f"{self._state.wording.say(level_word(level))}: "
        self.setAccessibleName(word + headline)
        self.setAccessibleDescription(detail)
        self.restyle()

    def set_buttons(self, button: str, link: str) -> None:
        """The texts of the button and the link; empty hides one."""
        self.button.setText(button)
        self.link.setText(link)
        self.button.setVisible(bool(button))
        self.link.setVisible(bool(link))

    def restyle(self) -> None:
        """Take the colours of the theme of now."""
        theme, level = self._state.theme, self._level
        self._shape.setVisible(level is not None)
        ground, edge = theme.surface, theme.line
        if level is not None:
            self._shape.setPixmap(level_icon(level, theme, 30).pixmap(30, 30))
            ground, edge = theme.level_soft(level), theme.level_color(level)
        self.setStyleSheet(
            f"#banner {{ background: {ground}; border: 1px solid {edge}; "
            f"border-radius: {RADIUS_CARD}px; }}"
        )
