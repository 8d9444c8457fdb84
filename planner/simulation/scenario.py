"""Scenario: a named what-if, laid over the book as edits that are never saved."""

from dataclasses import dataclass

from planner.basics.text import Text
from planner.book.book import Book
from planner.book.edit import Edit, apply


@dataclass(frozen=True, slots=True)
class Scenario:
    """What would happen if."""

    name: Text
    edits: tuple[Edit, ...]

    def over(self, book: Book) -> Book:
        """`book` after all edits. Raises UserError when one does not fit."""
        for edit in self.edits:
            book = apply(book, edit)
        return book
