"""Books made to do harm: a sound book, altered with SQLite's own means."""

import sqlite3
import zlib
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

ENDLESS = "WITH RECURSIVE r(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM r) SELECT x FROM r"


def _run(*statements: str) -> Callable[[sqlite3.Connection], None]:
    def plant(connection: sqlite3.Connection) -> None:
        for statement in statements:
            connection.execute(statement)

    return plant


def _schema_text(name: str, old: str, new: str) -> Callable[[sqlite3.Connection], None]:
    return _run(
        "PRAGMA writable_schema=ON",
        f"UPDATE sqlite_schema SET sql = replace(sql, '{old}', '{new}') WHERE name = '{name}'",
    )


def _unchecked(*statements: str) -> Callable[[sqlite3.Connection], None]:
    return _run("PRAGMA ignore_check_constraints=ON", *statements)


def _function_in_column(connection: sqlite3.Connection) -> None:
    connection.create_function("app_run", 1, lambda value: value, deterministic=True)
    connection.execute("ALTER TABLE entry ADD COLUMN g TEXT GENERATED ALWAYS AS (app_run(note))")


def _function_in_view(connection: sqlite3.Connection) -> None:
    connection.create_function("app_run", 1, lambda value: value)
    connection.execute("ALTER TABLE entry RENAME TO real_entry")
    connection.execute("CREATE VIEW entry AS SELECT *, app_run('x') FROM real_entry")


def _search_table(connection: sqlite3.Connection) -> None:
    connection.execute("CREATE VIRTUAL TABLE ft USING fts5(x)")
    connection.execute("PRAGMA writable_schema=ON")
    connection.execute("UPDATE ft_data SET block = x'ff00ff' WHERE id = 10")


def _header(number: int) -> Callable[[sqlite3.Connection], None]:
    return _run(f"PRAGMA user_version={number}")


