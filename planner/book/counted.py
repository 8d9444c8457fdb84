"""What a balance that somebody has read off holds already: all money moved up to that moment.

`opening` lies before every movement of the book. So a movement that the counted balance already
holds has to lower `opening` by its sum, and the counted balance stays what it was.
"""

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from planner.book.account import Account
from planner.book.entry import Entry

FROM_FILE = "imp-"
"""Ids of imported facts begin with it."""
_CLOCK = "t"
"""A source key such as t0935: the minute at which it happened."""


class Move(NamedTuple):
    """Money that an entry or a loan moves: `amount` minor units, + into the account."""

    date: dt.date
    account: str
    amount: int
    told: str
    """Id and source keys of the fact: whether a file told of it, and at which minute."""


def clock_key(minute: str) -> str:
    """The source key that keeps the minute "0935" of a movement."""
    return _CLOCK + minute


IN_COUNT = clock_key("0000")
"""Source key of an entry of the very day that the balance held already, as its owner says."""


def moves_of(entry: Entry) -> Iterator[Move]:
    """What `entry` moves: in one account, or in two."""
    told = f"{entry.id} {entry.source}"
    yield Move(entry.date, entry.account, entry.amount, told)
    if entry.to_account:
        yield Move(entry.date, entry.to_account, -entry.amount, told)


def holds_day(account: Account, date: dt.date) -> bool:
    """Whether the known balance of `account` was there only after the whole of `date`."""
    if account.counted_at is None:
        return date < account.opened_on
    return date < account.counted_at.date()


def holds(account: Account, move: Move) -> bool:
    """Whether the known balance of `account` holds `move` already.

    On the day of the count itself the minute decides where it is known; else what a statement
    tells is in it, and what was typed by hand came after it.
    """
    counted = account.counted_at
    if counted is None or move.date != counted.date():
        return holds_day(account, move.date)
    keys = move.told.split()
    for key in keys:
        if len(key) == 5 and key[0] == _CLOCK and key[1:].isdigit():
            return key[1:] <= counted.strftime("%H%M")
    return any(key.startswith(FROM_FILE) for key in keys)
