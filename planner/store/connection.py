"""The one connection to a book: how it is made, and transactions on it."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.pool import StaticPool

BUDGET_SECONDS = 20.0
"""How long the checks of a file may take before it is refused."""
_PATIENCE_SECONDS = 3.0
"""How long another program may hold the file before a change is refused."""
_GUARDS = (
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "mmap_size=0",
    "foreign_keys=ON",
    "temp_store=MEMORY",
    "recursive_triggers=OFF",
    "secure_delete=ON",
)
_DURABLE = ("synchronous=EXTRA", "journal_mode=DELETE", "synchronous=EXTRA", "fullfsync=ON")
"""EXTRA before the journal mode: the switch itself must survive a power cut."""
_LIMITS = {
    "LENGTH": 64 * 2**20,
    "SQL_LENGTH": 100_000,
    "COLUMN": 200,
    "EXPR_DEPTH": 50,
    "COMPOUND_SELECT": 10,
    "ATTACHED": 1,
    "TRIGGER_DEPTH": 5,
}


def connect(path: Path, *, writable: bool) -> sa.Connection:
    """A guarded connection to an existing file; it never makes one. Nothing of it has run yet."""

    def creator() -> sqlite3.Connection:
        return _raw(path, "rw" if writable else "ro")

    engine = sa.create_engine(
        "sqlite+pysqlite://",
        creator=creator,
        poolclass=StaticPool,
        isolation_level="AUTOCOMMIT",  # transactions are begun and ended below, in plain sight
    )
    return engine.connect()


def disconnect(connection: sa.Connection) -> None:
    """Close the connection and the file."""
    connection.close()
    connection.engine.dispose()


def driver(connection: sa.Connection) -> sqlite3.Connection:
    """The connection of Python's sqlite3 module, for the backup API and time budgets."""
    raw: Any = connection.connection.dbapi_connection
    assert isinstance(raw, sqlite3.Connection)
    return raw


def make_durable(connection: sa.Connection) -> None:
    """From here on a commit that returns survives a power cut."""
    for pragma in _DURABLE:
        connection.exec_driver_sql(f"PRAGMA {pragma}")


@contextmanager
def budget(connection: sa.Connection, seconds: float = BUDGET_SECONDS) -> Iterator[None]:
    """Stop every statement inside with SQLITE_INTERRUPT once `seconds` are over."""
    end = time.monotonic() + seconds
    raw = driver(connection)
    raw.set_progress_handler(lambda: time.monotonic() > end, 10_000)
    try:
        yield
    finally:
        raw.set_progress_handler(None, 0)


@contextmanager
def reading(connection: sa.Connection) -> Iterator[None]:
    """One moment of the book: everything read inside belongs together."""
    yield from _transaction(connection, "BEGIN", "ROLLBACK")


@contextmanager
def writing(connection: sa.Connection) -> Iterator[None]:
    """All or nothing: what is written inside is there when this returns, or nothing of it.

    What is read inside comes from the file, not from memory: a copy of the same age written over
    it would otherwise pass for the book we know.
    """
    connection.exec_driver_sql("PRAGMA shrink_memory")
    yield from _transaction(connection, "BEGIN IMMEDIATE", "COMMIT")


def _transaction(connection: sa.Connection, begin: str, end: str) -> Iterator[None]:
    connection.exec_driver_sql(begin)
    is_ended = False
    try:
        yield
        connection.exec_driver_sql(end)
        is_ended = True
    finally:
        # after a full disk SQLite has rolled back already
        if not is_ended and driver(connection).in_transaction:
            connection.exec_driver_sql("ROLLBACK")


def _raw(path: Path, mode: str) -> sqlite3.Connection:
    raw = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        isolation_level=None,
        timeout=_PATIENCE_SECONDS,
        check_same_thread=False,  # the book file lets one thread at a time use it
    )
    with ExitStack() as failed:
        failed.callback(raw.close)
        for name, value in _LIMITS.items():
            raw.setlimit(getattr(sqlite3, f"SQLITE_LIMIT_{name}"), value)
        for pragma in _GUARDS:
            raw.execute(f"PRAGMA {pragma}").close()
        failed.pop_all()
    return raw
