"""The form that keeps a what-if with its values of now, under a name of the owner's."""

from collections.abc import Mapping

from PySide6.QtWidgets import QLineEdit, QWidget

from planner.basics.errors import UserError
from planner.basics.text import N_, Text, text
from planner.book.edit import Edit
from planner.book.what_if import WhatIf
from planner.services.editing import removed
from planner.services.kept_what_ifs import keep
from planner.services.what_if import Value
from ui.forms.form_dialog import FormDialog
from ui.forms.reading import Reading
from ui.parts.button import make_button
from ui.state import State


class KeepForm(FormDialog):
    """Name and values of a what-if; one that is kept already can be renamed or removed."""

    title_key = N_("Keep what-if")
    form_width = 400

    def __init__(
        self,
        state: State,
        kind: str,
        values: Mapping[str, Value],
        kept: WhatIf | None = None,
        parent: QWidget | None = None,
    ) -> None:
        self._kind, self._values, self._kept = kind, values, kept
        super().__init__(state, parent)
        if kept is not None:
            self.name.setText(kept.name)
            self.set_title(N_("Change kept what-if"))
            self.remove_button = make_button(self._remove, text=self.say(N_("Remove")))
            self.foot.insertWidget(0, self.remove_button)

    def build(self) -> None:
        """Add the field."""
        self.name = QLineEdit()
        self.add_field("name", N_("Name"), self.name)
        self.add_hint(N_("It stands at the top of the list, with the values chosen now."))
        self.name.setFocus()

    def read(self, reading: Reading) -> Edit | None:
        """The Edit that keeps it."""
        known = self._kept.id if self._kept else ""
        try:
            return keep(self.state.book, self._kind, self.name.text(), self._values, known)
        except UserError as refusal:
            reading.refuse("name", refusal.text.key, **refusal.text.facts)
            return None

    def toast(self) -> Text | None:
        """What is said after saving."""
        return text(N_("Kept: {name}"), name=self.name.text().strip())

    def _remove(self) -> None:
        assert self._kept is not None
        said = text(N_("“{name}” removed"), name=self._kept.name)
        edit = removed(self.state.book, "what_if", [self._kept.id])
        if self.state.apply(edit, said, self._show_refusal):
            self.reject()
