"""The way out: the smallest set of actions that keeps the dues covered for longest."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from planner.advice.action import Action
from planner.advice.measure import dues_after
from planner.basics.text import N_, Text, text
from planner.book.edit import Change, Edit
from planner.outlook.outlook import Due, Outlook
from planner.simulation.paths import Simulation

MOST_TRIED = 6
"""Only the best actions are combined, so that a second is never spent on it."""
LARGEST_SET = 3


@dataclass(frozen=True, slots=True)
class WayOut:
    """Some actions together, with their measured effect."""

    actions: tuple[Action, ...]
    edit: Edit
    cost: int
    covers_all: bool
    """Whether every due of the horizon falls under the tight limit."""
    first_open: dt.date | None
    """The first due that stays at or over the limit; None: none."""
    chance_after: float
    """The greatest chance of a single due up to `first_open`, that one left out."""


def way_out(simulation: Simulation, outlook: Outlook, actions: Sequence[Action]) -> WayOut | None:
    """The set whose first open due lies latest; of those the smallest, then the cheapest.

    None when no set moves the first open due. "Open" is a chance at or over the tight limit.
    """
    limit = simulation.book.limits.tight_chance
    best: tuple[tuple[int, int, int], WayOut] | None = None
    far = outlook.stamp.days + 1
    start = _first_open(outlook.dues, limit)
    if start is None:
        return None
    for chosen in _sets(_distinct(actions)[:MOST_TRIED]):
        edit = _together(chosen)
        dues = None if edit is None else dues_after(simulation, edit)
        if edit is None or dues is None:
            continue
        still = _first_open(dues, limit)
        if still is not None and still.date <= start.date:
            continue
        reach = (still.date - outlook.stamp.today).days if still else far
        cost = sum(action.cost for action in chosen)
        rank = (-reach, len(chosen), cost)
        if best is None or rank < best[0]:
            best = (rank, _made(chosen, edit, cost, dues, still))
    return best[1] if best else None


def _first_open(dues: Sequence[Due], limit: float) -> Due | None:
    return next((due for due in dues if due.chance_short >= limit), None)


def _distinct(actions: Sequence[Action]) -> list[Action]:
    """Without actions that make the same changes; the best of every due first, then the next."""
    found: dict[tuple[Change, ...], tuple[int, Action]] = {}
    places: dict[dt.date, int] = {}
    for action in actions:
        places[action.due] = place = places.get(action.due, -1) + 1
        found.setdefault(action.edit.changes, (place, action))
    return [action for _, action in sorted(found.values(), key=lambda pair: pair[0])]


def _sets(actions: Sequence[Action]) -> Iterator[tuple[Action, ...]]:
    for size in range(1, LARGEST_SET + 1):
        yield from combinations(actions, size)


def _together(actions: tuple[Action, ...]) -> Edit | None:
    """One edit of several; None when two change the same fact."""
    changes = tuple(change for action in actions for change in action.edit.changes)
    keys = {(change.kind, change.id) for change in changes}
    return Edit(actions[0].title, changes) if len(keys) == len(changes) else None


def _made(
    actions: tuple[Action, ...], edit: Edit, cost: int, dues: Sequence[Due], still: Due | None
) -> WayOut:
    kept = [due.chance_short for due in dues if still is None or due.date < still.date]
    return WayOut(
        actions, edit, cost, still is None, still.date if still else None, max(kept, default=0.0)
    )


def together(way: WayOut) -> Action:
    """The way out as one action, in one edit; its chance is that of the worst due it keeps."""
    first = way.actions[0]
    title = text(N_("Together: {steps}"), steps=titles(way))
    return replace(
        first,
        kind="together",
        title=title,
        edit=replace(way.edit, title=title),
        cost=way.cost,
        chance_after=way.chance_after,
        helps_alone=True,
    )


def titles(way: WayOut) -> tuple[Text, ...]:
    """What to do, one line each."""
    return tuple(action.title for action in way.actions)
