"""Borrow less: a loan, or a draw of one, that is still to come becomes smaller."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from planner.advice.action import Idea
from planner.advice.actions._loan_cost import still_to_pay
from planner.basics.errors import UserError
from planner.basics.money import rounded
from planner.basics.text import N_, Amount, text
from planner.book.book import Book
from planner.book.edit import Edit, replacing
from planner.loans.schedule import plan
from planner.outlook.outlook import Due, Outlook

SHARES = (Fraction(1, 10), Fraction(1, 4), Fraction(1, 2))
"""How much less, the least change first."""


def borrow_less(book: Book, outlook: Outlook, due: Due) -> Iterator[Idea]:
    """Three sizes less of the loan of `due`, or of its next draw, where it is not paid out yet.

    It costs nothing: the interest that it saves counts as a saving.
    """
    yield from _smaller_loan(book, outlook, due)
    yield from _smaller_draw(book, outlook, due)


def _smaller_loan(book: Book, outlook: Outlook, due: Due) -> Iterator[Idea]:
    loan = book.loans[due.loan]
    terms = loan.terms
    if terms.drawn_on <= outlook.stamp.today or book.events_of(loan.id):
        return
    for step, share in enumerate(SHARES):
        less = replace(terms, principal=terms.principal - rounded(terms.principal * share))
        if less.received <= 0:
            continue
        costs = [plan(one).payment - one.received for one in (terms, less)]
        said = text(
            N_("Borrow {amount} less with {loan}"),
            amount=Amount(terms.principal - less.principal, book.currency, exact=False),
            loan=loan.name,
        )
        edit = Edit(said, (replacing("loan", loan, terms=less),))
        yield Idea("borrow_less", said, edit, costs[1] - costs[0], effort=3 + step)


def _smaller_draw(book: Book, outlook: Outlook, due: Due) -> Iterator[Idea]:
    loan, today = book.loans[due.loan], outlook.stamp.today
    events = book.events_of(loan.id)
    draw = next((one for one in events if one.type == "draw" and one.date > today), None)
    if draw is None:
        return
    now = still_to_pay(loan.terms, events, today)
    for step, share in enumerate(SHARES):
        smaller = replace(draw, amount=draw.amount - rounded(draw.amount * share))
        others = tuple(smaller if one.id == draw.id else one for one in events)
        try:
            then = still_to_pay(loan.terms, others, today)
        except UserError:
            continue
        less = draw.amount - smaller.amount
        said = text(
            N_("Draw {amount} less of {loan} on {date}"),
            amount=Amount(less, book.currency, exact=False),
            loan=loan.name,
            date=draw.date,
        )
        edit = Edit(said, (replacing("loan_event", draw, amount=smaller.amount),))
        yield Idea("borrow_less", said, edit, then + less - now, effort=3 + step)
