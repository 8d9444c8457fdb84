"""A payment to the lender today as changes of the book, whoever books its cash."""

from collections.abc import Iterator
from typing import Literal

from planner.advice.actions._loan_cost import next_order
from planner.advice.actions._shared import fresh_id
from planner.book.book import Book
from planner.book.edit import Change, adding
from planner.book.entry import Entry
from planner.book.loan import Loan, LoanEvent
from planner.outlook.outlook import Outlook


def payment_today(
    book: Book, outlook: Outlook, loan: Loan, kind: Literal["pay", "prepay"], amount: int
) -> LoanEvent:
    """A payment of `amount` (minor units) on `loan`, after all that is recorded today."""
    today = outlook.stamp.today
    return LoanEvent(
        id=fresh_id(book, "loan_event", f"{kind}-{loan.id}-{today}"),
        loan=loan.id,
        type=kind,
        date=today,
        amount=amount,
        order=next_order(book.events_of(loan.id), today),
    )


def paying(book: Book, event: LoanEvent) -> Iterator[Change]:
    """Adds `event` and, for a loan whose cash the entries hold, the entry that pays it."""
    loan = book.loans[event.loan]
    yield adding("loan_event", event)
    if not loan.books_cash:
        paid = Entry(
            fresh_id(book, "entry", f"{event.id}-paid"), event.date, loan.debit_account,
            -event.amount, payee=loan.lender or loan.name,
        )  # fmt: skip
        yield adding("entry", paid)
