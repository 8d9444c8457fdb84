"""An input for money that reads what people type: 1.2万, 3500+200, −¥1,200.50."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from planner.basics.errors import UserError
from planner.basics.money import plain
from planner.basics.text import N_
from planner.basics.typed import typed_amount
from ui.state import State


class MoneyEdit(QLineEdit):
    """Minor units of the book's currency; a sum that was typed is shown as its result."""

    def __init__(self, state: State, minor: int | None = None) -> None:
        super().__init__()
        self._state = state
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.editingFinished.connect(self._show_result)
        if minor is not None:
            self.set_minor(minor)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed."""
        return not self.text().strip()

    def minor(self) -> int:
        """The amount in minor units. Raises UserError when it can't be read or is missing."""
        if self.is_empty:
            raise UserError(N_("Enter an amount."))
        return typed_amount(self.text(), self._state.book.currency)

    def set_minor(self, minor: int | None) -> None:
        """Show this amount; None empties the input."""
        self.setText("" if minor is None else plain(minor, self._state.book.currency))

    def _show_result(self) -> None:
        try:
            self.set_minor(None if self.is_empty else self.minor())
        except UserError:
            return
