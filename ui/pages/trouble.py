"""Trouble paying: three things to do today, what a day costs, what may happen, a plan, contacts."""

# ruff: noqa: D102 - overridden methods are described where they are declared

from PySide6.QtWidgets import QComboBox, QLabel

from planner.basics.text import N_
from planner.book.contact import Contact
from planner.services.troubles.clean_record import clean_records
from planner.services.troubles.proposing import Wishes
from planner.services.troubles.stages import Situation, situations
from planner.services.troubles.statements import INFORMATION
from planner.services.troubles.steps import NextStep
from ui.forms.letter_form import LetterForm
from ui.forms.loan_form import open_loan_form
from ui.forms.segments import Segments
from ui.parts.empty import EmptyState
from ui.parts.page import Page
from ui.parts.trouble_back import TroubleBack
from ui.parts.trouble_contacts import TroubleContacts
from ui.parts.trouble_cost import TroubleCost
from ui.parts.trouble_plan import TroublePlan
from ui.parts.trouble_timeline import TroubleTimeline
from ui.parts.trouble_today import TroubleToday
from ui.style import set_role

SECTIONS = ("cost", "timeline", "plan", "contacts", "back")


class TroublePage(Page):
    """Always reachable, not only when something is late; the loan furthest behind comes first."""

    key = "trouble"
    icon = "trouble"

    def nav_title(self) -> str:
        return self.wording._(N_("Trouble paying"))

    def help_text(self) -> str:
        return self.wording._(
            N_(
                "When a payment is hard to make, this page says what helps today, what waiting "
                "costs by your own contract, what may happen and when, and how much you can really "
                "pay each month. Calls and visits are noted here."
            )
        )

    def build(self) -> None:
        state = self.state
        self._begun: dict[str, Wishes] = {}
        self.note_button = self.add_header_button(self._note, icon="plus")
        self.letter_button = self.add_header_button(self._write_letter, icon="reports")
        self.pack_button = self.add_header_button(self._to_pack, icon="reports")
        self.loan = QComboBox()
        self.loan.currentIndexChanged.connect(self._on_loan)
        self.today = TroubleToday(state, self._go)
        self.choice = Segments([(key, "") for key in SECTIONS])
        self.choice.changed.connect(self._on_section)
        self.cost, self.timeline = TroubleCost(state), TroubleTimeline(state)
        self.cost.rate_asked.connect(self._fill_in_rate)
        self.plan = TroublePlan(state, self._write_letter)
        self.contacts = TroubleContacts(state)
        self.back = TroubleBack(state, self._note_about)
        parts = (self.cost, self.timeline, self.plan, self.contacts, self.back)
        self.sections = dict(zip(SECTIONS, parts, strict=True))
        self.note = QLabel()
        set_role(self.note, "small")
        self.empty = EmptyState("", "", self._to_loans)
        for part in (self.loan, self.today, self.choice):
            self.column.addWidget(part)
        for section in self.sections.values():
            self.column.addWidget(section, 1)
        self.column.addWidget(self.note)
        self.column.addWidget(self.empty, 1)

    def retranslate(self) -> None:
        say = self.wording._
        self.note_button.setText(say(N_("Note a contact")))
        self.letter_button.setText(say(N_("Letter and call…")))
        self.pack_button.setText(say(N_("Pack for an adviser")))
        self.loan.setAccessibleName(say(N_("Loan")))
        self.choice.set_words(
            (say(N_("What a day costs")), say(N_("What may happen")),
             say(N_("A plan you can keep")), say(N_("Contacts and visits")),
             say(N_("Order and way back")))
        )  # fmt: skip
        self.note.setText(say(INFORMATION))
        self.plan.retranslate()
        self.contacts.retranslate()
        self.empty.set_texts(
            say(
                N_(
                    "No loan is open. Once one is entered, this page says what helps when paying "
                    "gets hard: before, on and after the due date."
                )
            ),
            say(N_("Add a loan")),
        )

    def restyle(self) -> None:
        self.today.restyle()

    def refresh(self) -> None:
        self._standing = {one.loan.id: one for one in situations(self.state.book, self.state.today)}
        self._fill_loans()
        has_any = bool(self._standing) or bool(self.state.book.contacts)
        now = self._now()
        for part in (self.today, self.choice, self.note):
            part.setVisible(now is not None)
        self.loan.setVisible(len(self._standing) > 1)
        self.note_button.setVisible(has_any)
        self.letter_button.setVisible(now is not None and now.is_drawn)
        self.pack_button.setVisible(has_any)
        self.empty.setVisible(now is None)
        if now is not None:
            self.today.show_situation(now)
        self._show_section()

    def focus_on(self, what: object) -> None:
        """Show a section by name; "new_contact", "new_visit" and "letter" open a form; a loan's id chooses it."""
        if what in {"new_contact", "new_visit"}:
            self.choice.set_value("contacts")
            self._note("visit" if what == "new_visit" else "phone")
        elif what == "letter":
            self._write_letter()
        elif what in SECTIONS:
            self.choice.set_value(str(what))
            self.sections[str(what)].setFocus()
        elif isinstance(what, str):
            self.loan.setCurrentIndex(max(self.loan.findData(what), 0))

    def _now(self) -> Situation | None:
        return self._standing.get(str(self.loan.currentData() or ""))

    def _fill_loans(self) -> None:
        chosen = str(self.loan.currentData() or "")
        self.loan.blockSignals(True)
        self.loan.clear()
        for key, one in self._standing.items():
            self.loan.addItem(one.loan.name, key)
        self.loan.setCurrentIndex(max(self.loan.findData(chosen), 0))
        self.loan.blockSignals(False)

    def _on_loan(self) -> None:
        self.refresh()

    def _on_section(self) -> None:
        self._show_section()

    def _show_section(self) -> None:
        now = self._now()
        for key, section in self.sections.items():
            section.setVisible(now is not None and key == self.choice.value())
        if now is None:
            self._show_way_back()
            return
        match self.choice.value():
            case "cost":
                self.cost.show_situation(now)
            case "timeline":
                self.timeline.show_situation(now)
            case "plan":
                self.plan.show_situation(now)
            case "back":
                self.back.show_all()
            case _:
                self.contacts.show_loan(now.loan.id)

    def _show_way_back(self) -> None:
        """All is repaid: the way back to a clean record stays in sight."""
        has_come_back = bool(clean_records(self.state.book, self.state.today))
        self.back.setVisible(has_come_back)
        self.empty.setVisible(not has_come_back)
        if has_come_back:
            self.back.show_all()

    def _go(self, step: NextStep) -> None:
        now = self._now()
        if step.page == "loans" and now is not None:
            self.state.show_page("loans", now.loan.id)
        self.state.show_page(step.page, step.focus)

    def _fill_in_rate(self) -> None:
        now = self._now()
        if now is not None:
            open_loan_form(self.state, self.window(), now.loan).inputs.rate.setFocus()

    def _note(self, channel: str = "phone") -> None:
        self.contacts.show_loan(str(self.loan.currentData() or ""))
        self.contacts.note_contact(channel=channel)

    def _write_letter(self, plan: str = "", chance: float = 0.9) -> None:
        now = self._now()
        if now is None or not now.is_drawn:
            return
        key = now.loan.id
        form = LetterForm(
            self.state, self._note_about, self.window(),
            loan=key, plan=plan, chance=chance, begun=self._begun.get(key),
        )  # fmt: skip
        form.finished.connect(lambda _: self._keep_letter(form))
        form.open()

    def _keep_letter(self, form: LetterForm) -> None:
        """What was typed for a loan is there again while the window is open."""
        wishes = form.fields.wishes()
        self._begun[wishes.loan] = wishes

    def _note_about(self, contact: Contact) -> None:
        self.contacts.note_contact(contact)

    def _to_pack(self) -> None:
        self.state.show_page("reports", "adviser")

    def _to_loans(self) -> None:
        self.state.show_page("loans", "new")
