"""The form for a payment on a loan: an instalment (whole, part, early) or an early repayment."""

import datetime as dt

from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QWidget

from planner.basics.errors import UserError
from planner.basics.text import N_, Amount, Text, text
from planner.book.edit import Edit
from planner.book.entry import Entry
from planner.book.loan import LoanEvent
from planner.services.loans.edits import (
    PaymentTrial,
    PaymentType,
    due_today,
    new_event,
    payment_edit,
    payment_problems,
    payment_trial,
    payoff,
)
from planner.services.loans.matches import entries_like, matched_payment
from ui.forms.form_dialog import FormDialog
from ui.forms.reading import Reading
from ui.forms.segments import Segments
from ui.parts.button import make_button
from ui.parts.count_box import CountBox
from ui.parts.date_edit import DateEdit
from ui.parts.money_edit import MoneyEdit
from ui.state import State
from ui.style import set_role


def open_payment_form(
    state: State, parent: QWidget | None, loan_id: str, kind: PaymentType = "pay"
) -> "PaymentForm":
    """Show the form for a payment on a loan."""
    form = PaymentForm(state, parent, loan_id)
    form.kind.set_value(kind)
    form.open()
    return form


class PaymentForm(FormDialog):
    """One payment, with what it would do shown before it is saved."""

    title_key = N_("Record payment")

    def __init__(self, state: State, parent: QWidget | None, loan_id: str) -> None:
        self.loan_id = loan_id
        self._asked = ""
        super().__init__(state, parent)

    def build(self) -> None:
        """Add the fields, the quick sums and the words of what the payment does."""
        say, loan = self.say, self.state.book.loans[self.loan_id]
        name = QLabel(loan.name)
        set_role(name, "muted")
        self.column.addWidget(name)
        self.kind = Segments(
            (("pay", say(N_("Instalment"))), ("prepay", say(N_("Early repayment"))))
        )
        self.column.addWidget(self.kind)
        self._entries = entries_like(self.state.book, self.loan_id, self.state.today)
        self.entry = QComboBox()
        self.entry.addItem(say(N_("No, it is not among the entries yet")))
        self.entry.addItems([self._entry_line(entry) for entry in self._entries])
        self.add_field("entry", N_("Booked already?"), self.entry)
        self.fields["entry"].setVisible(bool(self._entries))
        row = self.add_row()
        self.amount = MoneyEdit(self.state)
        self.date = DateEdit(self.state, self.state.today)
        self.add_field("amount", N_("Amount paid"), self.amount, row)
        self.add_field("date", N_("Paid on"), self.date, row)
        row = self.add_row()
        self.due_button = make_button(self._fill_due, "link")
        self.all_button = make_button(self._fill_all, "link")
        row.addWidget(self.due_button)
        row.addWidget(self.all_button)
        row.addStretch(1)
        self.as_entry = QCheckBox(self._entry_words())
        self.as_entry.setChecked(True)
        self.as_entry.setVisible(not loan.books_cash)
        self.column.addWidget(self.as_entry)
        self.count_box = CountBox(self.state)
        self.column.addWidget(self.count_box)
        self.effect = QLabel()
        self.effect.setWordWrap(True)
        self.effect.setMinimumHeight(72)
        set_role(self.effect, "muted")
        self.column.addWidget(self.effect)
        self._listen()

    def read(self, reading: Reading) -> Edit | None:
        """The Edit that records the payment."""
        event = self._event(reading)
        if event is None:
            return None
        self._tell_problems(reading, event)
        if reading.errors:
            return None
        edit = self._edit(event)
        self.count_box.ask(edit)
        return self.count_box.kept(edit)

    def keeps_count(self) -> bool:
        """The form asks itself."""
        return False

    def _edit(self, event: LoanEvent) -> Edit:
        entry = self._matched()
        if entry is not None:
            return matched_payment(self.state.book, self.loan_id, entry, self.state.today)
        return payment_edit(
            self.state.book,
            self.loan_id,
            event.date,
            event.amount,
            self.state.today,
            kind=self._kind(),
            as_entry=self.as_entry.isChecked(),
        )

    def toast(self) -> Text | None:
        """What is said after saving."""
        amount = Amount(self.amount.minor(), self.state.book.currency)
        return text(N_("Payment of {amount} recorded"), amount=amount)

    def _listen(self) -> None:
        for edit in (self.amount, self.date):
            edit.textChanged.connect(self._show_effect)
        self.as_entry.toggled.connect(self._show_effect)
        self.kind.changed.connect(self._on_kind)
        self.entry.currentIndexChanged.connect(self._on_entry)
        self.date.textChanged.connect(self._word_buttons)
        self._word_buttons()
        self._fill_due()
        self.amount.selectAll()
        self.amount.setFocus()

    # what is offered

    def _matched(self) -> Entry | None:
        """The entry that this payment is; None: it is not among them."""
        chosen = self.entry.currentIndex()
        return self._entries[chosen - 1] if chosen > 0 and self._kind() == "pay" else None

    def _on_entry(self) -> None:
        """An entry tells sum and day; they are not typed a second time."""
        entry = self._matched()
        if entry is not None:
            self.amount.set_minor(-entry.amount)
            self.date.set_date(entry.date)
        for field in (self.amount, self.date):
            field.setReadOnly(entry is not None)
        self.as_entry.setEnabled(entry is None)

    def _entry_line(self, entry: Entry) -> str:
        day = self.state.wording.date(entry.date)
        return f"{day}  {self._money(-entry.amount)}  {entry.payee or entry.note}".rstrip()

    def _on_kind(self) -> None:
        self.entry.setCurrentIndex(0)
        self.fields["entry"].setVisible(bool(self._entries) and self._kind() == "pay")
        if self._kind() == "prepay":
            self.amount.set_minor(None)
            self.amount.setFocus()
        else:
            self._fill_due()
        self._word_buttons()
        self._show_effect()

    def _word_buttons(self) -> None:
        on = self._day()
        for button, key, minor in (
            (self.due_button, N_("Due: {amount}"), due_today(self.state.book, self.loan_id, on)),
            (
                self.all_button,
                N_("Repay everything: {amount}"),
                payoff(self.state.book, self.loan_id, on),
            ),
        ):
            button.setText(self.say(key).format(amount=self._money(minor)))
        self.due_button.setVisible(self._kind() == "pay")
        self.all_button.setVisible(self._kind() == "prepay")

    def _fill_due(self) -> None:
        self.amount.set_minor(due_today(self.state.book, self.loan_id, self._day()))

    def _fill_all(self) -> None:
        self.amount.set_minor(payoff(self.state.book, self.loan_id, self._day()))

    # what it would do

    def _show_effect(self) -> None:
        reading = Reading()
        event = self._event(reading)
        self.effect.setText("")
        self.count_box.ask(None)
        if event is None:
            return
        try:
            problems = payment_problems(self.state.book, event, self.state.today)
            if all(problem.is_question for problem in problems):
                trial = payment_trial(self.state.book, event, self.state.today)
                self.effect.setText("\n".join(self._words(trial)))
                self.count_box.ask(self._edit(event))
        except UserError:
            return

    def _words(self, trial: PaymentTrial) -> list[str]:
        lines = [self._use_words(trial)]
        if self._kind() == "pay" and trial.due_left:
            lines.append(self._said(N_("Then {amount} of it is still due."), trial.due_left))
        if self._kind() == "prepay":
            lines += self._prepay_words(trial)
        return lines

    def _use_words(self, trial: PaymentTrial) -> str:
        use, parts = trial.use, []
        for key, minor in (
            (N_("fee {amount}"), use.fee),
            (N_("penalty {amount}"), use.penalty),
            (N_("interest {amount}"), use.interest),
            (N_("principal {amount}"), use.principal),
            (N_("kept for the next due date {amount}"), use.unapplied),
        ):
            if minor:
                parts.append(self._said(key, minor))
        return self.say(N_("It pays: {parts}.")).format(parts=self.say(N_(", ")).join(parts))

    def _prepay_words(self, trial: PaymentTrial) -> list[str]:
        if not trial.instalment_after:
            lines = [self.say(N_("The loan is then repaid."))]
        elif trial.last_due_after < trial.last_due_before:
            key = self.say(N_("The last payment comes on {date} instead of {before}."))
            day = self.state.wording.date
            lines = [
                key.format(
                    date=day(trial.last_due_after, "year"),
                    before=day(trial.last_due_before, "year"),
                )
            ]
        else:
            key = self.say(N_("The next instalment is {after} instead of {before}."))
            lines = [
                key.format(
                    after=self._money(trial.instalment_after),
                    before=self._money(trial.instalment_before),
                )
            ]
        if trial.saved > 0:
            lines.append(self._said(N_("You pay {amount} less in all."), trial.saved))
        return lines

    # reading

    def _event(self, reading: Reading) -> LoanEvent | None:
        amount = reading.take("amount", self.amount.minor, 0)
        date = reading.take("date", self.date.date, self.state.today)
        if reading.errors:
            return None
        return new_event(self.state.book, self.loan_id, date, amount, self._kind())

    def _tell_problems(self, reading: Reading, event: LoanEvent) -> None:
        sign = f"{event.date} {event.amount}"
        problems = payment_problems(self.state.book, event, self.state.today)
        for problem in problems:
            if not problem.is_question or self._asked != sign:
                reading.errors.setdefault(problem.field, problem.text)
        self._asked = sign
        is_asking = bool(reading.errors) and all(problem.is_question for problem in problems)
        self.save_button.setText(self.say(N_("Save all the same") if is_asking else N_("Save")))

    def _kind(self) -> PaymentType:
        return "prepay" if self.kind.value() == "prepay" else "pay"

    def _day(self) -> dt.date:
        try:
            return min(self.date.date(), self.state.today)
        except UserError:
            return self.state.today

    def _entry_words(self) -> str:
        loan = self.state.book.loans[self.loan_id]
        account = self.state.book.accounts[loan.debit_account].name
        return self.say(N_("Also book it as money out of {account}")).format(account=account)

    def _money(self, minor: int) -> str:
        return self.state.wording.money(minor, self.state.book.currency)

    def _said(self, key: str, minor: int) -> str:
        return self.say(key).format(amount=self._money(minor))
