"""New book files: filled under another name, and named only when they are whole."""

import datetime as dt
import os
import secrets
from collections.abc import Iterable
from pathlib import Path

from planner.basics.ids import new_id
from planner.basics.text import N_, text
from planner.book import edit as edits
from planner.book.book import SINGLES, Book
from planner.book.edit import Change, Edit, adding, difference
from planner.book.limits import Identity
from planner.store import attachments, files, history, schema, writing
from planner.store import connection as connections
from planner.store.faults import exists, refusing
from planner.store.rows import Meta


def create(
    path: Path,
    info: Identity,
    filled: Edit | None,
    now: dt.datetime,
    contents: Iterable[bytes] = (),
) -> None:
    """Make a new book at `path`, which must be free; `filled` becomes its first edit.

    `contents` are those of the attachments that it names.

    Raises UserError; then there is no file.
    """
    if os.path.lexists(path):
        raise exists(path)
    book = Book(info=info)
    if filled is not None:
        writing.check_distinct(filled.changes)
        edits.apply(book, filled)
    with refusing(path):
        part = files.new_part(path)
        try:
            _fill(part, book, filled, now, contents)
            files.publish(part, path)
        finally:
            files.discard(part)


def rescued(path: Path, book: Book, now: dt.datetime, contents: Iterable[bytes] = ()) -> Path:
    """A new file beside `path` with all facts of `book`, which has lost its own; its name.

    `contents` are the attachments that could still be read.

    Raises UserError when that is not possible either.
    """
    stem = f"{path.stem} ({now:%Y-%m-%d %H%M%S})"
    target = path.with_name(f"{stem}{path.suffix}")
    edit = Edit(text(N_("Saved from the screen")), difference(Book(info=book.info), book))
    create(target, book.info, edit if edit.changes else None, now, contents)
    return target


def _fill(
    part: Path, book: Book, filled: Edit | None, now: dt.datetime, contents: Iterable[bytes]
) -> None:
    connection = connections.connect(part, writable=True)
    try:
        connections.make_durable(connection)
        with connections.writing(connection):
            schema.create(connection)
            meta = _first_meta(now)
            writing.insert_meta(connection, meta)
            tally, sequence = writing.write(connection, meta, _singles(book), 0)
            old, meta = meta, tally.added_to(meta)
            if filled is not None:
                meta = writing.next_meta(meta)
                tally, _ = writing.write(connection, meta, writing.net(filled.changes), sequence)
                meta = tally.added_to(meta)
                history.add(connection, meta, filled, now)
                attachments.add(connection, meta, contents)
            writing.write_meta(connection, old, meta)
    finally:
        connections.disconnect(connection)


def _singles(book: Book) -> tuple[Change, ...]:
    return tuple(adding(kind, fact) for kind in SINGLES for fact in book.facts(kind))


def _first_meta(now: dt.datetime) -> Meta:
    return Meta(
        book_id=new_id(),
        generation=0,
        head=secrets.token_hex(16),
        line=0,
        created=now.replace(microsecond=0, tzinfo=None).isoformat(),
        backed_up="",
        entries=0,
        facts=0,
        checksum=0,
    )
