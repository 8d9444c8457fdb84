"""The first facts of a book: what an owner can say in a minute, as one Edit."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from planner.basics.dates import add_months
from planner.basics.errors import UserError
from planner.basics.ids import new_id
from planner.basics.text import N_, text
from planner.book.account import Account, Category
from planner.book.book import Book
from planner.book.edit import Change, Edit, adding
from planner.book.loan import UNKNOWN_RATE, Loan, Rate, Terms
from planner.book.terms import ASSUMABLE
from planner.services.counted import minute_of

_CATEGORIES = (
    (N_("Takings"), "income", False),
    (N_("Stock"), "expense", True),
    (N_("Rent"), "expense", True),
    (N_("Wages"), "expense", True),
    (N_("Power and water"), "expense", True),
    (N_("Other expenses"), "expense", False),
)


def first_steps(
    book: Book,
    today: dt.date,
    say: Callable[[str], str],
    *,
    name: str = "",
    money: int | None = None,
    instalment: int | None = None,
    due: dt.date | None = None,
    left: int = 12,
    now: dt.datetime | None = None,
) -> Edit:
    """The Edit that gives an empty `book` its name, one account, usual categories and one loan.

    `money` is the cash of today and `instalment` the next payment on `due` (minor units), with
    `left` equal ones, that one included, a month apart. Each may be missing. `say` gives names
    in the owner's language; `now` is the moment at which `money` was counted. Raises UserError
    when an amount is not positive or `due` is past.
    """
    counted_at = None if now is None or money is None else minute_of(now)
    account = Account(
        new_id(), say(N_("Bank account")), "bank", money or 0, today,
        counted_at=counted_at,
    )  # fmt: skip
    changes = [Change("book", "book", book.info, replace(book.info, name=name.strip()))]
    changes.append(adding("account", account))
    changes += [
        adding("category", Category(new_id(), say(key), flow, essential=is_essential))  # type: ignore[arg-type]
        for key, flow, is_essential in _CATEGORIES
    ]
    if instalment is not None and due is not None:
        if due < today:
            raise UserError(N_("The day of the next payment lies in the past."))
        drawn_on = min(add_months(due, -1), today)
        terms = _terms(instalment, due, left, drawn_on)
        loan = Loan(new_id(), say(N_("Loan")), account.id, terms, books_cash=False)
        changes.append(adding("loan", loan))
    changed = tuple(change for change in changes if change.before != change.after)
    return Edit(text(N_("Start the book")), changed)


def _terms(instalment: int, due: dt.date, left: int, drawn_on: dt.date) -> Terms:
    """The coming instalments as a contract that may follow later: its cash is not booked.

    The owner knows what is asked for, not how it splits; all of it counts as principal. What is
    owed is owed today, so `drawn_on` must not lie ahead.
    """
    if instalment <= 0:
        raise UserError(N_("The amount must be greater than 0."))
    return Terms(
        principal=instalment * left,
        drawn_on=drawn_on,
        method="equal_principal",
        first_due=due,
        due_day=due.day,
        instalments=left,
        rate=Rate(Decimal(0)),
        assumed=(*ASSUMABLE, UNKNOWN_RATE),
    )
