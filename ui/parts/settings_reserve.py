"""Settings of the emergency fund: the accounts that hold it, and its goal in months."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from PySide6.QtWidgets import QCheckBox, QLabel, QVBoxLayout, QWidget

from planner.basics.text import N_, text
from planner.book.account import Account
from planner.book.edit import Edit
from planner.services.editing import saved
from planner.services.saving import goal_edit
from ui.parts.card import Card
from ui.parts.field import Field
from ui.parts.spins import decimal_spin
from ui.state import State
from ui.theme import GAP_S


class ReserveCard(Card):
    """A box for every account, and the goal."""

    def __init__(self, state: State) -> None:
        super().__init__()
        self._state = state
        self.months = decimal_spin(0.5, 36, 0.5)
        self.goal = Field("", self.months)
        self.boxes: dict[str, QCheckBox] = {}
        self._question = QLabel()
        self._accounts = QWidget()
        self._column = QVBoxLayout(self._accounts)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GAP_S)
        for part in (self.goal, self._question, self._accounts):
            self.body.addWidget(part)
        self.months.editingFinished.connect(self._save_goal)

    def retranslate(self) -> None:
        """Put all texts in the language of now."""
        say = self._state.wording._
        self.set_title(say(N_("Emergency fund")))
        self.goal.set_label(say(N_("Goal: months it should last")))
        self._question.setText(say(N_("Accounts that hold it")))

    def refresh(self) -> None:
        """Show the accounts of the book; those of the kind emergency fund always belong to it."""
        book = self._state.book
        self.months.setValue(float(book.reserve.target_months))
        for key in self.boxes.keys() - book.accounts.keys():
            box = self.boxes.pop(key)
            self._column.removeWidget(box)
            box.setParent(None)
        for account in book.accounts.values():
            if account.kind == "card":
                continue
            self._show(account, is_on=account.id in book.reserve_accounts)

    def _show(self, account: Account, *, is_on: bool) -> None:
        if account.id not in self.boxes:
            self.boxes[account.id] = self._box(account.id)
            self._column.addWidget(self.boxes[account.id])
        box = self.boxes[account.id]
        box.setText(account.name.replace("&", "&&"))
        box.setAccessibleName(account.name)
        box.blockSignals(True)
        box.setChecked(is_on)
        box.blockSignals(False)
        box.setEnabled(account.kind != "reserve")

    def _box(self, key: str) -> QCheckBox:
        def toggled(is_on: bool) -> None:  # noqa: FBT001 - a signal passes it so
            self._save_account(key, is_on=is_on)

        box = QCheckBox()
        box.toggled.connect(toggled)
        return box

    def _save_account(self, key: str, *, is_on: bool) -> None:
        reserve = self._state.book.reserve
        others = tuple(name for name in reserve.accounts if name != key)
        held = replace(reserve, accounts=(*others, key) if is_on else others)
        self._save(saved(self._state.book, "reserve", held))

    def _save_goal(self) -> None:
        months = Decimal(str(self.months.value()))
        if months != self._state.book.reserve.target_months:
            self._save(goal_edit(self._state.book, months))

    def _save(self, edit: Edit) -> None:
        def refused(reason: Any) -> None:
            self.goal.show_error(self._state.wording.say(reason))

        self.goal.show_error(None)
        self._state.apply(edit, text(N_("Saved")), refused)
