"""Edit: before and after of some facts; the only way a book changes.

A user's action, an import batch, a piece of advice and a what-if are all Edits. `before` is
checked, so that an edit made on an older book is refused and never blended in.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from planner.basics.errors import UserError
from planner.basics.ids import natural
from planner.basics.text import N_, Text
from planner.book.book import MAPS, SINGLES, Book, Fact
from planner.book.check import check
from planner.book.entry import Entry
from planner.book.kind_words import kind_word

LARGE = 2000
"""Changes in an edit above which it is a large one."""


@dataclass(frozen=True, slots=True)
class Change:
    """One fact before and after; None: not there."""

    kind: str
    id: str
    before: Fact | None
    after: Fact | None

    def inverse(self) -> "Change":
        """The change back."""
        return Change(self.kind, self.id, self.after, self.before)


@dataclass(frozen=True, slots=True)
class Edit:
    """A titled set of changes that happen together."""

    title: Text
    changes: tuple[Change, ...]

    @property
    def is_large(self) -> bool:
        """Whether saving it takes its time: a window does that aside."""
        return len(self.changes) > LARGE

    def inverse(self) -> "Edit":
        """The edit that takes this one back, with the same title."""
        return Edit(self.title, tuple(change.inverse() for change in reversed(self.changes)))


def adding(kind: str, fact: Fact) -> Change:
    """The change that adds `fact`."""
    return Change(kind, fact.id, None, fact)


def removing(kind: str, fact: Fact) -> Change:
    """The change that removes `fact`."""
    return Change(kind, fact.id, fact, None)


def replacing(kind: str, before: Fact, **values: Any) -> Change:
    """The change of some fields of `before`."""
    return Change(kind, before.id, before, replace(before, **values))


def apply(book: Book, edit: Edit) -> Book:
    """The book after `edit`. Raises UserError when the edit no longer fits or breaks a rule.

    It no longer fits when a fact differs from its `before`; rules are those of `check`.
    """
    for change in edit.changes:
        _check_fits(book, change)
    updated = book
    for kind in dict.fromkeys(change.kind for change in edit.changes):
        changes = [change for change in edit.changes if change.kind == kind]
        updated = _with(updated, kind, changes)
    check(book, updated, [(change.kind, change.before, change.after) for change in edit.changes])
    return updated


def _check_fits(book: Book, change: Change) -> None:
    found = book.find(change.kind, change.id)
    if found == change.before:
        return
    if change.before is None:
        raise UserError(
            N_('"{id}" is already in the book ({kind}). Nothing was changed.'),
            id=change.id,
            kind=kind_word(change.kind),
        )
    raise UserError(
        N_(
            'This change no longer fits: "{id}" ({kind}) has changed meanwhile. '
            "Nothing was changed; look at it again and repeat."
        ),
        id=change.id,
        kind=kind_word(change.kind),
    )


def _with(book: Book, kind: str, changes: Sequence[Change]) -> Book:
    if kind in SINGLES:
        single: dict[str, Any] = {SINGLES[kind]: changes[-1].after}
        return replace(book, **single)
    if kind == "entry":
        removed = [change.id for change in changes if change.before is not None]
        added = [change.after for change in changes if isinstance(change.after, Entry)]
        return replace(book, ledger=book.ledger.changed(removed, added))
    facts = dict(getattr(book, MAPS[kind]))
    for change in changes:
        facts.pop(change.id, None)
        if change.after is not None:
            facts[change.id] = change.after
    ordered = MappingProxyType({key: facts[key] for key in sorted(facts, key=natural)})
    mapping: dict[str, Any] = {MAPS[kind]: ordered}
    return replace(book, **mapping)


def difference(before: Book, after: Book) -> tuple[Change, ...]:
    """The changes that lead from one book to another, kind by kind."""
    changes: list[Change] = []
    for kind in (*SINGLES, *MAPS, "entry"):
        old = {fact.id: fact for fact in before.facts(kind)}
        new = {fact.id: fact for fact in after.facts(kind)}
        changes += [
            Change(kind, key, old.get(key), new.get(key))
            for key in _union(old, new)
            if old.get(key) != new.get(key)
        ]
    return tuple(changes)


def _union(first: Iterable[str], second: Iterable[str]) -> list[str]:
    return list(dict.fromkeys((*first, *second)))
