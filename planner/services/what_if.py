"""What if: named scenarios tried on the same futures as the book itself, side by side.

Nothing is saved: a scenario is adopted by applying `Scenario.as_edit()`. Whatever is shown of it
is what the look ahead will say after that (same history read, same seed).
"""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from planner.advice.action import Action
from planner.book.book import Book
from planner.flows.pattern import Pattern, learn
from planner.outlook import runway
from planner.outlook.due_risk import Judged, chance_of_any, due_of, judged
from planner.outlook.outlook import DayBand, Due
from planner.services.what_ifs import SCENARIOS
from planner.services.what_ifs._kind import Ground, Kind, Param, Value, Values, defaults
from planner.simulation.paths import Simulation, simulate
from planner.simulation.scenario import Scenario
from planner.simulation.setting import Cancelled, Setting, never

__all__ = [
    "SCENARIOS", "Cancelled", "Comparison", "Figures", "Futures", "Ground", "Kind", "Param",
    "Scenario", "Tried", "Value", "Values", "begin", "compare", "defaults", "of_action", "try_out",
]  # fmt: skip

SOON = 60
"""Days of the nearer chance."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What is compared. Amounts in minor units, chances 0…1."""

    days_of_safety: int | None
    """None: none of the dues in the horizon is in danger."""
    first_risky: Due | None
    lowest: DayBand | None
    """The day on which the middle path is lowest."""
    end: DayBand | None
    """The last day of the horizon."""
    chance_soon: float
    """That any due of the next 60 days is short."""
    chance_year: float
    """That any due of the horizon is short."""
    cost: int = 0


@dataclass(frozen=True, slots=True)
class Tried:
    """A scenario (None: the book as it is) and what would come of it."""

    scenario: Scenario | None
    figures: Figures
    balance: int
    """Spendable cash this evening."""
    days: tuple[DayBand, ...]
    dues: tuple[Due, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The book as it is, and scenarios in the order they were asked for."""

    base: Tried
    tried: tuple[Tried, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Futures:
    """The futures of a book, drawn once; every scenario meets the same luck."""

    simulation: Simulation
    base: Tried

    @property
    def book(self) -> Book:
        """The book as it is."""
        return self.simulation.book


def begin(
    book: Book,
    today: dt.date,
    *,
    days: int = 365,
    paths: int = 10_000,
    seed: int = 1,
    cancelled: Callable[[], bool] = never,
) -> Futures:
    """Draw the futures of `book`. Raises `Cancelled` when `cancelled()` turns true meanwhile."""
    setting = Setting(today, max(1, days), max(1, paths), seed)
    simulation = simulate(book, setting, cancelled)
    return Futures(simulation, _tried(simulation, None))


def try_out(futures: Futures, scenario: Scenario, cancelled: Callable[[], bool] = never) -> Tried:
    """What would come of `scenario`. Raises UserError where an edit does not fit, or `Cancelled`.

    The drawn futures are used again unless the edits change how the history is read (an invoice
    or planned entry that stands for usual flows) or which accounts are debited.
    """
    if cancelled():
        raise Cancelled
    base, book = futures.simulation, scenario.over(futures.book)
    if _can_reuse(base, book):
        return _tried(base.of(book), scenario)
    return _tried(simulate(book, base.noise.setting, cancelled), scenario)


def compare(
    futures: Futures, scenarios: Iterable[Scenario], cancelled: Callable[[], bool] = never
) -> Comparison:
    """Several scenarios beside the book as it is. Raises like `try_out`."""
    tried = tuple(try_out(futures, scenario, cancelled) for scenario in scenarios)
    return Comparison(futures.base, tried)


def of_action(action: Action) -> Scenario:
    """A way out as a scenario, so that it can be looked at beside others."""
    return Scenario(action.title, (action.edit,), "action", None, action.cost)


def _can_reuse(base: Simulation, book: Book) -> bool:
    debited = {loan.debit_account for loan in book.loans.values()}
    known = {loan.debit_account for loan in base.book.loans.values()}
    if debited - known or book.accounts != base.book.accounts:
        return False
    return _is_same(base.pattern, learn(book, base.noise.setting.today))


def _is_same(one: Pattern, other: Pattern) -> bool:
    """Whether two readings of the history expect the same."""
    if (one.first, one.days, len(one.streams)) != (other.first, other.days, len(other.streams)):
        return False
    return all(
        (a.account, a.belief, a.resumes) == (b.account, b.belief, b.resumes)
        and np.array_equal(a.daily, b.daily)
        for a, b in zip(one.streams, other.streams, strict=True)
    )


def _tried(simulation: Simulation, scenario: Scenario | None) -> Tried:
    found = judged(simulation)
    dues = tuple(due_of(one, simulation.book) for one in found)
    days = runway.bands(simulation)
    today = simulation.timeline.today
    figures = Figures(
        days_of_safety=runway.days_of_safety(dues, today),
        first_risky=runway.first_risky(dues),
        lowest=runway.lowest(days),
        end=days[-1] if days else None,
        chance_soon=_any_short(found, today + dt.timedelta(days=SOON)),
        chance_year=_any_short(found, dt.date.max),
        cost=scenario.cost if scenario else 0,
    )
    balances = simulation.timeline.balances.items()
    accounts = simulation.book.accounts
    balance = sum(amount for key, amount in balances if accounts[key].is_spendable)
    return Tried(scenario, figures, balance, days, dues)


def _any_short(found: Sequence[Judged], until: dt.date) -> float:
    """Chance that at least one coming due up to `until` is short."""
    return chance_of_any(
        one for one in found if not one.flow.days_past_due and one.flow.date <= until
    )
