"""A kind of costs becomes dearer or cheaper by a percentage."""

from fractions import Fraction

from planner.basics.errors import UserError
from planner.basics.text import N_, Percent, Text, text
from planner.book.edit import Edit
from planner.flows.rhythm import MONTH, monthly_rate
from planner.services.what_ifs._change import is_expense, of_category
from planner.services.what_ifs._kind import Ground, Kind, Param, Values
from planner.simulation.scenario import Scenario

_NOTE = N_("Usual and repeating costs of this kind change from tomorrow on, as much is bought.")
_NONE = "-"
"""Stands for costs without a category."""


def _params(ground: Ground) -> tuple[Param, ...]:
    names = _largest_first(ground)
    if not names:
        raise UserError(
            N_("No regular costs are known yet. Enter what you pay regularly, or import a bill.")
        )
    options = tuple((name or _NONE, _label(ground, name)) for name in names)
    return (
        Param("percent", N_("By how much"), "percent", 10, -30, 50, 5),
        Param("category", N_("Costs"), "pick", options[0][0], options=options),
    )


def _label(ground: Ground, category: str) -> Text | str:
    known = ground.book.categories.get(category)
    return known.name if known else text(N_("Costs without a category"))


def _largest_first(ground: Ground) -> list[str]:
    """Categories of regular costs by what a month costs; those without a category are one."""
    sums: dict[str, float] = {}
    for rate in ground.rates:
        if rate.total < 0 and is_expense(ground.book, rate.category):
            month = -rate.total / rate.days * MONTH
            sums[rate.category] = sums.get(rate.category, 0.0) + month
    for item in ground.still_to_come:
        if item.amount < 0 and is_expense(ground.book, item.category):
            month = -monthly_rate(item, ground.today)
            sums[item.category] = sums.get(item.category, 0.0) + month
    return sorted(sums, key=lambda name: -sums[name])


def _make(ground: Ground, values: Values) -> Scenario:
    percent, picked = int(str(values["percent"])), str(values["category"])
    category = "" if picked == _NONE else picked
    name = _name(percent, _label(ground, category))
    share, days = Fraction(percent, 100), (ground.tomorrow, None)
    changes = tuple(of_category(ground, category, share, name, days))
    return Scenario(name, (Edit(name, changes),), "suppliers", text(_NOTE))


def _name(percent: int, costs: Text | str) -> Text:
    size = Percent(abs(percent) / 100)
    key = N_("{costs} {size} cheaper") if percent < 0 else N_("{costs} {size} dearer")
    return text(key, costs=costs, size=size)


SUPPLIERS = Kind("suppliers", N_("Suppliers raise prices"), _params, _make)
