"""The learnt usual flows told apart: what an account, a category, a payee move in a mean day."""

import datetime as dt
from fractions import Fraction
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from planner.basics.money import rounded
from planner.book.book import Book
from planner.book.ledger import Coded
from planner.flows.coverage import covered
from planner.flows.one_off import one_offs
from planner.flows.pattern import Pattern, waits


class Rate(NamedTuple):
    """All entries of one account, category, payee and sign that are learnt as usual."""

    account: str
    category: str
    payee: str
    total: int
    """Minor units over all days of the window, + in, − out."""
    days: int
    """Days of the window."""
    resumes: int
    """Flows only after so many days ahead: until then an invoice or planned entry stands for it."""

    def daily(self, share: Fraction = Fraction(1)) -> int:
        """`share` of a mean day, minor units."""
        return rounded(Fraction(self.total, self.days) * share)


def usual_rates(book: Book, pattern: Pattern, today: dt.date) -> tuple[Rate, ...]:
    """What `pattern` has learnt from `book`, by account, category, payee and sign."""
    if not pattern.streams:
        return ()
    ledger, first = book.ledger, pattern.first
    ends = np.searchsorted(ledger.days, [first.toordinal(), today.toordinal() + 1])
    part = slice(int(ends[0]), int(ends[1]))
    kept = ~(covered(book, part, first, today) | one_offs(ledger, part, pattern.days))
    amounts = ledger.amounts[part]
    kept &= amounts != 0
    columns = [ledger.accounts, ledger.categories, ledger.payees]
    keys = [column.codes[part][kept].astype(np.int64) for column in columns]
    keys += [(amounts[kept] > 0).astype(np.int64), waits(book, part, today)[kept]]
    kinds, numbers = np.unique(np.stack(keys, axis=1), axis=0, return_inverse=True)
    sums = np.zeros(len(kinds), dtype=np.int64)
    np.add.at(sums, numbers.reshape(-1), amounts[kept])
    return tuple(
        Rate(*_names(columns, kind), total, pattern.days, int(kind[4]))
        for kind, total in zip(kinds, sums.tolist(), strict=True)
    )


def _names(columns: list[Coded], kind: npt.NDArray[np.int64]) -> tuple[str, str, str]:
    account, category, payee = (
        column.values[code] for column, code in zip(columns, kind[:3], strict=True)
    )
    return account, category, payee
