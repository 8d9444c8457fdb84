"""A bill that nobody planned, on a day."""

import datetime as dt

from planner.basics.errors import UserError
from planner.basics.ids import new_id
from planner.basics.money import exponent
from planner.basics.text import N_, Amount, text
from planner.book.edit import Edit, adding
from planner.book.entry import Entry
from planner.services.affording import usual_account
from planner.services.what_ifs._kind import Ground, Kind, Param, Values
from planner.simulation.scenario import Scenario

_SUM = 3000
_IN_DAYS = dt.timedelta(days=14)


def _params(ground: Ground) -> tuple[Param, ...]:
    usual_account(ground.book, ground.today)
    whole = 10 ** exponent(ground.book.currency)
    return (
        Param("amount", N_("Sum"), "amount", _SUM * whole, 1),
        Param("date", N_("Day"), "date", ground.today + _IN_DAYS),
    )


def _make(ground: Ground, values: Values) -> Scenario:
    amount, date = int(str(values["amount"])), values["date"]
    assert isinstance(date, dt.date)
    if date <= ground.today:
        raise UserError(N_("Choose a day from tomorrow on."))
    if amount <= 0:
        raise UserError(N_("The amount must be greater than 0."))
    sum_of_it = Amount(amount, ground.book.currency, exact=amount % 100 != 0)
    name = text(N_("Repair bill of {amount} on {date}"), amount=sum_of_it, date=date)
    entry = Entry(
        new_id(), date, usual_account(ground.book, ground.today), -amount,
        note=ground.say(text(N_("Repair bill"))),
    )  # fmt: skip
    edit = Edit(name, (adding("entry", entry),))
    return Scenario(name, (edit,), "repair", None, amount)


REPAIR = Kind("repair", N_("A repair bill"), _params, _make)
