"""What-ifs that the owner keeps: what was chosen, written as text into the book and read back."""

import datetime as dt
from collections.abc import Iterable

from planner.basics.errors import UserError
from planner.basics.ids import new_id
from planner.basics.text import N_
from planner.book.book import Book
from planner.book.edit import Edit
from planner.book.what_if import Chosen, WhatIf
from planner.services.editing import saved
from planner.services.what_ifs._kind import Param, Value, Values


def keep(book: Book, kind: str, name: str, values: Values, known: str = "") -> Edit:
    """The Edit that keeps these values as a what-if of its own; `known` is the one it replaces.

    Raises UserError without a name, or for a name that another one has.
    """
    name = name.strip()
    if not name:
        raise UserError(N_("Give it a name."))
    others = (one for one in book.what_ifs.values() if one.id != known)
    if any(one.name.casefold() == name.casefold() for one in others):
        raise UserError(N_("There is already a what-if of this name."))
    chosen = tuple(Chosen(key, str(value)) for key, value in values.items())
    return saved(book, "what_if", WhatIf(known or new_id(), name, kind, chosen))


def beginning_with(kept: WhatIf, params: Iterable[Param], today: dt.date) -> tuple[Param, ...]:
    """What can be chosen, begun with the kept values; one that no longer fits stays as it is.

    Days that have passed do not fit, nor names that are no longer in the book.
    """
    written = {one.key: one.value for one in kept.values}
    return tuple(
        param._replace(value=value)
        if (value := _value(param, written.get(param.key), today)) is not None
        else param
        for param in params
    )


def _value(param: Param, written: str | None, today: dt.date) -> Value | None:
    if written is None:
        return None
    if param.form == "pick":
        return written if written in [option for option, _ in param.options] else None
    try:
        value = dt.date.fromisoformat(written) if param.form == "date" else int(written)
    except ValueError:
        return None
    if isinstance(value, dt.date):
        return value if value > today else None
    is_free = param.low == param.high
    return (
        value
        if is_free or (value >= param.low and (not param.high or value <= param.high))
        else None
    )
