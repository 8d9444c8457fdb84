"""How long it lasts when nothing comes in, what two weeks of illness do, what the fund changes.

Amounts are minor units, chances 0…1. Nothing is saved.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate

import numpy as np

from planner.basics.dates import ONE_DAY
from planner.basics.errors import UserError
from planner.book.book import Book
from planner.flows.rates import usual_rates
from planner.outlook.calibration import calibrated
from planner.outlook.due_risk import Judged, due_of, judged
from planner.outlook.outlook import Due
from planner.outlook.reserve import HALF_YEAR, reserve_view
from planner.outlook.runway import first_risky
from planner.services.what_ifs._kind import Ground
from planner.services.what_ifs.closed import CLOSED
from planner.simulation.paths import Simulation, simulate
from planner.simulation.setting import Cancelled, Setting, never

__all__ = ["Bridge", "Closed", "FundRisk", "bridging"]

ILL_DAYS = 14
"""Days of illness, or of a closed shop, that are tried."""
DAYS = 365


@dataclass(frozen=True, slots=True)
class Closed:
    """What some days without takings do to the payments ahead."""

    days: int
    first_risky: Due | None
    """The first due in danger then; None: every one of the coming year stays covered."""
    missing: int
    """What the account that is debited would want by that due."""
    fund_covers: bool
    """Whether the emergency fund holds as much."""


@dataclass(frozen=True, slots=True)
class FundRisk:
    """The chance that a due of the coming half year is short though a fund of `amount` steps in."""

    amount: int
    chance: float


@dataclass(frozen=True, slots=True)
class Bridge:
    """How long the money lasts, and what the fund is good for."""

    covered_until: dt.date | None
    """The last day on which bills and instalments are paid if nothing comes in from tomorrow on;
    None: the whole coming year."""
    with_fund_until: dt.date | None
    """The same with the emergency fund."""
    is_paid_today: bool
    """Whether what is owed by now is there at all."""
    closed: Closed | None
    """Two weeks without takings from tomorrow on; None: nothing is known about takings yet."""
    risks: tuple[FundRisk, ...]
    """Without a fund, with that of now, with the advised one and with the goal, by amount; empty
    without dues in that time."""


def bridging(
    book: Book,
    today: dt.date,
    *,
    days: int = DAYS,
    paths: int = 10_000,
    seed: int = 1,
    cancelled: Callable[[], bool] = never,
) -> Bridge:
    """The answers for `book` on the evening of `today`; equal arguments give equal answers.

    Raises `Cancelled` when `cancelled()` turns true meanwhile.
    """
    simulation = simulate(book, Setting(today, max(1, days), max(1, paths), seed), cancelled)
    if cancelled():
        raise Cancelled
    found = judged(simulation)
    line = _only_out(simulation)
    fund = max(0, book.in_reserve(today))
    view = reserve_view(simulation, found)
    return Bridge(
        covered_until=_until(line, 0, today),
        with_fund_until=_until(line, fund, today),
        is_paid_today=line[0] >= 0,
        closed=_closed(simulation, today, fund),
        risks=_risks(simulation, found, (0, fund, view.advised, view.target)),
    )


def _only_out(simulation: Simulation) -> list[int]:
    """Spendable cash at the end of each day when only outgoings go on; day 0 is this evening.

    What comes in is left out: takings, invoices, promises, draws of loans. Own transfers stay.
    """
    book, plan = simulation.book, simulation.timeline
    mine = {key for key, account in book.accounts.items() if account.is_spendable}
    steps = [0] * (plan.days + 1)
    steps[0] = sum(plan.balances[key] for key in mine)
    for flow in plan.flows:
        if flow.account in mine and (flow.amount < 0 or flow.kind == "transfer"):
            steps[plan.offset(flow)] += flow.amount
    for rate in usual_rates(book, simulation.pattern, plan.today):
        if rate.account in mine and rate.total < 0:
            for day in range(rate.resumes + 1, plan.days + 1):
                steps[day] += rate.daily(Fraction(1))
    return list(accumulate(steps))


def _until(line: Sequence[int], more: int, today: dt.date) -> dt.date | None:
    """The last day before `line` + `more` goes below zero; None: it never does."""
    broken = next((day for day, balance in enumerate(line) if balance + more < 0), None)
    return None if broken is None else today + max(0, broken - 1) * ONE_DAY


def _closed(simulation: Simulation, today: dt.date, fund: int) -> Closed | None:
    ground = Ground(simulation.book, today)
    try:
        scenario = CLOSED.make(ground, {"days": ILL_DAYS, "from": ground.tomorrow})
        CLOSED.params(ground)
        book = scenario.over(simulation.book)
    except UserError:
        return None
    dues = [due_of(one, book) for one in judged(simulation.of(book))]
    risky = first_risky(dues)
    missing = max(risky.move, 0) if risky else 0
    return Closed(ILL_DAYS, risky, missing, missing <= fund)


def _risks(
    simulation: Simulation, found: Iterable[Judged], amounts: Iterable[int]
) -> tuple[FundRisk, ...]:
    """For each amount the chance that some path wants more on a due of the coming half year."""
    near = [
        one
        for one in found
        if not one.flow.days_past_due and simulation.timeline.offset(one.flow) <= HALF_YEAR
    ]
    if not near:
        return ()
    deepest = np.max([one.needed - one.noise.astype(np.int64) for one in near], axis=0)
    is_learnt = any(one.is_learnt for one in near)
    risks = []
    for amount in sorted(set(amounts)):
        share = float((deepest * simulation.noise.unit > amount).mean())
        risks.append(FundRisk(amount, calibrated(share) if is_learnt else share))
    return tuple(risks)
