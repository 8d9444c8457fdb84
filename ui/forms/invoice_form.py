"""The forms for an invoice, and for the day its money moved."""

from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from planner.basics.ids import new_id
from planner.basics.text import N_, Amount, Text, text
from planner.book.account import Flow
from planner.book.edit import Change, Edit
from planner.book.invoice import Direction, Invoice
from planner.services.bookkeeping import settled
from planner.services.editing import changes_titled, saved
from ui.forms.account_form import with_account
from ui.forms.form_dialog import FormDialog
from ui.forms.pickers import AccountPicker, CategoryPicker
from ui.forms.reading import Reading
from ui.forms.segments import Segments
from ui.parts.date_edit import DateEdit
from ui.parts.money_edit import MoneyEdit
from ui.state import State
from ui.style import set_role

_FLOWS: dict[str, Flow] = {"receivable": "income", "payable": "expense"}


def open_invoice_form(
    state: State,
    parent: QWidget | None,
    invoice: Invoice | None = None,
    direction: Direction = "receivable",
) -> FormDialog:
    """Show the form for a new invoice, or for `invoice`; without an account, the form for one."""

    def show() -> InvoiceForm:
        form = InvoiceForm(state, parent)
        if invoice is not None:
            form.show_invoice(invoice)
        else:
            form.direction.set_value(direction)
        form.open()
        return form

    return with_account(state, parent, show)


class InvoiceForm(FormDialog):
    """A new invoice, or the change of one."""

    title_key = N_("Add invoice")
    adds_several = True

    def build(self) -> None:
        """Add the fields."""
        self._before: Invoice | None = None
        state, say = self.state, self.say
        self.direction = Segments(
            (("receivable", say(N_("Owed to me"))), ("payable", say(N_("I owe"))))
        )
        self.column.addWidget(self.direction)
        row = self.add_row()
        self.party = QLineEdit()
        self.amount = MoneyEdit(state)
        self.add_field("party", N_("Customer or supplier"), self.party, row)
        self.add_field("amount", N_("Amount"), self.amount, row)
        row = self.add_row()
        self.issued, self.due = DateEdit(state), DateEdit(state)
        self.add_field("issued", N_("Date of invoice"), self.issued, row)
        self.add_field("due", N_("To be paid by"), self.due, row)
        row = self.add_row()
        self.account = AccountPicker(state.book)
        self.category = CategoryPicker(state.book, state.wording)
        self.add_field("account", N_("Account"), self.account, row)
        self.add_field("category", N_("Category"), self.category, row)
        self.issued.set_date(state.today)
        self.direction.changed.connect(self._show_direction)
        self._show_direction("receivable")
        self.party.setFocus()

    def show_invoice(self, invoice: Invoice) -> None:
        """Fill the form with an invoice that is changed."""
        self._before = invoice
        self.direction.set_value(invoice.direction)
        self.party.setText(invoice.party)
        self.amount.set_minor(invoice.amount)
        self.issued.set_date(invoice.issued)
        self.due.set_date(invoice.due)
        self.account.set_account(invoice.account)
        self.category.set_category(invoice.category)
        self.set_title(N_("Change invoice"))
        self.another_button.hide()

    def read(self, reading: Reading) -> Edit | None:
        """The Edit that saves the invoice, together with a category that is new."""
        direction: Direction = "receivable"
        if self.direction.value() == "payable":
            direction = "payable"
        party = reading.need("party", self.party.text(), N_("Say who it is with."))
        amount = reading.take("amount", self.amount.minor, 0)
        if amount <= 0:
            reading.refuse("amount", N_("The amount must be greater than 0."))
        issued = reading.take("issued", self.issued.date, self.state.today)
        due = reading.take("due", self.due.date, issued)
        if due < issued:
            reading.refuse("due", N_("The due date lies before the date of the invoice."))
        account = reading.need("account", self.account.account(), N_("Choose an account."))
        new: list[Change] = []
        category = self.category.category(new, _FLOWS[direction])
        if reading.errors:
            return None
        invoice = Invoice(
            id=self._before.id if self._before else new_id(),
            direction=direction,
            party=party,
            amount=amount,
            issued=issued,
            due=due,
            account=account,
            category=category,
            settled_on=self._before.settled_on if self._before else None,
        )
        edit = saved(self.state.book, "invoice", invoice)
        return changes_titled(edit.title, (*new, *edit.changes))

    def clear(self) -> None:
        """Keep direction, dates and account; the rest is typed anew."""
        self.category.set_book(self.state.book)
        self.party.clear()
        self.amount.clear()
        self.party.setFocus()

    def _show_direction(self, direction: str) -> None:
        self.category.set_flows(_FLOWS[direction])


def open_settle_form(state: State, parent: QWidget | None, invoice: Invoice) -> "SettleForm":
    """Ask on which day and account the money of an invoice moved."""
    form = SettleForm(state, parent)
    form.show_invoice(invoice)
    form.open()
    return form


class SettleForm(FormDialog):
    """Marks an invoice as settled and records the entry, both in one Edit."""

    title_key = N_("Money received")
    form_width = 400

    def build(self) -> None:
        """Add the fields."""
        self._words = QLabel()
        self._words.setWordWrap(True)
        set_role(self._words, "muted")
        self.column.addWidget(self._words)
        row = self.add_row()
        self.date = DateEdit(self.state)
        self.account = AccountPicker(self.state.book)
        self.add_field("date", N_("Date"), self.date, row)
        self.add_field("account", N_("Account"), self.account, row)
        self.date.set_date(self.state.today)

    def show_invoice(self, invoice: Invoice) -> None:
        """Ask about this invoice."""
        self._invoice = invoice
        wording = self.state.wording
        amount = Amount(invoice.amount, self.state.book.currency)
        if invoice.direction == "payable":
            self.set_title(N_("Bill paid"))
            sentence = text(N_("{sum} to {party}"), sum=amount, party=invoice.party)
        else:
            sentence = text(N_("{sum} from {party}"), sum=amount, party=invoice.party)
        self._words.setText(wording.say(sentence))
        self.account.set_account(invoice.account)

    def read(self, reading: Reading) -> Edit | None:
        """The Edit that settles the invoice."""
        date = reading.take("date", self.date.date, self.state.today)
        account = reading.need("account", self.account.account(), N_("Choose an account."))
        if date > self.state.today:
            reading.refuse("date", N_("This day is still to come."))
        if reading.errors:
            return None
        return settled(self.state.book, self._invoice.id, date, account, new_id())

    def toast(self) -> Text | None:
        """Said after saving."""
        return text(N_("Settled, and recorded as an entry"))
