"""What an import format is, what it is asked and what it answers.

A format recognises a `Source` by its content and turns it into rows; every data row ends in
exactly one outcome. It knows nothing of any book: matching comes later.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal, NamedTuple

from planner.basics.errors import UserError
from planner.basics.text import N_, Text, text
from planner.importers.known import KnownHeader
from planner.importers.source import Cancelled, ImportCancelled, Progress, Source, never

Outcome = Literal[
    "entry", "transfer", "loan_payment", "refund", "duplicate", "skipped", "not_understood"
]
OUTCOMES: tuple[Outcome, ...] = (
    "entry", "transfer", "loan_payment", "refund", "duplicate", "skipped", "not_understood",
)  # fmt: skip
new_tuple = tuple.__new__
"""Makes a NamedTuple from all its values: in the loops over every row of a file the class's own
constructor, which is Python code, would cost more than reading the row."""

BOOKED = frozenset({"entry", "transfer", "loan_payment", "refund"})
"""Outcomes that bring something into a book."""
KEYED = BOOKED | {"not_understood"}
"""Outcomes of rows that may be in a book: the owner can decide on what was not understood."""
Direction = Literal["in", "out", ""]
Stated = Literal["match", "differ", "none"]

WALLET = "@"
"""The place of money that the file itself is about: the account it is imported into."""
OUTSIDE = ""
"""A place that is none of the owner's known ones (an investment, cash, an unknown bank)."""

NO_REASON = text("")


class Row(NamedTuple):
    """One data row of a foreign file, understood or not, not yet matched to a book.

    Of a transfer `place` is where the money leaves and `other` where it arrives, `amount` < 0.
    """

    line: int
    outcome: Outcome
    reason: Text = NO_REASON
    date: dt.date | None = None
    minute: str = ""
    amount: int = 0
    """Signed minor units: + came in, − went out."""
    payee: str = ""
    note: str = ""
    kind: str = ""
    """The platform's own category."""
    place: str = WALLET
    """The payment method as written: which of the owner's accounts moved."""
    other: str = OUTSIDE
    fee: int = 0
    """A charge inside this row: < 0 paid, > 0 given back."""
    moved: int = 0
    """A part beside `amount` that went to (< 0) or came from `other`, another own place."""
    key: str = ""
    """What identifies the row at its source; empty: nothing does."""
    refund_of: str = ""
    """The key of the purchase that a refund reverses."""
    direction: Direction = ""
    """Income or expense where the file says so apart from the sign."""
    currency: str = ""
    """Empty: that of the book."""
    sheet: str = ""
    to: str = ""
    """Lender or card that a repayment goes to."""
    corrects: str = ""
    """The key of a row that the bank takes back with this one."""


@dataclass(frozen=True, slots=True)
class Question:
    """Something only the owner knows; `options` are the answers, as `ReadOptions.of` takes them."""

    key: Literal["day_first", "decimal_mark", "currency", "sign", "account"]
    text: Text
    options: tuple[str, ...]
    assumed: Text = NO_REASON
    """What is taken for granted where nobody can be asked; empty: an answer is needed."""

    @property
    def is_open(self) -> bool:
        """Whether nothing may be booked without an answer."""
        return not self.assumed.key


class Closing(NamedTuple):
    """The balance that a statement itself states after its newest row."""

    date: dt.date
    balance: int
    """Minor units."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """Everything a format found in a file."""

    format: str
    rows: tuple[Row, ...]
    stated_totals: Stated = "none"
    questions: tuple[Question, ...] = ()
    notices: tuple[Text, ...] = ()
    header_line: int = 0
    """1-based; 0: the file has no header."""
    closing: Closing | None = None
    """Of the one account the file is about, in the book's currency; None: not stated, or not proved."""
    accounts: tuple[str, ...] = ()
    """As the file names them, where it holds several: `Row.sheet` says which one a row is of."""


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What the owner has decided about a file; everything left out is found by itself."""

    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    header_row: int = 0
    """1-based line; 0: find it; −1: the file has none."""
    columns: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    """Role (see `columns.ROLES`) -> 0-based column; empty: guess by name."""
    day_first: bool | None = None
    year_first: bool = False
    """Dates like 26/03/05 begin with the year."""
    decimal_mark: str = ""
    sign: Literal["", "as_written", "reversed"] = ""
    """`reversed`: what went out is written as a positive amount."""
    currency: str = ""
    """Rows in this currency count as the book's own; others are skipped."""
    account: str = ""
    """Of a file with several accounts the one whose rows count; others are skipped."""
    inherit_dates: bool = False
    """A blank date is that of the row above."""
    profile: str = ""
    """Name of the format to read it as."""
    known: tuple[KnownHeader, ...] = ()
    """Layouts whose columns were named before."""
    password: str = ""


DEFAULTS = ReadOptions()


@dataclass(frozen=True, slots=True)
class Task:
    """What a format needs to read: the file, the book's currency, the owner's decisions."""

    source: Source
    currency: str
    options: ReadOptions = DEFAULTS
    cancelled: Cancelled = never
    progress: Progress | None = None
    is_card: bool = False
    """It goes into the account of a credit card."""

    def tick(self, done: int, total: int) -> None:
        """Tell the progress; raises ImportCancelled when the owner has stopped it."""
        if self.cancelled():
            raise ImportCancelled
        if self.progress is not None:
            self.progress(done, total)


@dataclass(frozen=True, slots=True)
class Importer:
    """One foreign format."""

    name: str
    title: str
    """English key, marked for the catalogue."""
    recognise: Callable[[Source], bool]
    read: Callable[[Task], Parsed]


def recognised(importers: tuple[Importer, ...], source: Source, profile: str) -> Importer:
    """The first format that knows the file, or the one the owner named. Raises UserError."""
    if profile:
        for importer in importers:
            if importer.name == profile:
                return importer
        raise UserError(
            N_('There is no import format "{name}". Known: {known}.'),
            name=profile[:40],
            known=tuple(importer.name for importer in importers),
        )
    for importer in importers:
        if importer.recognise(source):
            return importer
    raise UserError(
        N_(
            "{file} has no column that reads as a date or as an amount. Nothing was imported; "
            "name the columns in the import window, or export it again as CSV or Excel."
        ),
        file=source.name,
    )
