"""Rows -> Book: everything is read at once, and every value is checked before it is believed."""

import gc
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from operator import itemgetter
from types import MappingProxyType
from typing import Any

import numpy as np
import sqlalchemy as sa

from planner.basics.dates import parse_date
from planner.basics.errors import UserError
from planner.basics.ids import natural
from planner.basics.money import LIMIT
from planner.basics.text import N_
from planner.book.book import MAPS, SINGLES, Book, Fact
from planner.book.check import check, check_fact
from planner.book.entry import Entry
from planner.book.ledger import Ledger, from_columns
from planner.store.coding import read_fact, read_json
from planner.store.faults import TOTALS
from planner.store.tables import ENTRY, FACT, META

MODULUS = 2**62
"""Checksums are sums of row checksums up to here: adding and taking a row away are cheap."""
_TEXT_LIMIT = 20_000
_ID_LIMIT = 200


@dataclass(frozen=True, slots=True)
class Meta:
    """Where the file stands."""

    book_id: str
    generation: int
    """Number of commits so far."""
    head: str
    """Random, new with each commit: equal heads are equal books."""
    line: int
    """Number of restores so far."""
    created: str
    backed_up: str
    """Day of the last daily backup, ISO, or empty."""
    entries: int
    facts: int
    checksum: int


@dataclass(frozen=True, slots=True)
class Loaded:
    """What the file holds."""

    meta: Meta
    book: Book
    last_sequence: int


def read_meta(connection: sa.Connection) -> Meta:
    """The one row of `meta`. Raises ValueError when there is none or more than one."""
    rows = connection.execute(sa.select(META)).all()
    if len(rows) != 1:
        raise ValueError("meta")
    meta = Meta(**rows[0]._mapping)
    numbers = (meta.generation, meta.line, meta.entries, meta.facts, meta.checksum)
    texts = (meta.book_id, meta.head, meta.created, meta.backed_up)
    if not _all_of(int, numbers) or not _all_of(str, texts) or min(numbers) < 0:
        raise ValueError("meta")
    return meta


def load(connection: sa.Connection) -> Loaded:
    """The whole book. Raises ValueError or UserError naming what is wrong with the values."""
    meta = read_meta(connection)
    with _collector_paused():
        ledger, entry_sum, last_sequence = _entries(connection, meta)
    maps, fact_sum, count = _facts(connection, meta)
    if (len(ledger), count) != (meta.entries, meta.facts):
        raise ValueError(TOTALS)
    if (entry_sum + fact_sum) % MODULUS != meta.checksum:
        raise ValueError(TOTALS)
    book = Book(ledger=ledger, **maps)
    _check_references(book)
    return Loaded(meta, book, last_sequence)


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Rows hold no cycles: to look for some among a million values takes a fifth of the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def entry_checksum(entry: Entry) -> int:
    """Checksum of the row of `entry`."""
    return _checksum(
        (
            entry.id,
            entry.date.isoformat(),
            entry.account,
            str(entry.amount),
            entry.category,
            entry.payee,
            entry.note,
            entry.to_account,
            entry.source,
        )
    )


def fact_checksum(kind: str, key: str, body: str) -> int:
    """Checksum of a row of `fact`."""
    return _checksum((kind, key, body))


def _checksum(parts: tuple[str, ...]) -> int:
    return zlib.crc32("\x1f".join(parts).encode())


_COLUMNS = (
    ENTRY.c.id, ENTRY.c.day, ENTRY.c.account, ENTRY.c.amount, ENTRY.c.category, ENTRY.c.payee,
    ENTRY.c.note, ENTRY.c.to_account, ENTRY.c.source, ENTRY.c.sequence, ENTRY.c.version,
)  # fmt: skip


