"""When a recurring flow comes, how much it moves in a month, and which entries are its own."""

import datetime as dt
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from planner.book.ledger import Coded, Ledger
from planner.book.recurring import Recurring

Mask = npt.NDArray[np.bool_]
ONE_DAY = dt.timedelta(days=1)
YEAR = dt.timedelta(days=365)
MONTH = 365 / 12
"""Days of a mean month."""
NEAR = 0.2
"""How far an amount may be from its plan and still be that plan (share of the plan)."""


class Rows(NamedTuple):
    """Some entries of a ledger as plain columns."""

    ledger: Ledger
    part: slice

    @property
    def amounts(self) -> npt.NDArray[np.int64]:
        """Minor units."""
        return self.ledger.amounts[self.part]

    @property
    def days(self) -> npt.NDArray[np.int32]:
        """Ordinals."""
        return self.ledger.days[self.part]

    def having(self, column: Coded, value: str) -> Mask:
        """Rows whose text is `value`; none for an empty one."""
        found: Mask = column.codes[self.part] == (column.code_of(value) if value else -1)
        return found

    def side_of(self, recurring: Recurring) -> Mask:
        """Rows of the same account and sign."""
        mine = self.having(self.ledger.accounts, recurring.account)
        mine &= (self.amounts > 0) if recurring.amount > 0 else (self.amounts < 0)
        return mine

    def near(self, recurring: Recurring) -> Mask:
        """Rows whose amount may be one occurrence of it."""
        tolerance = max(3 * recurring.spread, NEAR * abs(recurring.amount))
        close: Mask = np.abs(self.amounts - recurring.amount) <= tolerance
        return close

    def of_kind(self, recurring: Recurring) -> Mask:
        """Rows that carry its category, or its title as payee; without a category, its amount."""
        named = self.having(self.ledger.payees, recurring.title)
        if not recurring.category:
            return named | self.near(recurring)
        return named | self.having(self.ledger.categories, recurring.category)


@lru_cache(maxsize=4096)
def recurring_dates(recurring: Recurring, first: dt.date, last: dt.date) -> tuple[dt.date, ...]:
    """Its dates between two days, both included; remembered, because what-ifs ask again."""
    return tuple(recurring.dates(first, last))


def monthly_rate(recurring: Recurring, today: dt.date) -> float:
    """What a recurring flow moves in a month, a twelfth of a year (minor units).

    Counted over the year from tomorrow (from its start when that lies ahead), or over its last
    year when it ends sooner.
    """
    first = max(recurring.start, today + ONE_DAY)
    last = first + YEAR - ONE_DAY
    if recurring.until is not None and recurring.until < last:
        last = recurring.until
        first = max(recurring.start, last - YEAR + ONE_DAY)
    count = len(recurring_dates(recurring, first, last))
    months = max(1.0, ((last - first).days + 1) / MONTH)
    return recurring.amount * count / months
