"""Deleting a person's data from the contact records: what goes, what stays, and what is told.

The record keeps its place in the chain; a dated record says that and what was deleted, never
what it was. Older backups are other files: whoever deletes is told, and can remove them.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from planner.basics.errors import UserError
from planner.basics.ids import new_id
from planner.basics.text import N_, text
from planner.book import veil
from planner.book.book import Book
from planner.book.chain import sealed
from planner.book.contact import Contact
from planner.book.edit import Change, Edit, adding

GROUP_WORDS: dict[str, str] = {
    "person": N_("Name, staff number and witnesses"),
    "words": N_("What was said and promised, in words"),
    "files": N_("Attachments"),
}
BACKUPS_KEEP = N_(
    "The book and its history no longer hold it afterwards. Backups made before still do, and so "
    "do files you have exported: delete the older backups here, and the files where they lie."
)


@dataclass(frozen=True, slots=True)
class Deletion:
    """What to save and what to tell: see `Session.delete`."""

    edit: Edit
    """Takes the parts out and adds the record that says so."""
    told: Edit
    """The record alone: what the history keeps."""


def deletion(
    book: Book, keys: str | Sequence[str], groups: Sequence[str], now: dt.datetime
) -> Deletion:
    """Deletes `groups` ("person", "words", "files") of records and of their additions.

    Raises UserError when there is nothing to delete, or a record can't lose a part alone.
    """
    chosen = [keys] if isinstance(keys, str) else list(keys)
    if not book.contacts.keys() >= set(chosen):
        raise UserError(N_("This record is no longer in the book. Nothing was changed."))
    every = [one for one in book.contacts.values() if one.id in chosen or one.amends in chosen]
    held = [one for one in every if veil.veiled(one, groups) != one and not one.takes_out]
    if not held:
        raise UserError(N_("Nothing of that is in this record. Nothing was changed."))
    contacts = dict(book.contacts)
    removed, added = [], []
    for one in held:
        after = veil.veiled(one, groups)
        contacts[one.id] = after
        removed.append(Change("contact", one.id, one, after))
        told = sealed(_told(one, groups, now), contacts)
        contacts[told.id] = told
        added.append(adding("contact", told))
    title = text(N_("Delete personal data from a contact record"))
    return Deletion(Edit(title, (*removed, *added)), Edit(title, tuple(added)))


def _told(one: Contact, groups: Sequence[str], now: dt.datetime) -> Contact:
    moment = now.replace(second=0, microsecond=0)
    gone = tuple(group for group in veil.GROUPS if group in groups)
    record = Contact(new_id(), moment, one.lender, "other", loan=one.loan, amends=one.id)
    return replace(record, takes_out=gone, recorded=moment)


def records_of(book: Book, person: str) -> tuple[str, ...]:
    """Ids of the records that name `person`; none for an empty name."""
    return tuple(one.id for one in book.contacts.values() if person and one.person == person)
