"""What the owner chooses for the letter to a lender: the plan, the reason, requests, enclosures."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
)

from planner.basics.text import N_
from planner.services.troubles.proposing import (
    ASK_NAMES,
    ENCLOSURES,
    OF_PLAN,
    TALK,
    USUAL_ENCLOSURES,
    Wishes,
    usual_asks,
)
from planner.services.troubles.stages import Situation
from planner.services.troubles.variants import Variant
from ui.parts.field import Field
from ui.parts.tall_list import TallList
from ui.state import State
from ui.theme import GAP, GAP_M


class LetterFields(TallList):
    """Signals: changed (something else is wished), loan_changed(str) with the loan's id.

    What was typed stays while plans are worked out and when another loan is chosen.
    """

    changed = Signal()
    loan_changed = Signal(str)

    def __init__(self, state: State, standing: Sequence[Situation]) -> None:
        super().__init__()
        self._state = state
        self._numbers = {one.loan.id: one.loan.contract_number for one in standing}
        self._has_penalty = {one.loan.id: one.penalty > 0 for one in standing}
        self._chance = 0.9
        self._plans: dict[str, Variant] = {}
        self.loan, self.plan = QComboBox(), QComboBox()
        for one in standing:
            self.loan.addItem(one.loan.name, one.loan.id)
        self.number, self.place, self.reason = QLineEdit(), QLineEdit(), QPlainTextEdit()
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(72)
        self.asks, self.enclosures = self._boxes(ASK_NAMES), self._boxes(ENCLOSURES)
        self.more_ask, self.more_enclosure = QLineEdit(), QLineEdit()
        for key in USUAL_ENCLOSURES:
            self.enclosures[key].setChecked(True)
        self._lay_out()
        self._show_number()
        self._listen()
        self.loan_field.setVisible(len(standing) > 1)

    @property
    def loan_id(self) -> str:
        """The loan that is chosen."""
        return str(self.loan.currentData() or "")

    def choose_loan(self, key: str) -> None:
        """Begin with this loan, if it is one of them."""
        self.loan.setCurrentIndex(max(self.loan.findData(key), 0))

    def show_plans(self, plans: Sequence[Variant], chance: float, wanted: str = "") -> None:
        """What can be offered; begins with `wanted`, else the first that is kept surely enough.

        What was chosen for this loan before stays.
        """
        self._chance, say, wording = chance, self._state.wording._, self._state.wording
        kept = next((one.kind for one in plans if one.is_kept(chance)), TALK)
        before = str(self.plan.currentData() or "")
        self.plan.blockSignals(True)
        self.plan.clear()
        for one in plans:
            money = wording.money(one.instalment, self._state.book.currency, exact=False)
            words = say(N_("{plan}: up to {money} a month")).format(
                plan=say(one.title), money=money
            )
            self.plan.addItem(words, one.kind)
        self.plan.addItem(say(N_("No plan yet: propose a talk")), TALK)
        self.plan.setCurrentIndex(max(self.plan.findData(wanted or before or kept), 0))
        self.plan.blockSignals(False)
        self._plans = {one.kind: one for one in plans}
        self._tell_chance()
        if self.plan.currentData() != before:
            self._ask_as_usual()

    def restore(self, wishes: Wishes) -> None:
        """Put back what was typed before the form was closed."""
        self.reason.setPlainText(wishes.reason)
        self.number.setText(wishes.number or self._numbers.get(wishes.loan, ""))
        self.place.setText(wishes.place)
        self.more_ask.setText("".join(wishes.more_asks))
        self.more_enclosure.setText("".join(wishes.more_enclosures))
        for key, box in self.enclosures.items():
            box.setChecked(key in wishes.enclosures)

    def wishes(self) -> Wishes:
        """Everything that is chosen now."""
        return Wishes(
            loan=self.loan_id,
            plan=str(self.plan.currentData() or TALK),
            chance=self._chance,
            reason=self.reason.toPlainText(),
            number=self.number.text(),
            place=self.place.text(),
            asks=_checked(self.asks),
            more_asks=_written(self.more_ask),
            enclosures=_checked(self.enclosures),
            more_enclosures=_written(self.more_enclosure),
        )

    def _boxes(self, names: Mapping[str, str]) -> dict[str, QCheckBox]:
        return {key: QCheckBox(self._state.wording._(words)) for key, words in names.items()}

    def _lay_out(self) -> None:
        say = self._state.wording._
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, GAP_M, 0)
        column.setSpacing(GAP)
        self.loan_field = Field(say(N_("Loan")), self.loan)
        row = QHBoxLayout()
        row.setSpacing(GAP_M)
        row.addWidget(Field(say(N_("Contract number")), self.number), 3)
        row.addWidget(Field(say(N_("Place")), self.place), 2)
        reason = Field(
            say(N_("The reason, in your own words")), self.reason,
            say(N_("Facts and days help most. Left empty, a neutral sentence stands there.")),
        )  # fmt: skip
        self.plan_field = Field(say(N_("What you offer")), self.plan)
        for part in (self.loan_field, self.plan_field):
            column.addWidget(part)
        column.addLayout(row)
        column.addWidget(reason)
        for title, boxes, more in (
            (N_("What you ask for"), self.asks, self.more_ask),
            (N_("Enclosures"), self.enclosures, self.more_enclosure),
        ):
            more.setPlaceholderText(say(N_("Something else")))
            more.setAccessibleName(f"{say(title)}: {say(N_('Something else'))}")
            column.addWidget(QLabel(say(title)))
            column.addLayout(_grid(boxes, 2 if boxes is self.asks else 1))
            column.addWidget(more)
        column.addStretch(1)

    def _listen(self) -> None:
        self.loan.currentIndexChanged.connect(self._on_loan)
        self.plan.currentIndexChanged.connect(self._on_plan)
        self.reason.textChanged.connect(self._on_change)
        for line in (self.number, self.place, self.more_ask, self.more_enclosure):
            line.textChanged.connect(self._on_change)
        for box in (*self.asks.values(), *self.enclosures.values()):
            box.clicked.connect(self._on_change)

    def _show_number(self) -> None:
        """The number of the contract as the book has it."""
        self.number.setText(self._numbers.get(self.loan_id, ""))

    def _on_loan(self) -> None:
        self._show_number()
        self.plan.blockSignals(True)
        self.plan.clear()
        self.plan.blockSignals(False)
        self.loan_changed.emit(self.loan_id)

    def _tell_chance(self) -> None:
        """How sure the chosen plan is, by the forecast."""
        wording, plan = self._state.wording, self._plans.get(str(self.plan.currentData()))
        if plan is None:
            self.plan_field.set_hint(wording._(N_("A talk promises nothing that can't be kept.")))
            return
        key = N_("By the forecast every instalment of a year is covered {chance}.")
        if not plan.is_kept(self._chance):
            key = N_("By the forecast every instalment of a year is covered {chance}: less surely "
                     "than you want. A talk may be better.")  # fmt: skip
        chance = wording.chance(1 - plan.chance_short)
        self.plan_field.set_hint(wording._(key).format(chance=chance))

    def _on_plan(self) -> None:
        self._tell_chance()
        self._ask_as_usual()
        self.changed.emit()

    def _on_change(self) -> None:
        self.changed.emit()

    def _ask_as_usual(self) -> None:
        """What fits the plan is ticked; the owner changes it from there."""
        has_plan = self.plan.currentData() != TALK
        has_penalty = self._has_penalty.get(self.loan_id, False)
        usual = usual_asks(has_plan=has_plan, has_penalty=has_penalty)
        for key, box in self.asks.items():
            box.setEnabled(has_plan or key not in OF_PLAN)
            box.setChecked(key in usual)


def _grid(boxes: Mapping[str, QCheckBox], columns: int) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(GAP_M)
    grid.setVerticalSpacing(2)
    for number, box in enumerate(boxes.values()):
        grid.addWidget(box, number // columns, number % columns)
    return grid


def _checked(boxes: Mapping[str, QCheckBox]) -> tuple[str, ...]:
    return tuple(key for key, box in boxes.items() if box.isChecked() and box.isEnabled())


def _written(line: QLineEdit) -> tuple[str, ...]:
    said = line.text().strip()
    return (said,) if said else ()
