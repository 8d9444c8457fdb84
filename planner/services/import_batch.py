"""A file on its way into the book: its rows with their outcomes, and the one Edit they become."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple

from planner.basics.errors import UserError
from planner.basics.text import N_, Text, text
from planner.book.account import Account, Category
from planner.book.edit import Change, Edit, adding, replacing
from planner.book.entry import Entry
from planner.book.loan import LoanEvent
from planner.importers.importer import OUTCOMES, Direction, Outcome, Parsed, Question, Stated

BOOKED = frozenset({"entry", "transfer", "loan_payment", "refund"})
"""Outcomes that bring something into the book."""


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


class BatchRow(NamedTuple):
    """One data row, matched with the book. Amounts in minor units, + came in."""

    number: int
    """Its place in the batch, from 1: what `with_choices` names it by."""
    line: int
    """Where it stands in the file (in its sheet), from 1."""
    outcome: Outcome
    reason: Text
    date: dt.date | None
    amount: int
    payee: str
    note: str
    category: str
    """Id of a category, of the book or added with this batch; empty: none."""
    account: str
    to_account: str
    loan: str
    """Id of the loan that a repayment is recorded at; empty: none."""
    fee: int
    """A charge inside the row: < 0 paid, > 0 given back."""
    direction: Direction
    currency: str
    sheet: str
    keys: str
    """Source keys, the first one names the entry."""
    moved: int = 0
    """A part beside `amount` that moved between own accounts."""
    linked: LoanEvent | None = None
    """A payment recorded before, which this row confirms."""

    @property
    def is_income(self) -> bool:
        """Whether it counts with the income: by the file's own word, else by its sign."""
        if self.outcome == "refund":
            return self.amount < 0
        return self.direction == "in" or (not self.direction and self.amount > 0)


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

    @property
    def title(self) -> Text:
        """What the undo list calls it."""
        return text(N_("Import {file}"), file=self.file)

    @property
    def stated_totals(self) -> Stated:
        """Whether the totals printed in the file agree with its rows."""
        return self.parsed.stated_totals

    @property
    def notices(self) -> tuple[Text, ...]:
        """What the owner should know about the file as a whole."""
        return self.parsed.notices

    @cached_property
    def counts(self) -> dict[Outcome, int]:
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
        """Everything this file brings, as one Edit. Raises UserError while a question is open."""
        for question in self.questions:
            raise UserError(
                N_("{file}: {question} Nothing was imported; answer with one of: {options}."),
                file=self.file,
                question=question.text,
                options=question.options,
            )
        facts: list[Change] = []
        for row in self.rows:
            if row.outcome in BOOKED:
                facts += _changes(self, row)
            elif row.linked is not None:
                facts.append(_confirmed(row, row.linked))
        used = {change.after.category for change in facts if isinstance(change.after, Entry)}
        accounts = {
            key
            for change in facts
            if isinstance(change.after, Entry)
            for key in (change.after.account, change.after.to_account)
        }
        added = [adding("category", one) for one in self.added_categories if one.id in used]
        added += [adding("account", one) for one in self.added_accounts if one.id in accounts]
        return Edit(self.title, (*added, *facts))


def _changes(batch: Batch, row: BatchRow) -> list[Change]:
    changes = []
    if row.outcome == "loan_payment" and row.loan:
        changes += _loan_payment(batch, row)
    else:
        entry = _entry(row)
        changes.append(adding("entry", replace(entry, to_account="") if row.moved else entry))
    if row.fee:
        fee = replace(
            _entry(row), id=f"{_id(row)}-fee", amount=row.fee, category=batch.fee_category,
            to_account="",
        )  # fmt: skip
        changes.append(adding("entry", fee))
    if row.moved:
        changes.append(adding("entry", _moved(batch, row)))
    return changes


def _moved(batch: Batch, row: BatchRow) -> Entry:
    """The part of a split that went to another own account, or to a place outside the book."""
    other = replace(_entry(row), id=f"{_id(row)}-moved", amount=row.moved, category="")
    if row.to_account and row.moved < 0:
        return other
    return replace(other, category=batch.transfer_category, to_account="")


def _loan_payment(batch: Batch, row: BatchRow) -> list[Change]:
    """The loan moves its own cash, so only money of another account needs an entry."""
    event = LoanEvent(_id(row), row.loan, "pay", _day(row), abs(row.amount), source=row.keys)
    changes = [adding("loan_event", event)]
    debit_account, books_cash = batch.loan_accounts[row.loan]
    if not books_cash:
        changes.append(adding("entry", replace(_entry(row), to_account="")))
    elif row.account != debit_account:
        changes.append(adding("entry", replace(_entry(row), to_account=debit_account, category="")))
    return changes


def _confirmed(row: BatchRow, event: LoanEvent) -> Change:
    source = " ".join(dict.fromkeys([*event.source.split(), *row.keys.split()]))
    return replacing("loan_event", event, source=source)


def _entry(row: BatchRow) -> Entry:
    return Entry(
        _id(row), _day(row), row.account, row.amount, row.category, row.payee, row.note,
        row.to_account, row.keys,
    )  # fmt: skip


def _day(row: BatchRow) -> dt.date:
    assert row.date is not None
    return row.date


def _id(row: BatchRow) -> str:
    return f"imp-{row.keys.split(' ', 1)[0]}"
