"""The inputs of a loan: what an owner knows on top, the finer terms folded below."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any, Literal

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from planner.basics.dates import add_months
from planner.basics.text import N_
from planner.basics.typed import typed_rate
from planner.book.account import Account
from planner.book.counted import holds_day
from planner.book.loan import Loan, Rate, Terms
from planner.book.terms import ASSUMABLE, with_rate_known
from planner.services.lending import Preview
from ui.forms.loan_terms import LoanTerms, shrinking
from ui.forms.pickers import AccountPicker
from ui.forms.reading import Reading
from ui.forms.segments import Segments
from ui.parts.button import make_button
from ui.parts.date_edit import DateEdit
from ui.parts.field import Field
from ui.parts.loans_words import METHODS, typed_percent
from ui.parts.money_edit import MoneyEdit
from ui.parts.whole_edit import WholeEdit
from ui.state import State
from ui.theme import GAP, GAP_M


class LoanInputs(QWidget):
    """Fields of a loan by name in `fields`. Signal: `changed` whenever one of them changes."""

    changed = Signal()

    def __init__(self, state: State) -> None:
        super().__init__()
        self._state = state
        self._before: Terms | None = None
        self._was_held = False
        self._has_own_first_due = self._has_own_paid = False
        self.fields: dict[str, Field] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(2, 2, GAP_M, 2)
        self._column.setSpacing(GAP)
        self._build_names()
        self._build_money()
        self._build_plan()
        self._build_past()
        self._build_details()
        self._column.addStretch(1)
        self.drawn_on.set_date(state.today)
        self._follow()
        self._listen()

    def show_loan(self, loan: Loan) -> None:
        """Show a loan that is changed; what is paid already is then recorded elsewhere."""
        self._before, self._was_held = loan.terms, not loan.books_cash
        self._has_own_first_due = True
        terms = loan.terms
        self.name.setText(loan.name)
        self.lender.setText(loan.lender)
        self.contract_number.setText(loan.contract_number)
        self.account.set_account(loan.debit_account)
        self.amount.set_minor(terms.principal)
        self.drawn_on.set_date(terms.drawn_on)
        self.first_due.set_date(terms.first_due)
        self.method.setCurrentIndex(list(METHODS).index(terms.method))
        self.instalments.set_value(terms.instalments)
        self.rate.setText("" if terms.is_rate_unknown else typed_percent(terms.rate.value))
        self.per.set_value(terms.rate.per)
        self.terms.show_terms(terms)
        self.holds_past.setChecked(not loan.books_cash)

    def read_terms(self, reading: Reading) -> Terms:
        """The terms as typed; wrong fields are told to `reading`."""
        drawn_on = reading.take("drawn_on", self.drawn_on.date, self._state.today)
        typed: dict[str, Any] = {
            "principal": reading.take("principal", self.amount.minor, 0),
            "drawn_on": drawn_on,
            "method": self.method.currentData(),
            "first_due": reading.take("first_due", self.first_due.date, drawn_on),
            "rate": reading.take("rate", self._rate, Rate(Decimal(0))),
            "instalments": reading.take("instalments", self.instalments.value, 1),
        }
        before = self._before
        terms = replace(before, **typed) if before else Terms(**typed, assumed=ASSUMABLE)
        return with_rate_known(self.terms.read(reading, terms), is_known=not self._is_rate_empty())

    def show_past(self, seen: Preview | None, drawn_on: dt.date) -> None:
        """Ask about instalments already paid, where some were due, and what the account holds."""
        rows = seen.rows if seen else ()
        passed = sum(row.due <= self._state.today for row in rows)
        self.paid.high = len(rows)
        if not self._has_own_paid:
            with QSignalBlocker(self.paid):
                self.paid.set_value(passed)
        said = self._state.wording.ngettext(
            "Until today {count} was due.", "Until today {count} were due.", passed
        )
        self.fields["paid"].set_hint(said.format(count=passed))
        self.fields["paid"].setVisible(self._before is None and passed > 0)
        account = self._account()
        self.holds_past.setVisible(
            account is not None and (self._was_held or holds_day(account, drawn_on))
        )
        key = N_("The balance of {account} already holds what was paid out and repaid.")
        self.holds_past.setText(self._say(key).format(account=self.account.currentText()))

    def is_held_elsewhere(self, drawn_on: dt.date) -> bool:
        """Whether the accounts hold this loan's past money without the loan booking it."""
        account = self._account()
        is_held = holds_day(account, drawn_on) if account else drawn_on < self._state.today
        return (is_held or self._was_held) and self.holds_past.isChecked()

    def unfold(self) -> None:
        """Show the finer terms."""
        self.terms.show()
        self.tell_fold()

    def tell_fold(self) -> None:
        """Say how many of the finer terms are our assumption."""
        key = N_("Contract details") if self.terms.isHidden() else N_("Hide contract details")
        count = self.terms.assumptions()
        assumed = self._state.wording.ngettext("{count} assumption", "{count} assumptions", count)
        self.fold.setText(f"{self._say(key)} · {assumed.format(count=count)}")

    # building

    def _row(self, *fields: tuple[str, str, QWidget]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GAP_M)
        for name, label, widget in fields:
            self.fields[name] = Field(self._say(label), widget)
            row.addWidget(self.fields[name], 1, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(row)
        return row

    def _build_names(self) -> None:
        self.name, self.lender = QLineEdit(), QLineEdit()
        self.name.setPlaceholderText(self._say(N_("For example: MYbank loan")))
        self._row(
            ("name", N_("Name of the loan"), self.name),
            ("lender", N_("Lender (may stay empty)"), self.lender),
        )

    def _build_money(self) -> None:
        self.amount = MoneyEdit(self._state)
        self.account = AccountPicker(self._state.book)
        shrinking(self.account)
        self.new_account = QLineEdit(self._say(N_("Bank account")))
        account: tuple[str, str, QWidget] = (
            ("account", N_("Repaid from account"), self.account)
            if self._state.book.accounts
            else ("account", N_("Name of the account it is repaid from"), self.new_account)
        )
        self._row(("principal", N_("Amount borrowed"), self.amount), account)
        self.drawn_on, self.first_due = DateEdit(self._state), DateEdit(self._state)
        self._row(
            ("drawn_on", N_("Paid out on"), self.drawn_on),
            ("first_due", N_("First payment due on"), self.first_due),
        )

    def _build_plan(self) -> None:
        self.method = shrinking(QComboBox())
        for key, (label, _) in METHODS.items():
            self.method.addItem(self._say(label), key)
        self._row(("method", N_("How it is repaid"), self.method))
        self.instalments = WholeEdit(1, 1200, 12)
        self.rate = QLineEdit()
        self.rate.setPlaceholderText(self._say(N_("14.4% or 0.04%")))
        self.per = Segments((("year", self._say(N_("a year"))), ("day", self._say(N_("a day")))))
        self._row(
            ("instalments", N_("Number of instalments"), self.instalments),
            ("rate", N_("Interest rate"), self.rate),
            ("per", N_("The rate is for"), self.per),
        )

    def _build_past(self) -> None:
        self.paid = WholeEdit(0, 0, 0)
        self.contract_number = QLineEdit()
        self._row(
            ("paid", N_("Instalments already paid"), self.paid),
            ("contract_number", N_("Contract number (may stay empty)"), self.contract_number),
        )
        self.holds_past = QCheckBox()
        self.holds_past.setChecked(True)
        self._column.addWidget(self.holds_past)

    def _build_details(self) -> None:
        self.fold = make_button(self._turn_fold, "link")
        row = self._row()
        row.addWidget(self.fold)
        row.addStretch(1)
        self.terms = LoanTerms(self._state)
        self.terms.hide()
        self.fields |= self.terms.fields
        self._column.addWidget(self.terms)

    def _listen(self) -> None:
        for edit in (self.name, self.lender, self.amount, self.drawn_on, self.first_due, self.rate):
            edit.textChanged.connect(self._on_change)
        self.first_due.textEdited.connect(self._keep_first_due)
        self.first_due.picked.connect(self._keep_first_due)
        self.rate.editingFinished.connect(self._follow_day_rate)
        for box in (self.method, self.account):
            box.currentIndexChanged.connect(self._on_change)
        self.instalments.textChanged.connect(self._on_change)
        self.paid.textChanged.connect(self._keep_paid)
        self.per.changed.connect(self._on_change)
        self.terms.changed.connect(self._on_change)

    # following what is typed

    def _on_change(self) -> None:
        self._follow()
        self.changed.emit()

    def _follow(self) -> None:
        self.fields["method"].set_hint(self._say(METHODS[self.method.currentData()][1]))
        self.terms.suggest_daily(is_daily=self.per.value() == "day")
        reading = Reading()
        drawn_on = reading.take("drawn_on", self.drawn_on.date, None)
        if drawn_on and not self._has_own_first_due:
            with QSignalBlocker(self.first_due):
                self.first_due.set_date(add_months(drawn_on, 1))
        first_due = reading.take("first_due", self.first_due.date, None)
        if first_due:
            self.terms.suggest_due_day(first_due.day)
        self.tell_fold()

    def _follow_day_rate(self) -> None:
        """万分之四 is how day rates are said."""
        if "万" in self.rate.text():
            self.per.set_value("day")

    def _keep_first_due(self) -> None:
        self._has_own_first_due = True
        self._on_change()

    def _keep_paid(self) -> None:
        self._has_own_paid = True
        self._on_change()

    def _turn_fold(self) -> None:
        self.terms.setVisible(self.terms.isHidden())
        self.tell_fold()

    # reading

    def _is_rate_empty(self) -> bool:
        return not self.rate.text().strip()

    def _rate(self) -> Rate:
        if self._is_rate_empty():
            return Rate(Decimal(0))
        value = typed_rate(self.rate.text())
        per: Literal["day", "year"] = "day" if self.per.value() == "day" else "year"
        if self._before is not None and (self._before.rate.value, self._before.rate.per) == (
            value,
            per,
        ):
            return self._before.rate
        return Rate(value, per)

    def _account(self) -> Account | None:
        return self._state.book.accounts.get(self.account.account())

    def _say(self, key: str) -> str:
        return self._state.wording._(key)
