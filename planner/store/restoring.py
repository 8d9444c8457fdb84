"""Back to a copy: checked, made ready beside the book, and only then put in its place."""

import datetime as dt
import os
import secrets
import shutil
from contextlib import ExitStack
from pathlib import Path

import sqlalchemy as sa

from planner.basics.errors import UserError
from planner.basics.text import N_
from planner.store import backups, files, opening, rows, schema
from planner.store import connection as connections
from planner.store.faults import DamagedError, refusing
from planner.store.lock import BookLock
from planner.store.tables import META


def restore(path: Path, source: Path | None, now: dt.datetime) -> Path:
    """Put `source` (None: the newest sound backup) in place of the book at `path`.

    The replaced file is kept in the backup folder: its path there, or `path` when there was none.
    Raises UserError; then nothing has changed.
    """
    with ExitStack() as at_end:
        lock = BookLock(path, now)
        at_end.callback(lock.release)
        generation, line = _beyond(path)
        if source is None:
            source = _newest_sound(path)
        elif os.path.lexists(source):
            check(source)
        else:
            raise UserError(N_("There is no file {name}. Nothing was changed."), name=source.name)
        with refusing(path):
            part = files.new_part(path)
            at_end.callback(files.discard, part)
            _make_ready(part, source, generation, line)
            kept = _keep_aside(path, now)
            files.replace(part, path)
    return kept


def check(path: Path) -> rows.Meta:
    """Where the book or copy at `path` stands. Raises UserError unless it is sound."""
    _, version = opening.inspected(path)
    with opening.guarded(path, version, writable=opening.needs_recovery(path)) as connection:
        if version is schema.newest():
            return opening.loaded(connection, path).meta
        return opening.meta_of(connection, path)


def _newest_sound(path: Path) -> Path:
    for copy in backups.listed(path):
        try:
            check(copy.path)
        except UserError:
            continue
        return copy.path
    raise UserError(
        N_("There is no sound backup of {name}. Nothing was changed."),
        name=path.name,
    )


def _beyond(path: Path) -> tuple[int, int]:
    """Highest generation and line that the book or a backup of it has reached."""
    reached = [(copy.generation, copy.line) for copy in backups.listed(path)]
    if os.path.lexists(path):
        opening.stamp_of(path)
        try:
            meta = check(path)
        except DamagedError:  # nothing to learn from it; it is kept as it is
            pass
        else:
            reached.append((meta.generation, meta.line))
    generations, lines = zip(*reached, strict=True) if reached else ((0,), (0,))
    return max(generations), max(lines)


def _make_ready(part: Path, source: Path, generation: int, line: int) -> None:
    """Fill `part` with `source`, in a line of its own and later than everything before it."""

    def renew(writer: sa.Connection) -> None:
        meta = opening.meta_of(writer, part)
        values = {
            "generation": max(generation, meta.generation) + 1,
            "line": max(line, meta.line) + 1,
            "head": secrets.token_hex(16),
            "backed_up": "",
        }
        with connections.writing(writer):
            writer.execute(sa.update(META).values(**values))

    _, version = opening.inspected(source)
    with opening.guarded(source, version, writable=opening.needs_recovery(source)) as connection:
        backups.copy(connection, part, renew)


def _keep_aside(path: Path, now: dt.datetime) -> Path:
    """Keep the file that will be replaced, together with a journal it could not be freed of."""
    if not os.path.lexists(path):
        return path
    kept = backups.kept_aside(path, now)
    try:
        os.link(path, kept)
    except OSError:  # a stick without hard links
        files.make_private(kept)
        shutil.copyfile(path, kept)
        files.sync_file(kept)
    journal = files.side_file(path, opening.JOURNAL)
    if journal.exists():
        journal.replace(files.side_file(kept, opening.JOURNAL))
    files.sync_folder(kept.parent)
    return kept
