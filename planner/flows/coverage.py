"""Which booked entries the owner's own facts explain already: these are not learnt a second time."""

import datetime as dt
from collections.abc import Iterator

import numpy as np

from planner.book.book import Book
from planner.book.recurring import Recurring
from planner.flows.rhythm import MONTH, Mask, Rows, monthly_rate

PLAN_FITS = 1.5
"""A plan stands for its whole category when that moved at most this many times as much."""
DAYS_APART = 5
"""A loan payment in the entries lies within this many days of its loan event."""


def covered(book: Book, part: slice, first: dt.date, today: dt.date) -> Mask:
    """Rows of `book.ledger[part]` (booked from `first` to `today`) that are explained already.

    Explained are transfers, repayments of debt, what a loan event tells, and what a recurring
    flow plans: same account and sign, and its category, its title as payee, or its amount.
    """
    rows = Rows(book.ledger, part)
    mask: Mask = rows.ledger.to_accounts.codes[part] != rows.ledger.to_accounts.code_of("")
    for category in book.categories.values():
        if category.flow in {"debt", "transfer"}:
            mask |= rows.having(rows.ledger.categories, category.id)
    for day, account, amount in _loan_moves(book):
        mask |= _same_move(rows, mask, day, account, amount)
    span = (today - first).days + 1
    rates = _planned_rates(book, today)
    for recurring in _plans(book):
        mask |= _planned(rows, recurring, rates, span)
    return mask


def _plans(book: Book) -> list[Recurring]:
    """Recurring flows of their own; what only changes others explains nothing."""
    return [recurring for recurring in book.recurring.values() if not recurring.is_change]


def _planned_rates(book: Book, today: dt.date) -> dict[tuple[str, str, bool], float]:
    """30-day sums planned per account, category and sign."""
    rates: dict[tuple[str, str, bool], float] = {}
    for recurring in _plans(book):
        key = (recurring.account, recurring.category, recurring.amount > 0)
        rates[key] = rates.get(key, 0.0) + monthly_rate(recurring, today)
    return rates


def _planned(
    rows: Rows, recurring: Recurring, rates: dict[tuple[str, str, bool], float], span: int
) -> Mask:
    """Rows that a recurring flow explains: its whole category while the plan is about as large."""
    same = rows.side_of(recurring)
    if recurring.until is not None:
        same &= rows.days <= recurring.until.toordinal() + DAYS_APART
    kind = same & rows.of_kind(recurring)
    booked = abs(float(rows.amounts[kind].sum())) * MONTH / span
    plan = abs(rates[recurring.account, recurring.category, recurring.amount > 0])
    if booked <= PLAN_FITS * plan:
        return kind
    return kind & (rows.near(recurring) | rows.having(rows.ledger.payees, recurring.title))


def _loan_moves(book: Book) -> Iterator[tuple[int, str, int]]:
    """(day, account, amount) of loan money that the entries hold (`books_cash` is false)."""
    for loan in book.loans.values():
        if loan.books_cash:
            continue
        yield loan.terms.drawn_on.toordinal(), loan.debit_account, loan.terms.received
        for event in book.events_of(loan.id):
            if event.type in {"pay", "prepay"}:
                yield event.date.toordinal(), loan.debit_account, -event.amount
            elif event.type == "draw":
                yield event.date.toordinal(), loan.debit_account, event.amount


def _same_move(rows: Rows, taken: Mask, day: int, account: str, amount: int) -> Mask:
    """The one row not yet `taken` that is this move: same account and sum, nearest in time."""
    apart = np.abs(rows.days.astype(np.int64) - day)
    fits = rows.having(rows.ledger.accounts, account) & (rows.amounts == amount) & ~taken
    fits &= apart <= DAYS_APART
    found = np.zeros(len(apart), dtype=bool)
    if fits.any():
        found[np.flatnonzero(fits)[np.argmin(apart[fits])]] = True
    return found
