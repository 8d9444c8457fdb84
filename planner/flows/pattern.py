"""History -> usual income and spending: what moves beyond all that the owner has entered.

The days of the last year are kept as they were, to be drawn again in blocks by the simulation;
their mean is believed only as far as the length and steadiness of the history carry it.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from math import sqrt
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from planner.book.account import Category
from planner.book.book import Book
from planner.flows.coverage import covered
from planner.flows.one_off import one_offs
from planner.flows.rhythm import MONTH, Mask, monthly_rate

WINDOW = 365
ENOUGH_DAYS = 60
"""With fewer days of entries nothing is learnt: only the owner's own plan counts."""
ENOUGH_SEEN = 6
"""Nor with entries on fewer days than this: so few show neither a level nor its swings."""
DRIFT_PRIOR = 0.10
"""How far a business is thought to be from breaking even before its history is read: standard
deviation of the net flow as a share of the turnover."""

Ints = npt.NDArray[np.int64]


class Belief(NamedTuple):
    """Mean net flow of one day (minor units) and how unsure that mean is."""

    mean: float
    error: float


@dataclass(frozen=True, slots=True, eq=False)
class Stream:
    """The net flow of one account on each day of the window, of what nothing else explains."""

    account: str
    daily: Ints
    belief: Belief
    resumes: int = 0
    """It flows only after so many days ahead: until then entered invoices stand for it."""


@dataclass(frozen=True, slots=True, eq=False)
class Pattern:
    """Usual flows learnt from the days `first` … today."""

    first: dt.date
    days: int
    streams: tuple[Stream, ...]
    has_short_history: bool
    essential_month: int = 0
    """Learnt outgoings of a month that the business can't do without, minor units, > 0."""


class _History(NamedTuple):
    """The entries of the window and what of them is learnt."""

    book: Book
    part: slice
    first: dt.date
    today: dt.date

    @property
    def days(self) -> int:
        return (self.today - self.first).days + 1

    def daily(self, rows: Mask) -> Ints:
        """Net flow of some rows on each day."""
        ledger = self.book.ledger
        sums = np.zeros(self.days, dtype=np.int64)
        np.add.at(sums, ledger.days[self.part][rows] - self.first.toordinal(),
                  ledger.amounts[self.part][rows])  # fmt: skip
        return sums

    def turnover(self, rows: Mask) -> float:
        """Half of all that moved in some rows, per day: what comes in when as much goes out."""
        moved = np.abs(self.book.ledger.amounts[self.part][rows])
        return float(moved.sum(dtype=np.float64)) / self.days / 2


def learn(book: Book, today: dt.date) -> Pattern:
    """The usual flows of `book` as known on the evening of `today`."""
    seen = np.unique(_window(book.ledger.days, today))
    first = _kept_since(seen, today)
    seen = seen[seen >= first.toordinal()]
    ends = np.searchsorted(book.ledger.days, [first.toordinal(), today.toordinal() + 1])
    history = _History(book, slice(int(ends[0]), int(ends[1])), first, today)
    if history.days < ENOUGH_DAYS or len(seen) < ENOUGH_SEEN:
        return Pattern(first, history.days, (), has_short_history=True)
    left = ~(covered(book, history.part, first, today)
             | one_offs(book.ledger, history.part, history.days))  # fmt: skip
    return Pattern(
        first, history.days, tuple(_streams(history, left)), has_short_history=False,
        essential_month=_essential_month(history, left),
    )  # fmt: skip


def _window(days: npt.NDArray[np.int32], today: dt.date) -> npt.NDArray[np.int32]:
    """The ordinals, of `days` in order, that lie in the year up to `today`."""
    last = today.toordinal()
    start, end = np.searchsorted(days, [last - WINDOW + 1, last + 1])
    return days[start:end]


