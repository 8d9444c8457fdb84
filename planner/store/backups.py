"""Verified copies of a book in a folder beside it, ordered by generation and never by the clock.

The name of a copy says all that is needed to choose one: generation, line (number of restores
before it), time and number of entries.
"""

import datetime as dt
import re
from collections.abc import Callable, Hashable, Iterable
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import sqlalchemy as sa

from planner.basics.errors import UserError
from planner.basics.text import N_
from planner.store import connection as connections
from planner.store import files, opening
from planner.store.faults import refusing
from planner.store.rows import Meta

KEEP_NEWEST, KEEP_DAYS, KEEP_MONTHS = 10, 7, 12
NAME = r"g(\d{10,16})-r(\d{3,9})-(\d{8}-\d{6})-(\d{1,12})\.leeway"
"""Pattern of the names of copies: generation, line, time, entries."""
_TIME = "%Y%m%d-%H%M%S"


class BackupLine(NamedTuple):
    """One verified copy. `entries`: how many it holds; `size` in bytes."""

    path: Path
    at: dt.datetime
    entries: int
    size: int
    generation: int
    line: int


def folder_of(book: Path) -> Path:
    """The folder that holds the copies of `book`."""
    return files.side_file(book, "-backups")


def listed(book: Path) -> tuple[BackupLine, ...]:
    """The copies of `book`, newest (highest generation) first."""
    folder = folder_of(book)
    with refusing(folder):
        found = folder.iterdir() if folder.is_dir() else ()
        copies = [line for path in found if (line := _line(path)) is not None]
    return tuple(sorted(copies, key=lambda copy: (copy.generation, copy.at), reverse=True))


def newest_at(book: Path) -> dt.datetime | None:
    """When the newest copy was made, or None."""
    return next((copy.at for copy in listed(book)), None)


def made(book: Path, connection: sa.Connection, meta: Meta, now: dt.datetime) -> Path:
    """A verified copy of the open book at `connection`; its path. Older ones may go.

    Raises UserError, and leaves nothing half behind.
    """
    folder = folder_of(book)
    target = folder / _name(meta, now)
    while target.exists():  # perhaps one from before a migration: never written over
        now += dt.timedelta(seconds=1)
        target = folder / _name(meta, now)
    with refusing(folder):
        folder.mkdir(mode=0o700, exist_ok=True)
        part = files.new_part(target)
        try:
            copy(connection, part)
            files.replace(part, target)
        finally:
            files.discard(part)
        for line in superfluous(listed(book), meta.line):
            line.path.unlink(missing_ok=True)
    return target


def copy(
    connection: sa.Connection,
    part: Path,
    change: Callable[[sa.Connection], None] | None = None,
) -> None:
    """Fill the empty file `part` with the book at `connection` and check its pages."""
    writer = connections.connect(part, writable=True)
    try:
        connections.make_durable(writer)
        raw = connections.driver(writer)
        connections.driver(connection).backup(raw)
        if change is not None:
            change(writer)
        with closing(raw.execute("PRAGMA quick_check(1)")) as cursor:
            if cursor.fetchone() != ("ok",):
                raise UserError(
                    N_(
                        "The copy did not pass its check and was not kept. Nothing was changed. "
                        "The disk may be failing: keep a copy of the book on another one."
                    )
                )
    finally:
        connections.disconnect(writer)


def superfluous(copies: Iterable[BackupLine], line: int) -> list[BackupLine]:
    """The copies that may go: not among the 10 newest, the last of 7 days, of 12 months, the first.

    Copies from before a restore (another line) stay, so that a restored book can't push them out.
    """
    mine = sorted(
        (copy for copy in copies if copy.line == line),
        key=lambda copy: copy.generation,
        reverse=True,
    )
    kept = {copy.path for copy in (*mine[:KEEP_NEWEST], *mine[-1:])}
    kept |= _last_of_each(mine, KEEP_DAYS, lambda copy: copy.at.date())
    kept |= _last_of_each(mine, KEEP_MONTHS, lambda copy: (copy.at.year, copy.at.month))
    return [copy for copy in mine if copy.path not in kept]


def kept_aside(book: Path, now: dt.datetime) -> Path:
    """A free name in the backup folder for a book that is about to be replaced; never removed."""
    folder = folder_of(book)
    folder.mkdir(mode=0o700, exist_ok=True)
    stem = f"replaced-{now.strftime(_TIME)}"
    names = (folder / f"{stem}{f'-{number}' if number else ''}.leeway" for number in range(1000))
    return next(path for path in names if not path.exists())


def _last_of_each(
    newest_first: list[BackupLine], count: int, period: Callable[[BackupLine], Hashable]
) -> set[Path]:
    last: dict[Hashable, Path] = {}
    for copy in newest_first:
        last.setdefault(period(copy), copy.path)
    return set(list(last.values())[:count])


def _name(meta: Meta, now: dt.datetime) -> str:
    return f"g{meta.generation:010}-r{meta.line:03}-{now.strftime(_TIME)}-{meta.entries}.leeway"


def _line(path: Path) -> BackupLine | None:
    match = re.fullmatch(NAME, path.name)
    if match is None:
        return None
    generation, line, at, entries = match.groups()
    try:
        moment = dt.datetime.strptime(at, _TIME)
        size = opening.stamp_of(path).size
    except (ValueError, OSError, UserError):
        return None
    return BackupLine(path, moment, int(entries), size, int(generation), int(line))
