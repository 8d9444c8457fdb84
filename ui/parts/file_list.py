"""Files chosen for a contact record: added one by one, each with its size; nothing is copied yet."""

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from planner.basics.errors import UserError
from planner.basics.text import N_
from planner.services.troubles.attachments import (
    MEGABYTE,
    MOST_EACH,
    Taken,
    held_words,
    take_file,
)  # fmt: skip
from ui.parts import folders
from ui.parts.button import make_button
from ui.state import State
from ui.style import set_role
from ui.theme import GAP


class FileList(QWidget):
    """Attributes: taken (the files chosen so far), said (their names), error (a refusal)."""

    def __init__(self, state: State) -> None:
        super().__init__()
        self._state = state
        self.taken: list[Taken] = []
        say = state.wording._
        self.said, self.error = QLabel(), QLabel()
        set_role(self.error, "error")
        for label in (self.said, self.error):
            label.setWordWrap(True)
            label.hide()
        hint = QLabel(say(N_("Photos, letters, recordings: at most {most} MB each. {held}")).format(
            most=MOST_EACH // MEGABYTE, held=state.wording.say(held_words(state.book)),
        ))  # fmt: skip
        set_role(hint, "small")
        self.add_button = make_button(self._choose, text=say(N_("Add files…")))
        self.clear_button = make_button(self.clear, "link", say(N_("Take them off again")))
        self.clear_button.hide()
        row = QHBoxLayout()
        row.setSpacing(GAP)
        for part in (self.add_button, hint, self.clear_button):
            row.addWidget(part)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addLayout(row)
        column.addWidget(self.said)
        column.addWidget(self.error)

    def add_paths(self, paths: Iterable[Path]) -> None:
        """Read these files; the first refusal is shown, and the others are kept."""
        self.error.hide()
        for path in paths:
            try:
                taken = take_file(path)
            except UserError as error:
                self.error.setText(self._state.wording.error(error))
                self.error.show()
                continue
            if taken.file.digest not in {one.file.digest for one in self.taken}:
                self.taken.append(taken)
        self._show()

    def clear(self) -> None:
        """Take all of them off again."""
        self.taken.clear()
        self.error.hide()
        self._show()

    def _choose(self) -> None:
        title = self._state.wording._(N_("Add files"))
        preferences = self._state.preferences
        start = folders.open_folder(preferences)
        chosen, _kind = QFileDialog.getOpenFileNames(self, title, start)
        self.add_paths(folders.opened(preferences, name) for name in chosen)

    def _show(self) -> None:
        names = (f"{one.file.name} ({_size(one.file.size)})" for one in self.taken)
        self.said.setText(" · ".join(names))
        for part in (self.said, self.clear_button):
            part.setVisible(bool(self.taken))


def _size(size: int) -> str:
    return f"{size / MEGABYTE:.1f} MB" if size >= MEGABYTE else f"{-(-size // 1024)} kB"
