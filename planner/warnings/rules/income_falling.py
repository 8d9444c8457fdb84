"""Less comes in than in the same weeks of last year."""

import datetime as dt

from planner.basics.text import N_, Amount, Fact, Percent, text
from planner.book.book import Book
from planner.book.takings import ONE_DAY, income, is_on_record
from planner.outlook.level import Level
from planner.outlook.outlook import Outlook
from planner.warnings.early_warning import EarlyWarning
from planner.warnings.rules._said import touches_festival

SPAN = 56
"""Days that are compared: eight whole weeks."""
YEAR = dt.timedelta(days=364)
"""Back to the same weekday of last year."""
FALL = 0.20
"""A smaller fall is within the usual swings of eight weeks."""


def income_falling(book: Book, outlook: Outlook) -> list[EarlyWarning]:
    """A note when the last eight weeks brought a fifth less than the same weeks of last year.

    It never raises the level: the level speaks of due dates.
    """
    today = outlook.stamp.today
    first = today - (SPAN - 1) * ONE_DAY
    if not is_on_record(book, first - YEAR) or touches_festival(first, today):
        return []
    now, then = income(book, first, today), income(book, first - YEAR, today - YEAR)
    if then <= 0 or now > (1 - FALL) * then:
        return []
    facts: dict[str, Fact] = {
        "now": Amount(now, book.currency, exact=False),
        "then": Amount(then, book.currency, exact=False),
        "fall": Percent(1 - now / then),
    }
    return [
        EarlyWarning(
            rule="income_falling",
            level=Level.covered,
            headline=text(N_("Income is {fall} lower than a year ago"), **facts),
            sentence=text(
                N_("In the last eight weeks {now} came in; in the same weeks of last year {then}."),
                **facts,
            ),
            detail=text(
                N_("What if shows how the due dates fare if it stays so, and what would help.")
            ),
            reason=text(
                N_(
                    "Compared are eight whole weeks up to today with the same weekdays of last "
                    "year. Transfers and loan money are not income."
                )
            ),
        )
    ]
