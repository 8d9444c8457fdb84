"""Large sums that happened once (a refit, a sold van): they are no habit and stay out."""

import numpy as np
import numpy.typing as npt

from planner.book.ledger import Ledger

Mask = npt.NDArray[np.bool_]
LARGE = 0.25
"""Share of a month's turnover of its sign from which a sum is large."""
ALONE = 3
"""A sum towers over others when it is more than this many times the largest of them."""
FEW = 3
"""More singular sums than this in one category are how it goes: work paid customer by customer."""


def one_offs(ledger: Ledger, part: slice, days: int) -> Mask:
    """Rows of `ledger[part]` (a window of `days` days) that are large and singular.

    Singular: its payee comes once, and it towers over all else in its category, other singular
    sums set aside (so a refit and an oven may share one, which holds nothing else or small sums
    only). Without a payee it must tower over those too; without a category as well, over
    everything of its sign.
    """
    amounts = ledger.amounts[part]
    result = np.zeros(len(amounts), dtype=bool)
    for side in (amounts > 0, amounts < 0):
        rows = np.flatnonzero(side)
        sizes = np.abs(amounts[rows])
        total = float(sizes.sum(dtype=np.float64))
        large = sizes >= LARGE * total * 30 / days
        if large.any():
            result[rows] = _singular(ledger, rows + part.start, sizes, large)
    return result


def _singular(
    ledger: Ledger, rows: npt.NDArray[np.intp], sizes: npt.NDArray[np.int64], large: Mask
) -> Mask:
    """Which of some rows of one sign (`sizes` > 0) are singular, `large` ones among them."""
    payees, categories = ledger.payees.codes[rows], ledger.categories.codes[rows]
    nameless = payees == ledger.payees.code_of("")
    counts = np.bincount(payees, minlength=len(ledger.payees.values))
    once = large & (nameless | (counts[payees] == 1))
    result = np.zeros(len(rows), dtype=bool)
    for row in np.flatnonzero(once):
        same = categories == categories[row]
        others = same & ~once
        if nameless[row]:
            unsorted = categories[row] == ledger.categories.code_of("")
            others = np.ones_like(same) if unsorted else same.copy()
            others[row] = False
        highest = int(sizes[others].max(initial=0))
        result[row] = np.count_nonzero(same & once) <= FEW and sizes[row] > ALONE * highest
    return result
