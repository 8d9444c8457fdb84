"""Offers: side by side, one of them in full, and how much could be borrowed at all."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from planner.basics.text import N_, NC_
from planner.book.offer import Offer
from ui.forms.offer_form import open_offer_form
from ui.jobs import Cancelled
from ui.parts.button import make_button, set_icon
from ui.parts.card import Card
from ui.parts.empty import EmptyState
from ui.parts.offers_afford import AffordBox
from ui.parts.offers_detail import OfferDetail
from ui.parts.offers_grid import OffersGrid
from ui.parts.tables import Column, FactTable
from ui.state import State
from ui.theme import GAP_M

if TYPE_CHECKING:
    from planner.services.look_ahead import LookAhead
    from planner.services.offering import OfferLine

_CLOSED_SHOWN = 5


class OffersPane(QWidget):
    """The offers of the book. `refresh` when book or outlook changed, as a page does."""

    def __init__(self, state: State) -> None:
        super().__init__()
        self._state = state
        self._lines: tuple[OfferLine, ...] = ()
        self._chosen = ""
        self.empty = EmptyState("", "", self.add)
        self.compare_card = Card()
        self.grid = OffersGrid(state)
        self.grid.chosen.connect(self.show_offer)
        self.compare_card.body.addWidget(self.grid)
        self.detail = OfferDetail(state)
        self.afford = AffordBox(state)
        self.closed_card, self.closed = Card(), self._closed_table()
        self.closed_card.body.addWidget(self.closed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP_M)
        column.addLayout(self._head())
        for part in (
            self.empty, self.compare_card, self.detail, self.afford, self.closed_card,
        ):  # fmt: skip
            column.addWidget(part)
        column.addStretch(1)
        self.retranslate()
        self.restyle()

    def retranslate(self) -> None:
        """Put the texts in the language of now."""
        say = self._state.wording._
        self.spent.setText(say(N_("Count borrowed money as spent at once")))
        self.spent.setToolTip(
            say(N_("Otherwise it stays in the account and pays its own first instalments."))
        )
        self.add_button.setText(say(N_("Add offer")))
        self.compare_card.set_title(say(N_("Offers side by side")))
        self.compare_card.set_hint(say(N_("Each as if it alone were taken")))
        self.closed_card.set_title(say(N_("Paid out or declined")))
        self.closed.setAccessibleName(say(N_("Paid out or declined")))
        self.empty.set_texts(
            say(
                N_(
                    "Enter what lenders offer you, and you will see side by side what each costs "
                    "and how long every payment stays covered with it."
                )
            ),
            say(N_("Add the first offer")),
        )
        self.afford.retranslate()

    def restyle(self) -> None:
        """Take the colours of the theme of now."""
        set_icon(self.add_button, "plus", self._state.theme)

    def refresh(self) -> None:
        """Show the offers of now; the comparison follows when it is worked out."""
        offers = list(self._state.book.offers.values())
        pending = [offer for offer in offers if offer.is_pending]
        closed = [offer for offer in offers if not offer.is_pending]
        self.empty.setVisible(not offers)
        self.add_button.setVisible(bool(offers))
        self.compare_card.setVisible(bool(pending))
        self.closed_card.setVisible(bool(closed))
        self.closed.set_rows(closed)
        self.closed.fit_rows(_CLOSED_SHOWN)
        self.afford.refresh()
        if self._chosen not in self._state.book.offers:
            self._chosen = _first(pending or closed)
        known = {offer.id: offer for offer in pending}
        self._show([line for line in self._lines if known.get(line.offer.id) == line.offer])
        look = self._state.look
        if pending and look is not None:
            self._state.run(self._job(look), self._on_lines, kind="offers")

    def show_offer(self, key: str) -> None:
        """Show this offer in full."""
        self._chosen = key
        self.afford.set_offer(key)
        self.grid.mark(key)
        self._show_detail()

    def add(self) -> None:
        """Open the form for a new offer."""
        open_offer_form(self._state, self.window())

    # building

    def _head(self) -> QHBoxLayout:
        self.spent = QCheckBox()
        self.spent.setChecked(True)
        self.spent.toggled.connect(self._on_spent)
        self.add_button = make_button(self.add, "primary")
        row = QHBoxLayout()
        row.addWidget(self.spent)
        row.addStretch(1)
        row.addWidget(self.add_button)
        return row

    def _closed_table(self) -> FactTable:
        def title(key: str) -> Callable[[], str]:
            return lambda: self._state.wording._(key)

        table = FactTable(
            self._state,
            (
                Column(title(N_("Offer")), lambda offer: offer.name, is_wide=True),
                Column(title(N_("Lender")), lambda offer: offer.lender or "—", width=160),
                Column(title(N_("Amount offered")), self._amount, is_number=True),
                Column(title(N_("Outcome")), self._outcome),
            ),
        )
        table.chosen_changed.connect(self._on_closed)
        return table

    # showing

    def _job(self, look: "LookAhead") -> "Callable[[Cancelled], tuple[OfferLine, ...]]":
        book, today, is_spent = self._state.book, self._state.today, self.spent.isChecked()

        def job(cancelled: Cancelled) -> "tuple[OfferLine, ...]":
            from planner.services.offering import compare

            return compare(book, look, today, spent=is_spent, cancelled=cancelled)

        return job

    def _on_lines(self, lines: "tuple[OfferLine, ...]") -> None:
        known = self._state.book.offers
        if all(known.get(line.offer.id) == line.offer for line in lines):
            self._show(lines)

    def _show(self, lines: "Sequence[OfferLine]") -> None:
        self._lines = tuple(lines)
        self.grid.show_lines(self._lines, self._chosen)
        self._show_detail()

    def _show_detail(self) -> None:
        offer = self._state.book.offers.get(self._chosen)
        self.detail.setVisible(offer is not None)
        if offer is not None:
            found = (line for line in self._lines if line.offer.id == offer.id)
            self.detail.show_offer(offer, next(found, None))

    def _on_closed(self) -> None:
        offer = self.closed.current()
        if offer is not None:
            self.show_offer(offer.id)

    def _on_spent(self) -> None:
        self.afford.set_spent(is_spent=self.spent.isChecked())
        self.refresh()

    def _amount(self, offer: Offer) -> str:
        return self._state.wording.money(offer.terms.principal, self._state.book.currency)

    def _outcome(self, offer: Offer) -> str:
        wording = self._state.wording
        if not offer.is_paid_out:
            return wording.pgettext(*NC_("offer", "Declined"))
        said = wording._(N_("Paid out on {date}"))
        return said.format(date=wording.date(offer.steps[-1].date, "year"))


def _first(offers: Sequence[Offer]) -> str:
    return offers[0].id if offers else ""
