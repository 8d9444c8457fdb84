"""What came in over some days: the business itself, without transfers and loan money."""

import datetime as dt

import numpy as np

from planner.book.book import Book

ONE_DAY = dt.timedelta(days=1)


def income(book: Book, first: dt.date, last: dt.date) -> int:
    """Takings booked between two days, both included (minor units): no transfer, no loan money."""
    ledger = book.ledger
    ends = np.searchsorted(ledger.days, [first.toordinal(), last.toordinal() + 1])
    part = slice(int(ends[0]), int(ends[1]))
    amounts = ledger.amounts[part]
    mine = (amounts > 0) & (ledger.to_accounts.codes[part] == ledger.to_accounts.code_of(""))
    for category in book.categories.values():
        if category.flow in {"debt", "transfer"}:
            mine &= ledger.categories.codes[part] != ledger.categories.code_of(category.id)
    return int(amounts[mine].sum())


def is_on_record(book: Book, first: dt.date) -> bool:
    """Whether the entries reach back to `first`."""
    return len(book.ledger) > 0 and int(book.ledger.days[0]) <= first.toordinal()