def _entries(connection: sa.Connection, meta: Meta) -> tuple[Ledger, int, int]:
    found = connection.execute(sa.select(*_COLUMNS).where(ENTRY.c.book_id == meta.book_id))
    rows = sorted(found.all(), key=itemgetter(9))  # a third of the time of sorting in the file
    columns: Sequence[tuple[Any, ...]] = list(zip(*rows, strict=True)) or [()] * len(_COLUMNS)
    ids, days, accounts, amounts, categories, payees, notes, targets, sources = columns[:9]
    sequences, versions = columns[9:]
    _check_texts("entry id", ids, _ID_LIMIT)
    for column in (days, accounts, categories, payees, notes, targets, sources):
        _check_texts("entry text", column, _TEXT_LIMIT)
    _check_numbers("entry amount", amounts, -LIMIT, LIMIT)
    _check_numbers("entry sequence", sequences, 0, LIMIT)
    _check_numbers("entry version", versions, 0, meta.generation)
    ledger = from_columns(
        ids=_objects(ids),
        days=_ordinals(days),
        accounts=accounts,
        amounts=amounts,
        categories=categories,
        payees=payees,
        to_accounts=targets,
        notes=_objects(notes),
        sources=_objects(sources),
    )
    parts = zip(
        ids, days, accounts, map(str, amounts), categories, payees, notes, targets, sources,
        strict=True,
    )  # fmt: skip
    return ledger, sum(map(_checksum, parts)), max(sequences, default=0)


def _facts(connection: sa.Connection, meta: Meta) -> tuple[dict[str, Any], int, int]:
    query = sa.select(FACT.c.kind, FACT.c.id, FACT.c.version, FACT.c.body)
    rows = connection.execute(query.where(FACT.c.book_id == meta.book_id)).all()
    found: dict[str, dict[str, Fact]] = {kind: {} for kind in (*MAPS, *SINGLES)}
    total = 0
    for kind, key, version, body in rows:
        _check_texts("fact", (kind, key, body), 64 * 2**20)
        _check_numbers("fact version", (version,), 0, meta.generation)
        fact = read_fact(kind, read_json(body))
        if kind not in found or fact.id != key:
            raise ValueError("fact id")
        found[kind][key] = fact
        total += fact_checksum(kind, key, body)
    values: dict[str, Any] = {
        name: next(iter(found[kind].values())) for kind, name in SINGLES.items() if found[kind]
    }
    for kind, name in MAPS.items():
        ordered = sorted(found[kind], key=natural)
        values[name] = MappingProxyType({key: found[kind][key] for key in ordered})
    return values, total, len(rows)


def _check_texts(what: str, values: Sequence[Any], limit: int) -> None:
    """Raises TypeError for what is no text, ValueError for a text that is too long or holds NUL."""
    if max(map(len, values), default=0) > limit or "\0" in "".join(values):
        raise ValueError(what)


def _check_numbers(what: str, values: Sequence[Any], low: int, high: int) -> None:
    if not values:
        return
    if not _all_of(int, values) or min(values) < low or max(values) > high:
        raise ValueError(what)


def _all_of(kind: type, values: Iterable[Any]) -> bool:
    return {type(value) for value in values} <= {kind}


def _ordinals(days: Sequence[str]) -> list[int]:
    """Ordinals of ISO dates; each distinct day is parsed once. Raises UserError for no date."""
    known = {day: parse_date(day).toordinal() for day in set(days)}
    return [known[day] for day in days]


def _objects(values: Sequence[str]) -> Any:
    column = np.empty(len(values), dtype=np.object_)
    column[:] = values
    return column


def _check_references(book: Book) -> None:
    """Raises UserError when a fact points to something that is not there."""
    for kind in (*SINGLES, *MAPS):
        for fact in book.facts(kind):
            check_fact(book, kind, fact)
    ledger = book.ledger
    columns: tuple[tuple[tuple[str, ...], Callable[[str], bool]], ...] = (
        (ledger.accounts.values, book.accounts.__contains__),
        (ledger.to_accounts.values, lambda key: not key or key in book.accounts),
        (ledger.categories.values, lambda key: not key or key in book.categories),
    )
    for values, is_known in columns:
        for value in values:
            if not is_known(value):
                raise UserError(N_('An entry names "{id}", which is not in the book.'), id=value)
    for row in _transfers(ledger):
        check_fact(book, "entry", ledger.entry(row))
    check(book, book, ())


def _transfers(ledger: Ledger) -> list[int]:
    """Rows that move money between accounts of the book."""
    to = ledger.to_accounts
    return [int(row) for row in np.flatnonzero(to.codes != to.code_of(""))]
