"""The owner's own what-if: a repeating item changes, and a single sum comes or goes."""

import datetime as dt
from fractions import Fraction

from planner.basics.errors import UserError
from planner.basics.ids import new_id
from planner.basics.text import N_, Amount, Percent, Text, text
from planner.book.edit import Edit, adding
from planner.book.entry import Entry
from planner.services.affording import usual_account
from planner.services.what_ifs._change import of_item
from planner.services.what_ifs._kind import Ground, Kind, Param, Values
from planner.simulation.scenario import Scenario

_NO_ITEM = "-"


def _params(ground: Ground) -> tuple[Param, ...]:
    usual_account(ground.book, ground.today)
    options: list[tuple[str, Text | str]] = [(_NO_ITEM, text(N_("No repeating item")))]
    options += [(item.id, item.title) for item in ground.still_to_come]
    return (
        Param("item", N_("Repeating item"), "pick", _NO_ITEM, options=tuple(options)),
        Param("percent", N_("By how much"), "percent", -100, -100, 100, 5),
        Param("amount", N_("Single sum (− goes out)"), "amount", 0),
        Param("date", N_("From or on"), "date", ground.tomorrow),
    )


def _make(ground: Ground, values: Values) -> Scenario:
    amount, date = int(str(values["amount"])), values["date"]
    assert isinstance(date, dt.date)
    if date <= ground.today:
        raise UserError(N_("Choose a day from tomorrow on."))
    edits = [*_item_edit(ground, values, date), *_sum_edit(ground, amount, date)]
    if not edits:
        raise UserError(N_("Choose a repeating item, or enter a single sum."))
    name = (
        text(N_("{first}, and {second}"), first=edits[0].title, second=edits[1].title)
        if len(edits) > 1
        else edits[0].title
    )
    return Scenario(name, tuple(edits), "own", None, -amount if amount < 0 else 0)


def _item_edit(ground: Ground, values: Values, date: dt.date) -> list[Edit]:
    item = ground.book.recurring.get(str(values["item"]))
    percent = int(str(values["percent"]))
    if item is None or not percent:
        return []
    size = Percent(abs(percent) / 100)
    if percent == -100:
        name = text(N_("{item} stops on {date}"), item=item.title, date=date)
    else:
        key = N_("{item} {size} less") if percent < 0 else N_("{item} {size} more")
        name = text(key, item=item.title, size=size)
    changes = tuple(of_item(ground, item, Fraction(percent, 100), name, (date, None)))
    return [Edit(name, changes)]


def _sum_edit(ground: Ground, amount: int, date: dt.date) -> list[Edit]:
    if not amount:
        return []
    key = N_("{amount} comes in on {date}") if amount > 0 else N_("{amount} goes out on {date}")
    name = text(
        key, amount=Amount(abs(amount), ground.book.currency, exact=amount % 100 != 0), date=date
    )
    account = usual_account(ground.book, ground.today)
    entry = Entry(new_id(), date, account, amount, note=ground.say(text(N_("Planned sum"))))
    return [Edit(name, (adding("entry", entry),))]


OWN = Kind("own", N_("Your own what-if"), _params, _make)
