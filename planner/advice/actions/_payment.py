"""A payment to the lender as changes of the book, whoever books its cash."""

from collections.abc import Iterator

from planner.advice.actions._shared import fresh_id
from planner.book.book import Book
from planner.book.edit import Change, adding
from planner.book.entry import Entry
from planner.book.loan import LoanEvent


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
