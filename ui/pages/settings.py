"""Settings: what changes only the look at once, what changes a number as an Edit; backups."""

# ruff: noqa: D102 - overridden methods are described where they are declared

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.parts.page import Page
from ui.parts.reminders_card import RemindersCard
from ui.parts.settings_backups import BackupsCard
from ui.parts.settings_limits import LimitsCard
from ui.parts.settings_look import LookCard
from ui.parts.settings_reserve import ReserveCard
from ui.theme import GAP_M


class SettingsPage(Page):
    """Two columns of cards: what belongs to this computer, what belongs to the book."""

    key = "settings"
    icon = "settings"

    def nav_title(self) -> str:
        return self.wording._("Settings")

    def help_text(self) -> str:
        return self.wording._(
            "Language, theme, text size and reminders belong to this computer. The cushion, the "
            "limits of the warnings and the goal of the emergency fund belong to the book and can "
            "be undone."
        )

    def build(self) -> None:
        self._cards = (
            LookCard(self.state),
            LimitsCard(self.state),
            ReserveCard(self.state),
            BackupsCard(self.state),
            RemindersCard(self.state),
        )
        columns = QHBoxLayout()
        columns.setSpacing(GAP_M)
        look, limits, reserve, backups, reminders = self._cards
        for cards in ((look, reminders), (limits, reserve, backups)):
            columns.addWidget(_stacked(cards), 1)
        self.column.addLayout(columns)
        self.column.addStretch(1)

    def retranslate(self) -> None:
        for card in self._cards:
            card.retranslate()

    def refresh(self) -> None:
        for card in self._cards:
            card.refresh()


def _stacked(cards: tuple[QWidget, ...]) -> QWidget:
    side = QWidget()
    column = QVBoxLayout(side)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(GAP_M)
    for card in cards:
        column.addWidget(card)
    column.addStretch(1)
    return side
