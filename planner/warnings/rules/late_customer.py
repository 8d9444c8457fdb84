"""A customer who usually pays late has an invoice open."""

import datetime as dt

from planner.basics.text import N_, NN_, Amount, Fact, counted, text
from planner.book.book import Book
from planner.book.invoice import Invoice
from planner.outlook.level import Level
from planner.outlook.outlook import Outlook
from planner.warnings.early_warning import EarlyWarning

SEVERAL = 3
"""Settled invoices from which a customer's own habit counts, as in the forecast."""
LATE = 7
"""Days late from which a habit is worth saying."""
LOST_AFTER = 180
"""Days past due after which the forecast no longer counts on the money."""


def late_customer(book: Book, outlook: Outlook) -> list[EarlyWarning]:
    """A note per customer whose settled invoices came a week late or more in the middle.

    About their earliest open invoice. It never raises the level.
    """
    today = outlook.stamp.today
    known = _delays(book, today)
    found: dict[str, Invoice] = {}
    for invoice in sorted(book.invoices.values(), key=lambda one: one.due):
        if _is_open(invoice, today):
            found.setdefault(invoice.party, invoice)
    return [
        _warning(book, invoice, _middle(known[party]), len(known[party]))
        for party, invoice in found.items()
        if party and len(known.get(party, [])) >= SEVERAL and _middle(known[party]) >= LATE
    ]


def _delays(book: Book, today: dt.date) -> dict[str, list[int]]:
    """Days from due date to payment of each customer's settled invoices, sorted; early is 0."""
    found: dict[str, list[int]] = {}
    for one in book.invoices.values():
        if one.direction == "receivable" and one.settled_on and one.settled_on <= today:
            found.setdefault(one.party, []).append(max(0, (one.settled_on - one.due).days))
    return {party: sorted(delays) for party, delays in found.items()}


def _is_open(invoice: Invoice, today: dt.date) -> bool:
    return (
        invoice.direction == "receivable"
        and invoice.settled_on is None
        and (today - invoice.due).days <= LOST_AFTER
    )


def _middle(delays: list[int]) -> int:
    """The lower median of sorted delays."""
    return delays[(len(delays) - 1) // 2]


def _warning(book: Book, invoice: Invoice, late: int, count: int) -> EarlyWarning:
    facts: dict[str, Fact] = {
        "party": invoice.party,
        "amount": Amount(invoice.amount, book.currency),
        "due": invoice.due,
        "likely": invoice.due + dt.timedelta(days=late),
    }
    return EarlyWarning(
        rule="late_customer",
        level=Level.covered,
        headline=counted(
            *NN_("{party} usually pays {count} day late", "{party} usually pays {count} days late"),
            late, **facts,
        ),
        sentence=text(
            N_("{amount} from {party} is due on {due}; by habit it comes around {likely}."), **facts
        ),
        detail=text(N_("A friendly reminder before the day often brings it sooner.")),
        reason=counted(
            *NN_(
                "The middle of {count} settled invoice of this customer. The forecast already "
                "counts on it.",
                "The middle of {count} settled invoices of this customer. The forecast already "
                "counts on it.",
            ),
            count,
        ),
    )  # fmt: skip
