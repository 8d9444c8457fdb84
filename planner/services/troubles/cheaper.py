"""From which day on another way is cheaper than staying late: the delay against a plan of the same end.

The cheapest plan is the one that changes least: what is due is spread over the instalments still to
come, at the contract rate, with no later end. What it costs comes from the loan engine.
"""

import datetime as dt
from dataclasses import dataclass

from planner.basics.dates import ONE_DAY
from planner.basics.text import N_, NN_, Amount, Text, counted, text
from planner.book.book import Book
from planner.book.edit import Edit, apply
from planner.loans.replay import open_dues
from planner.services.troubles.curing import cures, dues_of, start_of
from planner.services.troubles.keeping import month_days
from planner.services.troubles.stages import Situation
from planner.services.troubles.variants import spread

LONGEST = 1095
"""Days after which no point is looked for."""


@dataclass(frozen=True, slots=True)
class Cheaper:
    """The plan of the same end. Amounts in minor units."""

    extra: int
    """What it costs more in the end than paying as agreed."""
    wait: int | None
    """From so many days on (counted as in `Cure`) a delay costs more than `extra`; None: never."""
    date: dt.date | None


def cheaper_way(book: Book, now: Situation) -> Cheaper:
    """The plan for the loan of `now`, and the day from which a delay costs more than it."""
    extra = _extra(book, now)
    low, high = 0, LONGEST
    if _late(book, now, high) <= extra:
        return Cheaper(extra, None, None)
    while low < high:
        middle = (low + high) // 2
        if _late(book, now, middle) > extra:
            high = middle
        else:
            low = middle + 1
    return Cheaper(extra, low, start_of(now) + low * ONE_DAY)


def cheaper_words(book: Book, now: Situation, found: Cheaper) -> Text:
    """The point in a sentence, with both sums behind it."""
    extra = Amount(found.extra, book.currency)
    if found.wait is None or found.date is None:
        key = N_(
            "Spread over the instalments still to come it would cost {extra} more in the end, and "
            "nothing would stay overdue."
        )
        return text(key, extra=extra)
    pair = _FROM_NOW if now.days_past_due else _FROM_DUE
    return counted(*pair, found.wait, extra=extra, date=found.date)


_FROM_NOW = NN_(
    "Spread over the instalments still to come it would cost {extra} more in the end, and nothing "
    "would stay overdue. From {date} on, in {count} day, the delay alone costs more than that.",
    "Spread over the instalments still to come it would cost {extra} more in the end, and nothing "
    "would stay overdue. From {date} on, in {count} days, the delay alone costs more than that.",
)
_FROM_DUE = NN_(
    "Spread over the instalments still to come it would cost {extra} more in the end, and nothing "
    "would stay overdue. From {date} on, {count} day after the due date, a delay alone costs "
    "more than that.",
    "Spread over the instalments still to come it would cost {extra} more in the end, and nothing "
    "would stay overdue. From {date} on, {count} days after the due date, a delay alone costs "
    "more than that.",
)


def _late(book: Book, now: Situation, wait: int) -> int:
    return cures(book, now, (wait,))[0].more


def _extra(book: Book, now: Situation) -> int:
    asked = {due.due for due in dues_of(now)}
    rest = [due for due in now.opened if due.due not in asked]
    first = rest[0].due if rest else next(month_days(now.loan.terms, start_of(now)))
    changes = spread(book, now, max(len(rest), 1), first_due=first)
    after = apply(book, Edit(text(N_("A lower instalment")), changes))
    opened = open_dues(now.loan.terms, after.events_of(now.loan.id), now.today)
    return sum(due.left for due in opened) - sum(due.left for due in now.opened)
