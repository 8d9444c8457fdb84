"""Deleting parts of contact records for good: from the history too, which otherwise only grows.

SQLite overwrites what is deleted (`secure_delete`); older backups are other files and keep it.
"""

from collections.abc import Mapping
from dataclasses import replace

import sqlalchemy as sa

from planner.book.book import Fact
from planner.book.contact import Contact
from planner.book.edit import Change
from planner.store.coding import read_changes, write_changes
from planner.store.rows import Meta
from planner.store.tables import HISTORY_PART


def forget(connection: sa.Connection, meta: Meta, records: Mapping[str, Contact]) -> None:
    """Put `records`, by id, in the place of what they were in every edit ever made.

    Inside a transaction. Raises ValueError or UserError when a row can't be read.
    """
    table = HISTORY_PART.c
    query = sa.select(table.number, table.part, table.changes).where(table.book_id == meta.book_id)
    for number, part, changes in connection.execute(query).all():
        if not any(key in changes for key in records):
            continue
        after = write_changes(tuple(_without(one, records) for one in read_changes(changes)))
        if after != changes:
            connection.execute(
                sa.update(HISTORY_PART)
                .where(table.book_id == meta.book_id, table.number == number, table.part == part)
                .values(changes=after)
            )


def _without(change: Change, records: Mapping[str, Contact]) -> Change:
    if change.kind != "contact" or change.id not in records:
        return change
    record = records[change.id]
    return replace(
        change, before=_instead(change.before, record), after=_instead(change.after, record)
    )


def _instead(fact: Fact | None, record: Contact) -> Fact | None:
    return None if fact is None else record
