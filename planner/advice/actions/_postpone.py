"""Outgoings before a due date that could wait, in whole or in part."""

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from planner.advice.actions._shared import fresh_id, without
from planner.book.book import Book
from planner.book.edit import Change, adding, replacing
from planner.book.invoice import Invoice
from planner.outlook.outlook import Coming, Due, Outlook

REACH = dt.timedelta(days=45)
"""Outgoings longer before the due date are not proposed."""
PATIENCE = dt.timedelta(days=30)
"""Longest delay that is proposed."""
AFTER_DUE = dt.timedelta(days=7)
"""New date: so many days after the instalment, when takings have come in."""
CHOICES = 4
"""Only the largest outgoings are tried."""


class Wait(NamedTuple):
    """An outgoing and the day it could wait for."""

    flow: Coming
    date: dt.date


def waits(outlook: Outlook, due: Due) -> list[Wait]:
    """The largest outgoings from the debited account that a later day would move past the debit."""
    today = outlook.stamp.today
    found = [
        Wait(flow, min(flow.date + PATIENCE, due.date + AFTER_DUE))
        for flow in outlook.coming
        if flow.account == due.account
        and flow.amount < 0
        and not flow.is_change
        and flow.kind in {"recurring", "invoice"}
        and max(today, due.date - REACH) < flow.date < due.date
    ]
    fitting = [wait for wait in found if wait.date > due.date]
    return sorted(fitting, key=lambda wait: wait.flow.amount)[:CHOICES]


def postponed(book: Book, wait: Wait, share: int) -> tuple[Change, ...]:
    """The changes that put `share` minor units of an outgoing off; nothing when they can't be made.

    What waits becomes a payable, so that it stays open until it is settled.
    """
    flow = wait.flow
    invoice = book.invoices.get(flow.source) if flow.kind == "invoice" else None
    if invoice is not None:
        if share == invoice.amount:
            return (replacing("invoice", invoice, due=wait.date),)
        rest = replacing("invoice", invoice, amount=invoice.amount - share)
        return (rest, adding("invoice", _payable(book, wait, wait.date, share)))
    cut = without(book, book.recurring[flow.source], flow.date)
    if not cut:
        return ()
    dates = {wait.date: share, flow.date: -flow.amount - share}
    return (*cut, *_payables(book, wait, dates))


def _payables(book: Book, wait: Wait, dates: dict[dt.date, int]) -> Iterator[Change]:
    for date, amount in dates.items():
        if amount > 0:
            yield adding("invoice", _payable(book, wait, date, amount))


def _payable(book: Book, wait: Wait, date: dt.date, amount: int) -> Invoice:
    flow = wait.flow
    recurring = book.recurring.get(flow.source)
    return Invoice(
        id=fresh_id(book, "invoice", f"{flow.source}-{flow.date}-{date}"),
        direction="payable",
        party=flow.title,
        amount=amount,
        issued=flow.date,
        due=date,
        account=flow.account,
        category=recurring.category if recurring else book.invoices[flow.source].category,
    )
