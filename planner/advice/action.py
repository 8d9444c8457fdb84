"""Action: a way out as an Edit, with its cost and the effect measured by re-simulation."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from planner.basics.text import Text
from planner.book.book import Book
from planner.book.edit import Edit
from planner.outlook.level import Level
from planner.outlook.outlook import Due, Outlook


@dataclass(frozen=True, slots=True)
class Idea:
    """A way out before it has been measured."""

    kind: str
    title: Text
    edit: Edit
    cost: int = 0
    """What it costs in the end, minor units (0: nothing; negative: it saves)."""
    effort: int = 0
    """Rank among equals: smaller is easier for the owner."""
    needs_lender: bool = False
    """Only the lender's consent makes it possible."""


@dataclass(frozen=True, slots=True)
class Action:
    """A way out with its promise: the chance of being short before and after, same seed."""

    kind: str
    title: Text
    edit: Edit
    cost: int
    """Minor units; negative: it saves."""
    due: dt.date
    loan: str
    chance_before: float
    chance_after: float
    days_of_safety_after: int | None
    effort: int = 0
    helps_alone: bool = True
    """Whether it lowers chance or level by itself; else it only makes the gap smaller."""
    needs_lender: bool = False
    left_before: int = 0
    """Expected balance after the due as things stand (minor units) …"""
    left_after: int = 0
    """… and after the action."""
    cushion: int = 0
    """What the owner wants to keep in that account, minor units."""
    level_before: Level = Level.covered
    level_after: Level = Level.covered

    @property
    def lifts_cushion(self) -> bool:
        """Whether the plan goes from under the cushion to at least the cushion."""
        return self.left_before < self.cushion <= self.left_after

    @property
    def is_saving(self) -> bool:
        """It cures nothing: it uses idle money to pay less in the end."""
        return self.kind == "prepay" and self.level_before is Level.covered


Finder = Callable[[Book, Outlook, Due], Iterable[Idea]]
"""Looks for ideas that could help with one due date."""
