"""How late customers pay, from the invoices they have settled."""

import datetime as dt
from collections.abc import Iterable

from planner.book.invoice import Invoice

MODEST = (0, 0, 0, 0, 0, 0, 3, 7, 14, 30)
"""Days late when nothing is known: six in ten on time, one in ten a month late (our assumption)."""
ONCE_LATE = (3, 7, 14, 30, 60)
"""Further days when an invoice is later than anything seen before."""
LATEST = 730
"""Later than two years is not told apart."""
OWN_HISTORY = 3
"""Settled invoices from which a customer's own habit counts; below, that of all customers."""


def settled_delays(invoices: Iterable[Invoice]) -> dict[str, tuple[int, ...]]:
    """Days from due date to payment by customer (early counts as 0); "" holds those of all."""
    found: dict[str, list[int]] = {"": []}
    for invoice in invoices:
        if invoice.direction == "receivable" and invoice.settled_on is not None:
            late = min(max(0, (invoice.settled_on - invoice.due).days), LATEST)
            found[""].append(late)
            found.setdefault(invoice.party, []).append(late)
    return {party: tuple(sorted(delays)) for party, delays in found.items()}


def habit(known: dict[str, tuple[int, ...]], party: str) -> tuple[int, ...]:
    """Possible days late of one customer: own history, else that of all, else `MODEST`."""
    for delays in (known.get(party, ()), known.get("", ())):
        if len(delays) >= OWN_HISTORY:
            return delays
    return MODEST


def remaining(delays: tuple[int, ...], due: dt.date, today: dt.date) -> tuple[int, ...]:
    """Possible days late, given that the money has not come by the evening of `today`."""
    late = (today - due).days
    if late < 0:
        return delays
    return tuple(delay for delay in delays if delay > late) or tuple(
        late + more for more in ONCE_LATE
    )
