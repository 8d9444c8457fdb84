"""The form for an offer: the terms of a loan form, and what the lender wants to see."""

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from planner.basics.ids import new_id
from planner.basics.text import N_
from planner.book.edit import Edit
from planner.book.loan import Loan
from planner.book.offer import Offer, Paper
from planner.services.editing import changes_titled
from planner.services.offer_edits import offer_edit
from ui.forms.loan_form import LoanForm
from ui.forms.reading import Reading
from ui.parts.field import Field
from ui.state import State
from ui.theme import GAP

_NAMES = {
    "name": N_("Name of the offer"),
    "lender": N_("Lender (may stay empty)"),
    "principal": N_("Amount offered"),
    "drawn_on": N_("Pay-out expected on"),
}


def open_offer_form(
    state: State, parent: QWidget | None, offer: Offer | None = None
) -> "OfferForm":
    """Show the form for a new offer, or for `offer`."""
    form = OfferForm(state, parent)
    if offer is not None:
        form.show_offer(offer)
    form.open()
    return form


class OfferForm(LoanForm):
    """A new offer, or the change of one."""

    title_key = N_("Add offer")

    def build(self) -> None:
        """Add the fields of a loan in the words of an offer, the papers and a note."""
        super().build()
        self._offer: Offer | None = None
        for name, label in _NAMES.items():
            self.fields[name].set_label(self.say(label))
        self.inputs.name.setPlaceholderText(self.say(N_("For example: bank A, 12 months")))
        self.papers = QPlainTextEdit()
        self.papers.setTabChangesFocus(True)
        self.papers.setMaximumHeight(110)
        self.note = QLineEdit()
        self.fields["papers"] = Field(
            self.say(N_("Papers the lender wants")), self.papers, self.say(N_("One on each line"))
        )
        self.fields["note"] = Field(self.say(N_("Note")), self.note)
        self._place_beside_inputs()

    def show_offer(self, offer: Offer) -> None:
        """Fill the form with an offer that is changed."""
        self._offer = offer
        terms, account = offer.terms, offer.debit_account
        self.inputs.show_loan(Loan(offer.id, offer.name, account, terms, offer.lender))
        self.papers.setPlainText("\n".join(paper.name for paper in offer.papers))
        self.note.setText(offer.note)
        self.set_title(N_("Change offer"))

    def read(self, reading: Reading) -> Edit | None:
        """The Edit that saves the offer, and an account that is new."""
        inputs, before = self.inputs, self._offer
        name = reading.need("name", inputs.name.text(), N_("Give the offer a name."))
        account, new = self._account(reading)
        terms = inputs.read_terms(reading)
        if not reading.errors:
            self._tell_problems(reading, terms)
        if reading.errors:
            return None
        offer = Offer(
            id=before.id if before else new_id(),
            name=name,
            debit_account=account,
            terms=terms,
            lender=inputs.lender.text().strip(),
            steps=before.steps if before else (),
            papers=self._papers(),
            note=self.note.text().strip(),
            decision=before.decision if before else "open",
            loan=before.loan if before else "",
        )
        edit = offer_edit(self.state.book, offer)
        return changes_titled(edit.title, (*new, *edit.changes))

    def _on_change(self) -> None:
        super()._on_change()
        self.fields["paid"].hide()
        self.inputs.holds_past.hide()

    def _papers(self) -> tuple[Paper, ...]:
        """The papers as listed; those that were ticked stay ticked."""
        done = {paper.name for paper in self._offer.papers if paper.done} if self._offer else set()
        names = [line.strip() for line in self.papers.toPlainText().splitlines()]
        return tuple(Paper(name, name in done) for name in dict.fromkeys(names) if name)

    def _place_beside_inputs(self) -> None:
        """Under what the terms come to, so that the form stays as high as that of a loan."""
        place = self.column.itemAt(self.column.count() - 1)
        row = place.layout() if place else None
        assert isinstance(row, QHBoxLayout)
        row.removeWidget(self.preview)
        beside = QVBoxLayout()
        beside.setSpacing(GAP)
        beside.addWidget(self.preview, 1)
        beside.addWidget(self.fields["papers"])
        beside.addWidget(self.fields["note"])
        row.addLayout(beside)
