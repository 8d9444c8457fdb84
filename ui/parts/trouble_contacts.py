"""The log of contacts: the list, the chosen record with what was added, open promises."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from planner.basics.errors import UserError
from planner.basics.text import N_, text
from planner.book.contact import Contact, OpenPromise
from planner.services.troubles.attachments import files_of
from planner.services.troubles.records import CHANNELS, Line, kept_edit, lines, promise_words
from planner.services.troubles.signs import sign_rule, sign_words, signs_of
from planner.services.troubles.statements import about
from ui.forms.amend_form import AmendForm
from ui.forms.contact_delete_form import ContactDeleteForm
from ui.forms.contact_form import ContactForm
from ui.forms.contacts_export import ContactsExport
from ui.parts.button import make_button
from ui.parts.card import Card
from ui.parts.tables import Column, FactTable
from ui.parts.trouble_files import TroubleFiles
from ui.state import State
from ui.style import set_role
from ui.theme import GAP

_ROWS = 6


class TroubleContacts(Card):
    """Records are added to and never changed; nothing here deletes."""

    def __init__(self, state: State) -> None:
        super().__init__()
        self._state = state
        self._loan = ""
        self.table = FactTable(state, _columns(state))
        self.empty, self.words = QLabel(), QLabel()
        self.add_button = make_button(self.note_contact)
        self.amend_button = make_button(self._amend)
        self.export_button = make_button(self._export)
        self.delete_button = make_button(self._delete, "link")
        self.files = TroubleFiles(state)
        self.kept_buttons: list[QPushButton] = []
        self._promises = QHBoxLayout()
        self._promises.setSpacing(GAP)
        for label in (self.empty, self.words):
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        set_role(self.empty, "muted")
        self._lay_out()
        self.table.chosen_changed.connect(self._show_chosen)

    def retranslate(self) -> None:
        """Put the texts in the language of now."""
        say = self._state.wording._
        self.set_title(say(N_("Contacts and visits")))
        self.set_hint(say(N_("Added to and never changed: a seal on each record shows it.")))
        self.add_button.setText(say(N_("Note a contact")))
        self.amend_button.setText(say(N_("Add to this record")))
        self.export_button.setText(say(N_("Export…")))
        self.delete_button.setText(say(N_("Delete personal data…")))
        self.files.retranslate()
        self.table.setAccessibleName(say(N_("Contacts and visits")))
        self.empty.setText(
            say(
                N_(
                    "Nothing is noted yet. Who called or came, what was said and what was promised: "
                    "written down at once, it helps later, whatever comes."
                )
            )
        )

    def show_loan(self, loan: str) -> None:
        """Show the records about this loan, and those about no loan in particular."""
        self._loan = loan
        found = lines(self._state.book, loan)
        self.table.set_rows(found)
        self.table.fit_rows(_ROWS)
        has_any = bool(found)
        buttons = (self.amend_button, self.export_button, self.delete_button)
        for part in (self.table, self.words, *buttons):
            part.setVisible(has_any)
        self.empty.setVisible(not has_any)
        if has_any and self.table.current() is None:
            self.table.choose(found[0].id)
        self._show_chosen()

    def note_contact(self, begun: Contact | None = None, channel: str = "phone") -> None:
        """Open the form for a new record, empty or with what `begun` says already."""
        form = ContactForm(self._state, self.window())
        form.show_loan(self._loan)
        form.show_channel(channel)
        if begun is not None:
            form.show_contact(begun)
        form.open()

    def _lay_out(self) -> None:
        self.body.addWidget(self.empty)
        self.body.addWidget(self.table)
        self.body.addWidget(self.words)
        self.body.addWidget(self.files)
        self.body.addLayout(self._promises)
        foot = QHBoxLayout()
        foot.setSpacing(GAP)
        foot.addWidget(self.add_button)
        foot.addWidget(self.amend_button)
        foot.addWidget(self.export_button)
        foot.addStretch(1)
        foot.addWidget(self.delete_button)
        self.body.addLayout(foot)
        self.body.addStretch(1)

    def _show_chosen(self) -> None:
        line: Line | None = self.table.current()
        self.words.setText("\n".join(self._said(line)) if line else "")
        self._show_promises(line.promises if line else ())
        self.files.show_files(files_of(self._state.book, line.contact) if line else ())

    def _said(self, line: Line) -> list[str]:
        wording, contact = self._state.wording, line.contact
        said = [contact.said] if contact.said else []
        if contact.witnesses:
            said.append(wording._(N_("Also there: {names}")).format(names=contact.witnesses))
        said += [self._promise(one) for one in line.promises]
        for other in line.amendments:
            at = f"{other.at:%Y-%m-%d %H:%M}"
            said.append(wording._(_addition_key(other)).format(at=at, said=other.said))
        for name in signs_of(contact, self._state.book.contacts.values()):
            source = wording.say(about(sign_rule(name), self._state.today))
            said.append(f"{wording._(sign_words(name))} · {source}")
        return said

    def _promise(self, one: OpenPromise) -> str:
        wording = self._state.wording
        amount = one.promise.amount
        money = wording.money(amount, self._state.book.currency) if amount else ""
        return wording.say(promise_words(self._state.book, one, money))

    def _show_promises(self, promises: Sequence[OpenPromise]) -> None:
        while (item := self._promises.takeAt(0)) is not None:
            widget = item.widget()
            if isinstance(widget, QWidget):
                widget.hide()
                widget.setParent(None)
        self.kept_buttons = []
        for one in promises:
            said = self._state.wording._(N_("Kept: {what}")).format(what=one.promise.what[:24])
            button = make_button(self._keeping(one), text=said.replace("&", "&&"))
            self._promises.addWidget(button)
            self.kept_buttons.append(button)
        self._promises.addStretch(1)

    def _keeping(self, one: OpenPromise) -> Callable[[], None]:
        def keep() -> None:
            try:
                edit = kept_edit(self._state.book, one.contact.id, one.number, self._state.clock())
            except UserError as error:
                self._state.failed.emit(error.text)
                return
            self._state.apply(edit, text(N_("Recorded as kept.")))

        return keep

    def _delete(self) -> None:
        line = self.table.current()
        if line is not None:
            ContactDeleteForm(self._state, line.id, self.window()).open()

    def _export(self) -> None:
        ContactsExport(self._state, self.window()).open()

    def _amend(self) -> None:
        line = self.table.current()
        if line is not None:
            AmendForm(self._state, line.id, self.window()).open()


def _addition_key(addition: Contact) -> str:
    """English source text for what an addition says."""
    if addition.takes_out:
        return N_("Personal data deleted {at}")
    if addition.said:
        return N_("Added {at}: {said}")
    return N_("Recorded as kept {at}") if addition.kept else N_("Added {at}: files")


def _columns(state: State) -> Sequence[Column]:
    def at(line: Line) -> str:
        moment = line.contact.at
        return f"{state.wording.date(moment.date(), 'year')} {moment:%H:%M}"

    def channel(line: Line) -> str:
        return state.wording._(CHANNELS.get(line.contact.channel, CHANNELS["other"]))

    def who(line: Line) -> str:
        return " · ".join(part for part in _who(line.contact) if part)

    def said(line: Line) -> str:
        return " ".join(line.contact.said.split())

    def still_open(line: Line) -> str:
        return str(len(line.promises)) if line.promises else ""

    return (
        Column(lambda: state.wording._(N_("When")), at),
        Column(lambda: state.wording._(N_("How")), channel),
        Column(lambda: state.wording._(N_("Who")), who),
        Column(lambda: state.wording._(N_("What was said")), said, tip=said, is_wide=True),
        Column(lambda: state.wording._(N_("Open promises")), still_open, is_number=True),
    )


def _who(contact: Contact) -> tuple[str, str, str]:
    return contact.organisation or contact.lender, contact.person, contact.staff_no
