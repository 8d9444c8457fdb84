"""Ask for a named regular income some days earlier, before the instalment."""

import datetime as dt
from collections.abc import Iterator

from planner.advice.action import Idea
from planner.advice.actions._shared import ONE_DAY, day_to_act, fresh_id, without
from planner.basics.text import N_, Amount, text
from planner.book.book import Book
from planner.book.edit import Edit, adding
from planner.book.invoice import Invoice
from planner.outlook.outlook import Coming, Due, Outlook

REACH = dt.timedelta(days=31)
"""Income later than this after the due date is not asked for."""
RARE = 14
"""Income that comes more often than every so many days is takings: nobody can be asked for it."""


def move_income(book: Book, outlook: Outlook, due: Due) -> Iterator[Idea]:
    """One idea per rare regular income that would come soon after the debit."""
    date = max(day_to_act(outlook, due), outlook.stamp.today + ONE_DAY)
    if date >= due.date:
        return
    seen: set[str] = set()
    for flow in outlook.coming:
        is_late = due.date <= flow.date <= due.date + REACH
        if (
            flow.kind != "recurring"
            or flow.is_change
            or flow.account != due.account
            or flow.source in seen
        ):
            continue
        if flow.amount <= 0 or not is_late or _is_frequent(book, flow):
            continue
        seen.add(flow.source)
        yield from _earlier(book, flow, date)


def _is_frequent(book: Book, flow: Coming) -> bool:
    later = book.recurring[flow.source].dates(
        flow.date + ONE_DAY, flow.date + dt.timedelta(days=RARE)
    )
    return bool(later)


def _earlier(book: Book, flow: Coming, date: dt.date) -> Iterator[Idea]:
    recurring = book.recurring[flow.source]
    cut = without(book, recurring, flow.date)
    if not cut:
        return
    said = text(
        N_("Ask for {title} of {amount} by {date} instead of {planned}"),
        title=flow.title,
        amount=Amount(flow.amount, book.currency),
        date=date,
        planned=flow.date,
    )
    promised = Invoice(
        id=fresh_id(book, "invoice", f"{recurring.id}-{flow.date}-{date}"),
        direction="receivable",
        party=recurring.title,
        amount=flow.amount,
        issued=date,
        due=date,
        account=recurring.account,
        category=recurring.category,
    )
    yield Idea("move_income", said, Edit(said, (*cut, adding("invoice", promised))), effort=6)
