"""The look ahead: book, day and seed in; outlook, warnings and ways out back."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from planner.advice.action import Action
from planner.advice.measure import actions_for, worth_showing
from planner.advice.plan import WayOut, together, way_out
from planner.book.book import Book
from planner.outlook.assemble import outlook_of
from planner.outlook.outlook import Outlook
from planner.simulation.paths import simulate
from planner.simulation.setting import Cancelled, Setting, never
from planner.warnings.all_warnings import all_warnings
from planner.warnings.early_warning import EarlyWarning

__all__ = ["Cancelled", "LookAhead", "look_ahead", "never"]


@dataclass(frozen=True, slots=True)
class LookAhead:
    """What window, command line and exports show."""

    outlook: Outlook
    warnings: tuple[EarlyWarning, ...]
    """The one that matters most first."""
    actions: tuple[Action, ...]
    """Best first, for the earliest risky due first."""
    way_out: WayOut | None = None
    """The cheapest small set of actions found; None: nothing helps, is risky, or was asked for."""

    def steps(self, most: int) -> tuple[Action, ...]:
        """The best `most` actions to show, among them the whole plan where it takes several.

        The plan comes first, or last where it needs the lender.
        """
        way = self.way_out
        if way is None or (len(way.actions) == 1 and self.actions):
            return self.actions[:most]
        own = self.actions[: most - 1]
        return (*own, together(way)) if way.needs_lender else (together(way), *own)


def look_ahead(
    book: Book,
    today: dt.date,
    *,
    days: int = 365,
    paths: int = 10_000,
    seed: int = 1,
    with_actions: bool = True,
    cancelled: Callable[[], bool] = never,
) -> LookAhead:
    """The look ahead from the evening of `today`: the same arguments give the same answer.

    Raises `Cancelled` when `cancelled()` turns true meanwhile.
    """
    setting = Setting(today, max(1, days), max(1, paths), seed)
    simulation = simulate(book, setting, cancelled)
    outlook = outlook_of(simulation)
    warnings = all_warnings(book, outlook)
    if not with_actions:
        return LookAhead(outlook, warnings, ())
    found = actions_for(simulation, outlook, cancelled)
    way = way_out(simulation, outlook, found)
    return LookAhead(outlook, warnings, worth_showing(found), way)
