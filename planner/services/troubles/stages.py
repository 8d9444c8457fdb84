"""How late a loan is on a day, in five stages; read from the contract's own state, nothing guessed."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from planner.book.book import Book
from planner.book.loan import Loan
from planner.loans.instalment import LoanState, OpenDue
from planner.loans.replay import open_dues, state
from planner.services.lending import found


class Stage(StrEnum):
    """Days past due in steps, as lenders and the five risk classes step."""

    ahead = "ahead"
    """Nothing is overdue: before the due date, on it, or within the grace of the contract."""
    first_days = "first_days"
    """1–3 days."""
    first_month = "first_month"
    """4–30 days."""
    third_month = "third_month"
    """31–90 days."""
    long = "long"
    """More than 90 days."""


_LIMITS = (
    (0, Stage.ahead),
    (3, Stage.first_days),
    (30, Stage.first_month),
    (90, Stage.third_month),
)


@dataclass(frozen=True, slots=True)
class Situation:
    """One loan on one day. Amounts in minor units."""

    loan: Loan
    today: dt.date
    stage: Stage
    now: LoanState
    opened: tuple[OpenDue, ...]
    """Every instalment that still wants money, by date; never empty."""

    @property
    def due(self) -> dt.date:
        """The due date it is about: the oldest that still wants money."""
        return self.opened[0].due

    @property
    def is_drawn(self) -> bool:
        """Whether the loan has been paid out; before that nothing of it can be changed."""
        return self.loan.terms.drawn_on <= self.today

    @property
    def owed(self) -> int:
        """What ends the delay today, penalty counted; 0: nothing has fallen due."""
        return self.now.due_now

    @property
    def wanted(self) -> int:
        """What has fallen due; before that the next instalment."""
        return self.owed or self.opened[0].left

    @property
    def penalty(self) -> int:
        """Penalty so far that is not paid yet."""
        return self.now.penalty_on_principal + self.now.penalty_on_interest

    @property
    def days_past_due(self) -> int:
        """Days since the oldest overdue due date; 0 within the grace."""
        return self.now.days_past_due

    @property
    def behind(self) -> tuple[OpenDue, ...]:
        """The instalments of which the day has come."""
        return tuple(due for due in self.opened if due.due <= self.today)

    @property
    def coming(self) -> tuple[OpenDue, ...]:
        """The instalments whose day is still to come."""
        return tuple(due for due in self.opened if due.due > self.today)


def stage_of(days_past_due: int) -> Stage:
    """The stage for so many days past due."""
    return next((stage for limit, stage in _LIMITS if days_past_due <= limit), Stage.long)


def situation(book: Book, loan_id: str, today: dt.date) -> Situation | None:
    """Where a loan stands on `today`; None: all of it is repaid. Raises UserError if it is gone."""
    loan, events = found(book, loan_id), book.events_of(loan_id)
    opened = open_dues(loan.terms, events, today)
    if not opened:
        return None
    now = state(loan.terms, events, today)
    return Situation(loan, today, stage_of(now.days_past_due), now, opened)


def situations(book: Book, today: dt.date) -> tuple[Situation, ...]:
    """Every loan that is not repaid, the one furthest behind first, then by due date."""
    found_ = (situation(book, key, today) for key in book.loans)
    standing = [one for one in found_ if one is not None]
    return tuple(sorted(standing, key=lambda one: (-one.days_past_due, one.due, one.loan.name)))
