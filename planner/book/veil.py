"""What of a contact record can be deleted without breaking the chain.

Three groups (the person, the words, the attachments) enter the seal only through a salted hash of
each. When a group is deleted, its hash stays in its place and its salt goes: the chain still
proves order and content of all the rest, and nobody can find out by trying what stood there.
"""

import hashlib
import json
import secrets
from collections.abc import Iterable
from dataclasses import asdict, replace
from typing import Any

from planner.basics.errors import UserError
from planner.basics.text import N_
from planner.book.contact import Contact

GROUPS = ("person", "words", "files")
GONE = "…"
"""Stands where a promise was made in words that were deleted."""
HIDDEN = frozenset({"person", "staff_no", "witnesses", "said", "promised", "promises", "files"})
"""Fields that enter a seal through their group."""


def salted(contact: Contact) -> Contact:
    """`contact` with a fresh salt for each group."""
    return replace(contact, salts=tuple(secrets.token_hex(16) for _ in GROUPS), veils=())


def marks(contact: Contact) -> list[str]:
    """What enters the seal for each group: the hash that stays, or that of what is there."""
    veils = contact.veils or ("",) * len(GROUPS)
    return [
        veil or _mark(salt, group, _held(contact, group))
        for group, salt, veil in zip(GROUPS, contact.salts, veils, strict=True)
    ]


def open_promises_of(contact: Contact) -> list[list[Any]]:
    """What of the promises enters the seal in the open: who, when, how much, where."""
    rows = [[one.by, one.due, one.amount, one.account] for one in contact.promises]
    return [["short"], *rows] if contact.promised else rows


def veiled(contact: Contact, groups: Iterable[str]) -> Contact:
    """`contact` without `groups`; its seal stays and still fits.

    Raises UserError for a sealed record without salts: nothing of it can go alone.
    """
    chosen = [group for group in GROUPS if group in set(groups)]
    if contact.seal and not contact.salts:
        raise UserError(
            N_(
                "This record was sealed before parts of it could be deleted. Nothing was changed: "
                "its seal covers every word."
            )
        )
    without = _without(contact, chosen)
    if not contact.salts:
        return without
    kept = contact.veils or ("",) * len(GROUPS)
    veils = tuple(
        mark if group in chosen else veil
        for group, mark, veil in zip(GROUPS, marks(contact), kept, strict=True)
    )
    salts = tuple("" if veil else salt for salt, veil in zip(contact.salts, veils, strict=True))
    return replace(without, salts=salts, veils=veils)


def taken_out(contact: Contact) -> tuple[str, ...]:
    """The groups that were deleted from `contact`."""
    return tuple(group for group, veil in zip(GROUPS, contact.veils, strict=False) if veil)


def is_sound(contact: Contact) -> bool:
    """Whether salts and veils belong together, and nothing stands where something was deleted."""
    veils = contact.veils or ("",) * len(GROUPS)
    if len(contact.salts) != len(GROUPS) or len(veils) != len(GROUPS):
        return False
    if any(bool(salt) == bool(veil) for salt, veil in zip(contact.salts, veils, strict=True)):
        return False
    return _without(contact, taken_out(contact)) == contact


def _without(contact: Contact, groups: Iterable[str]) -> Contact:
    for group in groups:
        match group:
            case "person":
                contact = replace(contact, person="", staff_no="", witnesses="")
            case "words":
                contact = replace(
                    contact,
                    said="",
                    promised=GONE if contact.promised else "",
                    promises=tuple(replace(one, what=GONE) for one in contact.promises),
                )
            case _:
                contact = replace(contact, files=())
    return contact


def _held(contact: Contact, group: str) -> list[Any]:
    match group:
        case "person":
            return [contact.person, contact.staff_no, contact.witnesses]
        case "words":
            return [contact.said, contact.promised, [one.what for one in contact.promises]]
        case _:
            return [asdict(one) for one in contact.files]


def _mark(salt: str, group: str, held: list[Any]) -> str:
    written = json.dumps([salt, group, held], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(written.encode()).hexdigest()
