"""A supplier costs more than before, purchase for purchase."""

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from planner.basics.text import N_, Amount, Fact, Percent, text
from planner.book.book import Book
from planner.book.purchases import purchases
from planner.book.takings import ONE_DAY, income, is_on_record
from planner.outlook.level import Level
from planner.outlook.outlook import Outlook
from planner.warnings.early_warning import EarlyWarning
from planner.warnings.rules._said import touches_festival

SPAN = 56
"""Days that are compared: eight whole weeks."""
YEAR, HALF_YEAR = dt.timedelta(days=364), dt.timedelta(days=182)
"""Back to the same weekday of last year, or of half a year ago where a year is not on record."""
SEVERAL = 4
"""With fewer purchases in either stretch there is no usual one."""
RISE = 0.08
"""A smaller rise of the middle purchase is within the usual swings."""
MOST_ABOVE = 0.75
"""So many of the purchases of now must lie above the middle one of then."""
AS_OFTEN = 1.5
"""Bought much more or less often, purchases are no longer like for like."""


class _Rise(NamedTuple):
    """A payee whose purchases have become dearer."""

    payee: str
    then: int
    now: int
    times: int
    """Purchases in the weeks of now."""

    @property
    def month(self) -> int:
        """What the rise comes to in a month, minor units."""
        return (self.now - self.then) * self.times * 30 // SPAN


def supplier_prices(book: Book, outlook: Outlook) -> list[EarlyWarning]:
    """A note about the supplier whose rise costs most, when takings have not risen as much.

    The middle purchase of the last eight weeks against that of the same weeks of last year. How
    much was bought is not in the book: so purchases must be about as frequent, and most of them
    dearer. It never raises the level.
    """
    today = outlook.stamp.today
    first = today - (SPAN - 1) * ONE_DAY
    back = next((one for one in (YEAR, HALF_YEAR) if is_on_record(book, first - one)), None)
    if (
        back is None
        or touches_festival(first, today)
        or touches_festival(first - back, today - back)
    ):
        return []
    grown = _growth(book, first, today, back)
    found = [rise for rise in _rises(book, first, today, back) if rise.now > grown * rise.then]
    if not found:
        return []
    return [_note(book, max(found, key=lambda rise: rise.month), is_year=back == YEAR)]


def _growth(book: Book, first: dt.date, last: dt.date, back: dt.timedelta) -> float:
    """By what factor takings have grown; 1 where they have not: then quantities explain nothing."""
    now, then = income(book, first, last), income(book, first - back, last - back)
    return max(1.0, now / then) if then > 0 else 1.0


def _rises(book: Book, first: dt.date, last: dt.date, back: dt.timedelta) -> Iterator[_Rise]:
    before = purchases(book, first - back, last - back, SEVERAL)
    for payee, now in purchases(book, first, last, SEVERAL).items():
        then = before.get(payee)
        if then is None or not 1 / AS_OFTEN <= len(now) / len(then) <= AS_OFTEN:
            continue
        middle = _middle(then)
        above = sum(amount > middle for amount in now)
        if _middle(now) >= (1 + RISE) * middle and above >= MOST_ABOVE * len(now):
            yield _Rise(payee, middle, _middle(now), len(now))


def _middle(amounts: list[int]) -> int:
    """The lower median of sorted amounts."""
    return amounts[(len(amounts) - 1) // 2]


def _note(book: Book, rise: _Rise, *, is_year: bool) -> EarlyWarning:
    facts: dict[str, Fact] = {
        "party": rise.payee,
        "rise": Percent(rise.now / rise.then - 1),
        "now": Amount(rise.now, book.currency, exact=False),
        "then": Amount(rise.then, book.currency, exact=False),
        "month": Amount(rise.month, book.currency, exact=False),
    }
    sentence = (
        N_("A usual purchase from {party} costs {now}; in the same weeks of last year {then}.")
        if is_year
        else N_("A usual purchase from {party} costs {now}; half a year ago {then}.")
    )
    return EarlyWarning(
        rule="supplier_prices",
        level=Level.covered,
        headline=text(N_("Purchases from {party} cost {rise} more"), **facts),
        sentence=text(sentence, **facts),
        detail=text(
            N_("That is about {month} a month. Another quote, or a price of your own, may help."),
            **facts,
        ),
        reason=text(
            N_(
                "Compared is the middle purchase of eight whole weeks with that of the same weeks "
                "before. How much was bought is not in the book: so it is said only when takings "
                "have not grown as much, and purchases are about as frequent."
            )
        ),
    )
