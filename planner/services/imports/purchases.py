"""Whether the purchase that a refund gives back has been counted, here or in an earlier file.

A purchase that was closed unpaid is in no book; what comes back of it would count alone.
"""

import datetime as dt
from collections.abc import Sequence

import numpy as np

from planner.book.book import Book
from planner.importers.importer import KEYED, Row
from planner.importers.match import usable_id
from planner.importers.payee import normal_payee


class Purchases:
    """The purchases that refunds of a file may belong to."""

    def __init__(self, book: Book) -> None:
        self._ledger = book.ledger
        self._keys: set[str] = set()
        self._payees: set[str] = set()
        """Of purchases whose numbers a spreadsheet has ruined."""
        self._begin = dt.date.max

    def prepare(self, rows: Sequence[Row]) -> None:
        """Look at the file itself: its purchases, and the day from which money is recorded."""
        if not any(row.refund_of for row in rows):
            return
        listed = [row for row in rows if row.outcome in KEYED and row.outcome != "refund"]
        self._keys = {row.key for row in listed}
        self._payees = {row.payee for row in listed if row.amount < 0 and not usable_id(row.key)}
        days = [row.date for row in rows if row.date is not None]
        if len(self._ledger):
            days.append(dt.date.fromordinal(int(self._ledger.days[0])))
        self._begin = min(days, default=dt.date.max)

    def knows(self, refund: Row) -> bool:
        """Whether its purchase was counted, or lies before everything that is recorded."""
        if refund.refund_of in self._keys or refund.payee in self._payees:
            return True
        bought = _day_in(refund.refund_of)
        if bought is not None and bought < self._begin:
            return True
        return self._is_booked(refund)

    def _is_booked(self, refund: Row) -> bool:
        assert refund.date is not None
        ledger = self._ledger
        end = int(np.searchsorted(ledger.days, refund.date.toordinal(), side="right"))
        payee = normal_payee(refund.payee)
        return any(
            normal_payee(ledger.entry(int(at)).payee) == payee
            for at in np.flatnonzero(ledger.amounts[:end] <= -refund.amount)[::-1]
        )


def _day_in(key: str) -> dt.date | None:
    """The day with which the platform's own numbers begin; None where there is none."""
    try:
        return dt.datetime.strptime(key[:8], "%Y%m%d").date()
    except ValueError:
        return None