def _kept_since(seen: npt.NDArray[np.int32], today: dt.date) -> dt.date:
    """The first of the days with entries (`seen`) from which on the book was kept.

    From there to today at least half of the months hold an entry: what lies before a long silence
    makes no long history. A shop closed for half of the year still has its whole year.
    """
    if not len(seen):
        return today
    back = (today.toordinal() - seen) // 30
    counts = np.cumsum(np.bincount(back, minlength=1) > 0)
    months = np.arange(1, len(counts) + 1)
    kept = int(months[2 * counts >= months].max(initial=1))
    return dt.date.fromordinal(int(seen[back < kept].min(initial=today.toordinal())))


def is_needed(category: Category | None) -> bool:
    """Whether an outgoing of this category (or of none) is one the business can't do without."""
    return category is None or (category.flow == "expense" and category.essential)


def _essential_month(history: _History, left: Mask) -> int:
    """A month of learnt outgoings whose category is essential, or that have none."""
    ledger, book = history.book.ledger, history.book
    needed = [is_needed(book.categories.get(name)) for name in ledger.categories.values]
    amounts = ledger.amounts[history.part]
    rows = (
        left & (amounts < 0) & np.array(needed, dtype=bool)[ledger.categories.codes[history.part]]
    )
    return -int(amounts[rows].sum()) * 365 // (12 * history.days)


def _streams(history: _History, left: Mask) -> Iterator[Stream]:
    book, part = history.book, history.part
    ledger = book.ledger
    resumes = waits(book, part, history.today)
    for account in book.accounts:
        mine = left & (ledger.accounts.codes[part] == ledger.accounts.code_of(account))
        for wait in np.unique(resumes[mine]):
            rows = mine & (resumes == wait)
            daily = history.daily(rows)
            belief = _belief(history, account, daily, history.turnover(rows))
            yield Stream(account, daily, belief, int(wait))


def _belief(history: _History, account: str, daily: Ints, turnover: float) -> Belief:
    """The mean of `daily`, drawn towards breaking even by as much as it is unsure.

    Two normal sources weighed by their precision: the history (mean and its standard error from
    30-day sums) and the prior that the account breaks even with what is planned on it.
    """
    mean = float(daily.mean())
    error = standard_error(daily)
    planned = [
        monthly_rate(recurring, history.today) / MONTH
        for recurring in history.book.recurring.values()
        if recurring.account == account and not recurring.is_change
    ]
    prior = DRIFT_PRIOR * (turnover + sum(abs(rate) for rate in planned) / 2)
    if not error or not prior:
        return Belief(mean, error)
    trust = prior**2 / (prior**2 + error**2)
    return Belief(mean + (1 - trust) * (-sum(planned) - mean), error * sqrt(trust))


def standard_error(daily: Ints) -> float:
    """Standard error of the mean of one day, from 30-day sums (which keep the ups and downs)."""
    sums = np.convolve(daily.astype(np.float64), np.ones(30), "valid")[::10]
    months = len(daily) / 30
    return float(sums.std()) / 30 / sqrt(max(months, 2.0))


def waits(book: Book, part: slice, today: dt.date) -> Ints:
    """Per row: days ahead until which an entered invoice or planned entry stands for its payee."""
    ledger = book.ledger
    result = np.zeros(part.stop - part.start, dtype=np.int64)
    amounts = ledger.amounts[part]
    for payee, is_income, date in _stand_ins(book, today):
        code = ledger.payees.code_of(payee)
        if code >= 0:
            rows = (ledger.payees.codes[part] == code) & ((amounts > 0) == is_income)
            result[rows] = np.maximum(result[rows], (date - today).days)
    return result


def _stand_ins(book: Book, today: dt.date) -> list[tuple[str, bool, dt.date]]:
    """(payee, whether income, last day) of invoices still open and of entries dated ahead."""
    open_invoices = [
        (invoice.party, invoice.direction == "receivable", max(invoice.due, today))
        for invoice in book.invoices.values()
        if invoice.party and (invoice.settled_on is None or invoice.settled_on > today)
    ]
    ahead = range(int(np.searchsorted(book.ledger.days, today.toordinal(), side="right")),
                  len(book.ledger))  # fmt: skip
    entries = (book.ledger.entry(row) for row in ahead)
    return open_invoices + [
        (entry.payee, entry.amount > 0, entry.date)
        for entry in entries
        if entry.payee and not entry.to_account
    ]
