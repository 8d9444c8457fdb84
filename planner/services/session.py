"""The open book: apply, undo, redo, subscribe. The only writer in the house.

The clock comes in as a callable; it is asked for the time of a change, never for a due date.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from pathlib import Path
from types import TracebackType
from typing import Self

from planner.basics.errors import UserError
from planner.basics.text import N_, Text
from planner.book.book import Book
from planner.book.edit import Edit
from planner.book.limits import Identity
from planner.store import backups, making
from planner.store.access import open_file
from planner.store.book_file import BookFile
from planner.store.faults import ChangedOutsideError
from planner.store.history import HistoryLine
from planner.store.lock import LockedError

Clock = Callable[[], dt.datetime]

_UNNAMED = Identity()

__all__ = [
    "Clock", "HistoryLine", "LockedError", "Session", "new_book", "open_book",
]  # fmt: skip


def new_book(
    path: Path, clock: Clock, *, info: Identity = _UNNAMED, filled: Edit | None = None
) -> "Session":
    """A session on a new book at `path`; `filled` becomes its first edit.

    Raises UserError when something is there already or the place can't be written to.
    """
    making.create(path, info, filled, clock())
    return open_book(path, clock)


def open_book(path: Path, clock: Clock, *, read_only: bool = False) -> "Session":
    """A session on the book at `path`; it is read-only where the file can't be written to.

    Raises UserError for a missing, empty, damaged, foreign or newer file, and
    LockedError when another instance has the book open. Never makes a book.
    """
    return Session(open_file(path, clock(), read_only=read_only), clock)


FILLED_SAMPLE = N_("Fill in the sample shop")
"""Title of the first edit of the sample shop: its history begins after it."""


class Session:
    """An open book. Close it, or use it in a `with` statement.

    Every change is on the disk when the method returns; when it raises UserError, neither the
    file nor `book` has changed. A large change may be made in another thread: `book` stays
    readable meanwhile, everything else waits for it.
    """

    def __init__(self, file: BookFile, clock: Clock) -> None:
        self._file = file
        self._clock = clock
        self._listeners: list[Callable[[Book], None]] = []

    @property
    def book(self) -> Book:
        """The book as it was last saved."""
        return self._file.book

    @property
    def path(self) -> Path:
        """Where the book lies."""
        return self._file.path

    @property
    def book_id(self) -> str:
        """What the book is known by for good, whatever its name, place and content."""
        return self._file.meta.book_id

    @property
    def is_read_only(self) -> bool:
        """Whether changes are refused."""
        return self._file.read_only_reason is not None

    @property
    def read_only_reason(self) -> Text | None:
        """Why changes are refused, as a sentence; None when they are not."""
        return self._file.read_only_reason

    @property
    def undo_title(self) -> Text | None:
        """Title of the edit that `undo` would take back, None when there is none."""
        number = self._undo_number
        return None if number is None else self._file.title(number)

    @property
    def redo_title(self) -> Text | None:
        """Title of the edit that `redo` would bring again, None when there is none."""
        number = self._file.redo_number
        return None if number is None else self._file.title(number)

    @property
    def is_undo_large(self) -> bool:
        """Whether `undo` would take its time."""
        number = self._undo_number
        return number is not None and self._file.has_large_edit(number, number)

    @property
    def is_redo_large(self) -> bool:
        """Whether `redo` would take its time."""
        number = self._file.redo_number
        return number is not None and self._file.has_large_edit(number, number)

    def is_far(self, number: int) -> bool:
        """Whether `go_to(number)` would take its time."""
        first, last = sorted((number, self._file.undo_number or 0))
        return self._file.has_large_edit(first + 1, last)

    @property
    def last_backup(self) -> dt.datetime | None:
        """When the newest backup was made, None when there is none."""
        return backups.newest_at(self.path)

    def apply(self, edit: Edit, contents: Iterable[bytes] = ()) -> Book:
        """Save `edit`; the book after it. An edit without changes leaves no trace.

        `contents` are the attachments that the edit names.
        """
        if edit.changes:
            self._saved(lambda: self._file.record(edit, self._clock(), contents))
        return self.book

    def delete(self, edit: Edit, told: Edit) -> Book:
        """Save `edit`, which deletes parts of contact records for good; the history keeps `told`.

        It can't be undone. Older backups still hold what is deleted: see `care.forget_backups`.
        """
        self._saved(lambda: self._file.delete(edit, told, self._clock()))
        return self.book

    def attachment(self, digest: str) -> bytes | None:
        """The content of an attachment, None when it is not there. UserError when it was changed."""
        return self._file.attachment(digest)

    @property
    def _undo_number(self) -> int | None:
        """The edit that `undo` takes back; the filling of the sample shop is none of its owner's."""
        number = self._file.undo_number
        return None if number is None or self._is_sample_filling(number) else number

    def _is_sample_filling(self, number: int) -> bool:
        lines = self._file.history() if number == 1 else ()
        return bool(lines) and lines[0].title.key == FILLED_SAMPLE

    def undo(self) -> Text:
        """Take back the last edit, whoever made it; its title. UserError when there is none."""
        number = self._undo_number
        if number is None:
            raise UserError(N_("There is nothing to undo."))
        title = self._file.title(number)
        self._saved(lambda: self._file.take_back(self._clock()))
        return title

    def redo(self) -> Text:
        """Bring again the edit taken back last; its title. UserError when there is none."""
        number = self._file.redo_number
        if number is None:
            raise UserError(N_("There is nothing to redo."))
        title = self._file.title(number)
        self._saved(lambda: self._file.step_to(number, self._clock()))
        return title

    def history(self) -> tuple[HistoryLine, ...]:
        """All edits ever made, oldest first."""
        return self._file.history()

    def edit(self, number: int) -> Edit:
        """One edit of the history as it was made. Raises UserError when it can't be read."""
        return self._file.edit(number)

    def go_to(self, number: int) -> None:
        """Undo or redo until edit `number` is the last one in force (0: before all), at once.

        The sample shop goes back to its filling at most. Raises UserError for an edit that was taken
        back for good, or never was.
        """
        first = 1 if self._is_sample_filling(1) else 0
        self._saved(lambda: self._file.step_to(max(number, first), self._clock()))

    def back_up(self) -> Path:
        """A verified copy of the book as it is saved; its path."""
        return self._file.back_up(self._clock())

    def save_copy(self, target: Path) -> None:
        """Write the whole book, history included, to a new file `target`; this one stays open.

        The way out of a read-only place. Raises UserError when `target` exists or can't be written.
        """
        self._file.copy_to(target)

    def subscribe(self, call: Callable[[Book], None]) -> Callable[[], None]:
        """Call `call` with the book after every change; what comes back ends that.

        It is called in the thread that made the change.
        """
        self._listeners.append(call)

        def unsubscribe() -> None:
            if call in self._listeners:
                self._listeners.remove(call)

        return unsubscribe

    def close(self) -> None:
        """Close the file and let others open it; a second call does nothing."""
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _saved(self, save: Callable[[], None]) -> None:
        before = self.book
        try:
            save()
        except ChangedOutsideError as error:
            raise self._rescued(error) from error
        if self.book is not before:
            for call in tuple(self._listeners):
                call(self.book)

    def _rescued(self, error: ChangedOutsideError) -> UserError:
        """Keep what is on the screen in a new file; from here on this session only reads."""
        self._file.read_only_reason = error.text
        try:
            copy = making.rescued(self.path, self.book, self._clock(), self._file.contents())
        except UserError as failed:
            return UserError(
                N_(
                    "{problem} Keeping what is on the screen in a new file failed too: {reason} "
                    "Leave this window open, and free the way to the folder."
                ),
                problem=error.text,
                reason=failed.text,
            )
        return UserError(
            N_(
                "{problem} What is on the screen is kept in {copy}, without the last change: "
                "open that file and repeat it."
            ),
            problem=error.text,
            copy=copy.name,
        )
