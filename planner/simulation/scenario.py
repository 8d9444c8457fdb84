"""Scenario: a named what-if, laid over the book as edits that are never saved."""

from dataclasses import dataclass

from planner.basics.text import Text
from planner.book.book import Book
from planner.book.edit import Change, Edit, apply


@dataclass(frozen=True, slots=True)
class Scenario:
    """What would happen if."""

    name: Text
    edits: tuple[Edit, ...]
    key: str = ""
    """Which kind of scenario it is; empty for one of its own."""
    note: Text | None = None
    """What it counts on, and what it leaves out."""
    cost: int = 0
    """What it costs in the end, minor units; negative: it saves."""

    def over(self, book: Book) -> Book:
        """`book` after all edits. Raises UserError when one does not fit."""
        for edit in self.edits:
            book = apply(book, edit)
        return book

    def as_edit(self) -> Edit:
        """All of it as one Edit with the scenario's name: how it is adopted and undone."""
        merged: dict[tuple[str, str], Change] = {}
        for change in (change for edit in self.edits for change in edit.changes):
            place = (change.kind, change.id)
            first = merged.get(place, change)
            merged[place] = Change(change.kind, change.id, first.before, change.after)
        return Edit(self.name, tuple(merged.values()))
