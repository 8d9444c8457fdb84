"""Backups of the open book: make one, bring one back, show the folder."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMessageBox

from planner.basics.errors import UserError
from planner.basics.text import N_, text
from planner.services.care import BackupLine, backups
from ui import opening
from ui.parts.button import make_button
from ui.parts.card import Card
from ui.parts.tables import Column, FactTable
from ui.state import State
from ui.theme import GAP

_SHOWN = 6


class BackupsCard(Card):
    """The list of verified copies, newest first."""

    def __init__(self, state: State) -> None:
        super().__init__()
        self._state = state
        self.place = QLabel()
        self.place.setWordWrap(True)
        self.place.setProperty("role", "small")
        self.now = make_button(self._back_up)
        self.restore = make_button(self._ask_to_restore)
        self.folder = make_button(self._open_folder)
        self.table = FactTable(state, self._columns(), key=_path)
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP)
        for button in (self.now, self.restore, self.folder):
            buttons.addWidget(button)
        buttons.addStretch(1)
        self.body.addWidget(self.place)
        self.body.addWidget(self.table)
        self.body.addLayout(buttons)

    def retranslate(self) -> None:
        """Put all texts in the language of now."""
        say = self._state.wording._
        self.set_title(say(N_("Backups")))
        self.table.setAccessibleName(say(N_("Backups")))
        self.now.setText(say(N_("Back up now")))
        self.restore.setText(say(N_("Restore…")))
        self.folder.setText(say(N_("Open data folder")))

    def refresh(self) -> None:
        """List the copies."""
        path = self._state.session.path
        said = self._state.wording._("This book is the file {file}. It is stored nowhere else.")
        self.place.setText(said.format(file=str(path)))
        self.table.set_rows(backups(path))
        self.table.fit_rows(_SHOWN)
        has_any = self.table.facts.rowCount() > 0
        self.table.setVisible(has_any)
        self.restore.setEnabled(has_any)

    def _columns(self) -> tuple[Column, ...]:
        state = self._state

        def size(line: BackupLine) -> str:
            return f"{state.wording.number(max(1, line.size // 1024))} KB"

        return (
            Column(lambda: state.wording._("When"), lambda line: f"{line.at:%Y-%m-%d %H:%M}"),
            Column(lambda: state.wording._("Entries"),
                   lambda line: state.wording.number(line.entries), is_number=True),
            Column(lambda: state.wording._("Size"), size, is_number=True),
            Column(lambda: state.wording._("File"), lambda line: line.path.name, is_wide=True),
        )  # fmt: skip

    def _back_up(self) -> None:
        try:
            self._state.session.back_up()
        except UserError as error:
            self._state.failed.emit(error.text)
            return
        self._state.noticed.emit(text(N_("Backed up.")), False)
        self._state.book_changed.emit()

    def _ask_to_restore(self) -> None:
        line = self.table.current() or self.table.facts.row(0)
        wording = self._state.wording
        box = QMessageBox(self.window())
        box.setWindowTitle(wording._("Restore a backup"))
        box.setText(
            wording._("Put the backup of {time} in place of the book?").format(
                time=f"{line.at:%Y-%m-%d %H:%M}"
            )
        )
        box.setInformativeText(
            wording._("The book of now is kept beside the backups, so this can be turned back.")
        )
        agree = box.addButton(wording._("Restore"), QMessageBox.ButtonRole.AcceptRole)
        box.addButton(QMessageBox.StandardButton.Cancel)

        def finished() -> None:
            if box.clickedButton() is agree:
                self._restore(line.path)

        box.finished.connect(finished)
        box.open()

    def _restore(self, source: Path) -> None:
        refused = opening.restore_backup(self._state, source)
        if refused is not None:
            self._state.failed.emit(refused)
            return
        self._state.noticed.emit(text(N_("The backup is in place.")), False)

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._state.session.path.parent)))


def _path(line: BackupLine) -> object:
    return line.path
