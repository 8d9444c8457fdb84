"""A book that does not open: why, and every way on from there."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QMessageBox, QPushButton, QWidget

from planner.basics.text import Text
from planner.services.care import backups
from ui import opening
from ui.state import State

Way = Callable[[], Text | None]


class RefusedBook(QMessageBox):
    """Says why and offers what is possible: read only, a backup, another book, starting anew.

    Attributes: is_starting_anew (the owner wants the first run).
    """

    def __init__(
        self, state: State, path: Path, refusal: opening.Refusal, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._state = state
        self._path = path
        self._refusal = refusal
        self._ways: dict[QPushButton, Way] = {}
        self.is_starting_anew = False
        wording = state.wording
        self.setWindowTitle(wording._("Leeway"))
        self.setText(wording.say(refusal.reason))
        if refusal.is_locked:
            self._offer(wording._("Open for reading only"), self._read)
        self._copies = backups(path)
        if self._copies:
            time = f"{self._copies[0].at:%Y-%m-%d %H:%M}"
            self._offer(
                wording._("Bring back the copy of {time}").format(time=time), self._bring_back
            )
        self._offer(wording._("Open another book…"), self._choose)
        self._offer(wording._("Start anew or see the sample…"), self._start)
        self.addButton(QMessageBox.StandardButton.Close)

    def ask(self) -> Text | None:
        """Show it, do what is chosen; returns why that was refused, None otherwise."""
        self.exec()
        way = self._ways.get(self.clickedButton())  # type: ignore[call-overload]
        return way() if way else None

    def _offer(self, said: str, way: Way) -> None:
        self._ways[self.addButton(said, QMessageBox.ButtonRole.ActionRole)] = way

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
