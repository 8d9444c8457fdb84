"""What the file must look like, version by version, and whether it does.

New books are made from the frozen text of the newest version; older books come to the same text
by migration (a test compares text, tables and migrations). So Alembic is imported only when a
migration is due, and the check of a foreign file does not depend on how a library writes SQL.
"""

import re
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from planner.store import schema_1, schema_2

APPLICATION_ID = 0x4C454557
"""Bytes 68–71 of the file: "LEEW"."""

MIGRATIONS = Path(__file__).resolve().parent / "migrations"
MORE_MIGRATIONS: tuple[Path, ...] = ()
"""Further folders with migrations; tests plant theirs here."""


@dataclass(frozen=True, slots=True)
class Version:
    """One version of the schema."""

    number: int
    """Stands in the file as `user_version`."""
    revision: str
    """Alembic's name for it."""
    statements: tuple[str, ...]
    """CREATE statements, the only ones a file of this version may hold."""


VERSIONS: tuple[Version, ...] = (
    Version(1, "0001", schema_1.STATEMENTS),
    Version(2, "0002", schema_2.STATEMENTS),
)
"""Oldest first; the last one is written today."""

_CREATED = re.compile(r"\s*CREATE (TABLE|INDEX) (\w+)")


def newest() -> Version:
    """The version that this program writes."""
    return VERSIONS[-1]


def version(number: int) -> Version | None:
    """The version of this number, or None when there never was one."""
    return next((version for version in VERSIONS if version.number == number), None)


def create(connection: sa.Connection) -> None:
    """Make the tables of the newest version in an empty file (inside a transaction)."""
    for statement in newest().statements:
        connection.exec_driver_sql(statement)
    connection.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (newest().revision,))
    stamp(connection, newest())


def stamp(connection: sa.Connection, version: Version) -> None:
    """Write the application id and the number of `version` into the file's header."""
    connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version={version.number}")


def deviation(connection: sa.Connection, version: Version) -> str:
    """Name of the first thing that `version` does not have or has otherwise; empty: none.

    Reads the text of the schema only; nothing that stands in it runs.
    """
    expected = {_name(statement): _normal(statement) for statement in version.statements}
    tables = set(expected)
    found = connection.exec_driver_sql("SELECT type, name, tbl_name, sql FROM sqlite_schema")
    for kind, name, table, sql in found:
        if sql is None and kind == "index" and table in tables:
            continue  # the index that SQLite itself makes for a primary key
        if kind not in {"table", "index"} or _normal(str(sql)) != expected.pop(str(name), ""):
            return str(name)[:40]
    return next(iter(expected), "")


def _name(statement: str) -> str:
    match = _CREATED.match(statement)
    assert match is not None
    return match.group(2)


def _normal(sql: str) -> str:
    """The text without the white space that means nothing."""
    one_line = re.sub(r"\s+", " ", sql).strip()
    return re.sub(r"\s*([(),])\s*", r"\1", one_line)
