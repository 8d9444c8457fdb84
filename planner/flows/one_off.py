"""Large sums that happened once (a refit, a sold van): they are no habit and stay out."""

import numpy as np
import numpy.typing as npt

from planner.book.ledger import Coded, Ledger

Mask = npt.NDArray[np.bool_]
LARGE = 0.25
"""Share of a month's turnover of its sign from which a sum is large."""
ALONE = 3
"""A sum without category and payee must be this many times the next largest to count as singular."""


def one_offs(ledger: Ledger, part: slice, days: int) -> Mask:
    """Rows of `ledger[part]` (a window of `days` days) that are large and singular.

    Singular: no other row shares its category or its payee; without either, it towers above all
    others of its sign.
    """
    amounts = ledger.amounts[part]
    large = np.zeros(len(amounts), dtype=bool)
    towering = np.zeros(len(amounts), dtype=bool)
    for side in (amounts > 0, amounts < 0):
        sizes = np.abs(amounts[side])
        if not len(sizes):
            continue
        large[side] = sizes >= LARGE * float(sizes.sum(dtype=np.float64)) * 30 / days
        second = int(np.partition(sizes, -2)[-2]) if len(sizes) > 1 else 0
        towering[side] = sizes > ALONE * second
    named_category, category_once = _once(ledger.categories, part)
    named_payee, payee_once = _once(ledger.payees, part)
    named = named_category | named_payee
    once = (category_once | ~named_category) & (payee_once | ~named_payee)
    return large & np.where(named, once, towering)


def _once(column: Coded, part: slice) -> tuple[Mask, Mask]:
    """(whether the row has a text, whether no other row of the window has the same)."""
    codes = column.codes[part]
    counts = np.bincount(codes, minlength=len(column.values))
    return codes != column.code_of(""), counts[codes] == 1
