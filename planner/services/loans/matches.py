"""Payments that stand among the entries already: found for a loan, and recorded without doubling."""

import datetime as dt

from planner.basics.text import N_, text
from planner.book.book import Book
from planner.book.edit import Edit, adding, removing
from planner.book.entry import Entry
from planner.services.lending import found
from planner.services.loans.edits import due_today, new_event, payment_problems, refuse

LOOKED_BACK = dt.timedelta(days=60)
_NEAR = 5
"""An entry within a fifth of what is due may be its payment."""
_MOST = 8


def entries_like(book: Book, loan_id: str, today: dt.date) -> tuple[Entry, ...]:
    """Money out of the last 60 days that may be a payment of the loan, the likeliest first.

    Likely: it names the loan or its lender, or its sum is near to what is due and it is not
    known to be for something else. Entries that a payment tells of already are left out.
    """
    loan = found(book, loan_id)
    names = [name for name in (loan.name, loan.lender) if name]
    told = {source for event in book.events_of(loan_id) for source in event.source.split()}
    due = due_today(book, loan_id, today)

    def distance(entry: Entry) -> tuple[bool, int]:
        is_named = any(name in f"{entry.payee} {entry.note}" for name in names)
        return not is_named, abs(-entry.amount - due)

    def is_likely(entry: Entry) -> bool:
        is_unnamed, apart = distance(entry)
        category = book.categories.get(entry.category)
        is_open = category is None or category.flow == "debt"
        return not is_unnamed or (is_open and apart * _NEAR <= due)

    likely = [
        entry
        for entry in book.ledger
        if today - LOOKED_BACK <= entry.date <= today
        and entry.amount < 0
        and not entry.to_account
        and entry.account == loan.debit_account
        and entry.date >= loan.terms.drawn_on
        and entry.id not in told
        and is_likely(entry)
    ]
    return tuple(sorted(likely, key=distance)[:_MOST])


def matched_payment(book: Book, loan_id: str, entry: Entry, today: dt.date) -> Edit:
    """The Edit that records `entry` as a payment of the loan.

    A loan that books its own cash takes the place of the entry, so that the money leaves once;
    otherwise the entry stays and the payment names it. Raises UserError like any payment.
    """
    loan = found(book, loan_id)
    event = new_event(
        book, loan_id, entry.date, -entry.amount, source=f"{entry.id} {entry.source}".strip()
    )
    refuse(payment_problems(book, event, today))
    title = text(N_("Record payment for {name}"), name=loan.name)
    added = adding("loan_event", event)
    return Edit(title, (removing("entry", entry), added) if loan.books_cash else (added,))
