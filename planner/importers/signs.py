"""Which way the money of a table's row went: two columns, a word, a sign, proved by the balance."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from planner.importers.importer import Direction

_IN = frozenset({
    "收", "收入", "入", "进", "贷", "贷方", "贷cr", "cr", "c", "credit", "+", "转入", "存入", "入账", "income",
    "in", "deposit", "crdt", "进账", "进帐", "入帐", "收款", "到账", "received",
})  # fmt: skip
_OUT = frozenset({
    "支", "支出", "出", "付", "借", "借方", "借dr", "dr", "d", "debit", "-", "转出", "取出", "出账", "支取",
    "expense", "out", "withdrawal", "dbit", "出帐", "付款", "支付", "消费", "spent",
})  # fmt: skip
_ENOUGH = 0.9
_SURE = 3
"""So many proved rows of one kind speak for the rows beside them."""


def word_direction(cell: str) -> Direction:
    """What a word such as 收, "借 Dr" or DEBIT says; empty where it says nothing known."""
    word = "".join(cell.split()).lower()
    return "in" if word in _IN else "out" if word in _OUT else ""


def is_direction_column(cells: Sequence[str]) -> bool:
    """Whether (nearly) all its words are directions; types such as POS or ATM are not."""
    filled = [cell for cell in cells if cell]
    known = sum(bool(word_direction(cell)) for cell in filled)
    return bool(filled) and known >= _ENOUGH * len(filled)


def share_of_directions(cells: Sequence[str], count: int) -> float:
    """How many of its words are directions, as a share of `count`."""
    return sum(bool(word_direction(cell)) for cell in cells) / count if count else 0.0


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


def proofs(
    amounts: Sequence[int | None], balances: Sequence[int | None], step: int = 0
) -> list[int]:
    """What the balance proves of each row: 1 as written, −1 the other way, 0 nothing.

    `step`: the order of the rows as their dates tell it, 0 where they don't. Nothing is proved
    where the balance follows too few rows.
    """

    def worth(found: tuple[list[int], int, int]) -> tuple[int, bool, int]:
        signs, _, order = found
        return sum(map(abs, signs)), order == step, sum(signs)

    signs, pairs, _ = max((_signs(amounts, balances, order) for order in (1, -1)), key=worth)
    held = sum(map(abs, signs))
    return signs if held and held >= 2 / 3 * pairs else [0] * len(signs)


def _signs(
    amounts: Sequence[int | None], balances: Sequence[int | None], step: int
) -> tuple[list[int], int, int]:
    found, pairs = [0] * len(amounts), 0
    for index in range(1, len(amounts)):
        first, last = (index - 1, index) if step == 1 else (index, index - 1)
        amount, before, after = amounts[last], balances[first], balances[last]
        if not amount or before is None or after is None:
            continue
        pairs += 1
        if abs(after - before) == abs(amount):
            found[last] = 1 if after - before == amount else -1
    return found, pairs, step


def settled(signs: Sequence[int], notes: Sequence[str], *, is_signed: bool) -> list[int]:
    """What the proved rows say of the others: 1 as written, −1 the other way, 0 nothing.

    Where amounts have signs, a file writes them in one way. Where they have none, a row is like
    those with the same words, or like all of them.
    """
    ways = [sign for sign in signs if sign]
    usual = 1 if sum(ways) >= 0 else -1
    if is_signed or (len(ways) >= _SURE and abs(sum(ways)) == len(ways)):
        return [sign or usual for sign in signs]
    said: dict[str, set[int]] = {}
    for sign, note in zip(signs, notes, strict=True):
        if sign and note:
            said.setdefault(note, set()).add(sign)
    alike = {note: min(ways) for note, ways in said.items() if len(ways) == 1}
    return [sign or alike.get(note, 0) for sign, note in zip(signs, notes, strict=True)]


def card_sign(amounts: Sequence[int], came_back: Sequence[bool]) -> Literal["", "words", "1", "-1"]:
    """How a card's own statement writes purchases, told by its rows of repayments and returns.

    "1": with a minus; "-1": without; "words": no amount has a sign; "": nothing tells it.
    """
    back = [amount for amount, is_back in zip(amounts, came_back, strict=True) if is_back]
    if min(amounts, default=0) >= 0:
        return "words" if any(back) else ""
    if max(amounts) <= 0 and not any(back):
        return "1"
    plus, minus = sum(amount > 0 for amount in back), sum(amount < 0 for amount in back)
    return "" if plus == minus else "1" if plus > minus else "-1"
