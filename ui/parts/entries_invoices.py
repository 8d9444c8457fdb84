"""The list of invoices: money promised to the business, and by it."""

import datetime as dt
from collections.abc import Sequence

from PySide6.QtWidgets import QCheckBox

from planner.basics.text import N_, NN_, Amount, counted, text
from planner.book.invoice import Direction, Invoice
from ui.forms.invoice_form import open_invoice_form, open_settle_form
from ui.parts.button import make_button
from ui.parts.entries_list import FactList
from ui.parts.tables import Column
from ui.state import State


class InvoiceList(FactList):
    """Invoices of one direction; those settled are shown on demand."""

    kind = "invoice"
    add_key = N_("Add invoice")
    most_rows = 8
    direction: Direction = "receivable"
    settle_key = N_("Money received…")

    def __init__(self, state: State) -> None:
        self.show_settled = QCheckBox()
        super().__init__(state)
        self.show_settled.toggled.connect(self.refresh)

    def build_corner(self) -> None:
        """A switch for settled ones, and the button that settles."""
        self.settle_button = make_button(self._settle)
        self.corner.addWidget(self.show_settled)
        self.corner.addWidget(self.settle_button)

    def columns(self) -> Sequence[Column]:
        """With whom, issued, due, state, amount."""
        say = self.title_of
        return (
            Column(say(N_("With")), lambda fact: fact.party, is_wide=True,
                   sort=lambda fact: fact.party),
            Column(say(N_("Issued")), lambda fact: self._date(fact.issued), width=128,
                   sort=lambda fact: fact.issued),
            Column(say(N_("Due by")), lambda fact: self._date(fact.due), width=128,
                   sort=lambda fact: fact.due),
            Column(say(N_("State")), self._standing, width=150),
            Column(say(N_("Category")), lambda fact: self.name_of("category", fact.category),
                   width=120),
            Column(say(N_("Amount")), lambda fact: self.money(fact.amount), is_number=True,
                   sort=lambda fact: fact.amount, width=128),
        )  # fmt: skip

    def rows(self) -> Sequence[Invoice]:
        """Open ones by due date, then those settled if they are wanted."""
        mine = [
            fact for fact in self._state.book.invoices.values() if fact.direction == self.direction
        ]
        is_all = self.show_settled.isChecked()
        shown = [fact for fact in mine if is_all or fact.settled_on is None]
        self.show_settled.setVisible(any(fact.settled_on for fact in mine))
        self._tell_sum(mine)
        return sorted(shown, key=lambda fact: (fact.settled_on is not None, fact.due))

    def add(self) -> None:
        """Open the form for a new invoice."""
        open_invoice_form(self._state, self, direction=self.direction)

    def open_form(self, fact: Invoice) -> None:
        """Open the form for an invoice."""
        open_invoice_form(self._state, self, fact)

    def show_choice(self) -> None:
        """Only an open invoice can be settled."""
        super().show_choice()
        fact = self.table.current()
        self.settle_button.setEnabled(fact is not None and fact.settled_on is None)

    def retranslate(self) -> None:
        """Put the texts in the language of now."""
        super().retranslate()
        self.show_settled.setText(self.say(N_("Also settled ones")))
        self.settle_button.setText(self.say(self.settle_key))

    def refresh(self) -> None:
        """Show the invoices of the book."""
        super().refresh()
        self.settle_button.setVisible(self.table.facts.rowCount() > 0)

    def _settle(self) -> None:
        fact = self.table.current()
        if fact is not None and fact.settled_on is None:
            open_settle_form(self._state, self, fact)

    def _tell_sum(self, mine: Sequence[Invoice]) -> None:
        still = [fact.amount for fact in mine if fact.settled_on is None]
        amount = Amount(sum(still), self._state.book.currency)
        said = text(N_("{sum} open"), sum=amount) if still else None
        self.set_hint(self._state.wording.say(said) if said else "")

    def _standing(self, fact: Invoice) -> str:
        wording, today = self._state.wording, self._state.today
        if fact.settled_on is not None:
            return wording.say(text(N_("settled {date}"), date=fact.settled_on))
        days = (fact.due - today).days
        if days < 0:
            return wording.say(counted(*NN_("{count} day late", "{count} days late"), -days))
        if days == 0:
            return wording._(N_("due today"))
        return wording.say(counted(*NN_("in {count} day", "in {count} days"), days))

    def _date(self, date: dt.date) -> str:
        style = "row" if date.year == self._state.today.year else "year"
        return self._state.wording.date(date, style)


class ReceivableList(InvoiceList):
    """What customers owe."""

    title_key = N_("Owed to me")
    empty_key = N_("What customers still owe: the outlook expects it, usually a little late.")


class PayableList(InvoiceList):
    """What is owed to suppliers."""

    title_key = N_("I owe")
    empty_key = N_("Bills that are to be paid later, so that the outlook keeps money for them.")
    direction = "payable"
    settle_key = N_("Bill paid…")
