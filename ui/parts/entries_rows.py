"""The lines of the entries table: which rows of the ledger are shown, and in which order.

Filters and orders are NumPy calls on the ledger's columns, so that 100,000 entries stay quick.
Payments that loans book by themselves are lines too; they come after the ledger's rows.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import overload

import numpy as np
import numpy.typing as npt

from planner.basics.errors import UserError
from planner.basics.money import exponent
from planner.basics.typed import typed_amount
from planner.book.account import Account, Category
from planner.book.book import Book, CashMove
from planner.book.entry import Entry
from planner.book.ledger import Coded
from planner.book.loan import Loan

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class EntryFilter:
    """What to show: every word of `text` is found in a line; empty or None: everything."""

    text: str = ""
    month: str = ""
    """Written like 2026-12."""
    account: str = ""
    category: str | None = None
    """Id of a category; empty: lines without one."""

    @property
    def is_empty(self) -> bool:
        """Whether everything is shown."""
        return self == EntryFilter()


Line = Entry | CashMove
"""A line of the table: an entry, or a payment that a loan books by itself."""


def key_of(line: Line) -> str:
    """What tells one line from all others."""
    if isinstance(line, Entry):
        return line.id
    return f"loan {line.loan} {line.date} {line.amount}"


@dataclass(frozen=True, eq=False)
class EntryRows(Sequence[Line]):
    """Lines in the order they are shown: `order` holds ledger rows, then loan payments."""

    book: Book
    order: Ints

    def __len__(self) -> int:
        return len(self.order)

    @overload
    def __getitem__(self, at: int) -> Line: ...
    @overload
    def __getitem__(self, at: slice) -> "EntryRows": ...
    def __getitem__(self, at: int | slice) -> "Line | EntryRows":
        if isinstance(at, slice):
            return EntryRows(self.book, self.order[at])
        row, count = int(self.order[at]), len(self.book.ledger)
        return self.book.ledger.entry(row) if row < count else self.book.loan_cash[row - count]

    def line_of(self, key: str) -> int:
        """The place of the entry with this id, or −1."""
        row = self.book.ledger.rows.get(key)
        found = np.flatnonzero(self.order == row) if row is not None else np.zeros(0)
        return int(found[0]) if len(found) else -1

    def has_same_lines(self, other: "EntryRows") -> bool:
        """Whether the same entries stand at the same places (their content may differ)."""
        if not np.array_equal(self.order, other.order):
            return False
        ours, theirs = self.book.ledger.ids, other.book.ledger.ids
        return ours is theirs or np.array_equal(ours, theirs)

    @cached_property
    def totals(self) -> tuple[int, int]:
        """What came in and what went out (≤ 0) in these lines.

        Own transfers and borrowed money count as neither, as in the months above.
        """
        amounts = _columns(self.book).amounts[self.order]
        amounts = amounts[~_columns(self.book).is_apart[self.order]]
        return int(amounts[amounts > 0].sum()), int(amounts[amounts < 0].sum())


@dataclass(frozen=True, slots=True)
class _Columns:
    """Ledger and loan payments joined."""

    days: Ints
    amounts: Ints
    is_apart: Flags
    """Own transfers and draws of loans: neither income nor spending."""


@lru_cache(maxsize=2)
def _columns(book: Book) -> _Columns:
    ledger, moves = book.ledger, book.loan_cash
    days = np.array([move.date.toordinal() for move in moves], dtype=np.int64)
    amounts = np.array([move.amount for move in moves], dtype=np.int64)
    is_transfer = _by_value(ledger.to_accounts, bool)
    return _Columns(
        np.concatenate((ledger.days.astype(np.int64), days)),
        np.concatenate((ledger.amounts, amounts)),
        np.concatenate((is_transfer, amounts > 0)),
    )


def entry_rows(
    book: Book, shown: EntryFilter, sort: str = "date", *, descending: bool = True
) -> EntryRows:
    """The lines of `book` that pass the filter, sorted by one of the table's columns."""
    columns = _columns(book)
    keep = np.ones(len(columns.days), dtype=bool)
    for wanted, test in (
        (shown.month, _in_month),
        (shown.account, _on_account),
        (shown.category, _of_category),
    ):
        if wanted or (wanted == "" and test is _of_category):
            keep &= test(book, str(wanted))
    for word in shown.text.split():
        keep &= _with_word(book, word.casefold())
    order = np.flatnonzero(keep)
    keys = _sort_keys(book, sort)[order]
    order = order[np.argsort(keys, kind="stable")]
    return EntryRows(book, order[::-1] if descending else order)


