"""Ask a customer to pay earlier than the due date of the invoice, or at last."""

import datetime as dt
from collections.abc import Iterator

from planner.advice.action import Idea
from planner.advice.actions._shared import ONE_DAY, day_to_act
from planner.basics.text import N_, Amount, text
from planner.book.book import Book
from planner.book.edit import Edit, replacing
from planner.outlook.outlook import Due, Outlook

NOTICE = dt.timedelta(days=7)
"""Time a customer is given."""


def collect_invoice(book: Book, outlook: Outlook, due: Due) -> Iterator[Idea]:
    """One idea per receivable that is paid into the debited account and could come in time.

    The invoice gets an earlier due date; how late this customer usually pays still applies.
    """
    today = outlook.stamp.today
    date = max(today + ONE_DAY, min(day_to_act(outlook, due), today + NOTICE))
    for invoice in book.invoices.values():
        is_open = invoice.settled_on is None or invoice.settled_on > today
        if invoice.direction != "receivable" or invoice.account != due.account or not is_open:
            continue
        if today < invoice.due <= date or date >= due.date:
            continue
        said = text(
            N_("Ask {party} to pay {amount} by {date}"),
            party=invoice.party,
            amount=Amount(invoice.amount, book.currency),
            date=date,
        )
        yield Idea(
            "collect_invoice",
            said,
            Edit(said, (replacing("invoice", invoice, due=date),)),
            effort=3,
        )
