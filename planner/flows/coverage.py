"""Which booked entries the owner's own facts explain already: these are not learnt a second time."""

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from planner.book.book import Book
from planner.book.ledger import Coded, Ledger
from planner.book.recurring import Recurring
from planner.flows.expected import recurring_dates

Mask = npt.NDArray[np.bool_]
YEAR = dt.timedelta(days=365)
PLAN_FITS = 1.5
"""A plan stands for its whole category when that moved at most this many times as much."""
NEAR = 0.2
"""How far an amount may be from its plan and still be that plan (share of the plan)."""
DAYS_APART = 5
"""A loan payment in the entries lies within this many days of its loan event."""


class _Rows(NamedTuple):
    """The entries of the window as plain columns."""

    ledger: Ledger
    part: slice

    def code(self, column: Coded, value: str) -> Mask:
        """Rows whose text is `value`; none for an empty one."""
        found: Mask = column.codes[self.part] == (column.code_of(value) if value else -1)
        return found

    @property
    def amounts(self) -> npt.NDArray[np.int64]:
        return self.ledger.amounts[self.part]

    @property
    def days(self) -> npt.NDArray[np.int32]:
        return self.ledger.days[self.part]


def covered(book: Book, part: slice, first: dt.date, today: dt.date) -> Mask:
    """Rows of `book.ledger[part]` (booked from `first` to `today`) that are explained already.

    Explained are transfers, repayments of debt, what a loan event tells, and what a recurring
    flow plans: same account and sign, and its category, its title as payee, or its amount.
    """
    rows = _Rows(book.ledger, part)
    mask: Mask = rows.ledger.to_accounts.codes[part] != rows.ledger.to_accounts.code_of("")
    for category in book.categories.values():
        if category.flow in {"debt", "transfer"}:
            mask |= rows.code(rows.ledger.categories, category.id)
    for day, account, amount in _loan_moves(book):
        mask |= _same_move(rows, mask, day, account, amount)
    span = (today - first).days + 1
    rates = _planned_rates(book, today)
    for recurring in book.recurring.values():
        mask |= _planned(rows, recurring, rates, span)
    return mask


def monthly_rate(recurring: Recurring, today: dt.date) -> float:
    """What a recurring flow moves in 30 days (minor units), judged by its dates around `today`."""
    dates = recurring_dates(recurring, max(recurring.start, today - YEAR), today + YEAR)
    if len(dates) < 2:
        return recurring.amount * len(dates) / 12
    return float(recurring.amount) * 30 * (len(dates) - 1) / (dates[-1] - dates[0]).days


def _planned_rates(book: Book, today: dt.date) -> dict[tuple[str, str, bool], float]:
    """30-day sums planned per account, category and sign."""
    rates: dict[tuple[str, str, bool], float] = {}
    for recurring in book.recurring.values():
        key = (recurring.account, recurring.category, recurring.amount > 0)
        rates[key] = rates.get(key, 0.0) + monthly_rate(recurring, today)
    return rates


def _planned(
    rows: _Rows, recurring: Recurring, rates: dict[tuple[str, str, bool], float], span: int
) -> Mask:
    amounts = rows.amounts
    same = rows.code(rows.ledger.accounts, recurring.account)
    same &= (amounts > 0) if recurring.amount > 0 else (amounts < 0)
    if recurring.until is not None:
        same &= rows.days <= recurring.until.toordinal() + DAYS_APART
    named = rows.code(rows.ledger.payees, recurring.title)
    tolerance = max(3 * recurring.spread, NEAR * abs(recurring.amount))
    near = np.abs(amounts - recurring.amount) <= tolerance
    if not recurring.category:
        return same & (named | near)
    category = rows.code(rows.ledger.categories, recurring.category)
    booked = abs(float(amounts[same & category].sum())) * 30 / span
    plan = abs(rates[recurring.account, recurring.category, recurring.amount > 0])
    if booked <= PLAN_FITS * plan:
        return same & (named | category)
    return same & (named | (category & near))


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


def _same_move(rows: _Rows, taken: Mask, day: int, account: str, amount: int) -> Mask:
    """The one row not yet `taken` that is this move: same account and sum, nearest in time."""
    apart = np.abs(rows.days.astype(np.int64) - day)
    fits = rows.code(rows.ledger.accounts, account) & (rows.amounts == amount) & ~taken
    fits &= apart <= DAYS_APART
    found = np.zeros(len(apart), dtype=bool)
    if fits.any():
        found[np.flatnonzero(fits)[np.argmin(apart[fits])]] = True
    return found
