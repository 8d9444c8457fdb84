"""What came in and went out per month."""

import datetime as dt
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from planner.basics.dates import add_months
from planner.book.book import Book


@dataclass(frozen=True, slots=True)
class MonthFlow:
    """One month in minor units. Own transfers are left out; a refund lowers `spent`."""

    month: str
    """Written like 2026-12."""
    earned: int
    spent: int
    repaid: int
    """Payments on loans: neither income nor expense, but money that leaves."""

    @property
    def net(self) -> int:
        """What the month added to the accounts."""
        return self.earned - self.spent - self.repaid


def month_key(date: dt.date) -> str:
    """The month of a date, written like 2026-12."""
    return f"{date.year:04}-{date.month:02}"


def month_date(month: str) -> dt.date:
    """The first day of a month written like 2026-12."""
    return dt.date.fromisoformat(f"{month}-01")


def month_flows(book: Book, last: dt.date, count: int = 12) -> tuple[MonthFlow, ...]:
    """The `count` months up to the day `last`, oldest first; money borrowed counts as nothing.

    The category decides what an entry is, so that a refund lowers the expense.
    """
    first = add_months(last.replace(day=1), 1 - count)
    months = [add_months(first, step) for step in range(count + 1)]
    edges = np.array([month.toordinal() for month in months])
    ledger = book.ledger
    places = np.searchsorted(edges, ledger.days, side="right") - 1
    inside = (places >= 0) & (ledger.days <= last.toordinal())
    flows = _flow_of_rows(book)
    sums = {}
    for name, wanted, sign in (
        ("earned", flows == _INCOME, 1),
        ("spent", flows == _EXPENSE, -1),
        ("repaid", (flows == _DEBT) & (ledger.amounts < 0), -1),
    ):
        rows = inside & wanted
        sums[name] = np.zeros(count, dtype=np.int64)
        np.add.at(sums[name], places[rows], sign * ledger.amounts[rows])
    for move in book.loan_cash:
        place = int(np.searchsorted(edges, move.date.toordinal(), side="right")) - 1
        if move.amount < 0 and place >= 0 and move.date <= last:
            sums["repaid"][place] -= move.amount
    return tuple(
        MonthFlow(
            month_key(months[place]),
            int(sums["earned"][place]),
            int(sums["spent"][place]),
            int(sums["repaid"][place]),
        )
        for place in range(count)
    )


def month_so_far(book: Book, today: dt.date) -> MonthFlow:
    """From the first of the month of `today` up to today."""
    return month_flows(book, today, 1)[0]


def months_shown(book: Book, today: dt.date) -> tuple[MonthFlow, ...]:
    """The last twelve months without the empty ones before the first entry, but at least six."""
    flows = month_flows(book, today)
    used = [place for place, flow in enumerate(flows) if flow.earned or flow.spent or flow.repaid]
    return flows[min(used[0] if used else 0, len(flows) - 6) :]


_INCOME, _EXPENSE, _DEBT, _TRANSFER = range(4)
_FLOWS = {"income": _INCOME, "expense": _EXPENSE, "debt": _DEBT, "transfer": _TRANSFER}


def _flow_of_rows(book: Book) -> npt.NDArray[np.int8]:
    """What each ledger row is; without a category the sign tells income from expense."""
    ledger = book.ledger
    if not len(ledger):
        return np.zeros(0, dtype=np.int8)
    known = [
        _FLOWS[book.categories[key].flow] if key in book.categories else -1
        for key in ledger.categories.values
    ]
    flows = np.array(known, dtype=np.int8)[ledger.categories.codes]
    by_sign = np.where(ledger.amounts > 0, _INCOME, _EXPENSE)
    flows = np.where(flows < 0, by_sign, flows)
    moves = np.array([bool(key) for key in ledger.to_accounts.values], dtype=bool)
    flows[moves[ledger.to_accounts.codes]] = _TRANSFER
    return flows.astype(np.int8)
