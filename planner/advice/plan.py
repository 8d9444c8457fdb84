"""The way out: the cheapest small set of actions that brings every due under the tight limit.

Sets are first added up on the plan alone, which costs next to nothing; only the most promising
are tried on all futures. What is promised is always what was tried.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import NamedTuple

from planner.advice.action import Action
from planner.advice.measure import After, Trial, after_edits, floors
from planner.basics.money import LIMIT
from planner.basics.text import N_, Text, text
from planner.book.edit import Change, Edit
from planner.outlook.outlook import Due, Outlook
from planner.simulation.paths import Simulation

MOST_COMBINED = 14
"""Only so many actions are combined: the best of every due first, then the next. What changes a
loan is always tried, because a set holds at most one such change."""
LARGEST_SET = 3
MOST_TRIED = 8
"""Sets that are tried on all futures."""
Rank = tuple[int, ...]
FREE = (0, 0, 0, 0, 0)
"""Begin of the rank of a set that covers all without the lender, costs nothing, keeps the cushion."""


@dataclass(frozen=True, slots=True)
class WayOut:
    """Some actions together, with their measured effect."""

    actions: tuple[Action, ...]
    edit: Edit
    cost: int
    covers_all: bool
    """Whether every due of the horizon falls under the tight limit and none is overdue."""
    first_open: dt.date | None
    """The first due that stays at or over the limit; None: none."""
    chance_after: float
    """The greatest chance of a single due up to `first_open`, that one left out."""
    needs_lender: bool = False
    """Whether one of them needs the lender's consent."""
    keeps_cushion: bool = True
    """Whether the plan leaves the cushion after each of those dues."""
    left_after: int = 0
    """The least that the plan leaves after one of those dues, minor units."""


def way_out(simulation: Simulation, outlook: Outlook, trials: Sequence[Trial]) -> WayOut | None:
    """The set that covers every due: without the lender if there is one, then the cheapest.

    Of equals the one that keeps the cushion, then the smallest. Where no set covers all, the one
    whose first open due lies latest. None when no set moves the first open due. "Open" is a
    chance at or over the tight limit, and what is overdue.
    """
    start = _first_open(outlook.dues, simulation.book.limits.tight_chance)
    if start is None:
        return None
    sums = _Sums(simulation, outlook)
    combined = _combined(trials)
    own = [trial for trial in combined if not trial.action.needs_lender]
    best = _best(sums, own, start.date)
    if (best is None or not best.covers_all) and len(own) < len(combined):
        asked = _best(sums, combined, start.date)
        best = asked or best
    return best


def _best(sums: "_Sums", trials: Sequence[Trial], start: dt.date) -> WayOut | None:
    """The best set of `trials` of those that are tried; None: none moves the first open due."""
    best: tuple[Rank, WayOut] | None = None
    for _, chosen, edit in sums.ranked(trials)[:MOST_TRIED]:
        after = after_edits(sums.simulation, edit)
        still = None if after is None else _first_open(after.dues, sums.limit)
        if after is None or (still is not None and still.date <= start):
            continue
        way = _made(sums.simulation, chosen, edit, after, still)
        rank = _rank(sums.outlook, chosen, still, is_low=not way.keeps_cushion)
        if best is None or rank < best[0]:
            best = (rank, way)
        if way.covers_all:
            break
    return best[1] if best else None


class _Sums:
    """What sets of actions come to on the plan: their shifts of the balances are added up."""

    def __init__(self, simulation: Simulation, outlook: Outlook) -> None:
        self.simulation = simulation
        self.outlook = outlook
        self.limit = simulation.book.limits.tight_chance
        self._base = After(outlook.dues, simulation.timeline)
        self._floors = floors(simulation)

    def ranked(self, trials: Sequence[Trial]) -> list[tuple[Rank, tuple[Trial, ...], Edit]]:
        """Every set that could move the first open due, the most promising first.

        Larger sets are left out where a smaller one covers all, costs nothing and keeps the cushion.
        """
        loans = [None, *(trial for trial in trials if _changes_loan(trial))]
        own = [trial for trial in trials if not _changes_loan(trial)]
        found = []
        for size in range(1, LARGEST_SET + 1):
            for loan in loans:
                goals = [self._goal(due) for due in (loan.after if loan else self._base).dues]
                shifts = {id(trial): self._shifts(trial, goals) for trial in own}
                for others in combinations(own, size - (loan is not None)):
                    chosen = others if loan is None else (*others, loan)
                    edit = _together(chosen)
                    if edit is not None and not self._runs_dry(chosen):
                        rank = self._rank(chosen, goals, [shifts[id(one)] for one in others])
                        found.append((rank, chosen, edit))
            if any(rank[:5] == FREE for rank, _, _ in found):
                break
        found.sort(key=lambda one: one[0])
        return found

    def _goal(self, due: Due) -> "_Goal":
        book = self.simulation.book
        before = book.loans[due.loan].terms.debit == "before_income"
        day = max(0, (due.date - self.simulation.timeline.today).days - before)
        needed = LIMIT if due.days_past_due else max(due.move, -due.expected_balance_after)
        return _Goal(due, day, needed, due.to_cover)

    def _shifts(self, trial: Trial, goals: Sequence["_Goal"]) -> list[int]:
        """By how much a trial raises the balance that each due meets."""
        base, after = self.simulation.timeline.expected, trial.after.plan.expected
        return [
            after[goal.due.account][goal.day] - base[goal.due.account][goal.day] for goal in goals
        ]

    def _runs_dry(self, chosen: tuple[Trial, ...]) -> bool:
        """Whether together they take an account under its floor, though none does so alone."""
        for key, floor in self._floors.items():
            base = self.simulation.timeline.expected[key]
            lines = [
                trial.after.plan.expected[key]
                for trial in chosen
                if trial.after.plan.expected[key] != base
            ]
            if len(lines) < 2:
                continue
            spare = len(lines) - 1
            if any(
                sum(day) - spare * known < floor for known, *day in zip(base, *lines, strict=True)
            ):
                return True
        return False

    def _rank(
        self, chosen: Sequence[Trial], goals: Sequence["_Goal"], shifts: Sequence[Sequence[int]]
    ) -> Rank:
        is_low = False
        for place, goal in enumerate(goals):
            shift = sum(one[place] for one in shifts)
            if shift < goal.needed:
                return _rank(self.outlook, chosen, goal.due, is_low=is_low)
            is_low = is_low or shift < goal.wanted
        return _rank(self.outlook, chosen, None, is_low=is_low)


