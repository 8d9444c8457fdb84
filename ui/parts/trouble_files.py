"""The attachments of the chosen record: looked at in a copy after asking, or saved elsewhere."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QMessageBox, QWidget

from planner.basics.errors import UserError
from planner.basics.text import N_, text
from planner.book.contact import Attachment
from planner.services.troubles.attachments import clean_name, opened_copy, save_file
from ui.parts import folders
from ui.parts.button import make_button
from ui.state import State
from ui.theme import GAP


class TroubleFiles(QWidget):
    """A row that is there only when the record has attachments."""

    def __init__(self, state: State) -> None:
        super().__init__()
        self._state = state
        self._files: tuple[Attachment, ...] = ()
        self.choice = QComboBox()
        self.open_button = make_button(self._open)
        self.save_button = make_button(self._save)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        for part in (self.choice, self.open_button, self.save_button):
            row.addWidget(part)
        row.addStretch(1)

    def retranslate(self) -> None:
        """Put the texts in the language of now."""
        say = self._state.wording._
        self.choice.setAccessibleName(say(N_("Attachments")))
        self.open_button.setText(say(N_("Look at it")))
        self.save_button.setText(say(N_("Save as…")))

    def show_files(self, files: Sequence[Attachment]) -> None:
        """Offer these attachments."""
        self._files = tuple(files)
        self.choice.clear()
        for file in files:
            self.choice.addItem(file.name)
        self.setVisible(bool(files))

    def save_to(self, place: int, target: Path) -> None:
        """Write an attachment to `target`."""
        if self._try(lambda: save_file(self._state.session, self._files[place], target)):
            self._state.noticed.emit(text(N_("Written: {file}"), file=target.name), False)

    def open_copy(self, place: int) -> None:
        """Show a copy with the program of the system."""

        def show() -> None:
            path = opened_copy(self._state.session, self._files[place])
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

        self._try(show)

    def _open(self) -> None:
        say, place = self._state.wording._, self.choice.currentIndex()
        asked = say(N_("Open a copy of “{name}” with the program of your system?"))
        answer = QMessageBox.question(
            self, say(N_("Look at it")), asked.format(name=self._files[place].name)
        )
        if answer is QMessageBox.StandardButton.Yes:
            self.open_copy(place)

    def _save(self) -> None:
        place = self.choice.currentIndex()
        preferences = self._state.preferences
        proposed = folders.save_folder(preferences) / clean_name(self._files[place].name)
        title = self._state.wording._(N_("Save as…"))
        chosen, _kind = QFileDialog.getSaveFileName(self, title, str(proposed))
        if chosen:
            self.save_to(place, folders.saved(preferences, chosen))

    def _try(self, do: Callable[[], None]) -> bool:
        try:
            do()
        except UserError as error:
            self._state.failed.emit(error.text)
            return False
        return True
