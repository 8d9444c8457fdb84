"""Small books for the tests of the look ahead: a bank account, and what a test lays on it."""

import datetime as dt
from typing import Any

from planner.basics.text import text
from planner.book import facts
from planner.book.book import Book
from planner.book.edit import apply

TODAY = dt.date(2026, 11, 23)
"""A Monday."""


def book_of(**parts: Any) -> Book:
    """A book with the account `bank` (1,000.00 unless `opening` says else) and some facts."""
    opening = parts.pop("opening", "1000.00")
    accounts = parts.pop("accounts", [account("bank", opening)])
    document = {"format": "leeway-facts", "version": 1, "accounts": accounts, **parts}
    return apply(Book(), facts.read(Book(), document, text("test")))


def account(key: str, opening: str = "0.00", kind: str = "bank", minimum: str = "0.00") -> Any:
    return {"id": key, "name": key.title(), "kind": kind, "opening": opening,
            "opened_on": "2026-01-01", "minimum": minimum}  # fmt: skip


def entry(key: str, date: dt.date, amount: str, **more: str) -> Any:
    return {"id": key, "date": date.isoformat(), "account": "bank", "amount": amount, **more}


def every(key: str, amount: str, rule: str, start: str, **more: Any) -> Any:
    return {"id": key, "title": key.title(), "account": "bank", "amount": amount, "rrule": rule,
            "from": start, **more}  # fmt: skip


def loan(key: str = "l1", **more: Any) -> Any:
    """Interest-free: 1,200.00 in twelve instalments of 100.00 on the 10th, from 10 December."""
    return {"id": key, "name": key.upper(), "debit_account": "bank", "principal": "1200.00",
            "drawn_on": "2026-11-10", "method": "equal_principal", "instalments": 12,
            "first_due": "2026-12-10", "rate": {"value": "0"}, "books_cash": False,
            **more}  # fmt: skip


def owed(key: str, amount: str, due: str, **more: Any) -> Any:
    """A receivable."""
    return {"id": key, "direction": "receivable", "party": "Old Wang", "amount": amount,
            "issued": "2026-10-01", "due": due, "account": "bank", **more}  # fmt: skip


def day(offset: int) -> dt.date:
    return TODAY + dt.timedelta(days=offset)
