"""Amounts of imported cells: one decimal mark for the whole file, nothing rounded in silence."""

import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from typing import Literal, NamedTuple

from planner.basics.errors import UserError
from planner.basics.money import LIMIT, exponent
from planner.basics.text import N_, Text, text
from planner.basics.typed import read_amount
from planner.importers.source import Number

MONEY = ("amount", "money_in", "money_out")
"""Roles of columns that hold what moved."""
Mark = Literal[".", ","]

_RUNS = (dash * length for dash in "-—–－" for length in range(1, 41))
NOTHING = frozenset({"", "/", "无", *_RUNS})
"""What statements write where there is nothing: also dashes over the whole width of a cell."""

_SAFE = 16
CENTS = frozenset({"CNY", "HKD", "USD", "EUR", "GBP"})
"""Currencies of the short cut for "1860.00"; all others take the long way."""
_FOREIGN = re.compile(
    r"HK\$|US\$|NT\$|A\$|C\$|S\$|[$€£]|(?<![A-Z])(?:USD|HKD|EUR|GBP|JPY|TWD|AUD|CAD|SGD|CHF|CNY|RMB)"
    r"(?![A-Z])|港币|港元|美元|美金|欧元|英镑|日元|新台币|人民币|[¥元]",
    re.IGNORECASE,
)
_CURRENCIES = {
    "HK$": "HKD", "US$": "USD", "NT$": "TWD", "A$": "AUD", "C$": "CAD", "S$": "SGD", "$": "USD",
    "€": "EUR", "£": "GBP", "港币": "HKD", "港元": "HKD", "美元": "USD", "美金": "USD", "欧元": "EUR",
    "英镑": "GBP", "日元": "JPY", "新台币": "TWD", "人民币": "CNY", "人民币元": "CNY", "RMB": "CNY",
    "¥": "CNY", "元": "CNY",
}  # fmt: skip
"""Marks beside an amount and names in a column of currencies -> ISO code."""
_DOLLARS = frozenset({"USD", "HKD", "TWD", "AUD", "CAD", "SGD", "NZD"})
_YUAN = frozenset({"CNY", "JPY", "HKD", "TWD"})
"""Currencies that ¥ or 元 may stand for."""
_MARKED = re.compile(r"[0-9][0-9.,]*[0-9]")


class MarkFound(NamedTuple):
    """The decimal mark of a file; `is_ambiguous`: the owner has to say which it is."""

    mark: Mark = "."
    is_ambiguous: bool = False
    example: str = ""


class AmountRead(NamedTuple):
    """Minor units, or None with the reason why the cell gives none. `None, None`: no amount."""

    minor: int | None
    reason: Text | None = None


def currency_code(written: str) -> str:
    """The ISO code of a currency as files write it; empty: none is named that is known."""
    name = written.strip().upper()
    known = _CURRENCIES.get(name, name)
    return known if re.fullmatch(r"[A-Z]{3}", known) else ""


def decimal_mark(cells: Iterable[str], wanted: str = "") -> MarkFound:
    """The mark that fits all amounts; ambiguous where only "1,234" is there, or both kinds are."""
    if wanted in {".", ","}:
        return MarkFound(wanted)  # type: ignore[arg-type]
    votes: dict[str, str] = {}
    doubtful = ""
    for cell in cells:
        vote = _vote(cell)
        if vote == "?":
            doubtful = doubtful or cell
        elif vote:
            votes.setdefault(vote, cell)
    if len(votes) == 2:
        return MarkFound(".", is_ambiguous=True, example=f"{votes['.']}  {votes[',']}")
    if votes:
        return MarkFound("," if "," in votes else ".")
    if doubtful:
        return MarkFound("," if "." in doubtful else ".", is_ambiguous=True, example=doubtful)
    return MarkFound()


def _vote(cell: str) -> str:
    """The decimal mark a cell proves; "?" where it could be either; "" where it has none."""
    if isinstance(cell, Number):
        return ""
    found = _MARKED.search(unicodedata.normalize("NFKC", cell))
    written = found.group() if found else ""
    last = max(written.rfind("."), written.rfind(","))
    if last < 0:
        return ""
    mark = written[last]
    if written.count(mark) > 1:
        return "," if mark == "." else "."
    if len({".", ","} & set(written)) == 2:
        return mark
    is_group = len(written) - last == 4 and last <= 3 and not written.startswith("0")
    return "?" if is_group else mark


def has_mark(cell: str) -> bool:
    """Whether a cell holds more than a number."""
    return bool(cell.strip("+-0123456789.,")) and not isinstance(cell, Number)


