"""What the loans will want: open instalments, draws and payments entered ahead."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from planner.book.book import Book
from planner.book.loan import Loan, LoanEvent, Terms
from planner.flows.flow import ExpectedFlow, FlowKind
from planner.loans.instalment import OpenDue
from planner.loans.replay import open_dues


def due_flows(book: Book, today: dt.date, until: dt.date) -> Iterator[ExpectedFlow]:
    """Every instalment not settled by the evening of `today` and due by `until`, oldest first.

    Missed ones keep their date and hold their penalty up to `today`. A fee by itself has no number.
    """
    for loan in book.loans.values():
        events = book.events_of(loan.id)
        for due in _left(loan.terms, events, today):
            if due.due <= until and due.left > 0:
                yield _flow(loan, due, today)


def loan_cash_flows(book: Book, today: dt.date, until: dt.date) -> Iterator[ExpectedFlow]:
    """Draws and payments that are entered with a date after `today`."""
    for move in book.loan_cash:
        if today < move.date <= until:
            kind: FlowKind = "promise" if move.amount > 0 else "instalment"
            name = book.loans[move.loan].name
            yield ExpectedFlow(move.date, move.account, move.amount, kind, move.loan, name)


def _flow(loan: Loan, due: OpenDue, today: dt.date) -> ExpectedFlow:
    return ExpectedFlow(
        date=due.due,
        account=loan.debit_account,
        amount=-due.left,
        kind="instalment",
        source=loan.id,
        title=loan.name,
        before_income=loan.terms.debit == "before_income",
        number=due.number,
        days_past_due=max(due.days_past_due, 0),
    )


@lru_cache(maxsize=256)
def _left(terms: Terms, events: tuple[LoanEvent, ...], today: dt.date) -> tuple[OpenDue, ...]:
    """Open dues as of `today`; payments entered ahead are already taken off them."""
    now = open_dues(terms, events, today)
    last = max((event.date for event in events), default=today)
    if last <= today:
        return now
    later = {due.number: due for due in open_dues(terms, events, last) if due.number}
    paid = {due.number for due in now if 0 < due.number not in later}
    return tuple(
        replace(due, left=min(due.left, later[due.number].left)) if due.number in later else due
        for due in now
        if due.number not in paid
    )
