"""Which way the money of a table's row went: two columns, a word, a sign, proved by the balance."""

from collections.abc import Sequence
from typing import NamedTuple

from planner.importers.importer import Direction

_IN = frozenset({
    "收", "收入", "入", "进", "贷", "贷方", "贷cr", "cr", "c", "credit", "+", "转入", "存入", "入账", "income",
    "in", "deposit", "crdt",
})  # fmt: skip
_OUT = frozenset({
    "支", "支出", "出", "付", "借", "借方", "借dr", "dr", "d", "debit", "-", "转出", "取出", "出账", "支取",
    "expense", "out", "withdrawal", "dbit",
})  # fmt: skip
_ENOUGH = 0.9


def word_direction(cell: str) -> Direction:
    """What a word such as 收, "借 Dr" or DEBIT says; empty where it says nothing known."""
    word = "".join(cell.split()).lower()
    return "in" if word in _IN else "out" if word in _OUT else ""


def is_direction_column(cells: Sequence[str]) -> bool:
    """Whether (nearly) all its words are directions; types such as POS or ATM are not."""
    filled = [cell for cell in cells if cell]
    known = sum(bool(word_direction(cell)) for cell in filled)
    return bool(filled) and known >= _ENOUGH * len(filled)


class Chain(NamedTuple):
    """How well a balance column follows the amounts: `held` of `pairs` neighbours fit."""

    held: int
    pairs: int
    breaks: tuple[int, ...] = ()
    """Indexes of rows before which the balance jumps."""
    step: int = 1
    """1: the oldest row comes first; −1: the newest does."""

    @property
    def proves(self) -> bool:
        """Whether it fits too often to be chance."""
        return self.pairs >= 1 and self.held >= 2 / 3 * self.pairs


def chain(amounts: Sequence[int | None], balances: Sequence[int | None]) -> Chain:
    """The better of both orders: oldest first, or newest first."""
    older = _fits(amounts, balances, 1)
    newer = _fits(amounts, balances, -1)
    return max(older, newer, key=lambda found: found.held)


def _fits(amounts: Sequence[int | None], balances: Sequence[int | None], step: int) -> Chain:
    held, pairs, breaks = 0, 0, []
    for index in range(1, len(amounts)):
        first, last = (index - 1, index) if step == 1 else (index, index - 1)
        amount, before, after = amounts[last], balances[first], balances[last]
        if amount is None or before is None or after is None:
            continue
        pairs += 1
        if before + amount == after:
            held += 1
        else:
            breaks.append(index)
    return Chain(held, pairs, tuple(breaks), step)


def is_reversed(amounts: Sequence[int | None], balances: Sequence[int | None]) -> bool:
    """Whether the balance proves that spending is written as a positive amount."""
    flipped = [None if amount is None else -amount for amount in amounts]
    backwards = chain(flipped, balances)
    return backwards.proves and backwards.held > chain(amounts, balances).held
