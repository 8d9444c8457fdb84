"""A figure of the market moves, and the category that follows it with it."""

from fractions import Fraction

from planner.basics.errors import UserError
from planner.basics.text import N_, Percent, Text, text
from planner.book.edit import Edit
from planner.book.market import Indicator, change_since
from planner.services.what_ifs._change import of_category
from planner.services.what_ifs._kind import Ground, Kind, Param, Values
from planner.simulation.scenario import Scenario

_LATELY = 90
"""Days whose movement the slider begins with."""
_LOW, _HIGH, _STEP = -50, 50, 5
_NOTHING_KNOWN = N_("No usual or repeating money of “{category}” is known that could follow.")


def _params(ground: Ground) -> tuple[Param, ...]:
    driving = [one for one in ground.book.indicators.values() if one.category]
    if not driving:
        raise UserError(
            N_("Note a market figure and the category that follows it first: Market note.")
        )
    options: tuple[tuple[str, Text | str], ...] = tuple((one.id, one.name) for one in driving)
    return (
        Param("indicator", N_("Market figure"), "pick", driving[0].id, options=options),
        Param("percent", N_("By how much"), "percent", lately(driving[0]), _LOW, _HIGH, _STEP),
    )


def lately(indicator: Indicator) -> int:
    """Its movement of the last three months in percent, in steps of the slider; 10 without one."""
    change = change_since(indicator, _LATELY)
    steps = round(change * 100 / _STEP) if change else 0
    return max(_LOW, min(_HIGH, steps * _STEP)) or 10


def _make(ground: Ground, values: Values) -> Scenario:
    indicator = ground.book.indicators.get(str(values["indicator"]))
    if indicator is None or indicator.category not in ground.book.categories:
        raise UserError(N_("This market figure is no longer noted. Choose another one."))
    category = ground.book.categories[indicator.category].name
    percent = int(str(values["percent"]))
    name = _name(indicator.name, percent)
    arriving = Fraction(percent, 100) * Fraction(indicator.share)
    days = (ground.tomorrow, None)
    changes = tuple(of_category(ground, indicator.category, arriving, name, days))
    if not changes and arriving:
        raise UserError(_NOTHING_KNOWN, category=category)
    note = text(
        N_("“{category}” follows with {share} of it from tomorrow on, as much is bought or sold."),
        category=category,
        share=Percent(float(indicator.share)),
    )
    return Scenario(name, (Edit(name, changes),), "market", note)


def _name(indicator: str, percent: int) -> Text:
    size = Percent(abs(percent) / 100)
    key = N_("{indicator} {size} lower") if percent < 0 else N_("{indicator} {size} higher")
    return text(key, indicator=indicator, size=size)


MARKET = Kind("market", N_("A market figure moves"), _params, _make)
