"""What SQLite and the system refuse, as one sentence each with the way on."""

import errno
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

from planner.basics.errors import UserError
from planner.basics.text import N_, Text, text

FAILURES = (sa.exc.DBAPIError, sqlite3.Error, OSError)
"""Everything that a file can do to us."""

_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_NOT_ALLOWED = {errno.EACCES, errno.EPERM, errno.EROFS}


HEADER = N_("its first bytes are not those of a book")
APPLICATION = N_("it belongs to another program")
SIZE = N_("no book has such a size")
VERSION = N_("no version of this program wrote it")
SCHEMA = N_('it holds something that does not belong into a book: "{what}"')
PAGES = N_("its pages do not fit together")
VALUE = N_("it holds a value that can't be")
TOTALS = N_("its totals do not fit what it holds")
TIME = N_("checking it takes unreasonably long")
"""Why a file is refused as damaged."""


class DamagedError(UserError):
    """The file is no sound book: not opened, not changed."""


class ChangedOutsideError(UserError):
    """Changed, moved or replaced by someone else while it was open."""


class NoRoomError(UserError):
    """The disk is full."""


@contextmanager
def refusing(path: Path, *, is_foreign: bool = False) -> Iterator[None]:
    """Turn failures of the file `path` into a UserError; mistakes of our own pass through.

    While a file is still foreign every failure is the file's fault.
    """
    try:
        yield
    except FAILURES as error:
        found = refusal(error, path)
        if found is None and is_foreign:
            found = damaged(path, text(PAGES))
        if found is None:
            raise
        raise found from error


@contextmanager
def believing(path: Path) -> Iterator[None]:
    """Turn a value in the file that can't be into DamagedError: ValueError, or the rule it breaks."""
    try:
        yield
    except (DamagedError, ChangedOutsideError, NoRoomError):
        raise
    except UserError as error:
        raise damaged(path, error.text) from error
    except (ValueError, TypeError, OverflowError) as error:
        raise damaged(path, text(TOTALS if error.args == (TOTALS,) else VALUE)) from error


def refusal(error: BaseException, path: Path) -> UserError | None:
    """The UserError that says what `error` means for the owner of `path`.

    None for an error that only we can have made (a constraint, wrong SQL).
    """
    cause = error.orig if isinstance(error, sa.exc.DBAPIError) else error
    if isinstance(cause, sqlite3.Error):
        return _of_sqlite(cause, path)
    return _of_system(cause, path) if isinstance(cause, OSError) else None


def damaged(path: Path, reason: Text) -> DamagedError:
    """The refusal of a file that is no sound book, and why it is none."""
    return DamagedError(
        N_(
            "{name} is damaged or is no book ({reason}). It was not opened and not changed. "
            "Restore the newest backup, or look for the file in another place."
        ),
        name=path.name,
        reason=reason,
    )


def changed_outside(path: Path) -> ChangedOutsideError:
    """The refusal to write into a file that is no longer the one that was opened."""
    return ChangedOutsideError(
        N_(
            "{name} was moved, replaced or changed by another program while it was open. "
            "This change was not saved."
        ),
        name=path.name,
    )


def _of_sqlite(error: sqlite3.Error, path: Path) -> UserError | None:
    code: int | None = getattr(error, "sqlite_errorcode", None)
    if code == sqlite3.SQLITE_READONLY_DBMOVED:
        return changed_outside(path)
    if code == sqlite3.SQLITE_READONLY_ROLLBACK:
        return _recover(path)
    make = _BY_CODE.get((code or 0) & 0xFF)
    return make(path) if make else None


def _of_system(error: OSError, path: Path) -> UserError:
    if error.errno in _NO_ROOM:
        return _no_room(path)
    if error.errno in _NOT_ALLOWED:
        return _not_allowed(path)
    if isinstance(error, FileExistsError):
        return exists(path)
    if isinstance(error, FileNotFoundError):
        return UserError(
            N_("The folder of {name} was not found. Nothing was changed; choose another place."),
            name=path.name,
        )
    return _trouble(path)


def exists(path: Path) -> UserError:
    """The refusal to make a book where something is already."""
    return UserError(
        N_("{name} already exists. Nothing was changed; open it, or choose another name."),
        name=path.name,
    )


def _no_room(path: Path) -> UserError:
    return NoRoomError(
        N_(
            "There is no room left for {name}. Nothing was changed. "
            "Free disk space (deleting entries does not help), then try again."
        ),
        name=path.name,
    )


def _not_allowed(path: Path) -> UserError:
    return UserError(
        N_(
            "{name} may not be read or written here. Nothing was changed. "
            "Check the permissions of the file and of its folder."
        ),
        name=path.name,
    )


def _trouble(path: Path) -> UserError:
    return UserError(
        N_(
            "{name} could not be read or written. Nothing was changed. Likely causes: a full disk, "
            "a drive that was unplugged, a virus scanner or a sync program. Try again."
        ),
        name=path.name,
    )


def _held(path: Path) -> UserError:
    return UserError(
        N_("Another program is using {name} just now. Nothing was changed; try again in a moment."),
        name=path.name,
    )


def _endless(path: Path) -> UserError:
    return damaged(path, text(TIME))


def _broken(path: Path) -> UserError:
    return damaged(path, text(PAGES))


def _too_big(path: Path) -> UserError:
    return damaged(path, text(VALUE))


def _recover(path: Path) -> UserError:
    return UserError(
        N_(
            "{name} could not be opened: perhaps its last change was interrupted, or its folder is "
            "not readable. Nothing was changed. Open it once from a place that may be written to."
        ),
        name=path.name,
    )


_BY_CODE: dict[int, Callable[[Path], UserError]] = {
    sqlite3.SQLITE_FULL: _no_room,
    sqlite3.SQLITE_IOERR: _trouble,
    sqlite3.SQLITE_BUSY: _held,
    sqlite3.SQLITE_LOCKED: _held,
    sqlite3.SQLITE_READONLY: _not_allowed,
    sqlite3.SQLITE_PERM: _not_allowed,
    sqlite3.SQLITE_AUTH: _not_allowed,
    sqlite3.SQLITE_CANTOPEN: _recover,
    sqlite3.SQLITE_CORRUPT: _broken,
    sqlite3.SQLITE_NOTADB: _broken,
    sqlite3.SQLITE_TOOBIG: _too_big,
    sqlite3.SQLITE_INTERRUPT: _endless,
}
