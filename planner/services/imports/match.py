"""What the second look at a file shares: entries near a row, and matches one to one."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from planner.book.book import Book
from planner.book.entry import Entry
from planner.importers.match import source_key
from planner.services.imports.batch import BatchRow, Suggestion
from planner.services.imports.names import Accounts

DAYS = 3
"""Banks post a day later, over holidays up to three."""


class Candidate(NamedTuple):
    """A row and the fact of the book it may belong to."""

    row: BatchRow
    fact: str
    """Id of the fact; it is matched once."""
    distance: tuple[float, ...]
    """The nearest is taken first."""
    is_certain: bool
    sure: Callable[[], BatchRow]
    """The row once it is decided that they belong together."""
    guess: Suggestion


class Sight:
    """Entries of the book that this file does not know by their keys already."""

    def __init__(
        self, book: Book, rows: Sequence[BatchRow], accounts: Accounts, bill: str = ""
    ) -> None:
        """`bill` is the format of the file."""
        self.book = book
        self.bill = bill
        self.accounts = accounts
        self._ledger = book.ledger
        keys = {source_key(row.identity) for row in rows if row.identity}
        linked = {row.linked.id for row in rows if row.linked is not None}
        days = [row.date.toordinal() for row in rows if row.date is not None]
        self._first, last = self._between(min(days, default=0), max(days, default=0))
        self._is_free = np.array(
            [
                ledger_id not in linked and keys.isdisjoint(source.split())
                for ledger_id, source in zip(
                    self._ledger.ids[self._first : last],
                    self._ledger.sources[self._first : last],
                    strict=True,
                )
            ],
            dtype=bool,
        )
        self._amounts = set(np.abs(self._ledger.amounts[self._first : last]).tolist())

    def same(self, account: str, amount: int, date: dt.date) -> Iterator[tuple[int, Entry]]:
        """(days apart, entry) of this account and amount, at most DAYS away, no transfers."""
        code = self._ledger.accounts.code_of(account)
        if abs(amount) not in self._amounts or code < 0:
            return
        begin, end = self._window(date)
        wanted = (
            (self._ledger.amounts[begin:end] == amount)
            & (self._ledger.accounts.codes[begin:end] == code)
            & self._is_free[begin - self._first : end - self._first]
        )
        yield from self._entries(begin, wanted, date)

    def opposite(
        self, account: str, low: int, high: int, date: dt.date
    ) -> Iterator[tuple[int, Entry]]:
        """(days apart, entry) of other accounts with an amount from `low` to `high`."""
        begin, end = self._window(date)
        amounts = self._ledger.amounts[begin:end]
        wanted = (
            (amounts >= low)
            & (amounts <= high)
            & (self._ledger.accounts.codes[begin:end] != self._ledger.accounts.code_of(account))
            & self._is_free[begin - self._first : end - self._first]
        )
        yield from self._entries(begin, wanted, date)

    def _entries(
        self, begin: int, wanted: npt.NDArray[np.bool_], date: dt.date
    ) -> Iterator[tuple[int, Entry]]:
        for at in np.flatnonzero(wanted):
            entry = self._ledger.entry(begin + int(at))
            if not entry.to_account:
                yield abs((entry.date - date).days), entry

    def _window(self, date: dt.date) -> tuple[int, int]:
        return self._between(date.toordinal(), date.toordinal())

    def _between(self, first: int, last: int) -> tuple[int, int]:
        days = self._ledger.days
        begin = np.searchsorted(days, first - DAYS, side="left")
        return int(begin), int(np.searchsorted(days, last + DAYS, side="right"))


def one_to_one(candidates: Iterable[Candidate], taken: set[str]) -> Iterator[Candidate]:
    """Each row and each fact at most once: certain ones first, then the nearest."""
    rows: set[int] = set()
    ordered = sorted(
        candidates, key=lambda one: (not one.is_certain, one.distance, one.row.number, one.fact)
    )
    for one in ordered:
        if one.fact not in taken and one.row.number not in rows:
            taken.add(one.fact)
            rows.add(one.row.number)
            yield one
