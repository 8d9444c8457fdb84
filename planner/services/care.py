"""Looking after a book: check it whole, copy it, bring a copy back."""

import datetime as dt
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from planner.basics.errors import UserError
from planner.basics.text import Text
from planner.book.chain import chain_problems
from planner.store import backups as copies
from planner.store import restoring
from planner.store.access import look_into
from planner.store.backups import BackupLine

__all__ = [
    "BackupLine", "backup", "backups", "forget_backups", "language_of", "restore", "verify",
]  # fmt: skip


def verify(path: Path) -> list[Text]:
    """What is wrong with the book at `path`, in sentences; empty: everything is fine.

    Opens it with all checks, then the full integrity check, replays the whole history and
    follows the chain of the contact records.
    """
    try:
        with closing(look_into(path)) as file:
            return file.problems() or list(chain_problems(file.book.contacts))
    except UserError as error:
        return [error.text]


def backup(path: Path, clock: Callable[[], dt.datetime]) -> Path:
    """A verified copy of the book at `path` in its backup folder, also while it is open elsewhere.

    Raises UserError; then nothing half is left behind.
    """
    with closing(look_into(path)) as file:
        return file.back_up(clock())


def restore(path: Path, source: Path | None, clock: Callable[[], dt.datetime]) -> Path:
    """Put `source` (None: the newest sound backup) in place of the book at `path`.

    What was replaced is kept in the backup folder as `replaced-…` and is never removed by itself:
    its path there, or `path` when there was nothing to replace. Raises UserError; then the book
    is what it was.
    """
    return restoring.restore(path, source, clock())


def forget_backups(path: Path, clock: Callable[[], dt.datetime]) -> int:
    """Make a fresh verified copy, then remove every older one for good; how many went.

    For what was deleted from the book and must not live on in its copies. Raises UserError; then
    no copy was removed.
    """
    kept = backup(path, clock)
    gone = [line.path for line in copies.listed(path) if line.path != kept]
    gone += list(copies.folder_of(path).glob("replaced-*.leeway"))
    for old in gone:
        old.unlink(missing_ok=True)
    return len(gone)


def language_of(path: Path) -> str | None:
    """The language that the book at `path` is kept in; None: it can't be opened."""
    try:
        with closing(look_into(path)) as file:
            return file.book.info.language
    except UserError:
        return None


def backups(path: Path) -> tuple[BackupLine, ...]:
    """The backups of the book at `path`, newest first; the book itself may be gone."""
    return copies.listed(path)
