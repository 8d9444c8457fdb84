"""What was bought from whom over some days: the single purchases of each payee."""

import datetime as dt

import numpy as np

from planner.book.book import Book


def purchases(book: Book, first: dt.date, last: dt.date, least: int) -> dict[str, list[int]]:
    """The amounts paid to each payee between two days, both included (minor units, > 0, sorted).

    Payees with fewer than `least` are left out; so are transfers, repayments and refunds.
    """
    ledger = book.ledger
    ends = np.searchsorted(ledger.days, [first.toordinal(), last.toordinal() + 1])
    part = slice(int(ends[0]), int(ends[1]))
    amounts, payees = ledger.amounts[part], ledger.payees.codes[part]
    mine = (amounts < 0) & (payees != ledger.payees.code_of(""))
    mine &= ledger.to_accounts.codes[part] == ledger.to_accounts.code_of("")
    for category in book.categories.values():
        if category.flow in {"debt", "transfer"}:
            mine &= ledger.categories.codes[part] != ledger.categories.code_of(category.id)
    codes, counts = np.unique(payees[mine], return_counts=True)
    return {
        ledger.payees.values[code]: np.sort(-amounts[mine & (payees == code)]).tolist()
        for code in codes[counts >= least]
    }
