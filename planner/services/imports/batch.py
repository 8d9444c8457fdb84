"""A file on its way into the book: its rows with their outcomes, and the one Edit they become."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType
from typing import Literal, NamedTuple

from planner.basics.text import N_, NN_, Text, counted, text
from planner.book.account import Account, Category
from planner.book.book import Book
from planner.book.counted import clock_key
from planner.book.edit import Change, Edit, adding, replacing
from planner.book.entry import Entry
from planner.book.invoice import Invoice
from planner.book.learned import PayeeRule
from planner.book.loan import LoanEvent
from planner.importers.importer import (
    BOOKED,
    NO_REASON,
    OUTCOMES,
    Direction,
    Outcome,
    Parsed,
    Question,
    Row,
    Stated,
)
from planner.importers.match import ID, fingerprints, is_rounded, source_key
from planner.importers.payee import tidy
from planner.importers.source import many_rows
from planner.importers.statement import CUT
from planner.services.counted import Earlier, earlier, held
from planner.services.imports.balance import BalanceView, view_of
from planner.services.imports.cards import told_of
from planner.services.imports.origins import origin
from planner.services.imports.twins import confirmed
from planner.services.imports.unanswered import unanswered

IMPORTED = N_("Import {file}")
MAYBE_KNOWN = NN_(
    "{count} row may be in the book already; it is added unless you decide otherwise.",
    "{count} rows may be in the book already; they are added unless you decide otherwise.",
)
NO_ROWS = text(N_("The file holds no payments."))
INCOMPLETE = text(N_("The file breaks off in the middle of a row; download it again."))
ROUNDED = text(
    N_(
        "A spreadsheet has rounded the transaction numbers; payments are told apart by their "
        "content. Import the original file next time."
    )
)


def counts_as_income(outcome: Outcome, direction: Direction, amount: int) -> bool:
    """Whether a row counts with the income: by the file's own word, else by its sign.

    A refund lowers the side it came from: one received an expense, one given an income.
    """
    if outcome == "refund":
        return amount < 0
    return direction == "in" or (not direction and amount > 0)


@dataclass(frozen=True, slots=True)
class Choice:
    """What the owner has decided about one row in the preview; None: as found."""

    outcome: Outcome | None = None
    category: str | None = None
    """Id of a category of the book; empty: none."""
    amount: int | None = None
    """Signed minor units, for a row that was not understood."""
    date: dt.date | None = None
    payee: str | None = None
    to_account: str | None = None
    loan: str | None = None
    accept: bool = False
    """Take what the row was suggested to be."""


class Suggestion(NamedTuple):
    """What a row probably is; the owner decides."""

    kind: Literal["double", "transfer", "invoice"]
    fact: Entry | Invoice
    words: Text


class BatchRow(NamedTuple):
    """One data row, matched with the book: what was read and where it goes."""

    number: int
    """Its place in the batch, from 1: what `with_choices` names it by."""
    read: Row
    identity: str
    """What tells it from all other rows: its id, or its content; empty where it is not needed."""
    currency: str
    outcome: Outcome
    amount: int
    """Minor units, + came in; 0 for money that moved inside one account."""
    reason: Text
    """Why; empty where that is plain."""
    account: str = ""
    """Id of the account it is booked to; empty where nothing is booked."""
    to_account: str = ""
    """Id of the own account the money went to; empty: none."""
    category: str = ""
    """Id of a category, of the book or added with this batch; empty: none."""
    loan: str = ""
    """Id of the loan that a repayment is recorded at; empty: none."""
    linked: LoanEvent | Entry | None = None
    """What is in the book already and is confirmed by this row."""
    why: Text = NO_REASON
    """Why it has its category."""
    mark: str = ""
    """Kept with an entry whose category nobody has confirmed."""
    settles: Invoice | None = None
    """The invoice that this row pays."""
    maybe: Suggestion | None = None

    @property
    def line(self) -> int:
        """Where it stands in the file (in its sheet), from 1."""
        return self.read.line

    @property
    def sheet(self) -> str:
        """The sheet it stands in; empty where there is only one table."""
        return self.read.sheet

    @property
    def date(self) -> dt.date | None:
        """The day the money moved; None where none could be read."""
        return self.read.date

    @property
    def payee(self) -> str:
        """The other party, on one line."""
        return tidy(self.read.payee)

    @property
    def note(self) -> str:
        """What it was for, on one line."""
        return tidy(self.read.note)

    @property
    def fee(self) -> int:
        """A charge inside the row: < 0 paid, > 0 given back."""
        return self.read.fee

    @property
    def is_income(self) -> bool:
        """Whether it counts with the income."""
        return counts_as_income(self.outcome, self.read.direction, self.amount)


@dataclass(frozen=True)
class Batch:
    """One file, read and matched; nothing is in the book yet."""

    file: str
    format: str
    account: str
    currency: str
    rows: tuple[BatchRow, ...]
    parsed: Parsed
    added_categories: tuple[Category, ...] = ()
    added_accounts: tuple[Account, ...] = ()
    loan_accounts: Mapping[str, tuple[str, bool]] = field(
        default_factory=lambda: MappingProxyType({})
    )
    """Loan -> (its debit account, whether it books cash itself)."""
    fee_category: str = ""
    transfer_category: str = ""
    questions: tuple[Question, ...] = ()
    choices: Mapping[int, Choice] = field(default_factory=lambda: MappingProxyType({}))
    encoding: str = ""
    chosen_currency: str = ""
    """The currency whose rows count, where the owner has chosen one."""
    chosen_account: str = ""
    """The account of a file with several whose rows count, where the owner has chosen one."""
    rules: tuple[PayeeRule, ...] = ()
    """Rules the owner has made while looking at this file."""
    ruled: tuple[Change, ...] = ()
    """What they change in the book."""
    learned: tuple[Change, ...] = ()
    """What the book remembers of the file's columns."""
    settled: tuple[Change, ...] = ()
    """Earlier entries that this file explains: repayments of a card that it adds."""
    profile: str = ""
    """Id of the remembered columns it was read with; empty: none."""
    before: Book | None = field(default=None, compare=False, repr=False)
    """The book it was matched with."""
    today: dt.date | None = None
    includes: bool | None = None
    """Whether known balances hold the rows before them already; None: those that were counted."""

    @property
    def title(self) -> Text:
        """What the undo list calls it; the facts are what the list of imports shows."""
        added = sum(row.outcome in BOOKED for row in self.rows)
        return text(IMPORTED, file=self.file, rows=added, account=self.account)

    @property
    def unanswered(self) -> tuple[Question, ...]:
        """Questions without whose answer nothing is booked."""
        return tuple(one for one in self.questions if one.is_open)

    @property
    def stated_totals(self) -> Stated:
        """Whether the totals printed in the file agree with its rows."""
        return self.parsed.stated_totals

    @cached_property
    def notices(self) -> tuple[Text, ...]:
        """What the owner should know about the file as a whole."""
        found = list(self.parsed.notices)
        if not self.rows:
            found.append(NO_ROWS)
        found += told_of(self.added_accounts)
        if any(row.reason is CUT for row in self.rows):
            found.append(INCOMPLETE)
        if any(row.identity.startswith("f") and is_rounded(row.read.key) for row in self.rows):
            found.append(ROUNDED)
        if doubtful := sum(
            row.maybe is not None and row.maybe.kind == "double" for row in self.rows
        ):
            found.append(counted(*MAYBE_KNOWN, doubtful))
        return tuple(found)

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """How many rows ended in each outcome; they add up to the data rows."""
        found = Counter(row.outcome for row in self.rows)
        return {outcome: found[outcome] for outcome in OUTCOMES}

    @cached_property
    def _counted(self) -> tuple[BatchRow, ...]:
        """Rows in the main currency of the file: sums over several would mean nothing."""
        currencies = Counter(row.currency for row in self.rows if row.outcome in BOOKED)
        if len(currencies) < 2:
            return self.rows
        main = self.currency if self.currency in currencies else currencies.most_common(1)[0][0]
        return tuple(row for row in self.rows if row.currency == main)

    @cached_property
    def money_in(self) -> int:
        """Income less refunds given to customers, minor units."""
        rows = [row for row in self._counted if row.outcome in {"entry", "refund"}]
        return sum(row.amount for row in rows if row.is_income)

    @cached_property
    def money_out(self) -> int:
        """Expenses and fees less refunds received, minor units."""
        rows = [row for row in self._counted if row.outcome in {"entry", "refund"}]
        spent = -sum(row.amount for row in rows if not row.is_income)
        return spent - sum(row.fee for row in self._counted if row.outcome in BOOKED)

    @cached_property
    def edit(self) -> Edit:
        """Everything this file brings, as one Edit. Raises UserError while a question is open.

        With it the balances that hold earlier rows already are kept (see `includes`).
        """
        kept = [held(one) for one in self.earlier if self.holds(one)]
        changes = tuple(change for change in kept if change.before != change.after)
        return replace(self.rows_edit, changes=(*self.rows_edit.changes, *changes))

    def holds(self, one: Earlier) -> bool:
        """Whether the balance of an account is taken to hold its earlier rows."""
        return one.account.counted_at is not None if self.includes is None else self.includes

    @cached_property
    def earlier(self) -> tuple[Earlier, ...]:
        """What the file moves before the known balances of accounts; none while a question is open."""
        if self.before is None or self.unanswered:
            return ()
        return earlier(self.before, self.rows_edit)

    @cached_property
    def balance(self) -> BalanceView:
        """What the file does to balances, and the one that it states itself."""
        return view_of(self)

    @cached_property
    def rows_edit(self) -> Edit:
        """What the rows themselves bring. Raises UserError while a question is open."""
        if self.unanswered:
            raise unanswered(self.file, self.unanswered)
        with many_rows():
            facts = self._facts()
        used = {change.after.category for change in facts if isinstance(change.after, Entry)}
        accounts = {
            key
            for change in facts
            if isinstance(change.after, Entry)
            for key in (change.after.account, change.after.to_account)
        }
        used |= {rule.category for rule in self.rules}
        added = [adding("category", one) for one in self.added_categories if one.id in used]
        added += [adding("account", one) for one in self.added_accounts if one.id in accounts]
        settled = [
            change for change in self.settled if change.kind != "entry" or _to(change) in accounts
        ]
        changes = (*added, *self.ruled, *facts, *settled)
        return Edit(self.title, (*changes, *(self.learned if changes else ())))

    def _facts(self) -> list[Change]:
        prints = fingerprints(self.parsed.rows, self.account)
        facts: list[Change] = []
        accounts = self.before.accounts.values() if self.before else ()
        days = {one.counted_at.date() for one in accounts if one.counted_at is not None}
        for row, content in zip(self.rows, prints, strict=True):
            source = " ".join(map(source_key, dict.fromkeys((row.identity, content))))
            mark = " ".join(filter(None, (row.mark, origin(self.format, row.read))))
            source = f"{source} {mark}" if mark else source
            if row.read.minute and row.date in days:
                source = f"{source} {clock_key(row.read.minute)}"
            if row.outcome in BOOKED:
                facts += _changes(self, row, source)
            elif row.linked is not None:
                facts.append(_confirmed(row, row.linked, source))
        return facts


