"""The ways to a book: for writing under the lock, or for reading beside another instance."""

import datetime as dt
import os
import re
from contextlib import ExitStack
from pathlib import Path

import sqlalchemy as sa

from planner.basics.errors import UserError
from planner.basics.text import N_, text
from planner.store import backups, files, migrating, opening, schema
from planner.store import connection as connections
from planner.store.book_file import BookFile
from planner.store.faults import DamagedError, refusing
from planner.store.lock import BookLock

_ASKED = N_("It was opened for reading only.")


def open_file(path: Path, now: dt.datetime, *, read_only: bool = False) -> BookFile:
    """The book at `path`, checked; read-only when asked for or when it can't be written to.

    Raises UserError naming the newest backup when the file is missing or damaged, and LockedError when
    another instance has it.
    """
    try:
        if not os.path.lexists(path):
            raise opening.not_found(path, backups.newest_at(path))
        _, version = opening.inspected(path)
        if read_only and opening.needs_recovery(path):
            with opening.guarded(path, version, writable=True):
                pass  # an interrupted change is taken back by looking at the file
        reason = _ASKED if read_only else opening.obstacle(path)
        return _for_reading(path, reason) if reason else _for_writing(path, now)
    except DamagedError as error:
        newest = backups.newest_at(path)
        raise opening.with_backup(error, newest) if newest else error from None


def look_into(path: Path) -> BookFile:
    """The book at `path` for reading, also while another instance has it; takes no lock.

    Raises UserError as `open_file` does.
    """
    return open_file(path, dt.datetime.min, read_only=True)


def _for_reading(path: Path, reason: str) -> BookFile:
    stamp, version = opening.inspected(path)
    if version is not schema.newest():
        raise UserError(
            N_(
                "{name} comes from an older version and must be brought up to date first: "
                "open it once from a place that may be written to. Nothing was changed."
            ),
            name=path.name,
        )
    connection = opening.opened(path, version, writable=False)
    file = _loaded(path, stamp, connection)
    file.read_only_reason = text(reason)
    return file


def _for_writing(path: Path, now: dt.datetime) -> BookFile:
    with ExitStack() as failed:
        lock = BookLock(path, now)
        failed.callback(lock.release)
        with refusing(path):
            files.remove_parts(path.parent, re.escape(path.name))
            files.remove_parts(backups.folder_of(path), backups.NAME)
        stamp, version = opening.inspected(path)
        if version is not schema.newest():
            migrating.migrate(path, version, now)
            stamp, version = opening.inspected(path)
        connection = opening.opened(path, version, writable=True)
        file = _loaded(path, stamp, connection)
        failed.callback(connections.disconnect, connection)
        file.hold(lock)
        failed.pop_all()
    return file


def _loaded(path: Path, stamp: opening.Stamp, connection: sa.Connection) -> BookFile:
    with ExitStack() as failed:
        failed.callback(connections.disconnect, connection)
        file = BookFile(path, connection, stamp, opening.loaded(connection, path))
        failed.pop_all()
    return file
