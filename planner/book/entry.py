"""One line of income or expense."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """Money that moved on a day: `amount` > 0 came in, < 0 went out (minor units).

    With `to_account` it is a transfer: `amount` leaves `account` (so it is < 0 there) and the
    same sum arrives in `to_account`; neither income nor expense.
    """

    id: str
    date: dt.date
    account: str
    amount: int
    category: str = ""
    payee: str = ""
    note: str = ""
    to_account: str = ""
    source: str = ""
    """Where it came from: space-separated keys of imported rows, by which doubles are known."""
