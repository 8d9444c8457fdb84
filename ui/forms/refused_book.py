"""A book that does not open: why, and every way on from there."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QVBoxLayout, QWidget

from planner.basics.text import Text
from planner.services.care import backups
from ui import opening
from ui.parts.button import make_button
from ui.state import State
from ui.theme import GAP, GAP_M, GAP_XL

Way = Callable[[], Text | None]


class RefusedBook(QDialog):
    """Says why and offers what is possible: read only, a backup, another book, starting anew.

    Attributes: reason, buttons (one under the other, so that no word is cut),
    is_starting_anew (the owner wants the first run).
    """

    def __init__(
        self, state: State, path: Path, refusal: opening.Refusal, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._state = state
        self._path = path
        self._refusal = refusal
        self._chosen: Way | None = None
        self._copies = () if refusal.is_locked else backups(path)
        self.is_starting_anew = False
        self.reason = QLabel(state.wording.say(refusal.reason))
        self.reason.setWordWrap(True)
        self.buttons: list[QPushButton] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(GAP_XL, GAP_XL, GAP_XL, GAP_XL)
        self._column.setSpacing(GAP)
        self._column.addWidget(self.reason)
        self._column.addSpacing(GAP_M)
        self._offer_ways()
        self.setWindowTitle(state.wording._("Leeway"))
        self.setMinimumWidth(480)

    def ask(self) -> Text | None:
        """Show it, do what is chosen; returns why that was refused, None otherwise."""
        self.exec()
        return self._chosen() if self._chosen else None

    def _offer_ways(self) -> None:
        wording = self._state.wording
        if self._refusal.is_locked:
            self._offer(wording._("Open for reading only"), self._read)
        if self._copies:
            time = f"{self._copies[0].at:%Y-%m-%d %H:%M}"
            said = wording._("Bring back the copy of {time}").format(time=time)
            self._offer(said, self._bring_back)
        self._offer(wording._("Open another book…"), self._choose)
        self._offer(wording._("Start anew or see the sample…"), self._start)
        self._add_button(make_button(self.reject, text=wording._("Close")))
        self.buttons[0].setFocus()

    def _offer(self, said: str, way: Way) -> None:
        def choose() -> None:
            self._chosen = way
            self.accept()

        self._add_button(make_button(choose, "" if self.buttons else "primary", said))

    def _add_button(self, button: QPushButton) -> None:
        self.buttons.append(button)
        self._column.addWidget(button)

    def _read(self) -> Text | None:
        refused = opening.open_path(self._state, self._path, read_only=True)
        return refused.reason if refused else None

    def _bring_back(self) -> Text | None:
        return opening.bring_back(self._state, self._path, self._copies[0].path)

    def _choose(self) -> Text | None:
        chosen = opening.chosen_book(self._state, self)
        refused = opening.open_path(self._state, chosen) if chosen else self._refusal
        return refused.reason if refused else None

    def _start(self) -> Text | None:
        self.is_starting_anew = True
        return None
