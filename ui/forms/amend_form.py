"""Adding words to a contact record: the record itself stays as it is."""

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from planner.basics.errors import UserError
from planner.basics.text import N_
from planner.book.edit import Edit
from planner.services.troubles.records import amend_edit
from ui.forms.form_dialog import FormDialog
from ui.forms.reading import Reading
from ui.parts.file_list import FileList
from ui.state import State


class AmendForm(FormDialog):
    """What is to be added to one record."""

    title_key = N_("Add to this record")

    def __init__(self, state: State, key: str, parent: QWidget | None = None) -> None:
        self._key = key
        super().__init__(state, parent)

    def build(self) -> None:
        """Add the one field."""
        self.add_hint(N_("The record stays as it is; what you add carries the time of now."))
        self.said = QPlainTextEdit()
        self.said.setTabChangesFocus(True)
        self.said.setFixedHeight(90)
        self.add_field("said", N_("What is to be added or put right"), self.said)
        self.files = FileList(self.state)
        self.column.addWidget(self.files)
        self.said.setFocus()

    def read(self, reading: Reading) -> Edit | None:
        """The Edit that adds it."""
        written = self.said.toPlainText().strip()
        try:
            files = tuple(one.file for one in self.files.taken)
            return amend_edit(self.state.book, self._key, written, self.state.clock(), files)
        except UserError as error:
            reading.errors.setdefault("said", error.text)
            return None

    def contents(self) -> tuple[bytes, ...]:
        """What the chosen files hold."""
        return tuple(one.content for one in self.files.taken)
