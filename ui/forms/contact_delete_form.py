"""Deleting personal data from one contact record: what goes, what stays, and the older backups."""

from PySide6.QtWidgets import QCheckBox, QWidget

from planner.basics.errors import UserError
from planner.basics.text import N_, NN_, counted, text
from planner.book.edit import Edit
from planner.services.care import forget_backups
from planner.services.troubles.deletion import BACKUPS_KEEP, GROUP_WORDS, deletion, records_of
from ui.forms.form_dialog import FormDialog
from ui.forms.reading import Reading
from ui.state import State


class ContactDeleteForm(FormDialog):
    """It can't be undone, and says so; the record keeps its day and its place in the chain."""

    title_key = N_("Delete personal data")
    form_width = 560

    def __init__(self, state: State, key: str, parent: QWidget | None = None) -> None:
        self._key = key
        super().__init__(state, parent)
        self.save_button.setText(self.say(N_("Delete for good")))

    def build(self) -> None:
        """A box per group, and one for the older backups."""
        self.add_hint(
            N_(
                "The record keeps its day, its manner and its seal; what you tick here goes for "
                "good and can't be brought back. A dated record says that it was deleted."
            )
        )
        self.groups = {key: QCheckBox(self.say(words)) for key, words in GROUP_WORDS.items()}
        for key, box in self.groups.items():
            box.setChecked(key == "person")
        self.add_field("groups", N_("What is to be deleted"), self.groups["person"])
        self.column.addWidget(self.groups["words"])
        self.column.addWidget(self.groups["files"])
        book = self.state.book
        self._same = records_of(book, book.contacts[self._key].person)
        others = len(set(self._same) - {self._key})
        words = counted(
            *NN_(
                "In the {count} other record that names this person too",
                "In the {count} other records that name this person too",
            ),
            others,
        )
        self.everywhere = QCheckBox(self.state.wording.say(words))
        self.everywhere.setVisible(bool(others))
        self.everywhere.setChecked(bool(others))
        self.column.addWidget(self.everywhere)
        self.add_hint(BACKUPS_KEEP)
        self.backups = QCheckBox(
            self.say(N_("Make a fresh backup afterwards and delete all older ones"))
        )
        self.column.addWidget(self.backups)

    def read(self, reading: Reading) -> Edit | None:
        """No Edit: `try_save` deletes. Something must be ticked."""
        if not self._chosen():
            reading.refuse("groups", N_("Tick what is to be deleted."))
        return None

    def try_save(self) -> bool:
        """Delete, and say what is left. Returns whether it was done."""
        state, reading = self.state, Reading()
        self.read(reading)
        self._show_errors(reading.errors)
        if reading.errors:
            return False
        try:
            keys = {self._key, *(self._same if self.everywhere.isChecked() else ())}
            made = deletion(state.book, sorted(keys), self._chosen(), state.clock())
            state.session.delete(made.edit, made.told)
            if self.backups.isChecked():
                forget_backups(state.session.path, state.clock)
        except UserError as error:
            self._show_refusal(error.text)
            return False
        state.noticed.emit(text(N_("Deleted. A dated record says so.")), False)
        return True

    def _chosen(self) -> list[str]:
        return [key for key, box in self.groups.items() if box.isChecked()]