def _in_month(book: Book, month: str) -> Flags:
    first = dt.date.fromisoformat(f"{month}-01")
    after = (first + dt.timedelta(days=31)).replace(day=1)
    days = _columns(book).days
    return (days >= first.toordinal()) & (days < after.toordinal())


def _on_account(book: Book, account: str) -> Flags:
    ledger = book.ledger
    own = _by_value(ledger.accounts, account.__eq__) | _by_value(ledger.to_accounts, account.__eq__)
    return _joined(own, [move.account == account for move in book.loan_cash])


def _of_category(book: Book, category: str) -> Flags:
    ledger = book.ledger
    own = _by_value(ledger.categories, category.__eq__)
    if not category:
        own = own & ~_by_value(ledger.to_accounts, bool)
    return _joined(own, [False] * len(book.loan_cash))


def _with_word(book: Book, word: str) -> Flags:
    """Lines in whose payee, note, category, account or amount the (case-folded) word stands."""
    ledger = book.ledger
    found = _by_value(ledger.payees, lambda payee: word in payee.casefold())
    for column, names in (
        (ledger.categories, _names(book, "category")),
        (ledger.accounts, _names(book, "account")),
        (ledger.to_accounts, _names(book, "account")),
    ):
        found |= _by_value(column, lambda key, names=names: word in names.get(key, ""))  # type: ignore[misc]
    found |= np.fromiter((word in note for note in _folded_notes(book)), bool, len(ledger))
    loans = _names(book, "loan")
    joined = _joined(found, [word in loans.get(move.loan, "") for move in book.loan_cash])
    return joined | _of_size(book, word)


def _of_size(book: Book, word: str) -> Flags:
    """Lines of this amount; without decimals, also those that begin with it: 450 finds 450.80."""
    amounts = np.abs(_columns(book).amounts)
    try:
        size = abs(typed_amount(word, book.currency))
    except UserError:
        return np.zeros(len(amounts), dtype=bool)
    unit = 10 ** exponent(book.currency)
    if size % unit:
        unit = 1
    flags: Flags = amounts // unit == size // unit
    return flags


@lru_cache(maxsize=2)
def _folded_notes(book: Book) -> tuple[str, ...]:
    return tuple(note.casefold() for note in book.ledger.notes)


def _names(book: Book, kind: str) -> dict[str, str]:
    named = (fact for fact in book.facts(kind) if isinstance(fact, Account | Category | Loan))
    return {fact.id: fact.name.casefold() for fact in named}


def _sort_keys(book: Book, sort: str) -> npt.NDArray[np.generic]:
    ledger, moves, columns = book.ledger, book.loan_cash, _columns(book)
    if sort == "amount":
        return columns.amounts
    if sort == "payee":
        loans = {key: loan.name for key, loan in book.loans.items()}
        return _ranks(ledger.payees, {}, [loans.get(move.loan, "") for move in moves])
    if sort == "category":
        names = {key: fact.name for key, fact in book.categories.items()}
        return _ranks(ledger.categories, names, [""] * len(moves))
    if sort == "account":
        names = {key: fact.name for key, fact in book.accounts.items()}
        return _ranks(ledger.accounts, names, [names.get(move.account, "") for move in moves])
    return columns.days


def _ranks(column: Coded, names: dict[str, str], more: list[str]) -> Ints:
    """The place of each line's name among all names of a column."""
    own = [names.get(value, value) for value in column.values]
    places = {name: place for place, name in enumerate(sorted({*own, *more}))}
    ranks = np.array([places[name] for name in own], dtype=np.int64)
    first = ranks[column.codes] if len(column.codes) else np.zeros(0, dtype=np.int64)
    return np.concatenate((first, np.array([places[name] for name in more], dtype=np.int64)))


def _by_value(column: Coded, test: Callable[[str], object]) -> Flags:
    """A flag per row, asked once per distinct value."""
    flags = np.array([bool(test(value)) for value in column.values], dtype=bool)
    return flags[column.codes] if len(column.codes) else np.zeros(0, dtype=bool)


def _joined(own: Flags, more: list[bool]) -> Flags:
    return np.concatenate((own, np.array(more, dtype=bool)))
