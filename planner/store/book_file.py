"""The book on disk: opened, changed by whole edits, closed. The Book in memory follows the file."""

import datetime as dt
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import sqlalchemy as sa

from planner.basics.errors import UserError
from planner.basics.text import N_, Text, text
from planner.book import edit as edits
from planner.book.book import Book
from planner.book.edit import Change, Edit
from planner.store import (
    attachments,
    backups,
    deleting,
    files,
    history,
    opening,
    replaying,
    rows,
    writing,
)
from planner.store import connection as connections
from planner.store.faults import believing, changed_outside, refusing
from planner.store.history import HistoryLine, Steps
from planner.store.lock import BookLock


class BookFile:
    """One open book file.

    `book` is what the file holds; it is replaced only after a commit. Every method that writes
    raises UserError when it can't, and then neither file nor `book` has changed. Threads take
    turns: while one writes, another waits, except for `book` itself.
    """

    def __init__(
        self, path: Path, connection: sa.Connection, stamp: opening.Stamp, loaded: rows.Loaded
    ) -> None:
        self.path = path
        self.book = loaded.book
        self.meta = loaded.meta
        self.read_only_reason: Text | None = None
        self._connection = connection
        self._turn = threading.RLock()
        self._stamp = stamp
        self._last_sequence = loaded.last_sequence
        self._lock: BookLock | None = None
        self._newest: history.Known = {}

    def record(
        self,
        edit: Edit,
        now: dt.datetime,
        contents: Iterable[bytes] = (),
    ) -> None:
        """Save `edit`, and `contents` of attachments; a backup before the first change of a day."""

        def keep(meta: rows.Meta) -> None:
            attachments.add(self._connection, meta, contents)

        with self._turn:
            writing.check_distinct(edit.changes)
            after = edits.apply(self.book, edit)
            self._commit(after, edit.changes, now, edit, None, then=keep)

    def delete(self, edit: Edit, told: Edit, now: dt.datetime) -> None:
        """Save `edit`, which deletes parts of contact records; `told` is all the history keeps.

        What is deleted goes from every edit ever made as well, attachments included.
        """
        with self._turn:
            book = self.book
            after = edits.apply(book, edit)
            records = after.contacts
            gone = {
                change.id: records[change.id]
                for change in edit.changes
                if change.before is not None
            }
            digests = {file.digest for key in gone for file in book.contacts[key].files}
            used = {file.digest for one in records.values() for file in one.files}

            def forget(meta: rows.Meta) -> None:
                deleting.forget(self._connection, meta, gone)
                attachments.remove_unused(self._connection, meta, digests - used)

            self._commit(after, edit.changes, now, told, None, then=forget)
            self._newest = {}

    def attachment(self, digest: str) -> bytes | None:
        """The content of an attachment, None when it is not there. UserError when it was changed."""
        with self._reading():
            return attachments.read(self._connection, self.meta, digest)

    def step_to(self, number: int, now: dt.datetime) -> None:
        """Take back or bring again edits until `number` is the last one in force (0: none)."""
        with self._turn:
            steps = self._steps_to(number)
            if steps.edits:
                self._step(steps, now)

    def take_back(self, now: dt.datetime) -> None:
        """Take back the last edit in force; there must be one."""
        with self._turn:
            with self._reading():
                steps = history.last_step(self._connection, self.meta, self._newest)
            self._step(steps, now)

    def contents(self) -> list[bytes]:
        """What can be read of the attachments of `book`, whatever happened to the file."""
        found = []
        for digest in {file.digest for one in self.book.contacts.values() for file in one.files}:
            with suppress(UserError):
                found.append(self.attachment(digest))
        return [content for content in found if content is not None]

    @property
    def undo_number(self) -> int | None:
        """Number of the last edit in force, or None."""
        with self._reading():
            return history.pointers(self._connection, self.meta)[0]

    @property
    def redo_number(self) -> int | None:
        """Number of the edit that was taken back last, or None."""
        with self._reading():
            return history.pointers(self._connection, self.meta)[1]

    def title(self, number: int) -> Text:
        """Title of one edit."""
        with self._reading():
            return history.title(self._connection, self.meta, number)

    def history(self) -> tuple[HistoryLine, ...]:
        """All edits ever made, oldest first."""
        with self._reading():
            return history.lines(self._connection, self.meta)

    def has_large_edit(self, first: int, last: int) -> bool:
        """Whether one of the edits numbered `first` to `last` takes its time."""
        with self._reading():
            return history.has_large_edit(self._connection, self.meta, first, last)

    def edit(self, number: int) -> Edit:
        """One edit of the history as it was made."""
        with self._reading():
            return history.edit(self._connection, self.meta, number)

    def back_up(self, now: dt.datetime) -> Path:
        """A verified copy of what the file holds; its path."""
        with self._turn:
            return backups.made(self.path, self._connection, self.meta, now)

    def copy_to(self, target: Path) -> None:
        """Write the whole book, history included, to `target`, which must be free."""
        with self._turn, refusing(target):
            part = files.new_part(target)
            try:
                backups.copy(self._connection, part)
                files.publish(part, target)
            finally:
                files.discard(part)

    def problems(self) -> list[Text]:
        """What a full check of the file finds; nothing when all is sound.

        Everything is read again in one moment: another instance may be writing.
        """
        with self._reading(), connections.reading(self._connection):
            found = opening.complaints(self._connection, "integrity_check")
            if found:
                return [text(N_("The file is damaged: {reason}"), reason=line) for line in found]
            loaded = rows.load(self._connection)
            found_ = replaying.problems(self._connection, loaded.meta, loaded.book)
            contacts = loaded.book.contacts
            return found_ + attachments.problems(self._connection, loaded.meta, contacts)

    def close(self) -> None:
        """Close the file and give the lock back; a second call does nothing."""
        with self._turn:
            connections.disconnect(self._connection)
        if self._lock is not None:
            self._lock.release()

    def hold(self, lock: BookLock) -> None:
        """Keep `lock` until the file is closed; from here on a commit survives a power cut."""
        with refusing(self.path):
            connections.make_durable(self._connection)
            found = opening.stamp_of(self.path)
        if (found.device, found.inode) != (self._stamp.device, self._stamp.inode):
            raise changed_outside(self.path)
        self._lock, self._stamp = lock, found

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """Whatever goes wrong while reading is said as a UserError."""
        with self._turn, believing(self.path), refusing(self.path, is_foreign=True):
            yield

    def _step(self, steps: Steps, now: dt.datetime) -> None:
        combined = Edit(text(""), writing.net(steps.changes))
        after = edits.apply(self.book, combined)
        self._commit(after, combined.changes, now, None, steps)

    def _steps_to(self, number: int) -> Steps:
        with self._reading():
            steps = history.steps_to(self._connection, self.meta, number, self._newest)
        if steps is None:
            raise UserError(
                N_("The history has no state number {number} to go to. Nothing was changed."),
                number=number,
            )
        return steps

    def _commit(
        self,
        after: Book,
        changes: tuple[Change, ...],
        now: dt.datetime,
        new: Edit | None,
        steps: Steps | None,
        *,
        then: Callable[[rows.Meta], None] | None = None,
    ) -> None:
        self._check_writable()
        opening.check_same(self.path, self._stamp)
        meta = writing.next_meta(self.meta, backed_up=self._backed_up(now))
        newest = self._newest
        try:
            with refusing(self.path), connections.writing(self._connection):
                meta, last = self._write(meta, writing.net(changes))
                if new is not None:
                    newest = {history.add(self._connection, meta, new, now): new}
                if steps is not None:
                    history.mark(self._connection, meta, steps)
                if then is not None:
                    then(meta)
        finally:
            self._remember_stamp()
        self.book, self.meta, self._last_sequence = after, meta, last
        self._newest = newest

    def _backed_up(self, now: dt.datetime) -> str:
        """Day of the last daily backup, made now if today has none and there is anything to keep."""
        day = now.date().isoformat()
        if not self.meta.generation or self.meta.backed_up == day:
            return self.meta.backed_up
        self.back_up(now)
        return day

    def _write(self, meta: rows.Meta, changes: tuple[Change, ...]) -> tuple[rows.Meta, int]:
        if rows.read_meta(self._connection) != self.meta:
            raise changed_outside(self.path)
        with believing(self.path):
            tally, last = writing.write(self._connection, meta, changes, self._last_sequence)
            meta = tally.added_to(meta)
            writing.write_meta(self._connection, self.meta, meta)
        return meta, last

    def _check_writable(self) -> None:
        if self.read_only_reason is not None:
            raise UserError(
                N_("{name} is open for reading only. Nothing was changed. {reason}"),
                name=self.path.name,
                reason=self.read_only_reason,
            )

    def _remember_stamp(self) -> None:
        """After our own writing, also after one that failed and was rolled back."""
        try:
            self._stamp = opening.stamp_of(self.path)
        except (OSError, UserError):
            return  # gone: the next commit says so
