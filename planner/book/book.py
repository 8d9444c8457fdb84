"""The Book: all facts, frozen. Look-ups and balances; nothing here looks ahead."""

import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple

import numpy as np

from planner.book import ledger as ledgers
from planner.book.account import Account, Category
from planner.book.budget import BudgetLine, Reserve
from planner.book.contact import Contact
from planner.book.entry import Entry
from planner.book.invoice import Invoice
from planner.book.learned import PayeeRule, Profile
from planner.book.ledger import Ledger
from planner.book.limits import Identity, Limits
from planner.book.loan import Loan, LoanEvent
from planner.book.market import Indicator
from planner.book.offer import Offer
from planner.book.recurring import Recurring
from planner.book.what_if import WhatIf

Fact = (
    Identity | Account | Category | Entry | Recurring | Invoice
    | Loan | LoanEvent | Offer | BudgetLine | Reserve | Contact | Limits | Profile | PayeeRule
    | Indicator | WhatIf
)  # fmt: skip

MAPS = {
    "account": "accounts",
    "category": "categories",
    "recurring": "recurring",
    "invoice": "invoices",
    "loan": "loans",
    "loan_event": "loan_events",
    "budget": "budget",
    "contact": "contacts",
    "offer": "offers",
    "profile": "profiles",
    "rule": "rules",
    "indicator": "indicators",
    "what_if": "what_ifs",
}
"""Kind of fact -> the Book's mapping of it."""

SINGLES = {"book": "info", "reserve": "reserve", "limits": "limits"}
"""Kind of fact of which there is exactly one -> the Book's attribute."""


class CashMove(NamedTuple):
    """Money that a loan moves by itself: `amount` minor units, + into the account."""

    date: dt.date
    account: str
    amount: int
    loan: str
    told: str = ""
    """Id and source keys of the payment; empty: a draw."""


def _none() -> Mapping[str, object]:
    return MappingProxyType({})


