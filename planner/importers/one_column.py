"""One column of amounts: which way each of them went, by words, balance, title, or as asked."""

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from planner.basics.text import N_, Text, text
from planner.importers.numbers import AmountRead
from planner.importers.signs import card_sign, proofs, settled, word_direction

NO_WORD = text(N_("Nothing in the row says which way the money went: please decide."))
NOT_PROVED = text(N_("The balance does not prove which way the money went: please decide."))
_CAME_BACK = re.compile(
    r"还款|^[(（]?\s*(?:信用卡)?(?:退货|退款|返现|冲正)|payment.{0,8}thank|auto ?pay|^refund",
    re.IGNORECASE,
)
_REPAID = re.compile(r"(?:信用卡)?(?:自动|主动)?还款")
_SPENT = re.compile(r"支出|开支|花销|\b(?:expenses?|spending)\b", re.IGNORECASE)
_EARNED = re.compile(r"收入|\b(?:income|receipts|takings)\b", re.IGNORECASE)
_SPENDING = re.compile(
    r"进货|采购|买|房租|租金|工资|水电|电费|水费|燃气|话费|油费|运费|快递|维修|装修|税|缴|支出|花费|"
    r"\b(?:rent|wages?|purchases?|supplies|utilities|bills?|fees?|expenses?|paid)\b",
    re.IGNORECASE,
)
_SIGN = re.compile(r"^\s*[¥$]?\s*\+|(?:CR|DR)\s*$")
_MINUS = ("-", "−", "－", "–", "(", "（")


class Amounts(NamedTuple):
    """The amounts as written, and all beside them that may tell their way."""

    read: Sequence[AmountRead]
    cells: Sequence[str]
    balances: Sequence[int | None]
    notes: Sequence[str]
    step: int
    """The order of the rows by their dates: see `proofs`."""
    titles: str
    """All that stands above the column."""
    is_card: bool
    """The statement of a card."""
    spends_plus: bool
    """Of a card whose layout writes purchases without a minus."""

    @property
    def is_signed(self) -> bool:
        """Whether the amounts have signs of their own."""
        has_minus = any(
            (one.minor or 0) < 0 or (one.reason and cell.startswith(_MINUS))
            for one, cell in zip(self.read, self.cells, strict=True)
        )
        return has_minus or all(
            _SIGN.search(unicodedata.normalize("NFKC", cell))
            for one, cell in zip(self.read, self.cells, strict=True)
            if one.minor
        )


class Told(NamedTuple):
    """The signed amounts; `asked`: one of those whose way only the owner knows."""

    amounts: list[AmountRead]
    asked: str = ""
    is_proved: bool = False
    """The balance has proved them."""
    is_plain: bool = False
    """No row speaks of spending: all may be taken as written where nobody answers."""
    may_be_card: bool = False
    """Plus may mean spending, as on the statement of a card."""


def by_words(read: Sequence[AmountRead], words: Sequence[str]) -> list[AmountRead]:
    """A word decides the direction and a minus beside it does not turn it round.

    Where all minuses stand beside the right words the sign speaks for a word that is unknown;
    else nothing does.
    """
    says_sign = signs_agree(read, words)
    found = []
    for one, written in zip(read, words, strict=True):
        word = word_direction(written)
        if not one.minor or (not word and says_sign):
            found.append(one)
        elif not word:
            found.append(AmountRead(one.minor, _unknown(written)))
        else:
            found.append(AmountRead(abs(one.minor) if word == "in" else -abs(one.minor)))
    return found


def signs_agree(read: Sequence[AmountRead], words: Sequence[str]) -> bool:
    """Whether there are minuses, and each amount with a known word has the sign it says."""
    return any((one.minor or 0) < 0 for one in read) and all(
        (one.minor > 0) == (word == "in")
        for one, written in zip(read, words, strict=True)
        if one.minor and (word := word_direction(written))
    )


def _unknown(written: str) -> Text:
    if not written:
        return NO_WORD
    return text(
        N_('"{word}" does not say whether the money came in or went out: please decide.'),
        word=written[:40],
    )


def by_evidence(column: Amounts) -> Told:
    """The amounts with the signs that the balance proves, a card's rows or a title tell."""
    read = column.read
    minors = [one.minor for one in read]
    if column.is_card:
        return _of_card(column)
    signs = proofs(minors, column.balances, column.step)
    if any(signs):
        ways = settled(signs, column.notes, is_signed=column.is_signed)
        return Told([
            turned(one, way) if way or not one.minor else AmountRead(one.minor, NOT_PROVED)
            for one, way in zip(read, ways, strict=True)
        ], is_proved=True)  # fmt: skip
    if column.is_signed:
        may_be_card = _may_be_card(column)
        return Told(list(read), _example(column) if may_be_card else "", may_be_card=may_be_card)
    spent = _SPENT.search(column.titles) is not None
    if spent == (_EARNED.search(column.titles) is not None):
        is_plain = not any(map(_SPENDING.search, column.notes))
        return Told(list(read), _example(column), is_plain=is_plain)
    return Told([turned(one, -1 if spent else 1) for one in read])


def comes_back(words: str) -> bool:
    """Whether a row of a card's statement pays the card or gives money back."""
    return _CAME_BACK.search(words) is not None


def _of_card(column: Amounts) -> Told:
    came_back = list(map(comes_back, column.notes))
    sign = card_sign([one.minor or 0 for one in column.read], came_back)
    if sign == "words":
        return Told([
            turned(one, 1 if is_back else -1)
            for one, is_back in zip(column.read, came_back, strict=True)
        ])  # fmt: skip
    if not sign and not column.spends_plus:
        return Told(list(column.read), _example(column))
    return Told([turned(one, int(sign or -1)) for one in column.read])


def _may_be_card(column: Amounts) -> bool:
    """Whether only repayments have a minus: so a card's statement looks, and a shop's account."""
    minus = [
        note for one, note in zip(column.read, column.notes, strict=True) if (one.minor or 0) < 0
    ]
    has_plus = any((one.minor or 0) > 0 for one in column.read)
    return bool(minus) and has_plus and all(map(_REPAID.fullmatch, minus))


def _example(column: Amounts) -> str:
    """An amount as written; empty where none has a way at all."""
    cells = zip(column.read, column.cells, strict=True)
    return next((cell for one, cell in cells if one.minor), "")


def turned(one: AmountRead, way: int) -> AmountRead:
    """The amount as written (1) or with the other sign (−1)."""
    return one if one.minor is None or way == 1 else AmountRead(-one.minor, one.reason)
