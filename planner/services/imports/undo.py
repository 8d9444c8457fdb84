"""Taking an import back later: what it brought goes, what was changed since stays and is listed."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

from planner.basics.errors import UserError
from planner.basics.text import N_, Text, text
from planner.book.account import Account
from planner.book.book import MAPS, SINGLES, Book, Fact
from planner.book.check import references
from planner.book.edit import Change, Edit, apply, removing
from planner.book.entry import Entry
from planner.book.loan import LoanEvent
from planner.services.counted import earlier, held
from planner.services.imports.batch import IMPORTED
from planner.services.session import Session

TAKEN_BACK = N_("Take back the import of {file}")
_CHANGED = text(N_("Changed since the import."))
_MATCHED = text(N_("Matched with another file since."))
_REVERSED = text(N_("A later change of the loan refers to it."))
_SUPPORTS = ("account", "category")
_KEPT_ANYWAY = frozenset({"rule", "profile"})
"""What the owner has taught stays, whatever becomes of the rows."""


class ImportedFile(NamedTuple):
    """One import of the history that is in force."""

    number: int
    """Of the edit in the history."""
    file: str
    at: dt.datetime
    rows: int
    """How many rows it has brought; 0 for imports of older versions, which did not note it."""
    account: str
    """Id of the account; it may be gone."""


class Kept(NamedTuple):
    """A fact that an import brought and that stays for now."""

    kind: str
    fact: Fact
    reason: Text


@dataclass(frozen=True, slots=True)
class BatchUndo:
    """What taking an import back does."""

    edit: Edit
    removed: int
    """Entries and payments that go."""
    kept: tuple[Kept, ...]
    """Those that stay because somebody has changed them since."""


def import_batches(session: Session) -> tuple[ImportedFile, ...]:
    """All imports in force, the newest first; those taken back are left out."""
    lines = [line for line in session.history() if not line.is_undone]
    back = [line.title.facts for line in lines if line.title.key == TAKEN_BACK]
    gone = {facts.get("number") for facts in back if not facts.get("kept")}
    found = []
    for line in reversed(lines):
        if line.title.key == IMPORTED and line.number not in gone:
            facts = line.title.facts
            rows = facts.get("rows", 0)
            found.append(
                ImportedFile(
                    line.number, str(facts.get("file", "")), line.at,
                    rows if isinstance(rows, int) else 0, str(facts.get("account", "")),
                )
            )  # fmt: skip
    return tuple(found)


def undo_batch(session: Session, number: int, *, also_changed: bool = False) -> BatchUndo:
    """What takes import `number` of the history back, other edits since notwithstanding.

    With `also_changed` rows that were changed or matched since go too. Raises UserError when
    the edit is no import in force.
    """
    batches = {one.number: one for one in import_batches(session)}
    if number not in batches:
        raise UserError(N_("This import is already taken back. Nothing was changed."))
    later = [session.edit(other) for other in batches if other > number]
    owned = {(change.kind, change.id) for edit in later for change in edit.changes if _adds(change)}
    imported = [
        change
        for change in session.edit(number).changes
        if (change.kind, change.id) not in owned or not _adds(change)
    ]
    changes, kept = _taken_back(session.book, imported, also_changed=also_changed)
    removed = sum(change.after is None and change.kind not in _SUPPORTS for change in changes)
    title = text(TAKEN_BACK, file=batches[number].file, number=number, kept=len(kept))
    edit = Edit(title, changes)
    shifted = [change for change in imported if change.kind == "account" and not _adds(change)]
    back = _opened_as_before(session.book, edit, shifted)
    return BatchUndo(replace(edit, changes=(*changes, *back)), removed, kept)


def _opened_as_before(book: Book, edit: Edit, shifted: Iterable[Change]) -> list[Change]:
    """The openings that the import had lowered by its rows, raised by those that `edit` takes away."""
    found = {one.account.id: held(one) for one in earlier(book, edit)}
    changes = []
    for shift in shifted:
        back = found.get(shift.id)
        if back is None:
            continue
        was, now = shift.before, back.after
        assert isinstance(was, Account)
        assert isinstance(now, Account)
        is_whole = back.before == shift.after and was.opening == now.opening
        changes.append(Change("account", shift.id, back.before, was if is_whole else now))
    return changes


def _adds(change: Change) -> bool:
    return change.before is None


def _taken_back(
    book: Book, imported: Iterable[Change], *, also_changed: bool
) -> tuple[tuple[Change, ...], tuple[Kept, ...]]:
    changes: list[Change] = []
    kept: list[Kept] = []
    supports = []
    ours = {change.id for change in imported if change.kind == "loan_event"}
    reversed_ones = {event.reverses for event in book.loan_events.values() if event.id not in ours}
    for change in imported:
        now = book.find(change.kind, change.id)
        if now is None and change.after is None:
            changes.append(change.inverse())
        elif now is None or change.kind in _KEPT_ANYWAY or now == change.before:
            continue
        elif change.kind in _SUPPORTS:
            supports.append(change)
        elif change.id in reversed_ones and change.kind == "loan_event":
            kept.append(Kept(change.kind, now, _REVERSED))
        elif back := _back(change, now, also_changed=also_changed):
            changes.append(back)
        else:
            kept.append(Kept(change.kind, now, _why(change, now)))
    changes += _without_use(apply(book, Edit(text(""), tuple(changes))), supports)
    return tuple(changes), tuple(kept)


def _back(change: Change, now: Fact, *, also_changed: bool) -> Change | None:
    """The change that takes one back; None where somebody has changed the fact since."""
    if now == change.after:
        return Change(change.kind, change.id, now, change.before)
    if change.before is None:
        return removing(change.kind, now) if also_changed else None
    if _differs_in_source_only(change, now) or also_changed:
        return Change(change.kind, change.id, now, _with_later_keys(change, now))
    return None


def _with_later_keys(change: Change, now: Fact) -> Fact | None:
    """The fact as it was before, with the keys that other files have added since."""
    before, after = change.before, change.after
    if isinstance(now, Entry | LoanEvent) and isinstance(before, Entry | LoanEvent):
        assert isinstance(after, Entry | LoanEvent)
        ours = set(after.source.split()) - set(before.source.split())
        keys = [key for key in now.source.split() if key not in ours]
        return replace(before, source=" ".join(keys))
    return before


def _differs_in_source_only(change: Change, now: Fact) -> bool:
    after = change.after
    if isinstance(now, Entry | LoanEvent) and isinstance(after, Entry | LoanEvent):
        return now == replace(after, source=now.source)
    return False


def _why(change: Change, now: Fact) -> Text:
    return _MATCHED if _differs_in_source_only(change, now) else _CHANGED


def _without_use(book: Book, supports: Iterable[Change]) -> list[Change]:
    """Accounts and categories that came with the import and that nothing needs any more."""
    added = {(change.kind, change.id): change for change in supports if _adds(change)}
    if not added:
        return []
    ledger = book.ledger
    used = {("category", ledger.categories.values[code]) for code in set(ledger.categories.codes)}
    for column in (ledger.accounts, ledger.to_accounts):
        used |= {("account", column.values[code]) for code in set(column.codes)}
    for kind in (*SINGLES, *MAPS):
        for fact in book.facts(kind):
            used.update(references(fact))
    return [
        removing(kind, now)
        for (kind, key), change in added.items()
        if (kind, key) not in used and (now := book.find(kind, key)) is not None
        if now == change.after
    ]
