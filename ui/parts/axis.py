"""Round ticks for money, and words short enough for an axis."""

from decimal import Decimal

from planner.basics.money import to_decimal
from planner.wording import MINUS, Wording

_TICKS = 5


def money_axis(wording: Wording, low: int, high: int, currency: str) -> tuple[list[int], list[str]]:
    """Round ticks (minor units) between two amounts, and their short words: 1.5 万, ¥15k."""
    step = nice_step((high - low) / _TICKS)
    ticks = [index * step for index in range(-(-low // step), high // step + 1)]
    return ticks, [short_money(wording, tick, currency) for tick in ticks]


def nice_step(rough: float) -> int:
    """The smallest of 1, 2, 2.5, 5 × 10ⁿ minor units (n ≥ 1) that is at least `rough`."""
    size: int = 10 ** max(1, len(str(int(rough))) - 1)
    steps = [size * quarters // 4 for quarters in (4, 8, 10, 20, 40)]
    return min(step for step in steps if step >= rough)


def short_money(wording: Wording, minor: int, currency: str) -> str:
    """An amount as short as an axis needs it: 1.5 万 in Chinese, ¥15k in English."""
    whole = to_decimal(minor, currency)
    if whole == 0:
        return "0"
    unit, name = (Decimal(10_000), " 万") if wording.language == "zh" else (Decimal(1000), "k")
    if abs(whole) < unit / 10:
        return wording.money(minor, currency, exact=False)
    number = (abs(whole) / unit).normalize()
    places = min(2, max(0, -int(number.as_tuple().exponent)))
    sign = MINUS if minor < 0 else ""
    symbol = "" if wording.language == "zh" else wording.money(0, currency, exact=False).rstrip("0")
    return f"{sign}{symbol}{wording.number(number, places)}{name}"
