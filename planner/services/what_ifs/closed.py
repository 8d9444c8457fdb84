"""Ill or closed for some days: no takings, while costs go on."""

import datetime as dt
from fractions import Fraction

from planner.basics.dates import ONE_DAY
from planner.basics.errors import UserError
from planner.basics.text import N_, NN_, counted, text
from planner.book.edit import Edit
from planner.services.what_ifs._change import of_item, of_rates, planned_income, usual_income
from planner.services.what_ifs._kind import Ground, Kind, Param, Values
from planner.simulation.scenario import Scenario

_NOTE = N_("No takings on these days; all costs go on. Buying less meanwhile would soften it.")


def _params(ground: Ground) -> tuple[Param, ...]:
    if not planned_income(ground) and not usual_income(ground):
        raise UserError(
            N_("Nothing is known about takings yet. Enter what usually comes in, or import a bill.")
        )
    return (
        Param("days", N_("Closed for"), "days", 14, 1, 90),
        Param("from", N_("From"), "date", ground.tomorrow),
    )


def _make(ground: Ground, values: Values) -> Scenario:
    days, first = int(str(values["days"])), values["from"]
    assert isinstance(first, dt.date)
    if first <= ground.today:
        raise UserError(N_("Choose a day from tomorrow on."))
    name = counted(
        *NN_("Closed for {count} day from {date}", "Closed for {count} days from {date}"),
        days,
        date=first,
    )
    span = (first, first + (days - 1) * ONE_DAY)
    changes = [*of_rates(ground, usual_income(ground), Fraction(-1), name, span)]
    for item in planned_income(ground):
        changes += of_item(ground, item, Fraction(-1), name, span)
    return Scenario(name, (Edit(name, tuple(changes)),), "closed", text(_NOTE))


CLOSED = Kind("closed", N_("Ill or closed"), _params, _make)
