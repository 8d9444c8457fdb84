"""One offer in full: what it would do, how far the application is, the papers, what to decide."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from planner.basics.text import N_, Text, text
from planner.book.offer import Decision, Offer
from planner.services.editing import removed
from planner.services.offer_edits import decision_edit, paper_edit
from ui.forms.offer_form import open_offer_form
from ui.parts.button import make_button
from ui.parts.card import Card
from ui.parts.loans_words import METHODS, rate_text
from ui.parts.offers_steps import StepLine
from ui.state import State
from ui.style import set_role
from ui.theme import GAP

if TYPE_CHECKING:
    from planner.services.offering import OfferLine


class OfferDetail(Card):
    """The chosen offer below the comparison."""

    def __init__(self, state: State) -> None:
        super().__init__()
        self._state = state
        self._offer: Offer | None = None
        self.choose_button = make_button(lambda: self._decide("chosen"))
        self.decline_button = make_button(lambda: self._decide("declined"))
        self.reopen_button = make_button(lambda: self._decide("open"))
        self.change_button = make_button(self._change)
        self.remove_button = make_button(self._remove)
        for button in self._buttons():
            self.corner.addWidget(button)
        self.verdict, self.note = QLabel(), QLabel()
        for label, role in ((self.verdict, ""), (self.note, "muted")):
            label.setWordWrap(True)
            set_role(label, role)
        self.steps = StepLine(state)
        self.papers_title = QLabel()
        set_role(self.papers_title, "strong")
        self._papers = QVBoxLayout()
        self._papers.setSpacing(2)
        self.papers: list[QCheckBox] = []
        for part in (self.verdict, self.steps, self.papers_title):
            self.body.addWidget(part)
        self.body.addLayout(self._papers)
        self.body.addWidget(self.note)

    def show_offer(self, offer: Offer, line: "OfferLine | None") -> None:
        """Show an offer; `line` is its place in the comparison (None: it is not compared)."""
        self._offer = offer
        wording, say = self._state.wording, self._state.wording._
        self.set_title(offer.name)
        method, rate = say(METHODS[offer.terms.method][0]), wording.say(rate_text(offer.terms))
        self.set_hint(f"{method} · {rate}")
        self._name_buttons()
        self._show_buttons(offer)
        self.verdict.setText(wording.say(line.verdict if line else _state_words(offer)))
        self.steps.show_offer(offer)
        self._show_papers(offer)
        self.note.setText(offer.note)
        self.note.setVisible(bool(offer.note))

    def _buttons(self) -> tuple[QPushButton, ...]:
        return (
            self.choose_button, self.decline_button, self.reopen_button, self.change_button,
            self.remove_button,
        )  # fmt: skip

    def _name_buttons(self) -> None:
        say = self._state.wording._
        keys = (N_("Choose"), N_("Decline"), N_("Reopen"), N_("Change"), N_("Remove"))
        for button, key in zip(self._buttons(), keys, strict=True):
            button.setText(say(key))

    def _show_buttons(self, offer: Offer) -> None:
        self.choose_button.setVisible(offer.is_pending and offer.decision == "open")
        self.decline_button.setVisible(offer.is_pending)
        self.reopen_button.setVisible(not offer.is_paid_out and offer.decision != "open")
        self.change_button.setVisible(not offer.is_paid_out)

    def _show_papers(self, offer: Offer) -> None:
        while len(self.papers) < len(offer.papers):
            self._add_paper()
        for number, box in enumerate(self.papers):
            box.setVisible(number < len(offer.papers))
            if number < len(offer.papers):
                box.setText(offer.papers[number].name.replace("&", "&&"))
                box.setAccessibleName(offer.papers[number].name)
                box.setChecked(offer.papers[number].done)
        ready = sum(paper.done for paper in offer.papers)
        said = self._state.wording._(N_("Papers: {done} of {count} ready"))
        self.papers_title.setText(said.format(done=ready, count=len(offer.papers)))
        self.papers_title.setVisible(bool(offer.papers))

    def _add_paper(self) -> None:
        box = QCheckBox()
        box.clicked.connect(self._on_paper(len(self.papers)))
        self.papers.append(box)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(box)
        row.addStretch(1)
        self._papers.addLayout(row)

    # doing

    def _on_paper(self, number: int) -> Callable[[bool], None]:
        def ticked(is_done: bool) -> None:  # noqa: FBT001 - Qt passes it so
            if self._offer is not None:
                edit = paper_edit(self._state.book, self._offer.id, number, is_done=is_done)
                self._state.apply(edit)

        return ticked

    def _decide(self, decision: Decision) -> None:
        if self._offer is not None:
            edit = decision_edit(self._state.book, self._offer.id, decision)
            self._state.apply(edit, edit.title)

    def _change(self) -> None:
        if self._offer is not None:
            open_offer_form(self._state, self.window(), self._offer)

    def _remove(self) -> None:
        if self._offer is not None:
            edit = removed(self._state.book, "offer", [self._offer.id])
            self._state.apply(edit, text(N_("Removed “{name}”"), name=self._offer.name))


def _state_words(offer: Offer) -> Text:
    """Why an offer is not compared."""
    if offer.is_paid_out:
        return text(
            N_("Paid out on {date}; it is counted as a loan now."), date=offer.steps[-1].date
        )
    if offer.decision == "declined":
        return text(N_("Declined; it is no longer compared."))
    return text(N_("Being worked out …"))