def _to(change: Change) -> str:
    return change.after.to_account if isinstance(change.after, Entry) else ""


def _changes(batch: Batch, row: BatchRow, source: str) -> list[Change]:
    entry = Entry(
        ID + source.partition(" ")[0], _day(row), row.account, row.amount, row.category, row.payee, row.note,
        "" if row.read.moved else row.to_account, source,
    )  # fmt: skip
    changes = []
    if row.outcome == "loan_payment" and row.loan:
        changes += _loan_payment(batch, row, entry)
    else:
        changes.append(_booked(row, entry))
    if row.fee:
        fee = replace(entry, id=f"{entry.id}-fee", amount=row.fee, category=batch.fee_category)
        changes.append(adding("entry", replace(fee, to_account="")))
    if row.read.moved:
        changes.append(adding("entry", _moved(batch, row, entry)))
    if row.settles is not None:
        changes.append(replacing("invoice", row.settles, settled_on=entry.date))
    return changes


def _booked(row: BatchRow, entry: Entry) -> Change:
    """The new entry; or the bank's half of a transfer, known already, becomes the whole."""
    if not isinstance(row.linked, Entry):
        return adding("entry", entry)
    keys = dict.fromkeys([*row.linked.source.split(), *entry.source.split()])
    whole = replace(entry, id=row.linked.id, source=" ".join(keys))
    return Change("entry", row.linked.id, row.linked, whole)


