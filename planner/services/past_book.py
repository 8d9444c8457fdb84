"""The book as its owner knew it on an earlier day."""

import datetime as dt
from dataclasses import replace
from types import MappingProxyType

import numpy as np

from planner.book.book import Book
from planner.book.invoice import Invoice
from planner.book.ledger import Coded, Ledger


def known_on(book: Book, day: dt.date) -> Book:
    """What had happened or begun by the evening of `day`; accounts and settings as they are now.

    Nobody knows when a plan was entered, so that one counts from its first date on. An invoice
    settled later is open again; loans not yet drawn are unknown.
    """
    loans = {key: loan for key, loan in book.loans.items() if loan.terms.drawn_on <= day}
    return replace(
        book,
        ledger=_until(book.ledger, day),
        recurring=MappingProxyType(
            {key: one for key, one in book.recurring.items() if one.start <= day}
        ),
        invoices=MappingProxyType(
            {key: _open(one, day) for key, one in book.invoices.items() if one.issued <= day}
        ),
        loans=MappingProxyType(loans),
        loan_events=MappingProxyType(
            {
                key: event
                for key, event in book.loan_events.items()
                if event.date <= day and event.loan in loans
            }
        ),
    )


def _open(invoice: Invoice, day: dt.date) -> Invoice:
    is_later = invoice.settled_on is not None and invoice.settled_on > day
    return replace(invoice, settled_on=None) if is_later else invoice


def _until(ledger: Ledger, day: dt.date) -> Ledger:
    end = int(np.searchsorted(ledger.days, day.toordinal(), side="right"))

    def cut(column: Coded) -> Coded:
        return Coded(column.values, column.codes[:end])

    return Ledger(
        ids=ledger.ids[:end],
        days=ledger.days[:end],
        accounts=cut(ledger.accounts),
        amounts=ledger.amounts[:end],
        categories=cut(ledger.categories),
        payees=cut(ledger.payees),
        to_accounts=cut(ledger.to_accounts),
        notes=ledger.notes[:end],
        sources=ledger.sources[:end],
    )
