"""Round ticks for money, and words short enough for an axis, as charts ask for them."""

from planner.wording import Wording, nice_step

__all__ = ["money_axis", "nice_step", "short_money"]


def money_axis(wording: Wording, low: int, high: int, currency: str) -> tuple[list[int], list[str]]:
    """Round ticks (minor units) between two amounts, and their short words: 1.5 万, ¥15k."""
    return wording.money_axis(low, high, currency)


def short_money(wording: Wording, minor: int, currency: str) -> str:
    """An amount as short as an axis needs it."""
    return wording.short_money(minor, currency)
