"""Facts as files: read one into an Edit, write a book out, overlay a scenario.

The JSON shapes are those of `planner.book.facts`; here only files become documents.
"""

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from planner.basics.errors import UserError
from planner.basics.money import exponent
from planner.basics.text import N_, NN_, Text, counted, text
from planner.book import facts
from planner.book.book import Book
from planner.book.chain import sealed
from planner.book.contact import Contact
from planner.book.edit import Edit, apply
from planner.book.limits import Identity
from planner.services.troubles.attachments import check_room
from planner.services.troubles.carried import read_contents, written_contents

Json = Any
_LIMIT = 200_000_000
_ATTACHMENTS = "attachments"


def read_document(path: Path) -> Json:
    """The JSON value in the file at `path`. Raises UserError naming file and place."""
    try:
        if path.stat().st_size > _LIMIT:
            raise UserError(
                N_("{file} is larger than 200 MB. Nothing was changed."), file=path.name
            )
        content = path.read_bytes()
    except FileNotFoundError:
        raise UserError(N_("There is no file {file}."), file=str(path)) from None
    except OSError:
        raise UserError(N_("The file {file} can't be read."), file=str(path)) from None
    try:
        return json.loads(content.decode("utf-8-sig"), parse_constant=_refuse_constant)
    except UnicodeDecodeError as error:
        raise UserError(
            N_("{file} is not UTF-8 text: the fault is at byte {place}. Nothing was changed."),
            file=path.name,
            place=error.start,
        ) from None
    except json.JSONDecodeError as error:
        raise UserError(
            N_(
                "{file} is no JSON: the fault is in line {line}, column {column}. Nothing was changed."
            ),
            file=path.name,
            line=error.lineno,
            column=error.colno,
        ) from None
    except (RecursionError, ValueError):
        raise UserError(
            N_("{file} holds values that no facts file has. Nothing was changed."), file=path.name
        ) from None


def read_password(path: Path | None) -> str:
    """The password in the file at `path`; "" without one. Raises UserError when it can't be read."""
    if path is None:
        return ""
    try:
        return path.read_text("utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError):
        raise UserError(N_("The password file {file} can't be read."), file=path.name) from None


def empty_book(currency: str, language: str) -> Book:
    """A book without facts. Raises UserError when `currency` is no currency code."""
    exponent(currency)
    return Book(info=Identity(currency=currency, language="en" if language == "en" else "zh"))


def read_facts(book: Book, path: Path) -> tuple[Edit, tuple[bytes, ...]]:
    """The one Edit that adds all facts of the file, and what its attachments hold.

    Raises UserError naming the wrong fact or attachment.
    """
    document = read_document(path)
    held = document.pop(_ATTACHMENTS, []) if isinstance(document, dict) else []
    title = text(N_("Add facts from {file}"), file=path.name)
    edit = with_seals(book, facts.read(book, document, title))
    contents = read_contents(held)
    added = (change.after for change in edit.changes)
    with_files = [one for one in added if isinstance(one, Contact) and one.files]
    after = apply(book, edit) if with_files else book
    for one in with_files:
        check_room(after, one.files)
    return edit, contents


def added_words(edit: Edit, today: dt.date) -> Text:
    """What was added; a contact that is still to come is pointed out, for its day may be wrong."""
    said = counted(*NN_("{count} fact added.", "{count} facts added."), len(edit.changes))
    added = (change.after for change in edit.changes)
    early = [one for one in added if isinstance(one, Contact) and one.at.date() > today]
    if not early:
        return said
    first = min(early, key=lambda one: (one.at, one.id))
    key = N_(
        '{said} Please check: the contact "{id}" of {at} is still to come; a contact is noted once '
        "it has taken place. If its day is wrong, undo this and correct it."
    )
    return text(key, said=said, id=first.id, at=f"{first.at:%Y-%m-%d %H:%M}")


def with_seals(book: Book, edit: Edit) -> Edit:
    """`edit` with its contact records put at the end of the book's chain, in their order.

    Records that carry a seal already (those of a dump) keep it.
    """
    changes, contacts = [], dict(book.contacts)
    for change in edit.changes:
        added = change.after
        if isinstance(added, Contact):
            contacts[added.id] = added if added.seal else sealed(added, contacts)
            changes.append(replace(change, after=contacts[added.id]))
        else:
            changes.append(change)
    return replace(edit, changes=tuple(changes))


def with_scenario(book: Book, path: Path) -> Book:
    """`book` under the scenario in the file; the book itself stays as it is."""
    title = text(N_("Scenario {file}"), file=path.name)
    return apply(book, facts.read(book, read_document(path), title, overlay=True))


def tried(book: Book, edit: Edit) -> Book:
    """The book as `edit` would leave it; nothing is saved. Raises UserError like saving does."""
    return apply(book, edit)


def facts_document(book: Book, content_of: Callable[[str], bytes | None]) -> Json:
    """Every fact of `book` as a JSON value that `read_facts` takes back, attachments included.

    `content_of` gives the content of an attachment from its digest, None where it is not there.
    """
    document = facts.dump(book)
    held = written_contents(book, content_of)
    return {**document, _ATTACHMENTS: held} if held else document


def _refuse_constant(name: str) -> None:
    raise ValueError(name)
