"""The totals a statement prints above its rows, compared with its rows.

Platforms warn that both may differ, so a difference is a hint and never an error.
"""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from planner.importers.importer import Stated

_LINE = re.compile(
    r"(收入|支出|不计收支|中性交易)[:：]\s*([0-9]+)\s*笔(?:[(（][^)）]*[)）])?[,，\s]*([0-9,]+\.?[0-9]*)\s*元"
)
_COUNT = re.compile(r"共[:：]?\s*([0-9]+)\s*笔")
NEUTRAL = "不计收支"


class Sum(NamedTuple):
    """How many rows, and their sum in minor units."""

    rows: int
    minor: int


NO_SUM = Sum(0, 0)


def printed(preamble: str) -> dict[str, Sum]:
    """The totals in a preamble by direction; "" holds the number of all rows (sum 0)."""
    found = {}
    for word, count, money in _LINE.findall(preamble):
        try:
            minor = int(Decimal(money.replace(",", "")) * 100)
        except InvalidOperation:
            continue
        found[NEUTRAL if word == "中性交易" else word] = Sum(int(count), minor)
    if whole := _COUNT.search(preamble):
        found[""] = Sum(int(whole[1]), 0)
    return found


def compared(stated: Mapping[str, Sum], ways_to_count: Iterable[Mapping[str, Sum]]) -> Stated:
    """Whether the sums by direction are the stated ones, in any of the ways to count.

    There are several ways because platforms differ in whether closed rows count.
    """
    if not stated:
        return "none"
    return "match" if any(_fits(stated, sums) for sums in ways_to_count) else "differ"


def _fits(stated: Mapping[str, Sum], sums: Mapping[str, Sum]) -> bool:
    whole = Sum(sum(found.rows for found in sums.values()), 0)
    return all({**sums, "": whole}.get(name, NO_SUM) == total for name, total in stated.items())
