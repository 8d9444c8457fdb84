"""All flows that the owner has entered or a contract fixes, from tomorrow on."""

import datetime as dt
from collections.abc import Iterator

import numpy as np

from planner.book.book import Book
from planner.book.contact import open_promises
from planner.book.entry import Entry
from planner.book.invoice import Invoice
from planner.book.recurring import Recurring
from planner.flows.delay import habit, remaining, settled_delays
from planner.flows.dues import due_flows, loan_cash_flows
from planner.flows.flow import ExpectedFlow, FlowKind
from planner.flows.late import is_late
from planner.flows.rhythm import recurring_dates

ONE_DAY = dt.timedelta(days=1)
SOON = dt.timedelta(days=7)
"""When the plan expects a receivable that is past its date."""
LOST_AFTER = 180
"""Days past due after which a receivable is no longer counted on."""


def expected_flows(book: Book, today: dt.date, days: int) -> tuple[ExpectedFlow, ...]:
    """Flows after the evening of `today` up to `days` days ahead, by date.

    Recurring occurrences (a late outgoing: tomorrow), unsettled invoices, entries dated ahead, and what the loans will want
    (missed instalments keep their past date). Usual income is not among them: see `pattern`.
    """
    until = today + dt.timedelta(days=days)
    found = [
        *due_flows(book, today, until),
        *loan_cash_flows(book, today, until),
        *_recurring_flows(book, today, until),
        *_invoice_flows(book, today, until),
        *_entry_flows(book, today, until),
        *_promise_flows(book, today, until),
    ]
    return tuple(sorted(found, key=lambda flow: flow.date))


def _recurring_flows(book: Book, today: dt.date, until: dt.date) -> Iterator[ExpectedFlow]:
    for recurring in book.recurring.values():
        dates = recurring_dates(recurring, today + ONE_DAY, until)
        if is_late(book, recurring, today):
            yield _occurrence(recurring, today + ONE_DAY)
        yield from (_occurrence(recurring, date) for date in dates)


def _occurrence(recurring: Recurring, date: dt.date) -> ExpectedFlow:
    return ExpectedFlow(
        date, recurring.account, recurring.amount, "recurring", recurring.id, recurring.title,
        spread=recurring.spread, is_change=recurring.is_change,
    )  # fmt: skip


def _invoice_flows(book: Book, today: dt.date, until: dt.date) -> Iterator[ExpectedFlow]:
    known = settled_delays(book.invoices.values())
    for invoice in book.invoices.values():
        if invoice.settled_on is not None and invoice.settled_on <= today:
            continue
        if invoice.direction == "payable" or invoice.settled_on is not None:
            flow = _sure(invoice, today)
        elif (today - invoice.due).days > LOST_AFTER:
            continue
        else:
            flow = _receivable(invoice, habit(known, invoice.party), today)
        if flow.date <= until:
            yield flow


def _sure(invoice: Invoice, today: dt.date) -> ExpectedFlow:
    """A payable (late ones are wanted tomorrow), or an invoice whose payment day is agreed."""
    date = max(invoice.settled_on or invoice.due, today + ONE_DAY)
    return ExpectedFlow(date, invoice.account, invoice.signed, "invoice", invoice.id, invoice.party)


def _receivable(invoice: Invoice, delays: tuple[int, ...], today: dt.date) -> ExpectedFlow:
    """A receivable: in the plan on its due date, in the paths as late as this customer pays."""
    late = (today - invoice.due).days
    date = invoice.due if late < 0 else today + (SOON if late else ONE_DAY)
    shift = (invoice.due - date).days
    possible = tuple(shift + delay for delay in remaining(delays, invoice.due, today))
    return ExpectedFlow(
        date, invoice.account, invoice.signed, "invoice", invoice.id, invoice.party,
        delays=possible if any(possible) else (),
    )  # fmt: skip


def _entry_flows(book: Book, today: dt.date, until: dt.date) -> Iterator[ExpectedFlow]:
    """Entries dated ahead: planned single sums and transfers between own accounts."""
    days = book.ledger.days
    first, last = np.searchsorted(days, [today.toordinal(), until.toordinal()], side="right")
    for row in range(int(first), int(last)):
        entry = book.ledger.entry(row)
        yield from _sides(entry, entry.note or entry.payee)


def _promise_flows(book: Book, today: dt.date, until: dt.date) -> Iterator[ExpectedFlow]:
    """Money that the other side of a contact has promised to one of the owner's accounts.

    What the owner has promised is wanted by a loan anyway and is not counted twice.
    """
    for contact, _, promise in open_promises(book.contacts):
        is_near = promise.due is not None and today < promise.due <= until
        if (
            is_near
            and promise.by == "other"
            and promise.amount
            and promise.account in book.accounts
        ):
            assert promise.due is not None
            yield ExpectedFlow(
                promise.due, promise.account, promise.amount, "promise", contact.id, promise.what
            )


def _sides(entry: Entry, title: str) -> Iterator[ExpectedFlow]:
    kind: FlowKind = "transfer" if entry.to_account else "promise"
    yield ExpectedFlow(entry.date, entry.account, entry.amount, kind, entry.id, title)
    if entry.to_account:
        yield ExpectedFlow(entry.date, entry.to_account, -entry.amount, kind, entry.id, title)
