"""The daily check: one exit code and one sentence."""

from dataclasses import dataclass

from planner.book.book import Book
from planner.outlook.level import Level
from planner.services.look_ahead import LookAhead
from planner.services.outlook_words import calm
from planner.wording import Wording

EXIT_CODES = {Level.covered: 0, Level.tight: 10, Level.short: 11, Level.overdue: 12}


@dataclass(frozen=True, slots=True)
class Checked:
    """What `check` prints and returns."""

    exit_code: int
    sentence: str


def check(book: Book, look: LookAhead, wording: Wording) -> Checked:
    """The worst level among the dues, and the earliest warning of that level in one sentence."""
    worst = max((due.level for due in look.outlook.dues), default=Level.covered)
    for warning in look.warnings:
        if warning.level is worst and worst is not Level.covered:
            return Checked(EXIT_CODES[worst], wording.say(warning.sentence))
    return Checked(EXIT_CODES[worst], wording.say(calm(book, look.outlook)))
