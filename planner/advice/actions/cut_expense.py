"""Do with less, or without, something the business can do without for a while."""

import datetime as dt
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache

from planner.advice.action import Idea
from planner.advice.actions._shared import ONE_DAY, fresh_id
from planner.basics.money import rounded
from planner.basics.text import N_, Amount, Percent, Text, text
from planner.book.account import Category
from planner.book.book import Book
from planner.book.edit import Edit, adding
from planner.book.recurring import Recurring
from planner.flows.pattern import learn
from planner.flows.rates import Rate, usual_rates
from planner.outlook.level import Level
from planner.outlook.outlook import Due, Outlook

SHARES = (Fraction(1, 2), Fraction(1))
"""Half of it, then all of it."""
CHOICES = 3
"""Only the largest spendings are tried."""


def cut_expense(book: Book, outlook: Outlook, due: Due) -> Iterator[Idea]:
    """Half and all of the spendings whose category is not essential, planned or learnt.

    Until the last due of the horizon that is at risk; what is left out is not caught up later.
    """
    until = max(one.date for one in outlook.dues if one.level > Level.covered)
    yield from _planned(book, outlook, due, until)
    yield from _learnt(book, outlook, due, until)


def _planned(book: Book, outlook: Outlook, due: Due, until: dt.date) -> Iterator[Idea]:
    first = outlook.stamp.today + ONE_DAY
    found = [
        (item, dates)
        for item in book.recurring.values()
        if item.account == due.account
        and item.amount < 0
        and not item.is_change
        and _is_spare(book.categories.get(item.category))
        and (dates := item.dates(first, until))
        and dates[0] <= due.date
    ]
    found.sort(key=lambda pair: pair[0].amount * len(pair[1]))
    for place, (item, dates) in enumerate(found[:CHOICES]):
        for step, share in enumerate(SHARES):
            said = _title(share, item.title, until)
            given = Recurring(
                fresh_id(book, "recurring", f"cut-{item.id}-{until}"), item.title, item.account,
                rounded(-item.amount * share), item.anchored_rule, dates[0], dates[-1], item.category,
                is_change=True,
            )  # fmt: skip
            edit = Edit(said, (adding("recurring", given),))
            yield Idea("cut_expense", said, edit, effort=5 + place + step)


def _learnt(book: Book, outlook: Outlook, due: Due, until: dt.date) -> Iterator[Idea]:
    sums: dict[str, int] = {}
    for rate in _rates(book, outlook.stamp.today):
        known = book.categories.get(rate.category)
        if rate.account == due.account and rate.total < 0 and not rate.resumes and _is_spare(known):
            sums[rate.category] = sums.get(rate.category, 0) + rate.daily()
    for place, category in enumerate(sorted(sums, key=lambda key: sums[key])[:CHOICES]):
        saved = rounded(Fraction(-sums[category]) * SHARES[0])
        if not saved:
            continue
        name = book.categories[category].name
        said = text(
            N_("Spend {share} less on {title} until {date}, {amount} a week"),
            share=Percent(float(SHARES[0])),
            title=name,
            date=until,
            amount=Amount(7 * saved, book.currency, exact=False),
        )
        given = Recurring(
            fresh_id(book, "recurring", f"cut-{category}-{until}"), name, due.account, saved,
            "FREQ=DAILY", outlook.stamp.today + ONE_DAY, until, category, is_change=True,
        )  # fmt: skip
        yield Idea("cut_expense", said, Edit(said, (adding("recurring", given),)), effort=6 + place)


def _title(share: Fraction, title: str, until: dt.date) -> Text:
    if share == 1:
        return text(N_("Do without {title} until {date}"), title=title, date=until)
    return text(N_("Only half of {title} until {date}"), title=title, date=until)


def _is_spare(category: Category | None) -> bool:
    return category is not None and category.flow == "expense" and not category.essential


@lru_cache(maxsize=4)
def _rates(book: Book, today: dt.date) -> tuple[Rate, ...]:
    """Remembered, because every risky due asks."""
    return usual_rates(book, learn(book, today), today)
