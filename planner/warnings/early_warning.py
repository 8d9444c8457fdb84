"""EarlyWarning: one thing the owner should know, with its reason; and what a rule is."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from planner.basics.text import Text
from planner.book.book import Book
from planner.outlook.level import Level
from planner.outlook.outlook import Outlook


@dataclass(frozen=True, slots=True)
class EarlyWarning:
    """A warning in whole sentences, not yet put into words."""

    rule: str
    level: Level
    headline: Text
    """One line: what and when."""
    sentence: Text
    """The whole warning in one sentence: date, loan, sum, time left."""
    detail: Text
    """How sure, how much, how long there is time."""
    reason: Text
    """How this is worked out."""
    due: dt.date | None = None
    loan: str = ""
    lead_days: int = 0
    """Days from today to what is warned of; negative: past."""


Rule = Callable[[Book, Outlook], list[EarlyWarning]]
"""A rule looks at the book and the outlook and returns what it has to say, or nothing."""