def currency_in(cell: str, currency: str) -> str:
    """The currency that an amount's cell names, where it is not `currency`; else empty."""
    if not has_mark(cell):
        return ""
    found = _FOREIGN.search(unicodedata.normalize("NFKC", cell))
    if found is None:
        return ""
    mark = found.group().upper()
    named = _CURRENCIES.get(mark, mark)
    could_be = _DOLLARS if mark == "$" else _YUAN if mark in {"¥", "元"} else {named}
    return "" if currency in could_be else named


def read_cell(cell: str, currency: str, mark: Mark = ".") -> AmountRead:
    """The minor units of a cell. Never raises: a bad cell must not stop the other rows."""
    minor = plain_cents(cell) if mark == "." and currency in CENTS else None
    return _read_cell(cell, currency, mark) if minor is None else AmountRead(minor)


def plain_cents(cell: str) -> int | None:
    """The hundredths of an amount written like "1860.00"; None for all other ways."""
    if cell[-3:-2] == "." and 3 < len(cell) <= _SAFE:
        digits = cell[:-3] + cell[-2:]
        if digits.isdigit() and digits.isascii():
            return int(digits)
    return None


@lru_cache(maxsize=65_536, typed=True)
def _read_cell(cell: str, currency: str, mark: Mark) -> AmountRead:
    if isinstance(cell, Number):
        return _of_number(cell, currency)
    if cell in NOTHING:
        return AmountRead(None)
    if foreign := currency_in(cell, currency):
        return AmountRead(None, _not_in(cell, foreign, currency))
    try:
        return AmountRead(read_amount(_bare(cell, currency, mark), currency, mark))
    except UserError as error:
        # In words that fit a file, where nobody typed "3500+200", and with the whole cell.
        if error.text.key.startswith('"{written}" is no amount'):
            return AmountRead(None, _no_amount(cell))
        is_fine = error.text.key.startswith('"{written}" has more decimals')
        return AmountRead(None, _too_fine(cell, currency) if is_fine else error.text)


def _bare(cell: str, currency: str, mark: Mark) -> str:
    """Without the mark of its currency, and without zeros behind its last decimal: 30.000."""
    plain = unicodedata.normalize("NFKC", cell)
    if found := _FOREIGN.search(plain):
        before, after = plain[: found.start()], plain[found.end() :]
        if not before.strip(" +-−–(") or not after.strip(" )-"):
            plain = before + after
    if mark == "." and (found := re.search(r"\.([0-9]+?)(0+)(?=[^0-9.,]*$)", plain)):
        kept = found[1].ljust(exponent(currency), "0")
        plain = f"{plain[: found.start(1)]}{kept}{plain[found.end() :]}"
    return plain


def _no_amount(cell: str) -> Text:
    return text(N_('"{written}" is no amount.'), written=cell[:40])


def _not_in(cell: str, foreign: str, currency: str) -> Text:
    return text(
        N_('"{written}" is in {foreign} and not in {currency}.'),
        written=cell[:40],
        foreign=foreign,
        currency=currency,
    )


def _of_number(cell: str, currency: str) -> AmountRead:
    """A number of a workbook: up to 15 digits are true, the rest is dust of binary fractions."""
    exact = Decimal(cell).scaleb(exponent(currency))
    if not exact.is_finite() or abs(exact) > LIMIT:
        return AmountRead(None, _no_amount(cell))
    if exact != int(exact):
        return AmountRead(None, _too_fine(cell, currency))
    return AmountRead(int(exact))


def read_exact(cell: str, currency: str) -> AmountRead:
    """The minor units of a machine-written decimal: one mark, no groups, zeros to any length.

    OFX, MT940 and WeChat's merchant bills write so ("-30.000", "0,5", "0.01000").
    """
    found = re.fullmatch(r"([+-]?)([0-9]*)(?:[.,]([0-9]*))?", cell.strip())
    if found is None or not (found[2] or found[3]):
        return read_cell(cell, currency, "," if cell.rfind(",") > cell.rfind(".") else ".")
    fraction = (found[3] or "").rstrip("0")
    places = exponent(currency)
    if len(fraction) > places:
        return AmountRead(None, _too_fine(cell, currency))
    minor = int(f"{found[2] or 0}{fraction.ljust(places, '0')}"[-19:])
    if minor > LIMIT:
        return AmountRead(None, _no_amount(cell))
    return AmountRead(-minor if found[1] == "-" else minor)


def _too_fine(cell: str, currency: str) -> Text:
    return text(
        N_('"{written}" has more decimals than {currency} knows.'),
        written=cell[:40],
        currency=currency,
    )
