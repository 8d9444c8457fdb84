"""The chain of contact records: order and content are proved by seals (SHA-256).

The seal of a record covers the seal before it and the digest of its content; persons, words and
attachments enter it through salted hashes (`planner.book.veil`), so that they can be deleted and
the order and the rest of all records are still proved.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace

from planner.basics.errors import UserError
from planner.basics.text import N_, Text, text
from planner.book import veil
from planner.book.contact import Contact

_OUTSIDE = {"id", "previous", "seal"}


def sealed(contact: Contact, contacts: Mapping[str, Contact]) -> Contact:
    """`contact` as the newest record of the chain of `contacts`."""
    previous = newest_seal(contacts.values())
    linked = replace(veil.salted(contact), previous=previous, seal="")
    return replace(linked, seal=seal_of(linked))


def seal_of(contact: Contact) -> str:
    """What the seal of `contact` must be, 64 hexadecimal digits."""
    return _hash(f"{contact.id}|{contact.previous}|{_digest(contact)}")


def newest_seal(contacts: Iterable[Contact]) -> str:
    """The seal that no other record builds on; empty where there is no chain yet."""
    known = [contact for contact in contacts if contact.seal]
    used = {contact.previous for contact in known}
    free = [contact.seal for contact in known if contact.seal not in used]
    return free[-1] if free else ""


def chain_problems(contacts: Mapping[str, Contact]) -> tuple[Text, ...]:
    """What is wrong with the chain, one sentence per record; () when it holds."""
    known = [contact for contact in contacts.values() if contact.seal]
    seals = {contact.seal for contact in known}
    found: list[Text] = []
    for contact in known:
        if not _fits(contact):
            found.append(
                _wrong(N_("The contact record of {at} was changed from outside."), contact)
            )
        elif contact.previous and contact.previous not in seals:
            found.append(_wrong(N_("Before the contact record of {at} one is missing."), contact))
        elif not _is_deletion_told(contact, known):
            found.append(
                _wrong(
                    N_("From the contact record of {at} something is gone, and no record says so."),
                    contact,
                )
            )
    firsts = [contact.previous for contact in known]
    if len(set(firsts)) < len(firsts):
        found.append(text(N_("The contact records no longer form one row.")))
    return tuple(found)


def check_contact(
    before: Contact | None, after: Contact | None, contacts: Mapping[str, Contact]
) -> None:
    """Raises UserError when a sealed record would be changed, or one in the middle taken out.

    `contacts` is the book after the change. Deleting a group of a record is no change of it as
    long as a new record says so.
    """
    if before is not None and before.seal:
        if after is not None and not _is_deletion(before, after, contacts):
            raise UserError(
                N_("Contact records are not changed afterwards. Add an amendment instead.")
            )
        if after is None and before.takes_out:
            raise UserError(
                N_(
                    "What was deleted from a contact record does not come back. Nothing was changed."
                )
            )
        if after is None and any(one.previous == before.seal for one in contacts.values()):
            raise UserError(
                N_("Later contact records build on this one, so it stays. Nothing was changed.")
            )
    if after is not None and after.seal and not _fits(after):
        raise UserError(
            N_('contact "{id}" does not carry its own seal. Nothing was changed.'), id=after.id
        )


def _fits(contact: Contact) -> bool:
    """Whether the seal is that of the content, and nothing stands where something was deleted."""
    if (contact.salts or contact.veils) and not veil.is_sound(contact):
        return False
    return contact.seal == seal_of(contact)


def _is_deletion(before: Contact, after: Contact, contacts: Mapping[str, Contact]) -> bool:
    gone = set(veil.taken_out(after)) - set(veil.taken_out(before))
    is_only_that = bool(gone) and veil.veiled(before, gone) == after
    return is_only_that and _is_deletion_told(after, contacts.values())


def _is_deletion_told(contact: Contact, contacts: Iterable[Contact]) -> bool:
    told = {group for one in contacts if one.amends == contact.id for group in one.takes_out}
    return set(veil.taken_out(contact)) <= told


def _wrong(key: str, contact: Contact) -> Text:
    return text(key, at=f"{contact.at:%Y-%m-%d %H:%M}")


def _digest(contact: Contact) -> str:
    """Of all that is said, without what is empty: later fields leave old seals valid."""
    said = {key: value for key, value in asdict(contact).items() if value and key not in _OUTSIDE}
    if contact.salts:
        said = {key: value for key, value in said.items() if key not in veil.HIDDEN}
        said |= {"promises": veil.open_promises_of(contact), "veils": veil.marks(contact)}
        del said["salts"]
    return _hash(json.dumps(said, default=_iso, ensure_ascii=False, sort_keys=True))


def _iso(value: object) -> str:
    assert isinstance(value, dt.date)
    return value.isoformat()


def _hash(written: str) -> str:
    return hashlib.sha256(written.encode()).hexdigest()
