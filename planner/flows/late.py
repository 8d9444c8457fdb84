"""Outgoings whose day has come but that the entries do not show yet: still to be paid."""

import datetime as dt

import numpy as np

from planner.book.book import Book
from planner.book.recurring import Recurring
from planner.flows.rhythm import Rows, recurring_dates

PATIENCE = 7
"""Days after its date during which a missing outgoing is still waited for."""
EARLY = 3
"""Days before its date from which an entry counts as this occurrence."""
HABIT = 45
"""Days back in which the owner must have recorded this outgoing at least once."""


def is_late(book: Book, recurring: Recurring, today: dt.date) -> bool:
    """Whether the last occurrence up to `today` is not among the entries, though usually it is.

    Income that is missing is not waited for; nor are outgoings of owners who do not record them.
    """
    if recurring.amount >= 0 or recurring.is_change:
        return False
    dates = recurring_dates(recurring, today - dt.timedelta(days=PATIENCE), today)
    if not dates:
        return False
    gap = (dates[-1] - dates[-2]).days if len(dates) > 1 else PATIENCE
    since = dates[-1].toordinal() - min(EARLY, gap - 1)
    days = book.ledger.days
    ends = [since - HABIT, today.toordinal() + 1]
    first, last = np.searchsorted(days, ends, side="left")
    rows = Rows(book.ledger, slice(int(first), int(last)))
    mine = rows.side_of(recurring) & rows.of_kind(recurring)
    recent = rows.days >= since
    return bool((mine & ~recent).any()) and not bool((mine & recent).any())
