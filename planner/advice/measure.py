"""Ideas -> Actions: each is tried on the same futures, so that its promise is a measured one."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from planner.advice.action import Action, Idea
from planner.advice.actions import ACTIONS
from planner.basics.errors import UserError
from planner.book.edit import Edit, apply
from planner.outlook import runway
from planner.outlook.due_risk import due_of, judged
from planner.outlook.level import Level
from planner.outlook.outlook import Due, Outlook
from planner.simulation.paths import Simulation
from planner.simulation.setting import Cancelled, never

MAX_DUES = 3
"""Ways out are looked for the earliest risky dues only: later ones change with them."""
MAX_PER_DUE = 6
MAX_PER_KIND = 2
WORTH_SAYING = 0.005
"""A smaller fall of the chance is noise of the simulation, not an effect."""


class Tried(NamedTuple):
    """An idea and the dues as they stand after it."""

    idea: Idea
    dues: tuple[Due, ...]


def actions_for(
    simulation: Simulation, outlook: Outlook, cancelled: Callable[[], bool] = never
) -> tuple[Action, ...]:
    """What would help the earliest risky dues, best first for each.

    Best: brings the chance under the tight limit; then costs least; then is easiest. Whatever
    would make another due worse is left out. Those that only make the gap smaller come last and
    have an equal chance before and after: they help together with others. Raises Cancelled.
    """
    risky = [due for due in outlook.dues if due.level > Level.covered][:MAX_DUES]
    return tuple(action for due in risky for action in _best(simulation, outlook, due, cancelled))


def worth_showing(actions: Iterable[Action]) -> tuple[Action, ...]:
    """Those that lower the chance or the level by themselves."""
    return tuple(action for action in actions if action.helps_alone)


def _best(
    simulation: Simulation, outlook: Outlook, due: Due, cancelled: Callable[[], bool]
) -> list[Action]:
    limit = simulation.book.limits.tight_chance
    measured: list[Action] = []
    for idea in _ideas(simulation, outlook, due):
        if cancelled():
            raise Cancelled
        dues = dues_after(simulation, idea.edit)
        action = None if dues is None else _action(outlook, Tried(idea, dues), due)
        if action is not None:
            measured.append(action)
    measured.sort(key=lambda one: (
        not one.helps_alone, one.chance_after >= limit, one.cost, one.effort, one.chance_after
    ))  # fmt: skip
    return list(_varied(measured))[:MAX_PER_DUE]


def _ideas(simulation: Simulation, outlook: Outlook, due: Due) -> Iterator[Idea]:
    for finder in ACTIONS:
        yield from finder(simulation.book, outlook, due)


def _varied(actions: Iterable[Action]) -> Iterator[Action]:
    """At most `MAX_PER_KIND` of a kind, in their order."""
    counts: dict[str, int] = {}
    for action in actions:
        counts[action.kind] = counts.get(action.kind, 0) + 1
        if counts[action.kind] <= MAX_PER_KIND:
            yield action


def dues_after(simulation: Simulation, *edits: Edit) -> tuple[Due, ...] | None:
    """All dues as they would stand after some edits, same luck; None when they don't fit.

    Nor do they fit when they take more out of the emergency fund than it holds.
    """
    book = simulation.book
    try:
        for edit in edits:
            book = apply(book, edit)
    except UserError:
        return None
    after = simulation.of(book)
    if any(_runs_dry(simulation, after, key) for key in book.reserve_accounts):
        return None
    return tuple(due_of(one, book) for one in judged(after))


def _runs_dry(before: Simulation, after: Simulation, account: str) -> bool:
    """Whether the plan takes more out of a reserve than it holds."""
    return min(after.timeline.expected[account]) < min(0, *before.timeline.expected[account])


def _action(outlook: Outlook, tried: Tried, due: Due) -> Action | None:
    """The measured action, or None when it does not help or harms another due."""
    before = {(one.loan, one.number): one for one in outlook.dues}
    after = {(one.loan, one.number): one for one in tried.dues}
    mine = after.get((due.loan, due.number))
    chance, level, move = (mine.chance_short, mine.level, mine.move) if mine else (0.0, 0, 0)
    alone = chance < due.chance_short - WORTH_SAYING or level < due.level
    if not alone and move >= due.move:
        return None
    if any(_is_harmed(one, after.get(key)) for key, one in before.items()):
        return None
    idea = tried.idea
    return Action(
        kind=idea.kind,
        title=idea.title,
        edit=idea.edit,
        cost=idea.cost,
        due=due.date,
        loan=due.loan,
        chance_before=due.chance_short,
        chance_after=chance,
        days_of_safety_after=runway.days_of_safety(tried.dues, outlook.stamp.today),
        effort=idea.effort,
        helps_alone=alone,
    )


def _is_harmed(before: Due, after: Due | None) -> bool:
    if after is None:
        return False
    return after.level > before.level or after.chance_short > before.chance_short + WORTH_SAYING
