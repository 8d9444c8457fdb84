"""The adviser pack: one zip of the other exports with a table of contents, for whoever helps.

The contact log goes in with names masked, unless the complete pack is asked for; then nothing of
the contacts may stand in any other part either. Same book, day and seed: same bytes.
"""

import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from types import MappingProxyType

from planner.basics.dates import add_months
from planner.basics.errors import UserError
from planner.basics.text import N_, Text
from planner.book.ledger import from_entries
from planner.exports.contents_page import contents_page
from planner.exports.export import Export, Subject

MONTHS = 12
_ORDER = ("report", "proposal", "budget", "schedule", "entries", "contacts")
"""Kinds of export in the pack, as far as this program has them."""
_OWN_CONTACTS = "contacts_full"
_TYPES = (".pdf", ".xlsx")
"""A page to read is preferred; what is reckoned with comes as a workbook."""
_RULES_OF_CONTACTS = frozenset({"promise_due"})


@dataclass(frozen=True, slots=True)
class Part:
    """One file of the pack, or the reason why it is not there."""

    name: str
    title: str
    about: str
    content: bytes
    missing: Text | None = None


def packs(rows: Sequence[Export]) -> tuple[Export, Export]:
    """The pack with contacts masked, and the complete one, made of the exports `rows`."""
    by_kind = {row.kind: row for row in rows}

    def shared(subject: Subject, suffix: str) -> bytes:
        return _packed(without_contacts(subject), _chosen(by_kind, "contacts"))

    def complete(subject: Subject, suffix: str) -> bytes:
        return _packed(subject, _chosen(by_kind, _OWN_CONTACTS))

    return (
        Export(
            kind="adviser",
            title=N_("Pack for an adviser"),
            about=N_(
                "Outlook, loans, budget, entries of the last 12 months and the contact record with "
                "names masked, in one zip with a table of contents."
            ),
            suffixes=(".zip",),
            content=shared,
            tells_actions=True,
        ),
        Export(
            kind="adviser_full",
            title=N_("Pack for your own lawyer"),
            about=N_("The same pack with the complete contact record: names, words and seals."),
            suffixes=(".zip",),
            content=complete,
            tells_actions=True,
        ),
    )


def without_contacts(subject: Subject) -> Subject:
    """`subject` as if nobody had ever been named in a contact; money promised is still expected."""
    contacts = subject.book.contacts
    said = subject.wording._(N_("Money promised"))
    coming = tuple(
        replace(flow, title=said) if flow.source in contacts or flow.kind == "promise" else flow
        for flow in subject.outlook.coming
    )
    return replace(
        subject,
        book=replace(subject.book, contacts=MappingProxyType({})),
        outlook=replace(subject.outlook, coming=coming),
        warnings=tuple(one for one in subject.warnings if one.rule not in _RULES_OF_CONTACTS),
    )


def _chosen(by_kind: dict[str, Export], contacts: str) -> list[Export]:
    kinds = [contacts if kind == "contacts" else kind for kind in _ORDER]
    return [by_kind[kind] for kind in kinds if kind in by_kind]


def _packed(subject: Subject, rows: Sequence[Export]) -> bytes:
    parts = list(_parts(subject, rows))
    first = subject.wording._(N_("Contents"))
    page = contents_page(
        subject,
        [(part.name, part.title, part.about, len(part.content), part.missing) for part in parts],
    )
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as pack:
        _add(pack, subject, f"0 {first}.html", page.encode())
        for part in parts:
            if part.missing is None:
                _add(pack, subject, part.name, part.content)
    return buffer.getvalue()


def _parts(subject: Subject, rows: Sequence[Export]) -> Iterator[Part]:
    for number, row in enumerate(rows, 1):
        suffix = next((one for one in _TYPES if one in row.suffixes), row.suffixes[0])
        title = subject.wording._(row.title)
        told = _last_months(subject) if row.kind == "entries" else subject
        name, about = f"{number} {_plain(title)}{suffix}", subject.wording._(row.about)
        try:
            yield Part(name, title, about, row.content(told, suffix))
        except UserError as error:
            yield Part(name, title, about, b"", error.text)


def _last_months(subject: Subject) -> Subject:
    """The list of entries goes back twelve months; all that is reckoned knows the whole book."""
    first = add_months(subject.today, -MONTHS)
    entries = [entry for entry in subject.book.ledger if first < entry.date <= subject.today]
    if len(entries) == len(subject.book.ledger):
        return subject
    return replace(subject, book=replace(subject.book, ledger=from_entries(entries)))


def _plain(title: str) -> str:
    return "".join(char for char in title if char not in '<>:"/\\|?*').strip()


def _add(pack: zipfile.ZipFile, subject: Subject, name: str, content: bytes) -> None:
    today = subject.today
    about = zipfile.ZipInfo(name, (today.year, today.month, today.day, 0, 0, 0))
    about.compress_type = zipfile.ZIP_DEFLATED
    about.create_system = 3
    about.external_attr = 0o100600 << 16
    pack.writestr(about, content)
