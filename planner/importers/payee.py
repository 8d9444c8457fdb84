"""Payees as different files write them: brought to one form, and compared."""

import re
import unicodedata
from functools import lru_cache

_FIRM = re.compile(
    r"(?:有限责任公司|股份有限公司|有限公司|分公司|公司|集团|个体工商户|\b(?:co|ltd|inc|llc|gmbh|limited)\b\.?)"
)
_BRACKETS = re.compile(r"[(\[【].*?[)\]】]")
_NOISE = re.compile(r"[\W_0-9]+")
LIKE = 0.8
"""From here on two payees are taken for one in a suggestion (not measured: no public corpus)."""


@lru_cache(maxsize=65_536)
def normal_payee(name: str) -> str:
    """The name without legal form, brackets, digits, stars and blanks, in lower case.

    What would leave nothing is kept as it is: "12306" is a payee.
    """
    plain = unicodedata.normalize("NFKC", name).lower()
    bare = _NOISE.sub("", _FIRM.sub("", _BRACKETS.sub("", plain)))
    return bare if len(bare) > 1 else "".join(plain.split())


def likeness(first: str, second: str) -> float:
    """How alike two payees are, from 0 to 1; a name inside the other one counts in full."""
    from rapidfuzz import fuzz

    one, other = normal_payee(first), normal_payee(second)
    if not one or not other:
        return 0.0
    if one in other or other in one:
        return 1.0
    return float(fuzz.ratio(one, other)) / 100


def tidy(words: str) -> str:
    """One line without characters that only steer the screen (reversed text, zero width)."""
    if words.isprintable():
        return words
    plain = "".join(char if char.isprintable() else " " for char in words)
    return " ".join(plain.split())
