"""The log of contacts in words, for exports: complete, or redacted so that nobody can be told from it.

Redacted: persons, institutions and loans get letters and numbers instead of names, staff numbers,
amounts and everything that was written by hand are left out; times, channels, the days of
promises and signs of manner stay.
"""

import datetime as dt
from collections.abc import Iterable, Iterator

from planner.basics.text import N_, NN_, counted
from planner.book.book import Book
from planner.book.chain import chain_problems
from planner.book.contact import Contact, Promise
from planner.exports.contact_pages import document
from planner.exports.contact_table import ContactRow, ContactTable
from planner.exports.pdf.as_html import html
from planner.services.troubles.records import CHANNELS
from planner.services.troubles.signs import sign_rule, sign_words, signs_of
from planner.services.troubles.statements import about
from planner.wording import Wording

_SHOWN = {"": "", "yes": N_("Showed who they are"), "no": N_("Did not show it")}


def contact_table(
    book: Book, wording: Wording, today: dt.date, *, is_redacted: bool
) -> ContactTable:
    """All records of `book` in the language of `wording`; rules are as old as they are on `today`."""
    contacts = _ordered(book.contacts.values())
    masks = _Masks(wording) if is_redacted else None
    rows = tuple(_row(book, contact, (wording, today), masks) for contact in contacts)
    return ContactTable(rows, is_redacted, _chain(book, wording))


def contacts_html(book: Book, today: dt.date, language: str, *, is_redacted: bool) -> str:
    """Exactly what an export of the records would say, to look at before it leaves."""
    wording = Wording(language)
    told = contact_table(book, wording, today, is_redacted=is_redacted)
    name = "" if is_redacted else book.info.name
    made = document(told, wording, today, name)
    return html(block for page in made["pages"] for block in page)


class _Masks:
    """What stands for a name: the same for the same name, in the order of first mention."""

    def __init__(self, wording: Wording) -> None:
        self._wording = wording
        self._known: dict[str, dict[str, int]] = {"person": {}, "institution": {}, "loan": {}}
        self._words = {
            "person": N_("Person {letter}"),
            "institution": N_("Institution {letter}"),
            "loan": N_("Loan {letter}"),
        }

    def of(self, kind: str, name: str) -> str:
        """The mask of a name; empty for no name."""
        if not name:
            return ""
        known = self._known[kind]
        number = known.setdefault(name, len(known))
        return self._wording._(self._words[kind]).format(letter=_letters(number))


def _letters(number: int) -> str:
    """0 -> A, 25 -> Z, 26 -> AA."""
    written = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        written = chr(65 + rest) + written
    return written


def _ordered(contacts: Iterable[Contact]) -> list[Contact]:
    known = {contact.id: contact for contact in contacts}

    def key(contact: Contact) -> tuple[object, ...]:
        first = known.get(contact.amends, contact)
        return first.at, first.id, contact.amends != "", contact.at, contact.id

    return sorted(known.values(), key=key)


def _row(
    book: Book, contact: Contact, speaks: tuple[Wording, dt.date], masks: _Masks | None
) -> ContactRow:
    wording, today = speaks
    loan = book.loans.get(contact.loan)
    loan_name = loan.name if loan else contact.loan
    institution = contact.organisation or contact.lender
    is_addition = bool(contact.amends)
    channel = wording._(N_("Addition")) if is_addition else wording._(_channel(contact))
    said = contact.said if masks is None else wording._(N_("(left out)")) if contact.said else ""
    if masks is None and contact.witnesses:
        said += "\n" + wording._(N_("Also there: {names}")).format(names=contact.witnesses)
    said = "\n".join(filter(None, (said, *_more(contact, wording, is_redacted=masks is not None))))
    return ContactRow(
        at=contact.at,
        channel=channel,
        institution=masks.of("institution", institution) if masks else institution,
        person=masks.of("person", contact.person) if masks else contact.person,
        staff_no="" if masks else contact.staff_no,
        identified=wording._(_SHOWN[contact.identified]),
        loan=masks.of("loan", loan_name) if masks else loan_name,
        said=said,
        promises="\n".join(_promises(book, contact, wording, is_redacted=masks is not None)),
        signs="\n".join(_signs(book, contact, wording, today)),
        recorded=contact.recorded,
        seal="" if masks else contact.seal,
    )


def _more(contact: Contact, wording: Wording, *, is_redacted: bool) -> Iterator[str]:
    """Attachments (masked: their number) and what was deleted."""
    if contact.files and is_redacted:
        yield wording.say(
            counted(*NN_("{count} attachment", "{count} attachments"), len(contact.files))
        )
    elif contact.files:
        names = ", ".join(f"{file.name} (SHA-256 {file.digest[:16]}…)" for file in contact.files)
        yield wording._(N_("Attachments: {names}")).format(names=names)
    if contact.takes_out:
        yield wording._(N_("Personal data was deleted from the record above."))


def _channel(contact: Contact) -> str:
    return CHANNELS.get(contact.channel, CHANNELS["other"])


def _promises(book: Book, contact: Contact, wording: Wording, *, is_redacted: bool) -> list[str]:
    words = [
        _promise(book, promise, wording, is_redacted=is_redacted)
        for promise in contact.all_promises
    ]
    kept = wording._(N_("Promise {number} was kept"))
    return words + [kept.format(number=number) for number in contact.kept]


def _promise(book: Book, promise: Promise, wording: Wording, *, is_redacted: bool) -> str:
    side = (
        N_("Promised by the owner") if promise.by == "owner" else N_("Promised by the other side")
    )
    parts = [wording._(side)]
    if promise.due:
        parts.append(f"{promise.due:%Y-%m-%d}")
    if not is_redacted:
        parts.append(promise.what)
        if promise.amount:
            parts.append(wording.money(promise.amount, book.currency))
    return " · ".join(parts)


def _signs(book: Book, contact: Contact, wording: Wording, today: dt.date) -> list[str]:
    found = []
    for name in signs_of(contact, book.contacts.values()):
        source = wording.say(about(sign_rule(name), today))
        found.append(f"{wording._(sign_words(name))} · {source}")
    return found


def _chain(book: Book, wording: Wording) -> str:
    problems = chain_problems(book.contacts)
    if problems:
        return " ".join(wording.say(problem) for problem in problems)
    return wording._(N_("The chain of records holds: none was changed or taken out."))