ATTACKS: dict[str, Callable[[sqlite3.Connection], None]] = {
    "trigger that deletes": _run(
        "CREATE TRIGGER evil AFTER INSERT ON entry BEGIN DELETE FROM entry WHERE id <> new.id; END"
    ),
    "trigger that halves": _run(
        "CREATE TRIGGER evil AFTER INSERT ON entry BEGIN UPDATE entry SET amount = amount / 2; END"
    ),
    "temporary-looking trigger on meta": _run(
        "CREATE TRIGGER evil BEFORE UPDATE ON meta BEGIN DELETE FROM history_part; END"
    ),
    "endless view in place of a table": _run(
        "ALTER TABLE fact RENAME TO real_fact", f"CREATE VIEW fact AS {ENDLESS}"
    ),
    "view that calls a function of the program": _function_in_view,
    "view that loads a library": _run("CREATE VIEW ext AS SELECT load_extension('evil.so')"),
    "column that calls a function of the program": _function_in_column,
    "search table with a broken shadow": _search_table,
    "extra table": _run("CREATE TABLE stowaway (id INTEGER PRIMARY KEY, name TEXT, b BLOB)"),
    "extra index": _run("CREATE INDEX extra ON entry (note)"),
    "index on an expression": _run("CREATE INDEX extra ON entry (abs(amount))"),
    "statistics": _run("CREATE INDEX extra ON entry (note)", "ANALYZE", "DROP INDEX extra"),
    "check constraint with a query": _schema_text("entry", "length(day) = 10", "day IN (SELECT 1)"),
    "check constraint taken out": _schema_text("entry", "typeof(amount) = ''integer''", "1"),
    "column renamed": _run("ALTER TABLE entry RENAME COLUMN note TO memo"),
    "table missing": _run("DROP TABLE history_part"),
    "two schemas for one table": _run(
        "PRAGMA writable_schema=ON",
        "INSERT INTO sqlite_schema SELECT type, name, tbl_name, rootpage, sql FROM sqlite_schema "
        "WHERE name = 'fact'",
    ),
    "nonsense in the schema": _schema_text("fact", "CREATE TABLE", "CREATE TALE"),
    "amount as text": _unchecked("UPDATE entry SET amount = '12.34 Yuan'"),
    "amount as fraction": _unchecked("UPDATE entry SET amount = 1.5"),
    "amount beyond the limit": _unchecked("UPDATE entry SET amount = 9223372036854775807"),
    "amount changed": _run("UPDATE entry SET amount = amount + 1 WHERE id = 'e1'"),
    "no such date": _run("UPDATE entry SET day = '2024-02-30' WHERE id = 'e1'"),
    "date out of range": _run("UPDATE entry SET day = '1066-10-14' WHERE id = 'e1'"),
    "date as bytes": _run("UPDATE entry SET day = x'32303234303130313031' WHERE id = 'e1'"),
    "text that is not UTF-8": _run("UPDATE entry SET note = CAST(x'ff' AS TEXT)"),
    "NUL in a text": _run("UPDATE entry SET note = char(97, 0, 98)"),
    "very long text": _run("UPDATE entry SET note = printf('%.*c', 30000, 'x')"),
    "value beyond every limit": _run("UPDATE entry SET note = zeroblob(70000000) WHERE id = 'e1'"),
    "transfer that comes in": _run("UPDATE entry SET to_account = 'fund' WHERE amount > 0"),
    "transfer to itself": _run("UPDATE entry SET to_account = account WHERE amount < 0"),
    "unknown target": _run("UPDATE entry SET to_account = 'nowhere' WHERE amount < 0"),
    "unknown category": _run("UPDATE entry SET category = 'nothing'"),
    "sums beyond the limit": _run("UPDATE entry SET amount = 8999999999999999"),
    "loan on an unknown account": _run(
        "UPDATE fact SET body = json_set(body, '$.debit_account', 'x') WHERE kind = 'loan'"
    ),
    "meta as text": _run(
        "PRAGMA ignore_check_constraints=ON", "UPDATE meta SET generation = 'many'"
    ),
    "unknown account": _run("UPDATE entry SET account = 'nowhere'"),
    "row from the future": _run("UPDATE entry SET version = 999"),
    "entry of another book": _run(
        "PRAGMA foreign_keys=OFF", "UPDATE entry SET book_id = 'other' WHERE id = 'e1'"
    ),
    "entry missing": _run("DELETE FROM entry WHERE id = 'e1'"),
    "fact that is no JSON": _run("UPDATE fact SET body = '{' WHERE kind = 'account'"),
    "fact nested beyond reason": _run(
        "UPDATE fact SET body = printf('%.*c', 200000, '[') WHERE kind = 'account'"
    ),
    "fact of an unknown kind": _run("UPDATE fact SET kind = 'weapon' WHERE kind = 'loan'"),
    "fact under another id": _run("UPDATE fact SET id = 'x' WHERE kind = 'loan'"),
    "fact with an unknown key": _run(
        "UPDATE fact SET body = json_set(body, '$.run', 'x') WHERE kind = 'loan'"
    ),
    "no meta": _run("PRAGMA foreign_keys=OFF", "DELETE FROM meta"),
    "two metas": _run(
        "INSERT INTO meta SELECT 'other', generation, head, line, created, backed_up, entries, "
        "facts, checksum FROM meta"
    ),
    "meta that counts wrongly": _run("UPDATE meta SET entries = entries + 1"),
    "another revision": _run("UPDATE alembic_version SET version_num = '9999'"),
    "another application": _run("PRAGMA application_id=42"),
    "version nobody made": _header(-3),
    "version zero": _header(0),
}


def plant(path: Path, name: str) -> None:
    """Alter the sound book at `path`."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        ATTACKS[name](connection)


def make_totals_fit(path: Path) -> None:
    """Do what an attacker who has read our code would do: count and sum again."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        entries = connection.execute(
            "SELECT id, day, account, amount, category, payee, note, to_account, source FROM entry"
        ).fetchall()
        facts = connection.execute("SELECT kind, id, body FROM fact").fetchall()
        sums = (zlib.crc32("\x1f".join(map(str, row)).encode()) for row in (*entries, *facts))
        connection.execute(
            "UPDATE meta SET entries = ?, facts = ?, checksum = ?",
            (len(entries), len(facts), sum(sums) % 2**62),
        )
