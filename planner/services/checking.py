"""The daily check: one exit code and one sentence."""

from typing import NamedTuple

from planner.book.book import Book
from planner.outlook.level import Level
from planner.services.look_ahead import LookAhead
from planner.services.outlook_words import calm, steps_today
from planner.wording import Wording

EXIT_CODES = {Level.covered: 0, Level.tight: 10, Level.short: 11, Level.overdue: 12}


class Checked(NamedTuple):
    """What `check` prints and returns."""

    exit_code: int
    sentence: str
    steps: tuple[str, ...] = ()
    """What can be done today, where a loan is overdue."""


def check(book: Book, look: LookAhead, wording: Wording) -> Checked:
    """The worst level among the dues, and the earliest warning of that level in one sentence."""
    worst = max((due.level for due in look.outlook.dues), default=Level.covered)
    for warning in look.warnings:
        if warning.level is worst and worst is not Level.covered:
            steps = tuple(wording.say(step).strip() for step in steps_today(book, look))
            return Checked(EXIT_CODES[worst], wording.say(warning.sentence), steps)
    return Checked(EXIT_CODES[worst], wording.say(calm(book, look.outlook)))
