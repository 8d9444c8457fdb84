"""The weekly sum and the goal: what the owner may change, and what follows from it."""

import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QLineEdit

from planner.basics.errors import UserError
from planner.basics.text import N_
from planner.services.saving import SavingPath
from ui.parts.button import make_button
from ui.parts.card import Card
from ui.parts.field import Field
from ui.parts.money_edit import MoneyEdit
from ui.state import State
from ui.theme import GAP


class ReservePlan(Card):
    """Weekly sum and goal in months.

    Signals: weekly_changed(object) with minor units while one types, goal_changed(object) with
    the months (Decimal) when the field is left.
    """

    weekly_changed = Signal(object)
    goal_changed = Signal(object)

    def __init__(self, state: State, on_plan: Callable[[], object]) -> None:
        super().__init__()
        self._state = state
        self._goal_shown = Decimal(0)
        self.weekly = MoneyEdit(state)
        self.goal = QLineEdit()
        self.goal.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.weekly_field = Field("", self.weekly)
        self.goal_field = Field("", self.goal)
        self.answer, self.effect = QLabel(), QLabel()
        self.answer.setProperty("role", "heading")
        self.effect.setProperty("role", "small")
        self.plan_button = make_button(on_plan)
        for part in (self.answer, self.effect):
            part.setWordWrap(True)
        for widget in (self.goal_field, self.weekly_field, self.answer, self.effect):
            self.body.addWidget(widget)
        self.body.addSpacing(GAP)
        self.body.addWidget(self.plan_button)
        self.body.addStretch(1)
        self.weekly.textEdited.connect(self._on_weekly)
        self.goal.editingFinished.connect(self._on_goal)

    def retranslate(self) -> None:
        """Put the texts in the language of now."""
        say = self._state.wording._
        self.set_title(say(N_("The plan")))
        self.weekly_field.set_label(say(N_("Set aside every week")))
        self.goal_field.set_label(say(N_("Goal in months of cover")))
        self.plan_button.setText(say(N_("Count on it in the outlook")))

    def show_path(self, path: SavingPath, *, is_planned: bool) -> None:
        """Show weekly sum, goal and what follows."""
        wording, currency = self._state.wording, self._state.book.currency
        self._goal_shown = path.goal_months
        if not self.goal.hasFocus():
            self.goal.setText(f"{path.goal_months.normalize():f}")
            self.goal_field.show_error(None)
        if not self.weekly.hasFocus():
            self.weekly.set_minor(path.weekly)
        self.weekly_field.show_error(None)
        has_way = path.missing > 0
        self.weekly_field.setVisible(has_way)
        self.plan_button.setVisible(has_way and path.weekly > 0 and not is_planned)
        if not has_way:
            self.answer.setText(wording._(N_("The goal is reached.")))
        elif path.reached_on is None:
            self.answer.setText(wording._(N_("At this pace the goal is not in sight.")))
        else:
            said = wording._(N_("{amount} every week, goal reached by {date}"))
            money = wording.money(path.weekly, currency, exact=False)
            self.answer.setText(
                said.format(amount=money, date=wording.date(path.reached_on, "month"))
            )

    def show_effect(self, said: str) -> None:
        """What the weekly sum does to the days of safety."""
        self.effect.setText(said)

    def _on_weekly(self) -> None:
        try:
            minor = self.weekly.minor()
        except UserError as error:
            self.weekly_field.show_error(self._state.wording.error(error))
            return
        self.weekly_changed.emit(max(minor, 0))

    def _on_goal(self) -> None:
        written = unicodedata.normalize("NFKC", self.goal.text()).strip()
        if not re.fullmatch(r"[0-9]{1,3}(\.[0-9])?", written):
            said = self._state.wording._(N_("Write the months as a number such as 3 or 1.5."))
            self.goal_field.show_error(said)
            return
        self.goal_field.show_error(None)
        if Decimal(written) != self._goal_shown:
            self.goal_changed.emit(Decimal(written))
