"""What stands in for an open book before there is one: empty, and nothing can be done to it."""

import datetime as dt
from collections.abc import Callable, Iterable
from pathlib import Path

from planner.basics.errors import UserError
from planner.basics.text import N_, Text
from planner.book.book import Book
from planner.book.edit import Edit


class Draft:
    """Looks like a session without a book."""

    book = Book()
    path = Path()
    book_id = ""
    undo_title: Text | None = None
    redo_title: Text | None = None
    is_undo_large = False
    is_redo_large = False
    last_backup: dt.datetime | None = None
    is_read_only = True
    read_only_reason: Text | None = None

    def subscribe(self, _call: Callable[[Book], None]) -> Callable[[], None]:
        """Nothing will ever change; returns what would end the subscription."""
        return self.close

    def close(self) -> None:
        """There is nothing to close."""

    def history(self) -> tuple[()]:
        """No changes."""
        return ()

    def apply(self, _edit: Edit, _contents: Iterable[bytes] = ()) -> Book:
        """Refused: there is no book."""
        raise UserError(N_("No book is open yet. Open or start one first."))

    def undo(self) -> Text:
        """Refused: there is nothing to take back."""
        raise UserError(N_("No book is open yet. Open or start one first."))

    redo = undo
