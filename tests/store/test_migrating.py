"""An older book is brought up to date on a copy; whatever fails, the old one stays as it was.

The newer version is planted here: one more column, made by a migration of the test.
"""

import sqlite3
import subprocess
import sys

import pytest
import sqlalchemy as sa

from planner.basics.errors import UserError
from planner.services import care
from planner.services.session import open_book
from planner.store import backups, migrating, schema, tables
from planner.store.schema import Version
from planner.wording import Wording
from tests.store.books import adding_entry, clock, digest

SCRIPT = """
from alembic import op
import sqlalchemy as sa

revision, down_revision, branch_labels, depends_on = "0003", "0002", None, None


def upgrade():
    op.add_column("entry", sa.Column("tag", sa.Text, nullable=False, server_default="none"))
    {more}
"""


def plain(path) -> str:
    """The schema text of `entry` as the planted migration leaves it."""
    connection = sqlite3.connect(":memory:")
    for statement in schema.newest().statements:
        connection.execute(statement)
    connection.execute("ALTER TABLE entry ADD COLUMN tag TEXT DEFAULT 'none' NOT NULL")
    found = connection.execute("SELECT sql FROM sqlite_schema WHERE name = 'entry'").fetchone()
    connection.close()
    return str(found[0])


@pytest.fixture
def newer(path, tmp_path, monkeypatch):
    """Makes the program one version newer than the book; `more` is run in its migration."""

    def plant(more: str = "pass") -> None:
        folder = tmp_path / "versions 100%"
        folder.mkdir(exist_ok=True)
        (folder / "0003_tag.py").write_text(SCRIPT.format(more=more))
        old = schema.newest()
        statements = [plain(path) if "TABLE entry" in text else text for text in old.statements]
        planted = Version(old.number + 1, "0003", tuple(statements))
        monkeypatch.setattr(schema, "VERSIONS", (*schema.VERSIONS, planted))
        monkeypatch.setattr(schema, "MORE_MIGRATIONS", (folder,))

    return plant


def test_an_older_book_is_brought_up_to_date_after_a_verified_copy(path, newer):
    with open_book(path, clock, read_only=True) as session:
        before = session.book
    newer()
    with open_book(path, clock) as session:
        assert session.book == before
        session.undo()
        session.redo()
        assert session.book == before
        assert len(session.history()) == 1
    assert care.verify(path) == []
    connection = sqlite3.connect(path)
    assert connection.execute("SELECT DISTINCT tag FROM entry").fetchall() == [("none",)]
    assert connection.execute("PRAGMA user_version").fetchone() == (schema.newest().number,)
    connection.close()
    assert path.stat().st_mode & 0o777 == 0o600
    oldest = backups.listed(path)[-1].path
    connection = sqlite3.connect(oldest)
    assert connection.execute("PRAGMA user_version").fetchone() == (2,)
    connection.close()


STEPS = {
    "wrong SQL": 'op.execute("INSERT INTO nowhere VALUES (1)")',
    "an entry lost": "op.execute(\"DELETE FROM entry WHERE id = 'e1'\")",
    "an amount changed": "op.execute(\"UPDATE entry SET amount = amount + 1 WHERE id = 'e1'\")",
    "moved to another account": "op.execute(\"UPDATE entry SET account = 'fund'\")",
    "a fact lost": "op.execute(\"DELETE FROM fact WHERE kind = 'loan_event'\")",
    "history lost": 'op.execute("DELETE FROM history_part")',
    "a table left over": 'op.execute("CREATE TABLE rest (x)")',
    "a text changed": "op.execute(\"UPDATE entry SET note = 'x'\")",
}


@pytest.mark.parametrize("step", STEPS)
def test_a_migration_that_goes_wrong_leaves_the_old_book_byte_identical(path, newer, step):
    newer(STEPS[step])
    before = digest(path)
    with pytest.raises(UserError):
        open_book(path, clock)
    assert digest(path) == before
    assert len(backups.listed(path)) == 1
    assert not list(path.parent.glob(".*"))


@pytest.mark.parametrize("place", ["copy", "_upgrade", "_compare", "replace"])
def test_a_migration_that_is_broken_off_leaves_the_old_book_byte_identical(
    path, newer, monkeypatch, place
):
    newer()
    before = digest(path)

    def broken(*_: object) -> None:
        raise OSError(28, "no space")

    owner = {"copy": backups, "replace": migrating.files}.get(place, migrating)
    monkeypatch.setattr(owner, place, broken)
    with pytest.raises(UserError):
        open_book(path, clock)
    assert digest(path) == before
    assert not list(path.parent.glob(".*"))


def test_full_disks_are_named_as_such(path, newer, monkeypatch):
    def full(*_: object) -> None:
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise sa.exc.OperationalError("x", None, error)

    newer()
    monkeypatch.setattr(migrating, "_upgrade", full)
    with pytest.raises(UserError) as refusal:
        open_book(path, clock)
    assert "no room left" in Wording("en").error(refusal.value)


def test_an_older_book_is_not_changed_by_reading_it(path, newer):
    newer()
    before = digest(path)
    with pytest.raises(UserError) as refusal:
        open_book(path, clock, read_only=True)
    assert "comes from an older version" in Wording("en").error(refusal.value)
    assert digest(path) == before


def test_an_older_copy_is_restored_and_then_brought_up_to_date(path, newer):
    with open_book(path, clock) as session:
        before = session.book
        session.apply(adding_entry("later"))
    newer()
    care.restore(path, None, clock)
    with open_book(path, clock) as session:
        assert session.book == before


def text_of(connection: sqlite3.Connection) -> dict[str, str]:
    rows = connection.execute("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL")
    return {name: schema._normal(sql) for name, sql in rows}


def test_frozen_text_tables_and_migrations_agree(tmp_path):
    frozen, declared = sqlite3.connect(":memory:"), sa.create_engine("sqlite://")
    for statement in schema.newest().statements:
        frozen.execute(statement)
    with declared.connect() as connection:
        tables.METADATA.create_all(connection)
        raw = connection.connection.dbapi_connection
        expected = text_of(raw) | {
            "alembic_version": schema._normal(schema.newest().statements[0])
        }  # fmt: skip
    declared.dispose()
    part = tmp_path / "part"
    part.touch()
    migrating._upgrade(part)
    migrated = sqlite3.connect(part)
    assert text_of(frozen) == expected
    assert text_of(migrated) == expected
    assert migrated.execute("PRAGMA application_id").fetchone() == (schema.APPLICATION_ID,)
    frozen.close()
    migrated.close()


def test_alembic_stays_at_home_while_no_migration_is_due(path):
    code = (
        "import sys, datetime, pathlib; from planner.services.session import open_book;"
        f"open_book(pathlib.Path({str(path)!r}), datetime.datetime.now).close();"
        "print([name for name in ('alembic', 'pandas', 'PySide6', 'sqlalchemy.orm') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
