"""What was said between the owner and a lender: records that are only added to, never changed.

A correction is a new record that names the one it amends. Each record is sealed into a chain:
its seal covers its content and the seal of the record before it.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

Side = Literal["owner", "other"]
Channel = Literal["phone", "message", "letter", "visit", "other"]


@dataclass(frozen=True, slots=True)
class Promise:
    """What one side will do; `amount` (minor units, >= 0) where money is promised."""

    by: Side
    what: str
    due: dt.date | None = None
    amount: int = 0
    account: str = ""
    """Where money of the other side is expected; empty: it is not counted on."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file kept inside the book: a photo, a letter, a recording."""

    name: str
    """Cleaned: no folder, nothing that a system reads otherwise."""
    size: int
    """Bytes."""
    digest: str
    """SHA-256 of its content, 64 hexadecimal digits: where the book keeps it."""


@dataclass(frozen=True, slots=True)
class Contact:
    """One call, message, letter or visit; `at` is local wall time to the minute."""

    id: str
    at: dt.datetime
    lender: str
    channel: str
    person: str = ""
    staff_no: str = ""
    said: str = ""
    promised: str = ""
    """A promise of the owner in short …"""
    promise_due: dt.date | None = None
    """… and its day; `promises` says more."""
    organisation: str = ""
    """Who called or came, where it is not the lender itself."""
    identified: Literal["", "yes", "no"] = ""
    """Whether the person showed who they are."""
    loan: str = ""
    promises: tuple[Promise, ...] = ()
    witnesses: str = ""
    signs: tuple[str, ...] = ()
    """What the owner noticed about the manner: names of `planner.services.troubles.signs`."""
    amends: str = ""
    """Id of the record that this one adds to."""
    kept: tuple[int, ...] = ()
    """Numbers (from 1) of the amended record's promises that have been kept."""
    files: tuple[Attachment, ...] = ()
    takes_out: tuple[str, ...] = ()
    """Of an addition: the groups (`planner.book.veil`) that were deleted from the amended record."""
    recorded: dt.datetime | None = None
    """When it was written down."""
    salts: tuple[str, ...] = ()
    """A random text per group, so that what stands for a deleted one can't be guessed."""
    veils: tuple[str, ...] = ()
    """What stands for a group that was deleted; empty texts for those still there."""
    previous: str = ""
    """Seal of the record before it; empty: it is the first."""
    seal: str = ""
    """Seal of this record; empty: it stands outside the chain."""

    @property
    def all_promises(self) -> tuple[Promise, ...]:
        """All promises made, the short one first."""
        if not self.promised:
            return self.promises
        return (Promise("owner", self.promised, self.promise_due), *self.promises)


class OpenPromise(NamedTuple):
    """A promise that has not been recorded as kept."""

    contact: Contact
    number: int
    """From 1, among all promises of the record."""
    promise: Promise


def open_promises(contacts: Mapping[str, Contact]) -> tuple[OpenPromise, ...]:
    """Promises that no later record says were kept, by date; those without a date last."""
    kept = {(one.amends, number) for one in contacts.values() for number in one.kept}
    found = [
        OpenPromise(contact, number, promise)
        for contact in contacts.values()
        for number, promise in enumerate(contact.all_promises, 1)
        if (contact.id, number) not in kept
    ]
    return tuple(sorted(found, key=lambda one: (one.promise.due or dt.date.max, one.contact.at)))
