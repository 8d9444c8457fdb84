"""The sidebar: the book's name, one button per page, and the line that says where the data is."""

from collections.abc import Sequence

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QButtonGroup, QFrame, QLabel, QPushButton, QVBoxLayout

from ui.parts.button import make_button
from ui.parts.page import Page
from ui.state import State
from ui.theme import GAP_M, GAP_S, icon, sidebar_width

_LAST = "settings"
"""The page whose button stands at the lower end."""
_BUSY_AFTER = 1000


class Sidebar(QFrame):
    """Buttons for `pages`; a click asks the state for that page.

    Attributes: buttons (by page key), trust (the line at the lower end).
    """

    def __init__(self, state: State, pages: Sequence[Page]) -> None:
        super().__init__()
        self._state = state
        self._pages = {page.key: page for page in pages}
        self.setObjectName("sidebar")
        self.buttons: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        self._name = QLabel()
        self._name.setProperty("role", "name")
        self._shop = QLabel()
        self.trust = QLabel()
        self._busy = QLabel()
        for label in (self._shop, self.trust, self._busy):
            label.setProperty("role", "small")
            label.setWordWrap(True)
        self._busy_timer = QTimer(self)
        self._busy_timer.setSingleShot(True)
        self._busy_timer.setInterval(_BUSY_AFTER)
        self._busy_timer.timeout.connect(self._busy.show)
        self._busy.hide()
        self._lay_out()
        self._listen()
        self.retranslate()
        self._restyle()

    def mark(self, key: str) -> None:
        """Show that this page is open."""
        if key in self.buttons:
            self.buttons[key].setChecked(True)
            self._restyle()

    def retranslate(self) -> None:
        """Put all texts in the language of now."""
        wording = self._state.wording
        self._name.setText(wording._("Leeway"))
        self._busy.setText(wording._("Looking ahead…"))
        for key, button in self.buttons.items():
            title = self._pages[key].nav_title()
            button.setText("  " + title.replace("&", "&&"))
            button.setAccessibleName(title)
        self.refresh()

    def refresh(self) -> None:
        """Show the book's name and when it was backed up last."""
        self._shop.setText(self._state.book.info.name)
        self._shop.setVisible(bool(self._shop.text()))
        self.trust.setText(self._trust_line())

    def _trust_line(self) -> str:
        wording = self._state.wording
        backup = self._state.session.last_backup
        if backup is None:
            return wording._("Only on this computer")
        if backup.date() == self._state.today:
            said = wording._("Only on this computer · backed up today {time}")
            return said.format(time=f"{backup:%H:%M}")
        said = wording._("Only on this computer · backed up {date}")
        return said.format(date=wording.date(backup.date()))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP_M, 20, GAP_M, GAP_M)
        column.setSpacing(2)
        for label in (self._name, self._shop):
            label.setContentsMargins(GAP_S * 2, 0, 0, 0)
            column.addWidget(label)
        column.addSpacing(GAP_S * 2)
        for key in self._pages:
            self._add_button(key)
            if key != _LAST:
                column.addWidget(self.buttons[key])
        column.addStretch(1)
        if _LAST in self.buttons:
            column.addWidget(self.buttons[_LAST])
        column.addWidget(self._busy)
        column.addWidget(self.trust)

    def _add_button(self, key: str) -> None:
        def ask() -> None:
            self._state.show_page(key)

        button = make_button(ask)
        button.setCheckable(True)
        self._group.addButton(button)
        self.buttons[key] = button

    def _listen(self) -> None:
        self._state.language_changed.connect(self.retranslate)
        self._state.book_changed.connect(self.refresh)
        self._state.theme_changed.connect(self._restyle)
        self._state.busy_changed.connect(self._on_busy)

    def _on_busy(self, is_busy: bool) -> None:  # noqa: FBT001 - a signal passes it so
        if is_busy and not self._busy_timer.isActive() and self._busy.isHidden():
            self._busy_timer.start()
        elif not is_busy:
            self._busy_timer.stop()
            self._busy.hide()

    def _restyle(self) -> None:
        theme, size = self._state.theme, self._state.preferences.text_size
        self.setFixedWidth(sidebar_width(size))
        for key, button in self.buttons.items():
            color = theme.accent if button.isChecked() else theme.muted
            button.setIcon(icon(self._pages[key].icon, color, 16))