class _Goal(NamedTuple):
    """What a due wants from a set of actions."""

    due: Due
    day: int
    """The evening whose balance it meets."""
    needed: int
    """By how much that must rise, or may fall, for the chance and the plan (minor units).

    No money moved ends a delay: only a change of the loan does."""
    wanted: int
    """The same with the cushion kept."""


def _rank(outlook: Outlook, chosen: Sequence[Trial], still: Due | None, *, is_low: bool) -> Rank:
    actions = [trial.action for trial in chosen]
    lender = int(any(action.needs_lender for action in actions))
    cost = sum(max(action.cost, 0) for action in actions)
    effort = sum(action.effort for action in actions)
    if still is None:
        return (0, 0, lender, cost, int(is_low), len(actions), effort)
    reach = (still.date - outlook.stamp.today).days
    return (1, -reach, lender, len(actions), cost, int(is_low), effort)


def _changes_loan(trial: Trial) -> bool:
    """Whether it changes what is due: then the dues are those after it."""
    return any(change.kind in {"loan", "loan_event"} for change in trial.action.edit.changes)


def _first_open(dues: Sequence[Due], limit: float) -> Due | None:
    return next((due for due in dues if due.chance_short >= limit or due.days_past_due), None)


def _combined(trials: Sequence[Trial]) -> list[Trial]:
    distinct = _distinct(trials)
    own = [trial for trial in distinct if not _changes_loan(trial)]
    return own[:MOST_COMBINED] + [trial for trial in distinct if _changes_loan(trial)]


def _distinct(trials: Sequence[Trial]) -> list[Trial]:
    """Without actions that make the same changes; the best of every due first, then the next."""
    found: dict[tuple[Change, ...], tuple[int, Trial]] = {}
    places: dict[dt.date, int] = {}
    for trial in trials:
        date = trial.action.due
        places[date] = place = places.get(date, -1) + 1
        found.setdefault(trial.action.edit.changes, (place, trial))
    return [trial for _, trial in sorted(found.values(), key=lambda pair: pair[0])]


def _together(chosen: tuple[Trial, ...]) -> Edit | None:
    """One edit of several; None when two change the same fact."""
    changes = tuple(change for trial in chosen for change in trial.action.edit.changes)
    keys = {(change.kind, change.id) for change in changes}
    title = chosen[0].action.title
    return Edit(title, changes) if len(keys) == len(changes) else None


def _made(
    simulation: Simulation,
    chosen: Sequence[Trial],
    edit: Edit,
    after: After,
    still: Due | None,
) -> WayOut:
    actions = tuple(trial.action for trial in chosen)
    kept = [due for due in after.dues if still is None or due.date < still.date]
    return WayOut(
        actions=actions,
        edit=edit,
        cost=sum(action.cost for action in actions),
        covers_all=still is None,
        first_open=still.date if still else None,
        chance_after=max((due.chance_short for due in kept), default=0.0),
        needs_lender=any(action.needs_lender for action in actions),
        keeps_cushion=not any(due.to_cover for due in kept),
        left_after=min((due.expected_balance_after for due in kept), default=0),
    )


def together(way: WayOut) -> Action:
    """The way out as one action, in one edit; its chance is that of the worst due it keeps."""
    first = min(way.actions, key=lambda action: action.due)
    title = text(N_("Together: {steps}"), steps=titles(way))
    return replace(
        first,
        kind="together",
        title=title,
        edit=replace(way.edit, title=title),
        cost=way.cost,
        chance_after=way.chance_after,
        helps_alone=True,
        needs_lender=way.needs_lender,
        left_after=way.left_after,
    )


def titles(way: WayOut) -> tuple[Text, ...]:
    """What to do, one line each."""
    return tuple(action.title for action in way.actions)
