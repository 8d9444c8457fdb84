"""Try: one way out with what it changes, before it becomes an edit of the book."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from planner.advice.action import Action
from planner.basics.text import N_, Text, text
from planner.book.edit import apply
from planner.outlook.outlook import Due, Outlook
from ui.jobs import Cancelled
from ui.parts.button import make_button
from ui.parts.level_badge import LevelBadge
from ui.parts.safety_words import days_of_safety
from ui.state import State
from ui.theme import GAP, GAP_M, GAP_XL

if TYPE_CHECKING:
    from planner.services.look_ahead import LookAhead

_ROWS = (
    N_("Chance of being short"),
    N_("Days of safety"),
    N_("Balance after the payment"),
    N_("Level"),
)


class ActionForm(QDialog):
    """Before → after of one action; Apply makes it one edit that can be undone.

    The outlook after it is worked out off the window's thread, with the same luck as before.
    """

    def __init__(self, state: State, action: Action, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state = state
        self.action = action
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._is_open = True
        self.finished.connect(self._end)
        self._cells: dict[tuple[int, int], QLabel] = {}
        self._badges = (LevelBadge(state), LevelBadge(state))
        wording = state.wording
        self.setWindowTitle(wording._("Try"))
        self.setMinimumWidth(520)
        self.title = _label(wording.say(action.title), "heading")
        self.about = _label(self._about(), "muted")
        self.refusal = _label("", "error")
        self.refusal.hide()
        self.apply_button = make_button(self._apply, "primary", wording._("Apply"))
        self.cancel_button = make_button(self.reject, "", wording._("Leave as it is"))
        self.apply_button.setDefault(True)
        self._lay_out()
        self._fill()

    def _about(self) -> str:
        wording, book = self.state.wording, self.state.book
        loan = book.loans.get(self.action.loan)
        said = wording._("For the {loan} payment on {date}.").format(
            loan=loan.name if loan else self.action.loan, date=wording.date(self.action.due, "week")
        )
        cost = wording.money(abs(self.action.cost), book.currency)
        if not self.action.cost:
            said += wording._(" It costs nothing.")
        elif self.action.cost > 0:
            said += wording._(" It costs {cost}.").format(cost=cost)
        else:
            said += wording._(" It saves {cost}.").format(cost=cost)
        if self.action.needs_lender:
            said += wording._(" The lender must agree first; apply it when it is agreed.")
        return said

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(GAP_XL)
        grid.setVerticalSpacing(GAP)
        grid.setColumnStretch(0, 1)
        say = self.state.wording._
        for column, key in ((1, N_("Now")), (2, N_("After it"))):
            grid.addWidget(_label(say(key), "small"), 0, column)
        for row, key in enumerate(_ROWS, 1):
            grid.addWidget(_label(say(key), ""), row, 0)
            for column in (1, 2):
                is_level = row == len(_ROWS)
                cell = self._badges[column - 1] if is_level else self._cell(row, column)
                grid.addWidget(cell, row, column)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.apply_button)
        column_ = QVBoxLayout(self)
        column_.setContentsMargins(GAP_XL, GAP_XL, GAP_XL, GAP_XL - 4)
        column_.setSpacing(GAP_M)
        for part in (self.title, self.about):
            column_.addWidget(part)
        column_.addLayout(grid)
        column_.addWidget(self.refusal)
        column_.addLayout(buttons)

    def _cell(self, row: int, column: int) -> QLabel:
        label = _label("…", "strong" if column == 2 else "")
        self._cells[row, column] = label
        return label

    def _fill(self) -> None:
        say, action = self.state.wording.chance, self.action
        self._cells[1, 1].setText(say(action.chance_before))
        self._cells[1, 2].setText(say(action.chance_after))
        look = self.state.look
        if look is not None:
            self._show(1, look.outlook)
        self._cells[2, 2].setText(self._safety(action.days_of_safety_after))
        self.state.run(self._job(), self._on_look, self._refuse, kind="try")

    def _job(self) -> "Callable[[Cancelled], LookAhead]":
        book, today, edit = self.state.book, self.state.today, self.action.edit

        def job(cancelled: Cancelled) -> "LookAhead":
            from planner.services.look_ahead import look_ahead

            changed = apply(book, edit)
            return look_ahead(changed, today, with_actions=False, cancelled=cancelled)

        return job

    def _on_look(self, look: "LookAhead") -> None:
        if self._is_open:
            self._show(2, look.outlook)

    def _show(self, column: int, outlook: Outlook) -> None:
        self._cells[2, column].setText(self._safety(outlook.days_of_safety))
        due = self._due_in(outlook)
        if due is None:
            self._cells[3, column].setText(self.state.wording._("no longer due"))
            return
        money = self.state.wording.money(due.expected_balance_after, self.state.book.currency)
        self._cells[3, column].setText(money)
        self._badges[column - 1].show_level(due.level, due.days_past_due)
        if column == 2:
            self._cells[1, 2].setText(self.state.wording.chance(due.chance_short))

    def _due_in(self, outlook: Outlook) -> Due | None:
        action = self.action
        found = (due for due in outlook.dues if (due.loan, due.date) == (action.loan, action.due))
        return next(found, None)

    def _safety(self, days: int | None) -> str:
        return days_of_safety(self.state, days)

    def _end(self) -> None:
        self._is_open = False
        self.state.lane.cancel("try")

    def _apply(self) -> None:
        toast = text(N_("Done: {title}"), title=self.action.title)
        if self.state.apply(self.action.edit, toast, self._refuse):
            self.accept()

    def _refuse(self, reason: Text) -> None:
        if not self._is_open:
            return
        self.refusal.setText(self.state.wording.say(reason))
        self.refusal.show()


def _label(said: str, role: str) -> QLabel:
    label = QLabel(said)
    label.setProperty("role", role)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
