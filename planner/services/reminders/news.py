"""Whether there is something new to tell: a changed level, or a due date that comes near.

Ordinarily the level is compared with the one told last, and a due date is new when one of the
chosen days before it has come since the last look. When the clock stands before the latest day
ever looked at, it has been set back: then only what was never told by name is new, and nothing
is told to have become better.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from planner.outlook.level import Level
from planner.outlook.outlook import Due
from planner.services.look_ahead import LookAhead
from planner.services.reminders.memory import Memory


@dataclass(frozen=True, slots=True)
class News:
    """What to tell."""

    level: Level
    due: Due | None = None
    """Which payment it is about; None: all are covered again."""


def news(look: LookAhead, memory: Memory, days: Sequence[int]) -> tuple[News | None, Memory]:
    """The one thing to tell, if any, and what is remembered once it has been told."""
    today = look.outlook.stamp.today
    is_back = memory.mark is not None and today < memory.mark
    worst = max((due.level for due in look.outlook.dues), default=Level.covered)
    risky = (due for due in look.outlook.dues if due.level is worst is not Level.covered)
    about = next(risky, None)
    is_new = worst is not memory.level
    if is_back:
        is_new = about is not None and not _was_told(about, memory)
    near = tuple(_near(look, memory, days))
    said = dict.fromkeys((*memory.said, *(name for _, name in near)))
    if is_new and about is not None:
        said[_name(about, worst.name)] = None
    kept = replace(
        memory,
        level=memory.level if is_back else worst,
        mark=memory.mark if is_back else today,
        said=tuple(said),
        is_blind=False,
    )
    if is_new and about is not None and (worst > memory.level or not near or is_back):
        return News(worst, about), kept
    if near:
        due = max((due for due, _ in near), key=lambda due: (due.level, -due.date.toordinal()))
        return News(due.level, due), kept
    return (News(worst) if is_new else None), kept


def _near(look: LookAhead, memory: Memory, days: Sequence[int]) -> Iterator[tuple[Due, str]]:
    """Due dates of which one of the `days` before has come since the last look, with its name."""
    today = look.outlook.stamp.today
    since = today - dt.timedelta(days=1)
    if memory.mark is not None and memory.mark < today:
        since = memory.mark
    for due in look.outlook.dues:
        if due.date < today or due.level is Level.overdue:
            continue
        for ahead in days:
            name = _name(due, str(ahead))
            if since < due.date - dt.timedelta(days=ahead) <= today and name not in memory.said:
                yield due, name


def _was_told(due: Due, memory: Memory) -> bool:
    """Whether this level of this due date, or a worse one, has been told before."""
    return any(_name(due, level.name) in memory.said for level in Level if level >= due.level)


def _name(due: Due, what: str) -> str:
    return f"{due.loan} {due.number} {due.date.isoformat()} {what}"
