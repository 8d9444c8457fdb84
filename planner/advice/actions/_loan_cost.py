"""What a change of a loan costs in the end, by the loan engine."""

import datetime as dt
from collections.abc import Sequence
from functools import lru_cache

from planner.book.loan import LoanEvent, Terms
from planner.loans.replay import open_dues


@lru_cache(maxsize=256)
def still_to_pay(terms: Terms, events: tuple[LoanEvent, ...], today: dt.date) -> int:
    """Everything that the loan still wants as of `today`, minor units."""
    return sum(due.left for due in open_dues(terms, events, today))


def next_order(events: Sequence[LoanEvent], day: dt.date) -> int:
    """The place of one more event on `day`."""
    return sum(event.date == day for event in events)
