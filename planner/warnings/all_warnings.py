"""All warnings of a book, the one that matters most first."""

from planner.book.book import Book
from planner.outlook.outlook import Outlook
from planner.warnings.early_warning import EarlyWarning
from planner.warnings.rules import RULES


def all_warnings(book: Book, outlook: Outlook) -> tuple[EarlyWarning, ...]:
    """What the rules have to say: worst level first, then by date; notes without a date last."""
    found = [warning for rule in RULES for warning in rule(book, outlook)]
    far = outlook.stamp.today.toordinal() + outlook.stamp.days + 1
    return tuple(
        sorted(found, key=lambda one: (-one.level, one.due.toordinal() if one.due else far))
    )
