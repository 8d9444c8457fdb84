"""The form that puts money into the emergency fund or takes some out: one transfer, one edit."""

from typing import Literal

from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from planner.basics.text import N_, Text, text
from planner.book.edit import Edit
from planner.services.saving import move_edit
from ui.forms.form_dialog import FormDialog
from ui.forms.reading import Reading
from ui.parts.money_edit import MoneyEdit
from ui.state import State
from ui.style import set_role

Direction = Literal["in", "out"]


def open_move_form(
    state: State, parent: QWidget | None, direction: Direction, minor: int | None = None
) -> "MoveForm":
    """Show the form; `minor` is the amount it starts with."""
    form = MoveForm(state, parent, direction)
    form.amount.set_minor(minor)
    form.amount.selectAll()
    form.open()
    return form


class MoveForm(FormDialog):
    """Amount, and between which accounts it moves."""

    title_key = N_("Put money in")

    def __init__(self, state: State, parent: QWidget | None, direction: Direction) -> None:
        self.direction = direction
        super().__init__(state, parent)
        if direction == "out":
            self.set_title(N_("Take money out"))

    def build(self) -> None:
        """Add the fields."""
        self.amount = MoneyEdit(self.state)
        self.add_field("amount", N_("Amount"), self.amount)
        row = self.add_row()
        fund = self.state.book.reserve_accounts
        others = tuple(key for key in self.state.book.accounts if key not in fund)
        self.source = self._accounts(fund if self.direction == "out" else others)
        self.target = self._accounts(others if self.direction == "out" else fund)
        self.add_field("source", N_("From account"), self.source, row)
        self.add_field("target", N_("To account"), self.target, row)
        note = QLabel(self.say(N_("It is booked today as a transfer: neither income nor expense.")))
        note.setWordWrap(True)
        set_role(note, "small")
        self.column.addWidget(note)
        self.amount.setFocus()

    def read(self, reading: Reading) -> Edit | None:
        """The Edit that moves the money."""
        amount = reading.take("amount", self.amount.minor, 0)
        missing = N_("Add an account for daily money first.")
        source = reading.need("source", str(self.source.currentData() or ""), missing)
        target = reading.need("target", str(self.target.currentData() or ""), missing)
        if reading.errors:
            return None
        book, today = self.state.book, self.state.today
        return reading.take("amount", lambda: move_edit(book, today, amount, source, target), None)

    def toast(self) -> Text | None:
        """What is said after saving."""
        done = N_("Money put in") if self.direction == "in" else N_("Money taken out")
        return text(done)

    def _accounts(self, keys: tuple[str, ...]) -> QComboBox:
        box = QComboBox()
        for key in keys:
            box.addItem(self.state.book.accounts[key].name, key)
        return box