def _moved(batch: Batch, row: BatchRow, entry: Entry) -> Entry:
    """The part of a split that went to another own account, or to a place outside the book."""
    other = replace(entry, id=f"{entry.id}-moved", amount=row.read.moved)
    if row.to_account and row.read.moved < 0:
        return replace(other, to_account=row.to_account, category="")
    return replace(other, category=batch.transfer_category)


def _loan_payment(batch: Batch, row: BatchRow, entry: Entry) -> list[Change]:
    """The loan moves its own cash, so only money of another account needs an entry."""
    event = LoanEvent(entry.id, row.loan, "pay", entry.date, abs(row.amount), source=entry.source)
    debit_account, books_cash = batch.loan_accounts[row.loan]
    changes = [adding("loan_event", event)]
    if not books_cash:
        changes.append(adding("entry", replace(entry, to_account="")))
    elif row.account != debit_account:
        changes.append(adding("entry", replace(entry, to_account=debit_account, category="")))
    return changes


def _confirmed(row: BatchRow, known: LoanEvent | Entry, source: str) -> Change:
    if isinstance(known, Entry):
        after = confirmed(known, row.payee, row.note, row.category, source)
        if row.account and not known.to_account:
            after = replace(after, account=row.account)
        return Change("entry", known.id, known, after)
    keys = [*known.source.split(), *source.split()]
    return replacing("loan_event", known, source=" ".join(dict.fromkeys(keys)))


def _day(row: BatchRow) -> dt.date:
    assert row.date is not None
    return row.date
