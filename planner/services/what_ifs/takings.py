"""Takings fall or rise by a percentage: what is learnt from the entries and what is planned."""

from fractions import Fraction

from planner.basics.errors import UserError
from planner.basics.text import N_, Percent, Text, text
from planner.book.edit import Edit
from planner.services.what_ifs._change import of_item, of_rates, planned_income, usual_income
from planner.services.what_ifs._kind import Ground, Kind, Param, Values
from planner.simulation.scenario import Scenario

_NOTE = N_(
    "Usual and repeating income changes from tomorrow on; costs stay, and invoices already "
    "written are not touched."
)


def _params(ground: Ground) -> tuple[Param, ...]:
    if not planned_income(ground) and not usual_income(ground):
        raise UserError(
            N_("Nothing is known about takings yet. Enter what usually comes in, or import a bill.")
        )
    return (Param("percent", N_("By how much"), "percent", -20, -80, 50, 5),)


def _make(ground: Ground, values: Values) -> Scenario:
    percent = int(str(values["percent"]))
    share, name = Fraction(percent, 100), takings_name(percent)
    days = (ground.tomorrow, None)
    changes = [*of_rates(ground, usual_income(ground), share, name, days)]
    for item in planned_income(ground):
        changes += of_item(ground, item, share, name, days)
    return Scenario(name, (Edit(name, tuple(changes)),), "takings", text(_NOTE))


def takings_name(percent: int) -> Text:
    """The name of takings changed by `percent`."""
    size = Percent(abs(percent) / 100)
    if percent == 0:
        return text(N_("Takings as now"))
    return text(
        N_("Takings {size} lower") if percent < 0 else N_("Takings {size} higher"), size=size
    )


TAKINGS = Kind("takings", N_("Takings change"), _params, _make)
