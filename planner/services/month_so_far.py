"""What came in and went out since the first of the month."""

import datetime as dt
from typing import NamedTuple

import numpy as np

from planner.book.book import Book


class MonthSoFar(NamedTuple):
    """Minor units; `expense` is positive. Own transfers, loans and repayments are neither."""

    income: int
    expense: int

    @property
    def net(self) -> int:
        """What is left over, negative when more went out."""
        return self.income - self.expense


def month_so_far(book: Book, today: dt.date) -> MonthSoFar:
    """Income and expense booked from the first of the month of `today` up to today.

    The category decides which of them an entry is, so that a refund lowers the expense; an entry
    without one counts by its sign.
    """
    ledger = book.ledger
    first, last = today.replace(day=1).toordinal(), today.toordinal() + 1
    rows = slice(*np.searchsorted(ledger.days, (first, last)))
    amounts = ledger.amounts[rows]
    stays = np.array([value == "" for value in (*ledger.to_accounts.values, "")])
    counted = stays[ledger.to_accounts.codes[rows]]
    income = expense = 0
    for code, key in enumerate(ledger.categories.values):
        mine = amounts[counted & (ledger.categories.codes[rows] == code)]
        category = book.categories.get(key)
        if category is None:
            income += int(mine[mine > 0].sum())
            expense -= int(mine[mine < 0].sum())
        elif category.flow == "income":
            income += int(mine.sum())
        elif category.flow == "expense":
            expense -= int(mine.sum())
    return MonthSoFar(income, expense)
