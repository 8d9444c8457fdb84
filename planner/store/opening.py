"""Opening a file one does not trust: step by step, and nothing of it runs before it is known.

In this order: an ordinary file of a sensible size; its first 100 bytes; (the lock, taken by
`book_file`;) a guarded connection with a time budget; the text of the schema; pages and
references; every value. Only then may anything be written.
"""

import datetime as dt
import os
import stat
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from planner.basics.errors import UserError
from planner.basics.text import N_, text
from planner.store import connection as connections
from planner.store import rows, schema
from planner.store.faults import (
    APPLICATION,
    HEADER,
    PAGES,
    SCHEMA,
    SIZE,
    VERSION,
    DamagedError,
    believing,
    changed_outside,
    damaged,
    refusing,
)
from planner.store.files import side_file

MAGIC = b"SQLite format 3\x00"
SIZE_LIMIT = 2 * 10**9
"""Bytes; a book of a million entries has about a quarter of it."""
_HEADER = 100
JOURNAL = "-journal"
"""What SQLite adds to the name of a book during a change; never touched by us."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """By what a file is known again: changed by anyone else, one of these differs."""

    device: int
    inode: int
    size: int
    changed: int
    """Nanoseconds."""


def stamp_of(path: Path) -> Stamp:
    """The stamp of the regular file `path`. Raises OSError, and UserError for anything else."""
    found = path.lstat()
    if not stat.S_ISREG(found.st_mode):
        raise UserError(
            N_("{name} is no ordinary file (a link, folder or device). It was not opened."),
            name=path.name,
        )
    return Stamp(found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns)


def inspected(path: Path) -> tuple[Stamp, schema.Version]:
    """Stamp and version of the file, from its first 100 bytes; nothing is opened by SQLite.

    Raises UserError for what is no book or one of a newer program.
    """
    with refusing(path):
        stamp = stamp_of(path)
        if not stamp.size:
            raise DamagedError(
                N_(
                    "{name} is an empty file, not a book. It was not changed. "
                    "Restore the newest backup, or make a new book under another name."
                ),
                name=path.name,
            )
        with path.open("rb") as file:
            header = file.read(_HEADER)
    if header[:16] != MAGIC or len(header) < _HEADER or stamp.size > SIZE_LIMIT:
        raise damaged(path, text(SIZE if header[:16] == MAGIC else HEADER))
    return stamp, _version(path, header)


def _version(path: Path, header: bytes) -> schema.Version:
    if int.from_bytes(header[68:72], "big") != schema.APPLICATION_ID:
        raise damaged(path, text(APPLICATION))
    number = int.from_bytes(header[60:64], "big", signed=True)
    if number > schema.newest().number:
        raise UserError(
            N_(
                "{name} was made by a newer version of this program. "
                "It was not opened and not changed. Install the newer version."
            ),
            name=path.name,
        )
    version = schema.version(number)
    if version is None:
        raise damaged(path, text(VERSION))
    return version


def obstacle(path: Path) -> str:
    """Why the book can't be written to: a key for the reason, or empty."""
    if not os.access(path, os.W_OK):
        return N_("The file is read-only. To change it, save it in another place.")
    if not os.access(path.parent, os.W_OK | os.X_OK):
        return N_("The folder is read-only. To change the book, save it in another place.")
    return ""


def needs_recovery(path: Path) -> bool:
    """Whether a change was interrupted: SQLite takes it back once it may write."""
    return side_file(path, JOURNAL).exists() and not obstacle(path)


@contextmanager
def guarded(path: Path, version: schema.Version, *, writable: bool) -> Iterator[sa.Connection]:
    """A connection to a file whose schema is that of `version` and whose pages are sound.

    It is closed at the end, also when the checks refuse it.
    """
    connection = opened(path, version, writable=writable)
    try:
        yield connection
    finally:
        connections.disconnect(connection)


def opened(path: Path, version: schema.Version, *, writable: bool) -> sa.Connection:
    """As `guarded`, but left open for the caller. Raises UserError."""
    with refusing(path, is_foreign=True):
        connection = connections.connect(path, writable=writable)
    with ExitStack() as failed:
        failed.callback(connections.disconnect, connection)
        with (
            refusing(path, is_foreign=True),
            connections.budget(connection),
            connections.reading(connection),
        ):
            _check_pages(connection, path, version)
        failed.pop_all()
    return connection


def _check_pages(connection: sa.Connection, path: Path, version: schema.Version) -> None:
    odd = schema.deviation(connection, version)
    if odd:
        raise damaged(path, text(SCHEMA, what=odd))
    if complaints(connection, "quick_check"):
        raise damaged(path, text(PAGES))
    if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
        raise damaged(path, text(PAGES))
    stamped = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalars().all()
    if stamped != [version.revision]:
        raise damaged(path, text(VERSION))


def complaints(connection: sa.Connection, check: str) -> list[str]:
    """What `quick_check` or `integrity_check` has to say; nothing when all is sound."""
    said = connection.exec_driver_sql(f"PRAGMA {check}(20)").scalars().all()
    return [str(line)[:200] for line in said if line != "ok"]


def loaded(connection: sa.Connection, path: Path) -> rows.Loaded:
    """The book behind a guarded connection. Raises UserError when a value in it is wrong."""
    with (
        believing(path),
        refusing(path, is_foreign=True),
        connections.budget(connection),
        connections.reading(connection),
    ):
        return rows.load(connection)


def meta_of(connection: sa.Connection, path: Path) -> rows.Meta:
    """Where the book behind a guarded connection stands, whatever its version. UserError."""
    with believing(path), refusing(path, is_foreign=True):
        return rows.read_meta(connection)


def check_same(path: Path, stamp: Stamp) -> None:
    """Raises ChangedOutsideError when `path` is no longer the file that had this stamp."""
    try:
        same = stamp_of(path) == stamp
    except (OSError, UserError):
        same = False
    if not same:
        raise changed_outside(path)


def not_found(path: Path, newest: dt.datetime | None) -> UserError:
    """The refusal for a missing book, naming its newest backup."""
    if newest is None:
        return UserError(
            N_("{name} was not found. No new book was made; check the place and the name."),
            name=path.name,
        )
    return UserError(
        N_(
            "{name} was not found. No new book was made. Its newest backup is of {date}, {time}: "
            "restore it, or look for the file in another place."
        ),
        name=path.name,
        date=newest.date(),
        time=f"{newest:%H:%M}",
    )


def with_backup(error: DamagedError, newest: dt.datetime) -> DamagedError:
    """The same refusal, naming the newest backup."""
    return DamagedError(
        N_("{problem} The newest backup is of {date}, {time}."),
        problem=error.text,
        date=newest.date(),
        time=f"{newest:%H:%M}",
    )
