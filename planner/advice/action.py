"""Action: a way out as an Edit, with its cost and the effect measured by re-simulation."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from planner.basics.text import Text
from planner.book.book import Book
from planner.book.edit import Edit
from planner.outlook.outlook import Due, Outlook


@dataclass(frozen=True, slots=True)
class Idea:
    """A way out before it has been measured."""

    kind: str
    title: Text
    edit: Edit
    cost: int = 0
    """What it costs in the end, minor units (0: nothing)."""
    effort: int = 0
    """Rank among equals: smaller is easier for the owner."""


@dataclass(frozen=True, slots=True)
class Action:
    """A way out with its promise: the chance of being short before and after, same seed."""

    kind: str
    title: Text
    edit: Edit
    cost: int
    due: dt.date
    loan: str
    chance_before: float
    chance_after: float
    days_of_safety_after: int | None
    effort: int = 0
    helps_alone: bool = True
    """Whether it lowers chance or level by itself; else it only makes the gap smaller."""


Finder = Callable[[Book, Outlook, Due], Iterable[Idea]]
"""Looks for ideas that could help with one due date."""
