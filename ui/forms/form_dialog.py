"""What all forms share: fields with errors under them, Save, "Save and add another", Esc.

What was typed stays until it is saved; a refusal of the book is shown in the form.
"""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from planner.basics.text import N_, Text
from planner.book.edit import Edit
from ui.forms.reading import Reading
from ui.parts.button import make_button
from ui.parts.field import Field, make_room
from ui.state import State
from ui.style import set_role
from ui.theme import GAP, GAP_L, GAP_M


class FormDialog(QDialog):
    """A form for one fact. Subclasses fill `build` and `read`, and `clear` to add several."""

    title_key = ""
    adds_several = False
    """Whether "Save and add another" is offered."""
    form_width = 460

    def __init__(self, state: State, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state = state
        self.fields: dict[str, Field] = {}
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(GAP_L + GAP, GAP_L + GAP, GAP_L + GAP, GAP_L)
        self.column.setSpacing(GAP)
        self._heading = QLabel(self.say(self.title_key))
        set_role(self._heading, "heading")
        self.column.addWidget(self._heading)
        self.build()
        self._build_foot()
        self.setMinimumWidth(self.form_width)
        self.setWindowTitle(self.say(self.title_key))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def build(self) -> None:
        """Add the fields to `self.column`."""
        raise NotImplementedError

    def read(self, reading: Reading) -> Edit | None:
        """The Edit of what was typed; wrong fields are told to `reading`."""
        raise NotImplementedError

    def clear(self) -> None:
        """Empty what differs from one fact to the next, for "Save and add another"."""

    def toast(self) -> Text | None:
        """What is said after saving."""
        return None

    def contents(self) -> tuple[bytes, ...]:
        """What attachments of the fact hold."""
        return ()

    def keeps_count(self) -> bool:
        """Whether counted balances stay whatever is saved; false where the form itself asks."""
        return True

    def say(self, key: str) -> str:
        """A marked sentence in the language of the screen."""
        return self.state.wording._(key)

    def set_title(self, key: str) -> None:
        """Show another heading."""
        self._heading.setText(self.say(key))
        self.setWindowTitle(self.say(key))

    def add_field(
        self, name: str, label_key: str, widget: QWidget, row: QHBoxLayout | None = None
    ) -> Field:
        """A labelled field under the others, or in `row` beside them."""
        field = Field(self.say(label_key), widget)
        self.fields[name] = field
        if row is None:
            self.column.addWidget(field)
        else:
            row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        return field

    def add_hint(self, key: str) -> None:
        """Small words above what follows."""
        hint = QLabel(self.say(key))
        hint.setWordWrap(True)
        set_role(hint, "muted")
        self.column.addWidget(hint)

    def add_row(self) -> QHBoxLayout:
        """A row for fields that stand beside each other."""
        row = QHBoxLayout()
        row.setSpacing(GAP_M)
        self.column.addLayout(row)
        return row

    def try_save(self) -> bool:
        """Save if everything is right; otherwise show what is wrong. Returns whether it saved."""
        reading = Reading()
        edit = self.read(reading)
        self._show_errors(reading.errors)
        if reading.errors or edit is None:
            return False
        self._refusal.hide()
        return not edit.changes or self.state.apply(
            edit, self.toast(), self._show_refusal, contents=self.contents(),
            keeps_count=self.keeps_count(),
        )  # fmt: skip

    def save(self) -> None:
        """Save and close."""
        if self.try_save():
            self.accept()

    def save_and_continue(self) -> None:
        """Save, then empty the form for the next fact."""
        if self.try_save():
            self.clear()

    def _show_errors(self, errors: dict[str, Text]) -> None:
        for name, field in self.fields.items():
            wrong = errors.get(name)
            field.show_error(self.state.wording.say(wrong) if wrong else None)
        make_room(self)
        wrong_fields = [name for name in self.fields if name in errors]
        if wrong_fields:
            self.fields[wrong_fields[0]].widget.setFocus()

    def _show_refusal(self, refusal: Text) -> None:
        self._refusal.setText(self.state.wording.say(refusal))
        self._refusal.show()
        make_room(self)

    def _build_foot(self) -> None:
        self._refusal = QLabel()
        self._refusal.setWordWrap(True)
        set_role(self._refusal, "error")
        self._refusal.hide()
        self.column.addWidget(self._refusal)
        foot = QHBoxLayout()
        foot.setSpacing(GAP)
        foot.setContentsMargins(0, GAP, 0, 0)
        self.foot = foot
        foot.addStretch(1)
        foot.addWidget(make_button(self.reject, text=self.say(N_("Cancel"))))
        if self.adds_several:
            said = self.say(N_("Save and add another"))
            self.another_button = make_button(self.save_and_continue, text=said)
            foot.addWidget(self.another_button)
        self.save_button = make_button(self.save, "primary", self.say(N_("Save")))
        self.save_button.setDefault(True)
        foot.addWidget(self.save_button)
        self.column.addLayout(foot)
