"""The log of calls, messages, letters and visits: what is added, how it is listed.

Every record is sealed into the chain when it is made; nothing is changed afterwards.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from planner.basics.errors import UserError
from planner.basics.ids import new_id
from planner.basics.text import N_, Text, text
from planner.book.book import Book
from planner.book.chain import sealed
from planner.book.contact import Attachment, Contact, OpenPromise, open_promises
from planner.book.edit import Edit, adding
from planner.services.troubles.attachments import check_room
from planner.services.troubles.statements import statement

CHANNELS: dict[str, str] = {
    "phone": N_("Call"),
    "message": N_("Message"),
    "letter": N_("Letter"),
    "visit": N_("Visit"),
    "other": N_("Other"),
}
BEFORE_VISIT: tuple[str, ...] = (
    N_("Ask for name, staff number and the institution, and look at the badge before talking."),
    N_("Talk where others don't hear it; you need not let anyone in."),
    N_("Show only what concerns this loan; give no copies, passwords or identity card away."),
    N_("Sign nothing on the spot; ask for a copy and read it in peace."),
    N_("Ask whether a recording is made; say so if you make one."),
    N_("Name a sum and a day only if you can keep them."),
)
"""Advice of ours for a visit, in its order."""
VISIT_RULE = statement("attempts")
"""What of it is more than advice: entry only with consent."""
AFTER_VISIT: tuple[str, ...] = (
    N_("Who came, and what did they show of themselves?"),
    N_("What did they ask for, which sum and which day?"),
    N_("What did you answer, and what was promised on either side?"),
    N_("Was anything shown, handed over or signed? Was a recording made?"),
    N_("Who else was there, and what did they hear?"),
)
"""Questions that guide the notes after a visit, in their order."""


@dataclass(frozen=True, slots=True)
class Line:
    """One record in the list, with what was added to it."""

    contact: Contact
    amendments: tuple[Contact, ...]
    promises: tuple[OpenPromise, ...]
    """Those still open."""

    @property
    def id(self) -> str:
        """Id of the record."""
        return self.contact.id


def record_edit(book: Book, contact: Contact, now: dt.datetime) -> Edit:
    """The Edit that adds a record. Raises UserError naming what is missing or can't be.

    A promise without a date is taken, but nothing can remind of it.
    """
    if contact.at > now:
        raise UserError(
            N_("This time is still to come. A contact is noted once it has taken place.")
        )
    if not contact.lender.strip():
        raise UserError(N_("Write down who it was with."))
    if not (contact.said.strip() or contact.all_promises or contact.kept or contact.files):
        raise UserError(N_("Write down what was said, or what was promised."))
    check_room(book, contact.files)
    dated = replace(contact, recorded=now.replace(second=0, microsecond=0))
    added = sealed(dated, book.contacts)
    title = (
        N_("Amend contact with {lender}") if contact.amends else N_("Note contact with {lender}")
    )
    return Edit(text(title, lender=contact.lender), (adding("contact", added),))


def amend_edit(
    book: Book, key: str, said: str, now: dt.datetime, files: tuple[Attachment, ...] = ()
) -> Edit:
    """The Edit that adds words or files to a record. Raises UserError when there are neither."""
    return record_edit(book, replace(_addition(book, key, now, said=said), files=files), now)


def kept_edit(book: Book, key: str, number: int, now: dt.datetime) -> Edit:
    """The Edit that records promise `number` (from 1) of a record as kept.

    Raises UserError when it is not open.
    """
    is_open = any((one.contact.id, one.number) == (key, number) for one in promises(book))
    if not is_open:
        raise UserError(N_("This promise is already recorded as kept. Nothing was changed."))
    return record_edit(book, replace(_addition(book, key, now), kept=(number,)), now)


def promises(book: Book) -> tuple[OpenPromise, ...]:
    """All promises not recorded as kept, by date; those without a date last."""
    return open_promises(book.contacts)


def lines(book: Book, loan: str = "") -> tuple[Line, ...]:
    """The records, the newest first; with `loan` only those of it and those of no loan."""
    all_ = book.contacts.values()
    still_open = open_promises(book.contacts)
    found = [
        Line(
            contact,
            tuple(_in_order(other for other in all_ if other.amends == contact.id)),
            tuple(one for one in still_open if one.contact.id == contact.id),
        )
        for contact in all_
        if not contact.amends and (not loan or contact.loan in {"", loan})
    ]
    return tuple(sorted(found, key=lambda line: line.contact.at, reverse=True))


def promise_words(book: Book, one: OpenPromise, money: str) -> Text:
    """A promise in one line; `money` is its amount in words, empty where there is none."""
    promise = one.promise
    who = N_("You: {what}") if promise.by == "owner" else N_("{lender}: {what}")
    what = f"{promise.what} {money}".strip()
    said = text(who, what=what, lender=one.contact.organisation or one.contact.lender)
    if promise.due is None:
        return text(N_("{promise} (no date, so nothing reminds of it)"), promise=said)
    return text(N_("{promise} (by {date})"), promise=said, date=promise.due)


def _addition(book: Book, key: str, now: dt.datetime, said: str = "") -> Contact:
    before = book.contacts.get(key)
    if before is None:
        raise UserError(N_("This record is no longer in the book. Nothing was changed."))
    moment = now.replace(second=0, microsecond=0)
    return Contact(
        new_id(), moment, before.lender, "other", said=said, loan=before.loan, amends=key
    )


def _in_order(contacts: Iterable[Contact]) -> list[Contact]:
    return sorted(contacts, key=lambda one: (one.at, one.id))
