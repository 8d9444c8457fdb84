"""Small contracts for the loan tests, written as the JSON of the command line."""

import datetime as dt

from planner.book.terms import read_terms, read_terms_document
from planner.loans.replay import payments, state
from planner.loans.schedule import plan

NINE = {
    "principal": "9000.00", "drawn_on": "2027-03-05", "method": "equal_instalment",
    "instalments": 3, "first_due": "2027-04-05", "rate": {"value": "0.18", "per": "year"},
}  # fmt: skip
"""9,000.00 at 18 %: 1.5 % a month, 0.05 % a day at base 360; periods of 31, 30, 31 days."""


def terms(**changed):
    """The terms of `NINE` with some keys changed."""
    return read_terms({**NINE, **changed}, "CNY")


def events(*listed, **changed):
    """Loan events from (type, date, amount) or objects, checked against the terms."""
    objects = [
        item if isinstance(item, dict) else dict(zip(("type", "date", "amount"), item, strict=True))
        for item in listed
    ]
    return read_terms_document({**NINE, **changed, "events": objects}, "CNY")[1]


def day(written):
    """A date from "2027-04-05"."""
    return dt.date.fromisoformat(written)


def rows(contract, happened=()):
    """The plan as (due, payment, principal, interest, balance) in minor units."""
    return [
        (row.due.isoformat(), row.payment, row.principal, row.interest, row.balance)
        for row in plan(contract, happened).rows
    ]


def on(contract, happened, written):
    """The state on a day."""
    return state(contract, happened, day(written))


def uses(contract, happened, written):
    """Payments as (amount, fee, penalty, interest, principal, unapplied)."""
    return [
        (use.amount, use.fee, use.penalty, use.interest, use.principal, use.unapplied)
        for use in payments(contract, happened, day(written))
    ]