@dataclass(frozen=True, eq=False)
class Book:
    """Every fact of one business. Mappings are read-only, keyed by id, in natural order of id."""

    info: Identity = field(default_factory=Identity)
    accounts: Mapping[str, Account] = field(default_factory=_none)  # type: ignore[arg-type]
    categories: Mapping[str, Category] = field(default_factory=_none)  # type: ignore[arg-type]
    ledger: Ledger = ledgers.EMPTY
    recurring: Mapping[str, Recurring] = field(default_factory=_none)  # type: ignore[arg-type]
    invoices: Mapping[str, Invoice] = field(default_factory=_none)  # type: ignore[arg-type]
    loans: Mapping[str, Loan] = field(default_factory=_none)  # type: ignore[arg-type]
    loan_events: Mapping[str, LoanEvent] = field(default_factory=_none)  # type: ignore[arg-type]
    budget: Mapping[str, BudgetLine] = field(default_factory=_none)  # type: ignore[arg-type]
    reserve: Reserve = field(default_factory=Reserve)
    contacts: Mapping[str, Contact] = field(default_factory=_none)  # type: ignore[arg-type]
    limits: Limits = field(default_factory=Limits)
    offers: Mapping[str, Offer] = field(default_factory=_none)  # type: ignore[arg-type]
    profiles: Mapping[str, Profile] = field(default_factory=_none)  # type: ignore[arg-type]
    rules: Mapping[str, PayeeRule] = field(default_factory=_none)  # type: ignore[arg-type]
    indicators: Mapping[str, Indicator] = field(default_factory=_none)  # type: ignore[arg-type]
    what_ifs: Mapping[str, WhatIf] = field(default_factory=_none)  # type: ignore[arg-type]

    @property
    def currency(self) -> str:
        """ISO code of the one currency of this book."""
        return self.info.currency

    @cached_property
    def version(self) -> str:
        """Hex digest of the content: equal facts give equal versions, whatever their history."""
        digest = hashlib.blake2b(self.ledger.digest.encode(), digest_size=16)
        for kind in (*SINGLES, *MAPS):
            digest.update(repr(tuple(self.facts(kind))).encode())
        return digest.hexdigest()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Book) and self.version == other.version

    def __hash__(self) -> int:
        return hash(self.version)

    def facts(self, kind: str) -> Iterator[Fact]:
        """All facts of a kind, in natural order of their ids (entries: by date)."""
        if kind == "entry":
            yield from self.ledger
        elif kind in SINGLES:
            yield getattr(self, SINGLES[kind])
        else:
            yield from getattr(self, MAPS[kind]).values()

    def find(self, kind: str, key: str) -> Fact | None:
        """The fact of this kind and id, or None."""
        if kind == "entry":
            return self.ledger.find(key)
        if kind in SINGLES:
            single: Fact = getattr(self, SINGLES[kind])
            return single
        found: Fact | None = getattr(self, MAPS[kind]).get(key)
        return found

    def events_of(self, loan: str) -> tuple[LoanEvent, ...]:
        """What happened to a loan, by date; events of one day in their order."""
        mine = (event for event in self.loan_events.values() if event.loan == loan)
        return tuple(sorted(mine, key=lambda event: (event.date, event.order)))

    @cached_property
    def loan_cash(self) -> tuple[CashMove, ...]:
        """Draws and payments that the loans book by themselves, oldest first."""
        moves = []
        for loan in self.loans.values():
            if not loan.books_cash:
                continue
            terms = loan.terms
            moves.append(CashMove(terms.drawn_on, loan.debit_account, terms.received, loan.id))
            events = {event.id: event for event in self.events_of(loan.id)}
            moves += [
                CashMove(
                    event.date,
                    loan.debit_account,
                    _moved(event, events),
                    loan.id,
                    f"{event.id} {event.source}",
                )
                for event in events.values()
                if _moved(event, events)
            ]
        return tuple(sorted(moves))

    def balances(self, on: dt.date) -> dict[str, int]:
        """Balance of every account at the end of day `on`, minor units."""
        sums = {key: account.opening for key, account in self.accounts.items()}
        ledger = self.ledger
        until = int(np.searchsorted(ledger.days, on.toordinal(), side="right"))
        for column, sign in ((ledger.accounts, 1), (ledger.to_accounts, -1)):
            for code, name in enumerate(column.values):
                if name in sums:
                    rows = column.codes[:until] == code
                    sums[name] += sign * int(ledger.amounts[:until][rows].sum())
        for move in self.loan_cash:
            if move.date <= on and move.account in sums:
                sums[move.account] += move.amount
        return sums

    def spendable(self, on: dt.date) -> int:
        """Cash of all accounts that are neither reserve nor card, at the end of `on`."""
        sums = self.balances(on)
        return sum(sums[key] for key, account in self.accounts.items() if account.is_spendable)

    def in_reserve(self, on: dt.date) -> int:
        """Money in the emergency fund at the end of `on`, minor units."""
        sums = self.balances(on)
        return sum(sums[key] for key in self.reserve_accounts)

    @property
    def reserve_accounts(self) -> tuple[str, ...]:
        """Accounts that hold the emergency fund: those named, and every one of kind reserve."""
        kinds = (key for key, account in self.accounts.items() if account.kind == "reserve")
        named = (key for key in self.reserve.accounts if key in self.accounts)
        return tuple(dict.fromkeys((*named, *kinds)))


_SIGN = {"pay": -1, "prepay": -1, "draw": 1}


def _moved(event: LoanEvent, events: Mapping[str, LoanEvent]) -> int:
    """What `event` moves in the debited account; a reversal moves its event's sum back."""
    sign, seen = 1, {event.id}
    while event.type == "reverse":
        undone = events.get(event.reverses)
        if undone is None or undone.id in seen:
            return 0
        seen.add(undone.id)
        event, sign = undone, -sign
    return sign * _SIGN.get(event.type, 0) * event.amount
