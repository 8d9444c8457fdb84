"""What it costs to catch up today or later, from the loan's own terms; amounts in minor units."""

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction

from planner.basics.dates import ONE_DAY
from planner.basics.money import rounded
from planner.book.book import Book
from planner.loans.cost import late_cost
from planner.loans.instalment import OpenDue
from planner.loans.replay import run_to
from planner.services.troubles.stages import Situation

WAITS = (0, 3, 7, 30, 90)
"""Days from today for which the cost is told."""


@dataclass(frozen=True, slots=True)
class Cure:
    """Catching up on one day, with nothing paid before it."""

    wait: int
    """Days from today."""
    date: dt.date
    total: int
    """What ends the delay on that day: everything of the dues in question, penalty counted."""
    penalty: int
    """Penalty in it."""
    more: int
    """More than today."""


@dataclass(frozen=True, slots=True)
class DayCost:
    """One more day: late as it is, and if the same principal bore the contract rate."""

    late: int
    """Penalty and compound interest of one day, half-up."""
    agreed: int
    """Contract interest of one day on the same principal: what an agreed extension would cost."""


def cures(book: Book, now: Situation, waits: tuple[int, ...] = WAITS) -> tuple[Cure, ...]:
    """The cost of catching up after each of `waits` (days from today, >= 0).

    It is about what has fallen due by today, or else about the next instalment: then a wait
    counts from its due date. What falls due later is taken as paid on its day.
    """
    start = start_of(now)
    base = _without_penalty(book, now, start)
    first = _penalty(book, now, start)
    found = []
    for wait in waits:
        date = start + wait * ONE_DAY
        penalty = _penalty(book, now, date)
        found.append(Cure(wait, date, base + penalty, penalty, penalty - first))
    return tuple(found)


def day_cost(book: Book, now: Situation) -> DayCost:
    """What one more day costs on the principal that is late, or would be from the due date on."""
    terms, events = now.loan.terms, book.events_of(now.loan.id)
    start = start_of(now)
    loan = run_to(terms, events, start)
    dates = {due.due for due in dues_of(now)}
    late = [due for due in loan.dues if due.date in dates]
    factor = loan.accrual.by_days(start, start + ONE_DAY)
    principal = sum(due.principal for due in late)
    bearing = principal + (sum(due.interest for due in late) if terms.penalty.compound else 0)
    return DayCost(
        late=rounded(bearing * factor * Fraction(terms.penalty.multiplier)),
        agreed=rounded(principal * factor),
    )


def dues_of(now: Situation) -> tuple[OpenDue, ...]:
    """What a delay is about: all that has fallen due, or else the next instalment."""
    return now.behind or now.opened[:1]


def start_of(now: Situation) -> dt.date:
    """The day from which a wait is counted: today, or the due date while it is still to come."""
    return max(now.today, dues_of(now)[0].due)


def _penalty(book: Book, now: Situation, on: dt.date) -> int:
    terms, events = now.loan.terms, book.events_of(now.loan.id)
    dates = sorted({due.due for due in dues_of(now)})
    return sum(
        late_cost(terms, events, date, (on - date).days, min(now.today, on)).total for date in dates
    )


def _without_penalty(book: Book, now: Situation, start: dt.date) -> int:
    """Principal, interest and fees of the dues: nothing of them has grown before `start`."""
    counted = _penalty(book, now, start) if now.behind else 0
    return sum(due.left for due in dues_of(now)) - counted
