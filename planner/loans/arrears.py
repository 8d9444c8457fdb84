"""When a delay ended: the first day on which nothing of a loan was overdue any more."""

import datetime as dt
from collections.abc import Sequence
from functools import lru_cache

from planner.basics.dates import ONE_DAY, add_months
from planner.book.loan import LoanEvent, Terms
from planner.loans.replay import state

FIRST_CHECK_MONTHS = 1
CHECK_MONTHS = 6
"""Two free reports a year: one every six months."""
RECORD_MONTHS = 60


def cleared_on(terms: Terms, events: Sequence[LoanEvent], today: dt.date) -> dt.date | None:
    """The day on which the last delay up to `today` ended, by payment or by agreement.

    None: the loan never was overdue, or is now.
    """
    return _cleared_on(terms, tuple(events), today)


@lru_cache(maxsize=64)
def _cleared_on(terms: Terms, events: tuple[LoanEvent, ...], today: dt.date) -> dt.date | None:
    """Remembered, because every look ahead asks anew and few loans change in between."""
    if state(terms, events, today).days_past_due:
        return None
    for day in sorted({event.date for event in events if event.date <= today}, reverse=True):
        before = [event for event in events if event.date < day]
        was_late = state(terms, before, day).days_past_due > 0
        if was_late and not state(terms, events, day).days_past_due:
            return day
    return None


def check_days(cleared: dt.date) -> tuple[dt.date, ...]:
    """Days for a look at the own credit report after a delay that ended on `cleared`.

    The first a month later, when the lender has had time to report it; then every six months, the
    last one when the five years are over. The interval is advice of ours: two reports a year are
    free (Regulation on the credit reporting industry, articles 16 and 17).
    """
    steps = range(FIRST_CHECK_MONTHS, RECORD_MONTHS, CHECK_MONTHS)
    return (
        *(add_months(cleared, months) for months in steps),
        add_months(cleared, RECORD_MONTHS) + ONE_DAY,
    )
