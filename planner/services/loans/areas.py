"""What is still to be paid of a loan over time, as steps a chart can stack.

From each date on the amounts (minor units) stand until the next date: principal left, contract
interest and fees still to come, and what is overdue.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from planner.book.loan import LoanEvent, Terms
from planner.loans.instalment import Instalment, Schedule


@dataclass(frozen=True, slots=True)
class Areas:
    """Steps of equal length: the amounts hold from their date on."""

    dates: tuple[dt.date, ...]
    principal: tuple[int, ...]
    interest: tuple[int, ...]
    late: tuple[int, ...]
    """Overdue instalments with their penalty."""


def areas_of(terms: Terms, events: Sequence[LoanEvent], schedule: Schedule) -> Areas:
    """The steps of a plan: down at each due date, and at each prepayment."""
    to_come = sum(row.interest + row.fee for row in schedule.rows)
    steps = [(terms.drawn_on, terms.principal, to_come)]
    for before, row in pairwise((None, *schedule.rows)):
        assert row is not None
        owed, left = row.balance + row.principal, steps[-1][1]
        if owed < left:
            steps.append((_prepaid_on(terms, events, before, row), owed, to_come))
        to_come -= row.interest + row.fee
        steps.append((row.due, row.balance, to_come))
    dates, principal, interest = zip(*steps, strict=True)
    return Areas(dates, principal, interest, (0,) * len(steps))


def with_late(areas: Areas, first: dt.date, last: dt.date | None, amount: int) -> Areas:
    """`areas` with `amount` overdue from `first` until `last` (None: to the end)."""
    end = last or dt.date.max
    dates = sorted({*areas.dates, first, *([last] if last else [])})
    at = [_index(areas.dates, date) for date in dates]
    return Areas(
        tuple(dates),
        tuple(areas.principal[index] for index in at),
        tuple(areas.interest[index] for index in at),
        tuple(amount if first <= date < end else 0 for date in dates),
    )


def _index(dates: Sequence[dt.date], date: dt.date) -> int:
    return max((index for index, start in enumerate(dates) if start <= date), default=0)


def _prepaid_on(
    terms: Terms, events: Sequence[LoanEvent], before: Instalment | None, row: Instalment
) -> dt.date:
    """The last prepayment of the period of `row`; without one, the start of the period."""
    start = before.due if before else terms.drawn_on
    dates = [
        event.date for event in events if event.type == "prepay" and start <= event.date <= row.due
    ]
    return max(dates, default=start)
