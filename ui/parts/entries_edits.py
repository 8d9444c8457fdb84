"""What is typed into a cell of the entries table becomes an Edit."""

import datetime as dt
import re
from dataclasses import replace
from typing import Any

from planner.basics.errors import UserError
from planner.basics.text import N_, text
from planner.basics.typed import typed_amount, typed_date
from planner.book.book import Book
from planner.book.edit import Change, Edit
from planner.book.entry import Entry
from planner.services.editing import fact_name

_TITLES = {
    "date": N_("Change date of “{name}”"),
    "payee": N_("Change payee of “{name}”"),
    "category": N_("Change category of “{name}”"),
    "account": N_("Change account of “{name}”"),
    "amount": N_("Change amount of “{name}”"),
    "note": N_("Change note of “{name}”"),
}


def cell_edit(book: Book, entry: Entry, column: str, written: str, today: dt.date) -> Edit:
    """The Edit that puts `written` into a column of `entry`; it may change nothing.

    Category and account are written as ids. An amount without a sign keeps the direction of
    the entry: 4600 on an expense stays one.
    Raises UserError for what can't be read or is not in the book.
    """
    value: Any
    match column:
        case "date":
            value = typed_date(written, today)
        case "amount":
            value = _amount(book, entry, written)
        case _:
            value = written.strip()
    after = replace(entry, **{column: value})
    title = text(_TITLES[column], name=fact_name(book, entry))
    return Edit(title, () if after == entry else (Change("entry", entry.id, entry, after),))


def signed_amount(written: str, currency: str, *, is_out: bool) -> int:
    """What was typed as minor units; without a sign it keeps the direction. Raises UserError."""
    minor = typed_amount(written, currency)
    is_signed = re.match(r"\s*[-+−–－＋(]", written) is not None
    return -abs(minor) if is_out and not is_signed else minor


def moved_amount(written: str, currency: str, *, is_out: bool) -> int:
    """Like `signed_amount`, but money must move: 0 is refused."""
    minor = signed_amount(written, currency, is_out=is_out)
    if minor == 0:
        raise UserError(N_("The amount must not be 0. To remove the line, press Del."))
    return minor


def _amount(book: Book, entry: Entry, written: str) -> int:
    minor = moved_amount(written, book.currency, is_out=entry.amount < 0)
    return -abs(minor) if entry.to_account else minor
