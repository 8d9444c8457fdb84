"""How much a month can be paid and kept up: the forecast without this loan, path by path.

On each possible course the most that can be paid every month is the smallest of (money there on
due date k) / k. The share of courses on which a payment can be kept up is its chance.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count, takewhile

import numpy as np
import numpy.typing as npt

from planner.basics.dates import add_months
from planner.basics.money import exponent
from planner.book.book import Book
from planner.book.loan import Terms
from planner.services.lending import found
from planner.simulation.paths import Simulation, simulate
from planner.simulation.setting import Cancelled, Setting, never

CHANCES = (0.8, 0.9, 0.95)
"""How sure the owner may want to be."""
DAYS = 365


@dataclass(frozen=True, slots=True, eq=False)
class Futures:
    """The possible courses of a book on one day, drawn once for every question about them."""

    book: Book
    today: dt.date
    simulation: Simulation

    def most_monthly(self, loan_id: str, chance: float) -> int:
        """The largest monthly payment for a loan that is kept up with `chance` (0…1).

        Minor units, in whole units of the currency; 0 when nothing can be. It takes the place of
        everything the loan wants, on the day of the month it is debited, for a year; payments of
        other loans from the same account come first.
        """
        most = _kept_up(self.simulation, loan_id, found(self.book, loan_id).debit_account)
        place = min(int((1 - chance) * len(most) + 1e-9), len(most) - 1)
        whole = int(10 ** exponent(self.book.currency))
        return max(int(np.partition(most, place)[place]) // whole * whole, 0)


def futures(
    book: Book,
    today: dt.date,
    *,
    seed: int = 1,
    paths: int = 10_000,
    cancelled: Callable[[], bool] = never,
) -> Futures:
    """The courses of `book`; equal arguments give equal courses. Raises `Cancelled`."""
    simulation = simulate(book, Setting(today, DAYS, max(1, paths), seed), cancelled)
    if cancelled():
        raise Cancelled
    return Futures(book, today, simulation)


def _kept_up(simulation: Simulation, loan_id: str, account: str) -> npt.NDArray[np.int64]:
    """Per path, what could be paid on every due date of the horizon (minor units, may be < 0)."""
    plan, unit = simulation.timeline, simulation.noise.unit
    mine = [flow for flow in plan.flows if flow.is_due and flow.source == loan_id]
    days = _due_days(simulation, loan_id)
    least = np.full(simulation.noise.paths, np.iinfo(np.int64).max // 2, dtype=np.int64)
    for number, (day, is_early) in enumerate(days, 1):
        evening = day - 1 if is_early else day
        freed = -sum(flow.amount for flow in mine if plan.offset(flow) <= evening)
        before = _debited_with_it(simulation, loan_id, account, day) if is_early else 0
        random = simulation.noise.row(account, evening).astype(np.int64) * unit
        there = plan.sure[account][evening] + freed + before + random
        least = np.minimum(least, there // number)
    return least


def _debited_with_it(simulation: Simulation, loan_id: str, account: str, day: int) -> int:
    """What other loans debit from the account early on the same day (<= 0)."""
    plan = simulation.timeline
    return sum(
        flow.amount
        for flow in plan.flows
        if flow.is_due
        and flow.before_income
        and flow.source != loan_id
        and (flow.account, plan.offset(flow)) == (account, day)
    )


def _due_days(simulation: Simulation, loan_id: str) -> list[tuple[int, bool]]:
    """The loan's day of the month over the horizon: (days from today, debited before income)."""
    plan, terms = simulation.timeline, simulation.book.loans[loan_id].terms
    is_early = terms.debit == "before_income"
    offsets = ((date - plan.today).days for date in month_days(terms, plan.today))
    return [(offset, is_early) for offset in takewhile(lambda day: day <= plan.days, offsets)]


def month_days(terms: Terms, after: dt.date) -> Iterator[dt.date]:
    """The due day of every month after `after`, endlessly."""
    months = ((after.year - terms.first_due.year) * 12) + after.month - terms.first_due.month
    for month in count(months):
        date = add_months(terms.first_due, month, terms.due_day or None)
        if date > after:
            yield date
