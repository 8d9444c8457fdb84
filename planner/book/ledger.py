"""All entries as columns: a million stay cheap, and sums are one NumPy call.

A ledger never changes; `changed` gives a new one. Text columns that repeat are coded (a tuple
of distinct values and an index per row); an absent account or category is the empty string.
"""

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from planner.book.entry import Entry

Ints = npt.NDArray[np.int64]
Codes32 = npt.NDArray[np.int32]
Strings = npt.NDArray[np.object_]


class Coded(NamedTuple):
    """A text column: `values[codes[row]]`."""

    values: tuple[str, ...]
    codes: Codes32

    def code_of(self, value: str) -> int:
        """The code of `value`, or −1 when no row has it."""
        return self.values.index(value) if value in self.values else -1


@dataclass(frozen=True, eq=False)
class Ledger:
    """Entries by column, in order of date (rows of one day in order of booking)."""

    ids: Strings
    days: Codes32
    """Proleptic ordinals (`date.toordinal`)."""
    accounts: Coded
    amounts: Ints
    categories: Coded
    payees: Coded
    to_accounts: Coded
    notes: Strings
    sources: Strings

    def __len__(self) -> int:
        return len(self.ids)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Ledger) and self.digest == other.digest

    def __hash__(self) -> int:
        return hash(self.digest)

    @cached_property
    def digest(self) -> str:
        """Hex digest of the content, the same for the same entries whatever their history."""
        order = np.lexsort((self.ids.astype(str), self.days)) if len(self) else slice(None)
        digest = hashlib.blake2b(digest_size=16)
        digest.update(self.days[order].tobytes())
        digest.update(self.amounts[order].tobytes())
        for column in (self.ids, self.notes, self.sources):
            digest.update("\x1f".join(column[order]).encode())
        for coded in (self.accounts, self.categories, self.payees, self.to_accounts):
            values = np.array((*coded.values, ""), dtype=object)
            digest.update("\x1f".join(values[coded.codes[order]]).encode())
        return digest.hexdigest()

    @cached_property
    def rows(self) -> dict[str, int]:
        """Row by id."""
        return {key: row for row, key in enumerate(self.ids)}

    def entry(self, row: int) -> Entry:
        """The entry in `row`."""
        return Entry(
            id=self.ids[row],
            date=dt.date.fromordinal(int(self.days[row])),
            account=self.accounts.values[self.accounts.codes[row]],
            amount=int(self.amounts[row]),
            category=self.categories.values[self.categories.codes[row]],
            payee=self.payees.values[self.payees.codes[row]],
            note=self.notes[row],
            to_account=self.to_accounts.values[self.to_accounts.codes[row]],
            source=self.sources[row],
        )

    def find(self, key: str) -> Entry | None:
        """The entry with this id, or None."""
        row = self.rows.get(key)
        return None if row is None else self.entry(row)

    def __iter__(self) -> Iterator[Entry]:
        return (self.entry(row) for row in range(len(self)))

    def changed(self, removed: Iterable[str], added: Sequence[Entry]) -> "Ledger":
        """A ledger without the ids `removed` and with the entries `added` (unknown ids: ignored)."""
        gone = [self.rows[key] for key in removed if key in self.rows]
        keep = np.ones(len(self), dtype=bool)
        keep[gone] = False
        more = from_entries(added)
        pairs = [(_kept(self, keep, name), getattr(more, name)) for name in _COLUMNS]
        joined = dict(zip(_COLUMNS, (_joined(old, new) for old, new in pairs), strict=True))
        return _in_order(joined)


_COLUMNS = (
    "ids", "days", "accounts", "amounts", "categories", "payees", "to_accounts", "notes", "sources",
)  # fmt: skip


def from_entries(entries: Iterable[Entry]) -> Ledger:
    """A ledger of `entries`."""
    rows = list(entries)
    return _in_order(
        {
            "ids": _strings(entry.id for entry in rows),
            "days": np.array([entry.date.toordinal() for entry in rows], dtype=np.int32),
            "accounts": coded(entry.account for entry in rows),
            "amounts": np.array([entry.amount for entry in rows], dtype=np.int64),
            "categories": coded(entry.category for entry in rows),
            "payees": coded(entry.payee for entry in rows),
            "to_accounts": coded(entry.to_account for entry in rows),
            "notes": _strings(entry.note for entry in rows),
            "sources": _strings(entry.source for entry in rows),
        }
    )


def from_columns(**columns: Any) -> Ledger:
    """A ledger of columns as a store reads them: sequences of text, ordinals and minor units."""
    return _in_order(
        {
            name: coded(columns[name])
            if name in {"accounts", "categories", "payees", "to_accounts"}
            else np.asarray(columns[name], dtype=_TYPES.get(name, np.object_))
            for name in _COLUMNS
        }
    )


_TYPES: dict[str, Any] = {"days": np.int32, "amounts": np.int64}


def coded(values: Iterable[str]) -> Coded:
    """A coded column of `values`; distinct values keep the order of their first appearance."""
    listed = list(values)
    distinct = tuple(dict.fromkeys(listed))
    numbers = {value: code for code, value in enumerate(distinct)}
    codes = np.fromiter(map(numbers.__getitem__, listed), np.int32, len(listed))
    return Coded(distinct, codes)


def _strings(values: Iterable[str]) -> Strings:
    listed = list(values)
    column = np.empty(len(listed), dtype=np.object_)
    column[:] = listed
    return column


def _kept(ledger: Ledger, keep: npt.NDArray[np.bool_], name: str) -> Any:
    column = getattr(ledger, name)
    return Coded(column.values, column.codes[keep]) if isinstance(column, Coded) else column[keep]


def _joined(old: Any, new: Any) -> Any:
    if not isinstance(old, Coded):
        return np.concatenate((old, new))
    numbers = {value: code for code, value in enumerate(old.values)}
    moved = [numbers.setdefault(value, len(numbers)) for value in new.values]
    codes = np.array(moved, dtype=np.int32)[new.codes] if len(new.codes) else new.codes
    return Coded(tuple(numbers), np.concatenate((old.codes, codes)))


def _in_order(columns: dict[str, Any]) -> Ledger:
    days = columns["days"]
    if len(days) > 1 and np.any(days[1:] < days[:-1]):
        order = np.argsort(days, kind="stable")
        columns = {
            name: Coded(column.values, column.codes[order])
            if isinstance(column, Coded)
            else column[order]
            for name, column in columns.items()
        }
    return Ledger(**columns)


EMPTY = from_entries(())
