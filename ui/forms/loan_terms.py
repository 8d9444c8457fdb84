"""The finer terms of a loan contract: each one stands as "our assumption" until it is confirmed."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from planner.basics.errors import UserError
from planner.basics.text import N_
from planner.basics.typed import typed_rate
from planner.book.loan import Fee, Terms
from planner.book.terms import ASSUMABLE
from ui.forms.reading import Reading
from ui.parts.button import make_button
from ui.parts.field import Field
from ui.parts.loans_words import typed_percent
from ui.parts.money_edit import MoneyEdit
from ui.parts.whole_edit import WholeEdit
from ui.state import State
from ui.style import set_role
from ui.theme import GAP, GAP_M

_INTEREST = (
    ("monthly", N_("By the month (a twelfth)")),
    ("daily", N_("By the day (actual days)")),
)
_YEAR_DAYS = ((360, N_("360 days")), (365, N_("365 days")), ("actual", N_("Actual days")))
_HOLIDAYS = (
    ("none", N_("Stays on its day")),
    ("next", N_("Moves to the next one")),
    ("previous", N_("Moves to the one before")),
)
_PREPAY = (
    ("lower", N_("Lowers the instalments")),
    ("shorten", N_("Ends the loan sooner")),
)
_DEBIT = (
    ("before_income", N_("Before that day’s income")),
    ("after_income", N_("At the end of the day")),
)
_TERMS = {
    "interest": "interest", "year_days": "year_days", "holiday": "holiday", "debit": "debit",
    "multiplier": "penalty", "grace_days": "penalty", "compound": "penalty",
    "prepay_mode": "prepay", "prepay_fee": "prepay", "due_day": "", "unit": "", "fees": "",
    "each_fee": "",
}  # fmt: skip
"""Field -> key of the term it belongs to; empty: nothing that is assumed in the book."""
_UNITS = ((1, N_("To the cent")), (100, N_("To the whole unit")))


class LoanTerms(QWidget):
    """Grid of the finer terms. Signal: `changed` whenever one of them is changed."""

    changed = Signal()

    def __init__(self, state: State) -> None:
        super().__init__()
        self._state = state
        self.fields: dict[str, Field] = {}
        self._defaults: dict[str, object] = {}
        self._known: set[str] = set()
        self._checked: set[str] = set()
        self.confirm_buttons: dict[str, QPushButton] = {}
        self.confirmed = QCheckBox(self._say(N_("All of this is checked against the contract")))
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(GAP_M)
        self._grid.setVerticalSpacing(GAP)
        self._add_intro()
        self._build_interest()
        self._build_lateness()
        self._build_costs()
        self.confirmed.toggled.connect(self._on_change)
        self._grid.addWidget(self.confirmed, 8, 0, 1, 2)
        for column in (0, 1):
            self._grid.setColumnStretch(column, 1)

    def show_terms(self, terms: Terms) -> None:
        """Show the finer terms of an existing contract."""
        self._known = set(ASSUMABLE) - set(terms.assumed)
        self.confirmed.setChecked(not set(terms.assumed) & set(ASSUMABLE))
        _choose(self.interest, terms.interest)
        _choose(self.year_days, terms.year_days)
        _choose(self.holiday, terms.holiday)
        _choose(self.unit, terms.instalment_unit)
        _choose(self.prepay_mode, terms.prepay.mode)
        _choose(self.debit, terms.debit)
        self.due_day.set_value(terms.due_day or terms.first_due.day)
        self.multiplier.setText(f"{terms.penalty.multiplier.normalize():f}")
        self.grace_days.set_value(terms.penalty.grace_days)
        self.compound.setChecked(terms.penalty.compound)
        self.prepay_fee.setText(typed_percent(terms.prepay.fee_rate))
        for edit, when in ((self.draw_fee, "draw"), (self.each_fee, "each")):
            edit.set_minor(sum(fee.amount for fee in terms.fees if fee.when == when) or None)
        self._mark()

    def suggest_daily(self, *, is_daily: bool) -> None:
        """A day rate usually runs by the day: our assumption follows until it is changed."""
        follows = self.interest.currentData() == self._defaults["interest"]
        self._defaults["interest"] = "daily" if is_daily else "monthly"
        if follows:
            _choose(self.interest, self._defaults["interest"])
        self._mark()

    def suggest_due_day(self, day: int) -> None:
        """The due day follows the first due date until it is changed."""
        follows = self.due_day.text() == self._defaults["due_day"]
        self._defaults["due_day"] = str(day)
        if follows:
            self.due_day.set_value(day)
        self._mark()

    def read(self, reading: Reading, terms: Terms) -> Terms:
        """`terms` with what is chosen here; wrong fields are told to `reading`."""
        penalty = replace(
            terms.penalty,
            multiplier=reading.take("multiplier", self._multiplier, Decimal("1.5")),
            grace_days=reading.take("grace_days", self.grace_days.value, 0),
            compound=self.compound.isChecked(),
        )
        prepay = replace(
            terms.prepay,
            mode=self.prepay_mode.currentData(),
            fee_rate=reading.take("prepay_fee", self._fee_rate, Decimal(0)).normalize(),
        )
        return replace(
            terms,
            interest=self.interest.currentData(),
            year_days=self.year_days.currentData(),
            due_day=reading.take("due_day", self.due_day.value, 0),
            holiday=self.holiday.currentData(),
            instalment_unit=self.unit.currentData(),
            debit=self.debit.currentData(),
            penalty=penalty,
            prepay=prepay,
            fees=self._fees(reading),
            assumed=self._assumed(terms),
        )

    def assumptions(self) -> int:
        """How many of the fields still stand at our assumption."""
        return sum(self._is_assumed(name) for name in self.fields)

    def _assumed(self, terms: Terms) -> tuple[str, ...]:
        """Keys of terms that nobody has confirmed; those not shown here stay as they are."""
        if self.confirmed.isChecked():
            return ()
        shown = {key for key in _TERMS.values() if key}
        ours = {key for name, key in _TERMS.items() if key and self._is_assumed(name)}
        kept = {key for name, key in _TERMS.items() if not self._is_assumed(name)}
        return tuple(
            key
            for key in ASSUMABLE
            if (key in ours - kept if key in shown else key in terms.assumed)
        )

    # building

    def _add_intro(self) -> None:
        intro = QLabel(
            self._say(
                N_(
                    "Look these up in the contract. What you neither change nor confirm is our assumption."
                )
            )
        )
        intro.setWordWrap(True)
        set_role(intro, "small")
        self._grid.addWidget(intro, 0, 0, 1, 2)

    def _build_interest(self) -> None:
        self.interest = self._choice("interest", N_("Interest runs"), _INTEREST, (1, 0))
        self.year_days = self._choice("year_days", N_("Days of a year"), _YEAR_DAYS, (1, 1))
        self.due_day = self._whole("due_day", N_("Due day of the month"), (1, 31, 1), (2, 0))
        self.holiday = self._choice("holiday", N_("Due date on no working day"), _HOLIDAYS, (2, 1))
        self.unit = self._choice("unit", N_("Instalments are rounded"), _UNITS, (3, 0))
        self.debit = self._choice("debit", N_("The lender debits"), _DEBIT, (3, 1))

    def _build_lateness(self) -> None:
        self.multiplier = self._line(
            "multiplier", N_("Penalty rate, times the day rate"), "1.5", (4, 0)
        )
        self.grace_days = self._whole("grace_days", N_("Days of grace"), (0, 365, 0), (4, 1))
        self.compound = QCheckBox(self._say(N_("Overdue interest bears the penalty rate too")))
        self.compound.setChecked(True)
        self._place("compound", "", self.compound, True, (5, 0))
        self.compound.toggled.connect(self._on_change)

    def _build_costs(self) -> None:
        self.prepay_mode = self._choice("prepay_mode", N_("An early repayment"), _PREPAY, (6, 0))
        self.prepay_fee = self._line("prepay_fee", N_("Charge for early repayment"), "0%", (6, 1))
        self.draw_fee = MoneyEdit(self._state)
        self.each_fee = MoneyEdit(self._state)
        self._place("fees", N_("Charge kept back at the draw"), self.draw_fee, "", (7, 0))
        self._place("each_fee", N_("Charge with each instalment"), self.each_fee, "", (7, 1))
        for edit in (self.draw_fee, self.each_fee):
            edit.textChanged.connect(self._on_change)

    def _choice(
        self, name: str, label: str, options: tuple[tuple[Any, str], ...], at: tuple[int, int]
    ) -> QComboBox:
        box = shrinking(QComboBox())
        for value, words in options:
            box.addItem(self._say(words), value)
        box.currentIndexChanged.connect(self._on_change)
        self._place(name, label, box, options[0][0], at)
        return box

    def _whole(
        self, name: str, label: str, limits: tuple[int, int, int], at: tuple[int, int]
    ) -> WholeEdit:
        edit = WholeEdit(*limits)
        edit.textChanged.connect(self._on_change)
        self._place(name, label, edit, str(limits[2]), at)
        return edit

    def _line(self, name: str, label: str, value: str, at: tuple[int, int]) -> QLineEdit:
        edit = QLineEdit(value)
        edit.textChanged.connect(self._on_change)
        self._place(name, label, edit, value, at)
        return edit

    def _place(
        self, name: str, label: str, widget: QWidget, default: object, at: tuple[int, int]
    ) -> None:
        field = Field(self._say(label), widget)
        if isinstance(widget, QCheckBox):
            widget.setAccessibleName(widget.text())
        self.fields[name] = field
        self._defaults[name] = default
        if _TERMS[name]:
            button = make_button(partial(self._confirm, name), "link", self._say(N_("Confirm")))
            button.setAccessibleName(f"{button.text()}: {label or widget.accessibleName()}")
            field.foot.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
            self.confirm_buttons[name] = button
        columns = 2 if isinstance(widget, QCheckBox) else 1
        self._grid.addWidget(field, *at, 1, columns, Qt.AlignmentFlag.AlignTop)
        self._mark_one(name)

    # reading

    def _multiplier(self) -> Decimal:
        written = self.multiplier.text().strip()
        try:
            value = Decimal(written)
        except ArithmeticError:
            value = Decimal(-1)
        if not value.is_finite() or not 0 <= value <= 100:
            raise UserError(N_("Write the factor as a number such as 1.5."))
        return value

    def _fee_rate(self) -> Decimal:
        return typed_rate(self.prepay_fee.text())

    def _fees(self, reading: Reading) -> tuple[Fee, ...]:
        fees = []
        for name, edit, when in (
            ("fees", self.draw_fee, "draw"), ("each_fee", self.each_fee, "each"),
        ):  # fmt: skip
            amount = 0 if edit.is_empty else reading.take(name, edit.minor, 0)
            if amount < 0:
                reading.refuse(name, N_("A charge can't be below 0."))
            if amount > 0:
                fees.append(Fee(amount, "draw" if when == "draw" else "each"))
        return tuple(fees)

    def _on_change(self) -> None:
        self._mark()
        self.changed.emit()

    def _mark(self) -> None:
        for name in self.fields:
            self._mark_one(name)

    def _mark_one(self, name: str) -> None:
        is_assumed = self._is_assumed(name)
        said = N_("Our assumption") if is_assumed else N_("As in the contract")
        self.fields[name].set_hint(self._say(said))
        if name in self.confirm_buttons:
            self.confirm_buttons[name].setVisible(is_assumed)

    def _confirm(self, name: str) -> None:
        """The contract says the same as our assumption: all of the term, as the book keeps it."""
        self._checked |= {other for other, term in _TERMS.items() if term == _TERMS[name]}
        self.fields[name].widget.setFocus()
        self._on_change()

    def _is_assumed(self, name: str) -> bool:
        if self.confirmed.isChecked() or name in self._checked or _TERMS[name] in self._known:
            return False
        return _value_of(self.fields[name].widget) == self._defaults[name]

    def _say(self, key: str) -> str:
        return self._state.wording._(key)


def shrinking(box: QComboBox) -> QComboBox:
    """A choice that may become narrower than its longest words."""
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(8)
    return box


def _choose(box: QComboBox, value: object) -> None:
    place = next((index for index in range(box.count()) if box.itemData(index) == value), -1)
    if place >= 0:
        box.setCurrentIndex(place)


_READERS: tuple[tuple[type[QWidget], Callable[[Any], object]], ...] = (
    (QComboBox, QComboBox.currentData),
    (QCheckBox, QCheckBox.isChecked),
    (QLineEdit, QLineEdit.text),
)


def _value_of(widget: QWidget) -> object:
    return next(read(widget) for kind, read in _READERS if isinstance(widget, kind))
