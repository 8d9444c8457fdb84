"""How well the warnings would have done on this book's own past.

For the last twelve months the book is put back, week by week, to what was known on that day,
and looked ahead from there exactly as the window does, only with fewer paths. What was said of a
due date is then held against what became of it.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from planner.book.book import Book
from planner.book.loan import Loan
from planner.flows.pattern import ENOUGH_DAYS
from planner.loans.replay import open_dues
from planner.loans.schedule import plan
from planner.outlook.level import Level
from planner.outlook.outlook import Outlook
from planner.services.look_ahead import look_ahead, never
from planner.services.past_book import known_on

PERIOD = 365
"""Days back to the oldest due date that is judged."""
HORIZON = 60
"""Days that each look reaches ahead."""
STEP = 7
"""Days between two looks."""
BANDS = (30, 60)
PATHS = 500
_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class PastDue:
    """One due date of the past: what would have been said, and what happened."""

    date: dt.date
    loan: str
    loan_name: str
    was_short: bool
    """The account held too little, or the instalment was not paid by then."""
    looked_days_ahead: int
    """How early it could be judged at all; 0: never, the records began too late."""
    warned_days_ahead: int | None
    """Since when a warning stood without a break until the due date; None: not at the end."""
    worst: Level
    """The worst level that was ever said of it, be it only for a while."""

    @property
    def was_warned(self) -> bool:
        """Whether a warning stood at some time: tight or worse."""
        return self.worst > Level.covered

    @property
    def is_false_alarm(self) -> bool:
        """Warned of, and then covered: wrongly, or because the owner acted."""
        return self.was_warned and not self.was_short


@dataclass(frozen=True, slots=True)
class BandHeld:
    """How often the balance lay inside the 90 % band so many `days` ahead."""

    days: int
    looks: int
    inside: int


@dataclass(frozen=True, slots=True)
class Backtest:
    """The replay of one book."""

    months: int
    """Whole months of the past that could be replayed, at most 12."""
    dues: tuple[PastDue, ...]
    """By date, those too early to be judged included."""
    bands: tuple[BandHeld, ...]

    @property
    def judged(self) -> tuple[PastDue, ...]:
        """The due dates that at least one look could judge."""
        return tuple(due for due in self.dues if due.looked_days_ahead)

    @property
    def false_alarms(self) -> int:
        """How many were warned of, be it only as tight, and then covered."""
        return sum(due.is_false_alarm for due in self.dues)

    @property
    def loud_false_alarms(self) -> int:
        """How many of these had been called likely short."""
        return sum(due.is_false_alarm and due.worst >= Level.short for due in self.dues)


class _Look(NamedTuple):
    day: dt.date
    outlook: Outlook

    def level(self, loan: str, date: dt.date) -> Level:
        for due in self.outlook.dues:
            if (due.loan, due.date) == (loan, date):
                return due.level
        return Level.covered


def backtest(
    book: Book,
    today: dt.date,
    *,
    paths: int = PATHS,
    seed: int = 1,
    cancelled: Callable[[], bool] = never,
) -> Backtest:
    """Replay the year up to yesterday. Raises `Cancelled` when `cancelled()` turns true."""
    days = _look_days(book, today)
    looks = [
        _Look(day, look_ahead(known_on(book, day), day, days=HORIZON, paths=paths, seed=seed,
                              with_actions=False, cancelled=cancelled).outlook)
        for day in days
    ]  # fmt: skip
    dues = [
        _past_due(book, loan, row.due, looks)
        for loan in book.loans.values()
        for row in plan(loan.terms, book.events_of(loan.id)).rows
        if today - dt.timedelta(days=PERIOD) <= row.due < today
    ]
    months = min(PERIOD, (today - days[0]).days) // 30 if days else 0
    bands = tuple(_band(book, looks, days_ahead, today) for days_ahead in BANDS)
    return Backtest(months, tuple(sorted(dues, key=lambda due: (due.date, due.loan))), bands)


def _look_days(book: Book, today: dt.date) -> list[dt.date]:
    """Every seventh day back from yesterday, while enough entries stood in the book."""
    if not len(book.ledger):
        return []
    begin = dt.date.fromordinal(int(book.ledger.days[0]) + ENOUGH_DAYS - 1)
    begin = max(begin, today - dt.timedelta(days=PERIOD + HORIZON))
    count = max(0, (today - _DAY - begin).days // STEP + 1)
    return [today - _DAY - dt.timedelta(days=STEP * back) for back in reversed(range(count))]


def _past_due(book: Book, loan: Loan, date: dt.date, looks: list[_Look]) -> PastDue:
    mine = [
        look
        for look in looks
        if 0 < (date - look.day).days <= HORIZON and look.day >= loan.terms.drawn_on
    ]
    levels = [look.level(loan.id, date) for look in mine]
    warned = [level >= Level.tight for level in levels]
    unbroken = next((number for number in range(len(warned)) if all(warned[number:])), len(warned))
    return PastDue(
        date=date,
        loan=loan.id,
        loan_name=loan.name,
        was_short=_was_short(book, loan, date),
        looked_days_ahead=(date - mine[0].day).days if mine else 0,
        warned_days_ahead=(date - mine[unbroken].day).days if unbroken < len(mine) else None,
        worst=max(levels, default=Level.covered),
    )


def _was_short(book: Book, loan: Loan, date: dt.date) -> bool:
    """Whether it was not paid by its date, or the money in the account did not reach.

    Before that day's income, unless the lender debits at the end of the day; own money moved
    in on the day counts.
    """
    latest = date + dt.timedelta(days=loan.terms.penalty.grace_days)
    if _left(book, loan, date, latest):
        return True
    owed = _left(book, loan, date, date - _DAY)
    if not owed:
        return False
    account = loan.debit_account
    if loan.terms.debit == "after_income":
        return book.balances(date)[account] < 0
    return book.balances(date - _DAY)[account] + _moved_in(book, account, date) < owed


def _left(book: Book, loan: Loan, date: dt.date, on: dt.date) -> int:
    """What of the instalment of `date` was unpaid on the evening of `on`, as known by then."""
    events = tuple(event for event in book.events_of(loan.id) if event.date <= on)
    return sum(due.left for due in open_dues(loan.terms, events, on) if due.due == date)


def _moved_in(book: Book, account: str, date: dt.date) -> int:
    """Own money that was moved into the account on that day."""
    ledger = book.ledger
    rows = (ledger.days == date.toordinal()) & (
        ledger.to_accounts.codes == ledger.to_accounts.code_of(account)
    )
    return -int(ledger.amounts[rows].sum())


def _band(book: Book, looks: list[_Look], days_ahead: int, today: dt.date) -> BandHeld:
    """Looks whose outcome is known and into which no new loan came."""
    inside = []
    for look in looks:
        end = look.day + dt.timedelta(days=days_ahead)
        draws = (loan.terms.drawn_on for loan in book.loans.values())
        if end >= today or any(look.day < drawn <= end for drawn in draws):
            continue
        band = next(band for band in look.outlook.days if band.date == end)
        inside.append(band.p5 <= book.spendable(end) <= band.p95)
    return BandHeld(days_ahead, len(inside), sum(inside))
