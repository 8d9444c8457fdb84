"""Loans: what is left and what comes next, the plan of each, payments, and trying things out."""

from collections.abc import Sequence

from planner.basics.text import N_, NN_, Amount, counted, text
from planner.services.lending import LoanLine, loan_lines, loan_view
from ui.forms.loan_form import open_loan_form
from ui.forms.segments import Segments
from ui.parts.card import Card
from ui.parts.empty import EmptyState
from ui.parts.loans_detail import LoanDetail
from ui.parts.loans_tables import loans_table
from ui.parts.offers_pane import OffersPane
from ui.parts.page import Page

_LOANS_SHOWN = 6


class LoansPage(Page):
    """A list of loans and, below it, the chosen one in full."""

    key = "loans"
    icon = "loans"

    def nav_title(self) -> str:
        """The name of the page."""
        return self.wording._(N_("Loans"))

    def help_text(self) -> str:
        """What F1 says."""
        return self.wording._(
            N_(
                "Every loan with what is left and what comes next. Record each payment here; the "
                "plan shows which instalments are paid, late or still to come. “Offers” compares "
                "what lenders offer and says how much can be borrowed safely."
            )
        )

    def build(self) -> None:
        """Header buttons, the list, the chosen loan, and what an empty page says."""
        self.pay_button = self.add_header_button(self._pay, icon="check")
        self.add_button = self.add_header_button(self._add, icon="plus", role="primary")
        self.choice = Segments((("loans", ""), ("offers", "")))
        self.choice.changed.connect(self._on_choice)
        self.column.addWidget(self.choice)
        self.offers = OffersPane(self.state)
        self.column.addWidget(self.offers, 1)
        self.list_card = Card()
        self.list = loans_table(self.state)
        self.list.chosen_changed.connect(self._show_chosen)
        self.list_card.body.addWidget(self.list)
        self.column.addWidget(self.list_card)
        self.detail = LoanDetail(self.state)
        self.column.addWidget(self.detail, 1)
        self.empty = EmptyState("", "", self._add)
        self.column.addWidget(self.empty, 1)

    def retranslate(self) -> None:
        """Put the texts in the language of now."""
        say = self.wording._
        self.pay_button.setText(say(N_("Record payment")))
        self.add_button.setText(say(N_("Add loan")))
        self.choice.set_words((say(N_("My loans")), say(N_("Offers"))))
        self.offers.retranslate()
        self.list.setAccessibleName(say(N_("Loans")))
        self.detail.retranslate()
        self.empty.set_texts(
            say(
                N_(
                    "Enter a loan, and you will see weeks ahead whether each instalment is "
                    "covered, and what it would cost to pay late or early."
                )
            ),
            say(N_("Add the first loan")),
        )

    def restyle(self) -> None:
        """Take the colours of the theme of now."""
        self.detail.restyle()
        self.offers.restyle()

    def refresh(self) -> None:
        """Show the loans of now; the chosen one stays chosen."""
        look = self.state.look
        lines = loan_lines(self.state.book, self.state.today, look.outlook if look else None)
        has_loans, is_offers = bool(lines), self.choice.value() == "offers"
        for part in (self.list_card, self.detail, self.pay_button):
            part.setVisible(has_loans and not is_offers)
        self.empty.setVisible(not has_loans and not is_offers)
        self.add_button.setVisible(not is_offers)
        self.offers.setVisible(is_offers)
        if is_offers:
            self.offers.refresh()
        self.list.set_rows(lines)
        self.list.fit_rows(_LOANS_SHOWN)
        self._tell_sum(lines)
        if has_loans and self.list.current() is None:
            self.list.choose(lines[0].id)
        self._show_chosen()

    def focus_on(self, what: object) -> None:
        """Open a form ("new", "pay"), or choose the loan with this id."""
        if what == "new":
            self._add()
        elif what == "pay":
            self._pay()
        elif what == "offers":
            self.choice.set_value("offers")
        elif isinstance(what, str):
            self.choice.set_value("loans")
            self.list.choose(what)

    def _on_choice(self) -> None:
        self.refresh()

    def _show_chosen(self) -> None:
        line = self.list.current()
        if line is None or line.id not in self.state.book.loans:
            return
        look = self.state.look
        outlook = look.outlook if look else None
        self.detail.show_view(loan_view(self.state.book, line.id, self.state.today, outlook))
        self.pay_button.setEnabled(line.next_due is not None)
        self.detail.prepay_button.setEnabled(line.next_due is not None)

    def _tell_sum(self, lines: Sequence[LoanLine]) -> None:
        left = Amount(sum(line.principal_left for line in lines), self.state.book.currency)
        loans = counted(*NN_("{count} loan", "{count} loans"), len(lines))
        said = text(N_("{loans} · {left} principal left"), loans=loans, left=left)
        self.set_subtitle(self.wording.say(said) if lines else "")

    def _add(self) -> None:
        known = set(self.state.book.loans)
        form = open_loan_form(self.state, self.window())
        form.accepted.connect(lambda: self._choose_new(known))

    def _choose_new(self, known: set[str]) -> None:
        """After a form: the loan that was not there before."""
        for key in self.state.book.loans.keys() - known:
            self.refresh()
            self.focus_on(key)

    def _pay(self) -> None:
        self.detail.record_payment()
