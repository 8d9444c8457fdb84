"""The form that turns an offer into a loan: when the money came, and how much of it."""

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QLabel, QWidget

from planner.basics.errors import UserError
from planner.basics.text import N_, Text, text
from planner.book.edit import Edit
from planner.book.offer import Offer
from planner.services.offer_edits import PaidOut, expected_pay_out, pay_out
from ui.forms.form_dialog import FormDialog
from ui.forms.reading import Reading
from ui.parts.date_edit import DateEdit
from ui.parts.money_edit import MoneyEdit
from ui.state import State
from ui.style import set_role


def open_pay_out_form(state: State, parent: QWidget | None, offer: Offer) -> "PayOutForm":
    """Show the form for an offer whose money has come."""
    form = PayOutForm(state, parent, offer)
    form.open()
    return form


class PayOutForm(FormDialog):
    """Day, principal, money received and first due date; the offer says what is expected."""

    title_key = N_("The money has come")

    def __init__(self, state: State, parent: QWidget | None, offer: Offer) -> None:
        self.offer = offer
        self._has_own_first_due = False
        super().__init__(state, parent)

    def build(self) -> None:
        """Add the fields, filled with what the offer says."""
        name = QLabel(self.offer.name)
        set_role(name, "muted")
        self.column.addWidget(name)
        self.date = DateEdit(self.state, self.state.today)
        self.first_due = DateEdit(self.state)
        self.principal, self.received = MoneyEdit(self.state), MoneyEdit(self.state)
        row = self.add_row()
        self.add_field("date", N_("Paid out on"), self.date, row)
        self.add_field("first_due", N_("First payment due on"), self.first_due, row)
        row = self.add_row()
        self.add_field("principal", N_("Amount borrowed"), self.principal, row)
        self.add_field("received", N_("Money received"), self.received, row)
        self.fields["received"].set_hint(
            self.say(N_("Less than borrowed: the rest counts as a charge."))
        )
        self.add_hint(
            N_(
                "The offer becomes a loan: the money is booked into the account on that day, and "
                "its instalments count in the outlook from then on."
            )
        )
        expected = expected_pay_out(self.offer, self.state.today)
        self.principal.set_minor(expected.principal)
        self.received.set_minor(expected.received)
        self._follow()
        self._listen()

    def read(self, reading: Reading) -> Edit | None:
        """The Edit that turns the offer into a loan."""
        today = self.state.today
        on = reading.take("date", self.date.date, today)
        if on > today:
            reading.refuse(
                "date", N_("This day is still to come. Record the money once it is there.")
            )
        first_due = reading.take("first_due", self.first_due.date, today)
        principal = reading.take("principal", self.principal.minor, 0)
        received = reading.take("received", self.received.minor, 0)
        if reading.errors:
            return None
        amounts = PaidOut(principal, received, first_due)
        book = self.state.book
        return reading.take("first_due", lambda: pay_out(book, self.offer, on, amounts), None)

    def toast(self) -> Text | None:
        """What is said after saving."""
        return text(N_("“{name}” is now a loan"), name=self.offer.name)

    def _listen(self) -> None:
        self.date.textChanged.connect(self._follow)
        self.first_due.textEdited.connect(self._keep_first_due)
        self.first_due.picked.connect(self._keep_first_due)

    def _follow(self) -> None:
        """The first due date follows the day of the money until it is changed."""
        if self._has_own_first_due:
            return
        try:
            on = self.date.date()
        except UserError:
            return
        with QSignalBlocker(self.first_due):
            self.first_due.set_date(expected_pay_out(self.offer, on).first_due)

    def _keep_first_due(self) -> None:
        self._has_own_first_due = True
