"""One writer at a time: a lock on a side file that ends with the process, however it ends.

The text in the file (host, process, since) is only a hint for a person; the lock is the system's.
"""

import datetime as dt
import json
import os
import socket
import sys
from pathlib import Path

from planner.basics.errors import UserError
from planner.basics.text import N_
from planner.store.faults import refusing
from planner.store.files import side_file

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_BYTE = 1 << 20
"""Windows locks a byte that is never written, so that the hint stays readable."""


class LockedError(UserError):
    """Another instance has the book open."""


class BookLock:
    """The right to write into one book, held until `release` or the end of the process."""

    def __init__(self, book: Path, now: dt.datetime) -> None:
        self._path = side_file(book, ".lock")
        with refusing(book):
            self._file = self._taken(book)
            self._write_hint(now)

    def release(self) -> None:
        """Give the lock back and remove its file; a second call does nothing."""
        if self._file < 0:
            return
        if sys.platform == "win32":
            os.close(self._file)
        self._path.unlink(missing_ok=True)
        if sys.platform != "win32":
            os.close(self._file)
        self._file = -1

    def _taken(self, book: Path) -> int:
        while True:
            number = os.open(self._path, os.O_CREAT | os.O_RDWR | _no_follow(), 0o600)
            if not _try_lock(number):
                hint = os.pread(number, 500, 0) if hasattr(os, "pread") else b""
                os.close(number)
                raise _locked(book, hint)
            if self._is_still_ours(number):
                return number
            os.close(number)  # its holder removed it in between: the name is another file now

    def _is_still_ours(self, number: int) -> bool:
        try:
            return os.path.samestat(os.fstat(number), self._path.stat())
        except FileNotFoundError:
            return False

    def _write_hint(self, now: dt.datetime) -> None:
        hint = {
            "host": socket.gethostname(),
            "process": os.getpid(),
            "since": now.isoformat(timespec="minutes"),
        }
        os.ftruncate(self._file, 0)
        os.write(self._file, json.dumps(hint).encode())


def _no_follow() -> int:
    return getattr(os, "O_NOFOLLOW", 0)


def _try_lock(number: int) -> bool:
    try:
        if sys.platform == "win32":
            os.lseek(number, _BYTE, os.SEEK_SET)
            msvcrt.locking(number, msvcrt.LK_NBLCK, 1)
            os.lseek(number, 0, os.SEEK_SET)
        else:
            fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _locked(book: Path, hint: bytes) -> LockedError:
    try:
        read = json.loads(hint)
        host, since = str(read["host"])[:60], dt.datetime.fromisoformat(read["since"])
    except (ValueError, KeyError, TypeError):
        return LockedError(
            N_("{name} is already open in another window. Go there, or close it first."),
            name=book.name,
        )
    if host == socket.gethostname():
        return LockedError(
            N_(
                "{name} is already open in another window on this computer, since {time} on "
                "{date}. Go there, or close it first; opening it for reading only is possible."
            ),
            name=book.name,
            date=since.date(),
            time=f"{since:%H:%M}",
        )
    return LockedError(
        N_(
            "{name} is already open on {host} since {date}, {time}. Go there, or close it first; "
            "opening it for reading only is possible."
        ),
        name=book.name,
        host=host,
        date=since.date(),
        time=f"{since:%H:%M}",
    )
