"""Rows that are probably in the book already, under other words: typed by hand, or from another file.

Only suggested. Two payments that a platform has numbered are never taken for one, and two rows
of bank statements only on the same day: people buy the same thing for the same price twice.
"""

from collections.abc import Iterator, Sequence

from planner.basics.text import N_, text
from planner.book.entry import Entry
from planner.importers.payee import LIKE, likeness
from planner.services.imports.batch import BatchRow, Suggestion
from planner.services.imports.match import DAYS, Candidate, Sight

MAYBE = text(N_("Probably the same as an entry of the book; you said so."))
_SAID = N_("Maybe a double of “{name}” of {date}.")
_BY_HAND = N_("Maybe a double of the entry of {date} with the same amount.")


def doubles(sight: Sight, rows: Sequence[BatchRow]) -> Iterator[Candidate]:
    """Every pair of a new row and an entry with the same account and amount and a like payee."""
    for row in rows:
        if row.outcome not in {"entry", "refund"} or row.date is None:
            continue
        for days, entry in sight.same(row.account, row.amount, row.date):
            alike = _alike(row, entry)
            if days <= _span(row, entry) and alike >= LIKE:
                name = entry.payee or entry.note
                said = text(_SAID if name else _BY_HAND, name=name[:40], date=entry.date)
                yield Candidate(
                    row, entry.id, (days, -alike), False,
                    lambda row=row, entry=entry: row._replace(  # type: ignore[misc]
                        outcome="duplicate", reason=MAYBE, linked=entry
                    ),
                    Suggestion("double", entry, said),
                )  # fmt: skip


def _span(row: BatchRow, entry: Entry) -> int:
    """Days that may lie between the two; −1: they are two payments for certain."""
    if not entry.source:
        return DAYS
    has_id = any(key.startswith("i") for key in entry.source.split())
    row_has_id = row.identity.startswith("i")
    if has_id and row_has_id:
        return -1
    return DAYS if has_id or row_has_id else 0


def _alike(row: BatchRow, entry: Entry) -> float:
    """How alike the parties are; an entry without any words contradicts nothing."""
    mine, other = row.payee or row.note, entry.payee or entry.note
    if not other:
        return 1.0
    return max(likeness(mine, other), likeness(row.note, other), likeness(mine, entry.note))
