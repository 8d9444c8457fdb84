"""Ideas -> Actions: each is tried on the same futures, so that its promise is a measured one."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from planner.advice.action import Action, Idea
from planner.advice.actions import ACTIONS
from planner.advice.actions.prepay import prepay
from planner.basics.errors import UserError
from planner.book.edit import Change, Edit, apply
from planner.outlook import runway
from planner.outlook.due_risk import cushion_of, due_of, judged
from planner.outlook.level import Level
from planner.outlook.outlook import Due, Outlook
from planner.simulation.paths import Simulation
from planner.simulation.setting import Cancelled, never
from planner.simulation.timeline import Timeline

MAX_DUES = 3
"""Ways out are looked for the earliest risky dues only: later ones change with them."""
MAX_PER_DUE = 6
MAX_PER_KIND = 2
WORTH_SAYING = 0.005
"""A smaller fall of the chance is noise of the simulation, not an effect."""


@dataclass(frozen=True, slots=True, eq=False)
class After:
    """A book as it would stand after some edits, on the same futures."""

    dues: tuple[Due, ...]
    plan: Timeline


@dataclass(frozen=True, slots=True, eq=False)
class Trial:
    """A measured action, and what the plan and all dues come to with it."""

    action: Action
    after: After


def actions_for(
    simulation: Simulation, outlook: Outlook, cancelled: Callable[[], bool] = never
) -> tuple[Trial, ...]:
    """What would help the earliest risky dues, best first for each.

    Best: needs no lender; brings the chance under the tight limit; then costs least; then is
    easiest. Whatever would make another due worse is left out. Those that only make the gap
    smaller come last and have an equal chance before and after: they help together with others.
    Where nothing is at risk: what idle money would save, if anything. Raises Cancelled.
    """
    risky = [due for due in outlook.dues if due.level > Level.covered][:MAX_DUES]
    if not risky:
        return tuple(_savings(simulation, outlook, cancelled))
    known: dict[tuple[Change, ...], After | None] = {}
    return tuple(
        trial for due in risky for trial in _best(simulation, outlook, due, known, cancelled)
    )


def worth_showing(trials: Iterable[Trial]) -> tuple[Action, ...]:
    """Those that lower the chance or the level by themselves, a few of each kind for each due.

    What needs the lender comes last and always has its place.
    """
    shown: list[Action] = []
    for _, group in _by_due(trial.action for trial in trials if trial.action.helps_alone):
        varied = list(_varied(group))
        own = [action for action in varied if not action.needs_lender]
        shown += own[:MAX_PER_DUE] + [action for action in varied if action.needs_lender]
    return tuple(shown)


def _by_due(actions: Iterable[Action]) -> Iterable[tuple[object, list[Action]]]:
    groups: dict[object, list[Action]] = {}
    for action in actions:
        groups.setdefault((action.due, action.loan), []).append(action)
    return groups.items()


def _best(
    simulation: Simulation,
    outlook: Outlook,
    due: Due,
    known: dict[tuple[Change, ...], After | None],
    cancelled: Callable[[], bool],
) -> list[Trial]:
    limit = simulation.book.limits.tight_chance
    measured: list[Trial] = []
    for idea in _ideas(simulation, outlook, due):
        if cancelled():
            raise Cancelled
        changes = idea.edit.changes
        if changes not in known:
            known[changes] = after_edits(simulation, idea.edit)
        after = known[changes]
        action = None if after is None else _action(simulation, outlook, idea, after, due)
        if action is not None and after is not None:
            measured.append(Trial(action, after))
    measured.sort(key=lambda one: _rank(one.action, limit))
    return measured


def _rank(action: Action, limit: float) -> tuple[bool, bool, bool, int, int, float]:
    return (
        not action.helps_alone, action.needs_lender, action.chance_after >= limit,
        max(action.cost, 0), action.effort, action.chance_after,
    )  # fmt: skip


def _ideas(simulation: Simulation, outlook: Outlook, due: Due) -> Iterator[Idea]:
    for finder in ACTIONS:
        yield from finder(simulation.book, outlook, due)


def _savings(
    simulation: Simulation, outlook: Outlook, cancelled: Callable[[], bool]
) -> Iterator[Trial]:
    """The early repayment that saves most and leaves every due covered, if any."""
    first = {due.loan: due for due in reversed(outlook.dues)}
    pairs = [
        (idea, due) for due in first.values() for idea in prepay(simulation.book, outlook, due)
    ]
    for idea, due in sorted(pairs, key=lambda pair: pair[0].cost):
        if cancelled():
            raise Cancelled
        after = after_edits(simulation, idea.edit)
        if after is not None and all(one.level is Level.covered for one in after.dues):
            yield Trial(_measured(simulation, outlook, idea, after, due), after)
            return


def _varied(actions: Iterable[Action]) -> Iterator[Action]:
    """At most `MAX_PER_KIND` of a kind, in their order."""
    counts: dict[str, int] = {}
    for action in actions:
        counts[action.kind] = counts.get(action.kind, 0) + 1
        if counts[action.kind] <= MAX_PER_KIND:
            yield action


def after_edits(simulation: Simulation, *edits: Edit) -> After | None:
    """All dues and the plan as they would stand after some edits, same luck; None: no fit.

    Nor do edits fit when they take more out of the emergency fund than it holds, or take another
    own account under its minimum.
    """
    book = simulation.book
    try:
        for edit in edits:
            book = apply(book, edit)
    except UserError:
        return None
    after = simulation.of(book)
    lines = after.timeline.expected
    if any(min(lines[key]) < floor for key, floor in floors(simulation).items()):
        return None
    return After(tuple(due_of(one, book) for one in judged(after)), after.timeline)


def floors(simulation: Simulation) -> dict[str, int]:
    """Below what no way out may take the plan of an account (minor units).

    Of the emergency fund: 0; of others that no loan is debited from: their minimum; of each what
    its plan reaches anyway. Accounts that dues are judged on are judged by these.
    """
    book, lines = simulation.book, simulation.timeline.expected
    reserves = set(book.reserve_accounts)
    debited = {loan.debit_account for loan in book.loans.values()}
    return {
        key: min(0 if key in reserves else account.minimum, *lines[key])
        for key, account in book.accounts.items()
        if key in reserves or (account.is_spendable and key not in debited)
    }


def _action(
    simulation: Simulation, outlook: Outlook, idea: Idea, after: After, due: Due
) -> Action | None:
    """The measured action, or None when it does not help or harms another due."""
    action = _measured(simulation, outlook, idea, after, due)
    later = {(one.loan, one.number): one for one in after.dues}
    mine = later.get((due.loan, due.number))
    if not action.helps_alone and mine is not None and mine.move >= due.move:
        return None
    harmed = (_is_harmed(one, later.get((one.loan, one.number))) for one in outlook.dues)
    return None if any(harmed) else action


def _measured(
    simulation: Simulation, outlook: Outlook, idea: Idea, after: After, due: Due
) -> Action:
    mine = next(
        (one for one in after.dues if (one.loan, one.number) == (due.loan, due.number)), None
    )
    chance, level = (mine.chance_short, mine.level) if mine else (0.0, Level.covered)
    left = mine.expected_balance_after if mine else _left_without(simulation, due, after)
    is_better = chance < due.chance_short - WORTH_SAYING or level < due.level
    return Action(
        kind=idea.kind,
        title=idea.title,
        edit=idea.edit,
        cost=idea.cost,
        due=due.date,
        loan=due.loan,
        chance_before=due.chance_short,
        chance_after=chance,
        days_of_safety_after=runway.days_of_safety(after.dues, outlook.stamp.today),
        effort=idea.effort,
        helps_alone=is_better or due.level is Level.covered,
        needs_lender=idea.needs_lender,
        left_before=due.expected_balance_after,
        left_after=left,
        cushion=cushion_of(simulation.book, due.account),
        level_before=due.level,
        level_after=level,
    )


def _left_without(simulation: Simulation, due: Due, after: After) -> int:
    """What is left in the account of `due` where an action has done away with it."""
    day = max(0, (due.date - simulation.timeline.today).days)
    before, then = (plan.expected[due.account] for plan in (simulation.timeline, after.plan))
    return due.expected_balance_after + then[day] - before[day]


def _is_harmed(before: Due, after: Due | None) -> bool:
    if after is None:
        return False
    return after.level > before.level or after.chance_short > before.chance_short + WORTH_SAYING
