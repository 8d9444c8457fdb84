"""Risk per due date: each instalment against the possible balances of the account it leaves.

Inside a day the debit comes first (noon debit, evening takings): a `before_income` instalment
meets the balance of the evening before, less the instalments debited before it on that day. An
`after_income` one meets the balance at the end of its day. An instalment that finds too little
is debited all the same and stays in the sum, so that one gap is not forgotten by the next due.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from math import ceil

import numpy as np
import numpy.typing as npt

from planner.basics.dates import last_working_day_before
from planner.basics.money import exponent
from planner.book.book import Book
from planner.flows.flow import ExpectedFlow
from planner.outlook.calibration import calibrated, counted_share
from planner.outlook.level import Level
from planner.outlook.outlook import Due
from planner.simulation.luck import Row
from planner.simulation.paths import Simulation

BAD_CASE = 0.95
"""Quantile of the gap among the short paths that is called a bad case."""


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """An instalment against the paths: it is short where `noise` < `needed`."""

    flow: ExpectedFlow
    noise: Row
    """Random part of the balance it meets, in units of the simulation."""
    needed: int
    """Random part (same units) from which on nothing is missing."""
    expected_after: int
    unit: int
    is_learnt: bool = False
    """Usual flows learnt from history move this account: counts of paths are calibrated."""

    @property
    def chance(self) -> float:
        """How likely the money is missing (0…1)."""
        share = float(self.is_short.mean())
        return calibrated(share) if self.is_learnt else share

    @property
    def is_short(self) -> npt.NDArray[np.bool_]:
        """Per path, whether the money is missing."""
        short: npt.NDArray[np.bool_] = self.noise < self.needed
        return short

    def after(self, share: float) -> int:
        """Quantile of the balance after the debit (minor units)."""
        place = int(share * (len(self.noise) - 1))
        return (int(np.partition(self.noise, place)[place]) - self.needed) * self.unit


def judged(simulation: Simulation) -> tuple[Judged, ...]:
    """Every open instalment against the paths, in the order they are debited."""
    plan = simulation.timeline
    dues = sorted(
        (flow for flow in plan.flows if flow.is_due),
        key=lambda flow: (flow.date, not flow.before_income, flow.source, flow.number),
    )
    return tuple(_meets(simulation, dues))


def _meets(simulation: Simulation, dues: list[ExpectedFlow]) -> Iterator[Judged]:
    plan, unit = simulation.timeline, simulation.noise.unit
    learnt = {stream.account for stream in simulation.pattern.streams}
    taken: dict[tuple[str, int], int] = {}
    for flow in plan.flows:
        if not flow.is_due and flow.kind == "instalment" and plan.offset(flow) == 0:
            taken[flow.account, 0] = taken.get((flow.account, 0), 0) + flow.amount
    for flow in dues:
        day, key = plan.offset(flow), (flow.account, plan.offset(flow))
        if day and not flow.before_income:
            sure, hoped, evening = (
                plan.sure[flow.account][day],
                plan.expected[flow.account][day],
                day,
            )
        else:
            taken[key] = taken.get(key, 0) + flow.amount
            evening = max(0, day - 1)
            opening = plan.balances[flow.account]
            sure = taken[key] + (plan.sure[flow.account][day - 1] if day else opening)
            hoped = taken[key] + (plan.expected[flow.account][day - 1] if day else opening)
        row = simulation.noise.row(flow.account, evening)
        yield Judged(flow, row, -(sure // unit), hoped, unit, flow.account in learnt)


def chance_of_any(dues: Iterable[Judged]) -> float:
    """Chance (0…1) that at least one of `dues` is short; 0 when there is none."""
    listed = list(dues)
    if not listed:
        return 0.0
    share = float(np.logical_or.reduce([one.is_short for one in listed]).mean())
    return calibrated(share) if any(one.is_learnt for one in listed) else share


def due_of(one: Judged, book: Book) -> Due:
    """The due as the outlook shows it."""
    flow, short = one.flow, one.is_short
    gaps = np.sort((one.needed - one.noise[short].astype(np.int64)) * one.unit)
    due = Due(
        date=flow.date,
        loan=flow.source,
        loan_name=flow.title,
        number=flow.number,
        amount=-flow.amount,
        account=flow.account,
        chance_short=one.chance,
        gap_if_short=int(gaps.mean() + 0.5) if len(gaps) else 0,
        bad_case_gap=int(gaps[int(BAD_CASE * (len(gaps) - 1))]) if len(gaps) else 0,
        level=Level.covered,
        act_by=last_working_day_before(flow.date),
        move=_move(one, book),
        expected_balance_after=one.expected_after,
        days_past_due=flow.days_past_due,
        paths_short=int(short.sum()),
    )
    thin = rounded_up(max(cushion_of(book, due.account) - one.expected_after, 0), book.currency)
    return replace(due, level=level_of(due, book), to_cover=max(due.move, thin))


def cushion_of(book: Book, account: str) -> int:
    """What the owner wants to keep in `account` (minor units): the book's cushion, or its minimum."""
    return max(book.limits.cushion, book.accounts[account].minimum)


def level_of(due: Due, book: Book) -> Level:
    """How worried to be: limits and cushion are facts of the book, the account's minimum too."""
    limits = book.limits
    if due.days_past_due:
        return Level.overdue
    if due.chance_short >= limits.short_chance or due.expected_balance_after < 0:
        return Level.short
    if due.chance_short >= limits.tight_chance or due.expected_balance_after < cushion_of(
        book, due.account
    ):
        return Level.tight
    return Level.covered


def _move(one: Judged, book: Book) -> int:
    """What to move in so that the chance falls under the tight limit and the plan is not below 0.

    Rounded up to whole units of the currency.
    """
    limit = book.limits.tight_chance
    allowed = _allowed(counted_share(limit) if one.is_learnt else limit, len(one.noise))
    lowest = int(np.partition(one.noise, allowed)[allowed])
    missing = max((one.needed - lowest) * one.unit, -one.expected_after, 0)
    return rounded_up(missing, book.currency)


def rounded_up(amount: int, currency: str) -> int:
    """`amount` minor units, up to the next whole unit of the currency."""
    whole = int(10 ** exponent(currency))
    return -(-amount // whole) * whole


def _allowed(share: float, paths: int) -> int:
    """How many paths may be short with their share still under `share`."""
    return min(max(ceil(share * paths) - 1, 0), paths - 1)
