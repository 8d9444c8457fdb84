"""Instalments take a growing part of what comes in."""

import datetime as dt

from planner.basics.text import N_, Amount, Fact, Percent, text
from planner.book.book import Book
from planner.book.takings import ONE_DAY, income, is_on_record
from planner.loans.schedule import plan
from planner.outlook.level import Level
from planner.outlook.outlook import Outlook
from planner.warnings.early_warning import EarlyWarning

SPAN = 91
"""Days: thirteen whole weeks."""
HEAVY = 0.20
"""A smaller share of the income is not worth a word."""
RISE = 0.05
"""The share must have grown by this much."""


def debt_load(book: Book, outlook: Outlook) -> list[EarlyWarning]:
    """A note when the coming quarter's instalments take 20 % of the income, and 5 points more.

    Set against the past quarter: its instalments against the income of the quarter before. It
    never raises the level.
    """
    today = outlook.stamp.today
    first = today - (SPAN - 1) * ONE_DAY
    before = first - SPAN * ONE_DAY
    if not is_on_record(book, before) or outlook.stamp.days < SPAN:
        return []
    now, then = income(book, first, today), income(book, before, first - ONE_DAY)
    ahead = sum(
        due.amount
        for due in outlook.dues
        if today < due.date <= today + SPAN * ONE_DAY and not due.days_past_due
    )
    if now <= 0 or then <= 0:
        return []
    load, old = ahead / now, _planned(book, first, today) / then
    if load < HEAVY or load < old + RISE:
        return []
    facts: dict[str, Fact] = {
        "load": Percent(load),
        "old": Percent(old),
        "ahead": Amount(ahead, book.currency, exact=False),
        "income": Amount(now, book.currency, exact=False),
    }
    return [
        EarlyWarning(
            rule="debt_load",
            level=Level.covered,
            headline=text(N_("Instalments take {load} of the income"), **facts),
            sentence=text(
                N_(
                    "The instalments of the next 13 weeks take {load} of the income; "
                    "those of the last 13 weeks took {old}."
                ),
                **facts,
            ),
            detail=text(N_("{ahead} is due; {income} came in over the last 13 weeks."), **facts),
            reason=text(
                N_(
                    "Instalments ahead against the income of the last 13 weeks, and the same a "
                    "quarter earlier. It is said from 20% on, when it has grown by 5 points."
                )
            ),
        )
    ]


def _planned(book: Book, first: dt.date, last: dt.date) -> int:
    """Instalments that fell due between two days by the contracts as they stand (minor units)."""
    return sum(
        row.payment
        for loan in book.loans.values()
        for row in plan(loan.terms, book.events_of(loan.id)).rows
        if first <= row.due <= last
    )
