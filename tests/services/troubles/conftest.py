"""The noodle shop that pays in December and misses the instalment of 2027-01-10."""

import datetime as dt

import pytest

from planner.basics.text import text
from planner.book.book import Book
from planner.book.edit import Edit, adding, apply
from planner.book.loan import LoanEvent

DUE = dt.date(2027, 1, 10)


def missed(shop: Book) -> Book:
    event = LoanEvent("december", "l1", "pay", dt.date(2026, 12, 10), 539853)
    return apply(shop, Edit(text("December is paid"), (adding("loan_event", event),)))


@pytest.fixture(scope="session")
def late_shop(shop) -> Book:
    """Paid up to December; whoever looks after 2027-01-10 finds it unpaid."""
    return missed(shop)
