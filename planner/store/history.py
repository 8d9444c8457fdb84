"""Edits as rows: undo and redo survive a restart, and the book can be replayed.

Rows are only added. An edit is in force (`done`), taken back and may come again (`undone`), or
taken back and followed by another one (`superseded`).
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

import sqlalchemy as sa

from planner.basics.text import Text
from planner.book.edit import LARGE, Change, Edit
from planner.store.coding import read_changes, read_title, write_changes, write_title
from planner.store.rows import Meta
from planner.store.tables import DONE, HISTORY, HISTORY_PART, SUPERSEDED, UNDONE

PORTION = LARGE
"""Changes in one row of `history_part`: a large edit has several."""


Known = Mapping[int | None, Edit]
"""Edits by number that this program wrote itself: they need not be read again."""

_NONE: Known = MappingProxyType({})


class HistoryLine(NamedTuple):
    """One edit of the book's history."""

    number: int
    title: Text
    at: dt.datetime
    is_undone: bool


@dataclass(frozen=True, slots=True)
class Steps:
    """Edits to take back (newest first) or to bring again (oldest first)."""

    edits: tuple[tuple[int, Edit], ...]
    state: str
    """What the edits become: DONE or UNDONE."""

    @property
    def changes(self) -> tuple[Change, ...]:
        """All changes in the order in which they happen."""
        ordered = (edit if self.state == DONE else edit.inverse() for _, edit in self.edits)
        return tuple(change for edit in ordered for change in edit.changes)


def add(connection: sa.Connection, meta: Meta, edit: Edit, at: dt.datetime) -> int:
    """Append `edit` and give up what could be redone; its number."""
    mine = HISTORY.c.book_id == meta.book_id
    last = connection.execute(sa.select(sa.func.max(HISTORY.c.number)).where(mine)).scalar()
    number = (last or 0) + 1
    connection.execute(
        sa.update(HISTORY).where(mine, HISTORY.c.state == UNDONE).values(state=SUPERSEDED)
    )
    connection.execute(
        sa.insert(HISTORY).values(
            book_id=meta.book_id,
            number=number,
            at=at.replace(microsecond=0, tzinfo=None).isoformat(),
            title=write_title(edit.title),
            state=DONE,
        )
    )
    portions = [
        {
            "book_id": meta.book_id,
            "number": number,
            "part": part,
            "changes": write_changes(edit.changes[start : start + PORTION]),
        }
        for part, start in enumerate(range(0, len(edit.changes), PORTION))
    ]
    if portions:
        connection.execute(sa.insert(HISTORY_PART), portions)
    return number


def mark(connection: sa.Connection, meta: Meta, steps: Steps) -> None:
    """Give the edits of `steps` their new state."""
    for number, _ in steps.edits:
        connection.execute(
            sa.update(HISTORY)
            .where(HISTORY.c.book_id == meta.book_id, HISTORY.c.number == number)
            .values(state=steps.state)
        )


def lines(connection: sa.Connection, meta: Meta) -> tuple[HistoryLine, ...]:
    """All edits ever made, oldest first. Raises ValueError for a row that makes no sense."""
    query = sa.select(HISTORY.c.number, HISTORY.c.title, HISTORY.c.at, HISTORY.c.state)
    rows = connection.execute(query.where(_mine(meta)).order_by(HISTORY.c.number))
    return tuple(
        HistoryLine(number, read_title(title), dt.datetime.fromisoformat(at), state != DONE)
        for number, title, at, state in rows
    )


def pointers(connection: sa.Connection, meta: Meta) -> tuple[int | None, int | None]:
    """Numbers of the edits that undo and redo would take, None where there is none."""
    states = sa.select(HISTORY.c.number).where(_mine(meta))
    undo = states.where(HISTORY.c.state == DONE).order_by(HISTORY.c.number.desc()).limit(1)
    redo = states.where(HISTORY.c.state == UNDONE).order_by(HISTORY.c.number).limit(1)
    return connection.execute(undo).scalar(), connection.execute(redo).scalar()


def title(connection: sa.Connection, meta: Meta, number: int) -> Text:
    """Title of one edit."""
    return read_title(
        connection.execute(
            sa.select(HISTORY.c.title).where(_mine(meta), HISTORY.c.number == number)
        ).scalar_one()
    )


def edit(connection: sa.Connection, meta: Meta, number: int) -> Edit:
    """One edit as it was made. Raises ValueError or UserError when its rows make no sense."""
    query = sa.select(HISTORY_PART.c.changes).where(
        HISTORY_PART.c.book_id == meta.book_id, HISTORY_PART.c.number == number
    )
    parts = connection.execute(query.order_by(HISTORY_PART.c.part)).scalars()
    changes = tuple(change for part in parts for change in read_changes(part))
    return Edit(title(connection, meta, number), changes)


def steps_to(
    connection: sa.Connection, meta: Meta, number: int, known: Known = _NONE
) -> Steps | None:
    """What leads to the state right after edit `number` (0: before all); None: can't be reached."""
    rows = connection.execute(
        sa.select(HISTORY.c.number, HISTORY.c.state)
        .where(_mine(meta), HISTORY.c.state != SUPERSEDED)
        .order_by(HISTORY.c.number)
    ).all()
    if number != 0 and number not in {row.number for row in rows}:
        return None
    back = [row.number for row in reversed(rows) if row.state == DONE and row.number > number]
    again = [row.number for row in rows if row.state == UNDONE and row.number <= number]
    chosen: Sequence[int] = back or again
    edits = tuple((one, known.get(one) or edit(connection, meta, one)) for one in chosen)
    return Steps(edits, UNDONE if back else DONE)


def last_step(connection: sa.Connection, meta: Meta, known: Known = _NONE) -> Steps:
    """What takes back the last edit in force. Raises ValueError when there is none."""
    number, _ = pointers(connection, meta)
    if number is None:
        raise ValueError("history")
    return Steps(((number, known.get(number) or edit(connection, meta, number)),), UNDONE)


def has_large_edit(connection: sa.Connection, meta: Meta, first: int, last: int) -> bool:
    """Whether one of the edits numbered `first` to `last` is a large one."""
    query = sa.select(HISTORY_PART.c.number).where(
        HISTORY_PART.c.book_id == meta.book_id,
        HISTORY_PART.c.number.between(first, last),
        HISTORY_PART.c.part > 0,
    )
    return connection.execute(query.limit(1)).first() is not None


def in_force(connection: sa.Connection, meta: Meta) -> Iterator[tuple[int, Edit]]:
    """The edits that made the book what it is, newest first."""
    rows = connection.execute(
        sa.select(HISTORY.c.number)
        .where(_mine(meta), HISTORY.c.state == DONE)
        .order_by(HISTORY.c.number.desc())
    ).all()
    for row in rows:
        yield row.number, edit(connection, meta, row.number)


def is_in_order(connection: sa.Connection, meta: Meta) -> bool:
    """Whether numbers have no gap and nothing in force comes after something taken back."""
    rows = connection.execute(
        sa.select(HISTORY.c.number, HISTORY.c.state).where(_mine(meta)).order_by(HISTORY.c.number)
    ).all()
    numbers = [row.number for row in rows]
    is_undone = [row.state == UNDONE for row in rows if row.state != SUPERSEDED]
    return numbers == list(range(1, len(rows) + 1)) and is_undone == sorted(is_undone)


def _mine(meta: Meta) -> sa.ColumnElement[bool]:
    return HISTORY.c.book_id == meta.book_id
