"""The tables of a book, neutral SQL: the same ones would serve on PostgreSQL.

Entries stand in typed columns, the other facts as the JSON of the facts contract. `version` of a
row is the generation that wrote it last. Amounts are minor units of the book's currency.
"""

import sqlalchemy as sa

from planner.basics.money import LIMIT

NAMING = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(referred_table_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
}
METADATA = sa.MetaData(naming_convention=NAMING)

MOST_BYTES = 20 * 2**20
"""Of one attachment."""
DONE, UNDONE, SUPERSEDED = "done", "undone", "superseded"
"""State of an edit: in force; taken back and may come again; taken back for good."""


def _whole(name: str, low: int = 0, high: int = LIMIT) -> sa.CheckConstraint:
    """A column that holds a whole number from `low` to `high`."""
    return sa.CheckConstraint(f"{name} BETWEEN {low} AND {high}", name=name)


def _integer(*names: str) -> sa.CheckConstraint:
    """SQLite alone lets text and fractions into integer columns: refused there."""
    tests = " AND ".join(f"typeof({name}) = 'integer'" for name in names)
    return sa.CheckConstraint(tests, name="integer").ddl_if(dialect="sqlite")


def _book_id() -> sa.Column[str]:
    return sa.Column(
        "book_id",
        sa.String(32),
        sa.ForeignKey("meta.book_id", ondelete="RESTRICT"),
        primary_key=True,
    )


META = sa.Table(
    "meta",
    METADATA,
    sa.Column("book_id", sa.String(32), primary_key=True),
    sa.Column("generation", sa.BigInteger, nullable=False),
    sa.Column("head", sa.String(32), nullable=False),
    sa.Column("line", sa.BigInteger, nullable=False),
    sa.Column("created", sa.String(19), nullable=False),
    sa.Column("backed_up", sa.String(10), nullable=False),
    sa.Column("entries", sa.BigInteger, nullable=False),
    sa.Column("facts", sa.BigInteger, nullable=False),
    sa.Column("checksum", sa.BigInteger, nullable=False),
    _whole("generation"),
    _whole("line"),
    _whole("entries"),
    _whole("facts"),
    _integer("generation", "line", "entries", "facts", "checksum"),
)
"""One row. `generation` counts commits, `head` is random and new with each, `line` counts
restores; `entries`, `facts` and `checksum` say what the other tables must hold."""

ENTRY = sa.Table(
    "entry",
    METADATA,
    _book_id(),
    sa.Column("id", sa.String(200), primary_key=True),
    sa.Column("version", sa.BigInteger, nullable=False),
    sa.Column("sequence", sa.BigInteger, nullable=False),
    sa.Column("day", sa.String(10), nullable=False),
    sa.Column("account", sa.String(200), nullable=False),
    sa.Column("amount", sa.BigInteger, nullable=False),
    sa.Column("category", sa.Text, nullable=False),
    sa.Column("payee", sa.Text, nullable=False),
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("to_account", sa.Text, nullable=False),
    sa.Column("source", sa.Text, nullable=False),
    _whole("version"),
    _whole("sequence"),
    _whole("amount", -LIMIT),
    _integer("version", "sequence", "amount"),
    sa.CheckConstraint("length(day) = 10", name="day"),
    sqlite_with_rowid=False,
)
"""`sequence`: order of booking, also within a day."""

FACT = sa.Table(
    "fact",
    METADATA,
    _book_id(),
    sa.Column("kind", sa.String(20), primary_key=True),
    sa.Column("id", sa.String(220), primary_key=True),
    sa.Column("version", sa.BigInteger, nullable=False),
    sa.Column("body", sa.Text, nullable=False),
    _whole("version"),
    _integer("version"),
    sqlite_with_rowid=False,
)

HISTORY = sa.Table(
    "history",
    METADATA,
    _book_id(),
    sa.Column("number", sa.BigInteger, primary_key=True),
    sa.Column("at", sa.String(19), nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("state", sa.String(10), nullable=False),
    _whole("number", 1),
    _integer("number"),
    sa.CheckConstraint(f"state IN ('{DONE}', '{UNDONE}', '{SUPERSEDED}')", name="state"),
    sqlite_with_rowid=False,
)
"""One edit a row, numbered from 1; rows are only added, nothing but `state` ever changes."""

HISTORY_PART = sa.Table(
    "history_part",
    METADATA,
    sa.Column("book_id", sa.String(32), primary_key=True),
    sa.Column("number", sa.BigInteger, primary_key=True),
    sa.Column("part", sa.BigInteger, primary_key=True),
    sa.Column("changes", sa.Text, nullable=False),
    sa.ForeignKeyConstraint(
        ["book_id", "number"],
        ["history.book_id", "history.number"],
        ondelete="RESTRICT",
    ),
    _whole("part"),
    _integer("number", "part"),
    sqlite_with_rowid=False,
)
"""The changes of an edit in portions, so that an import of any size is no single huge value."""

ATTACHMENT = sa.Table(
    "attachment",
    METADATA,
    _book_id(),
    sa.Column("digest", sa.String(64), primary_key=True),
    sa.Column("version", sa.BigInteger, nullable=False),
    sa.Column("size", sa.BigInteger, nullable=False),
    sa.Column("content", sa.LargeBinary, nullable=False),
    _whole("version"),
    _whole("size", 0, MOST_BYTES),
    _integer("version", "size"),
    sa.CheckConstraint("length(content) = size", name="content"),
)
"""A file kept with contact records, under the SHA-256 of its content; rows are only added, and
removed when the last record that names them is deleted."""
