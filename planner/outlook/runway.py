"""How long it lasts: days of safety, the lowest point ahead, what is free to spend."""

import datetime as dt
from collections.abc import Iterable, Sequence

import numpy as np

from planner.outlook.calibration import calibrated_below_zero
from planner.outlook.due_risk import Judged
from planner.outlook.level import Level
from planner.outlook.outlook import DayBand, Due
from planner.simulation.paths import Simulation

ONE_DAY = dt.timedelta(days=1)
WATCHED_DAYS = 60
"""How far ahead it is asked whether the money runs out: as far as it was tested."""


def bands(simulation: Simulation) -> tuple[DayBand, ...]:
    """Possible cash of all spendable accounts at the end of each coming day."""
    plan, noise = simulation.timeline, simulation.noise
    accounts = [key for key, account in simulation.book.accounts.items() if account.is_spendable]
    sure = [sum(day) for day in zip(*(plan.sure[key] for key in accounts), strict=True)]
    hoped = [sum(day) for day in zip(*(plan.expected[key] for key in accounts), strict=True)]
    spread = noise.bands.tolist()
    none = [0] * (plan.days + 1)
    sure, hoped = sure or none, hoped or none
    found = []
    for day in range(1, plan.days + 1):
        p5, p25, p50, p75, p95 = (sure[day] + part for part in spread[day])
        date = plan.today + day * ONE_DAY
        found.append(DayBand(date, p5, p25, p50, p75, p95, hoped[day]))
    return tuple(found)


def first_risky(dues: Iterable[Due]) -> Due | None:
    """The earliest due that is not covered; overdue ones come first."""
    return next((due for due in dues if due.level > Level.covered), None)


def days_of_safety(dues: Iterable[Due], today: dt.date) -> int | None:
    """Days to the first due that is not covered; 0 when one is overdue; None: none ahead."""
    due = first_risky(dues)
    return None if due is None else max(0, (due.date - today).days)


def lowest(days: Sequence[DayBand]) -> DayBand | None:
    """The day on which the middle path is lowest (the first of equals)."""
    return min(days, key=lambda day: day.p50, default=None)


def chance_runs_out(simulation: Simulation, days: int = WATCHED_DAYS) -> float | None:
    """Chance (0…1) that all spendable money is below 0 on some evening of the coming `days`.

    None where an instalment comes in the horizon: its own chance says more.
    """
    plan, noise = simulation.timeline, simulation.noise
    if any(flow.is_due for flow in plan.flows):
        return None
    sure = [sum(day) for day in zip(*(plan.sure[key] for key in noise.spendable), strict=True)]
    below = np.zeros(noise.paths, dtype=bool)
    for day, known in enumerate(sure[: days + 1]):
        if day:
            below |= noise.total_row(day) * noise.unit + known < 0
    share = float(below.mean())
    return calibrated_below_zero(share) if simulation.pattern.streams else share


def free_to_spend(
    simulation: Simulation, days: Sequence[DayBand], found: Iterable[Judged], balance: int
) -> tuple[int, str]:
    """What could be spent today with 19 in 20 futures still covered: the lowest 5 % balance ahead.

    Debits inside a day count too (before that day's income). Never below 0. With it the account
    whose payment sets it where others hold money as well; "" where all money together does.
    """
    spendable = simulation.noise.spendable
    least = min([balance, *(day.p5 for day in days)])
    inside = [(one.after(0.05), one.flow.account) for one in found if one.flow.account in spendable]
    tightest, account = min(inside, default=(least, ""))
    if tightest >= least:
        return max(0, least), ""
    others = sum(simulation.timeline.balances[key] for key in spendable if key != account)
    return max(0, tightest), account if others > 0 else ""
