"""Set a weekly sum aside: planned transfers into the account that is debited, until the due date."""

import datetime as dt
from collections.abc import Iterator

from planner.advice.action import Idea
from planner.advice.actions._shared import day_to_act, fresh_id, room_from
from planner.basics.money import exponent
from planner.basics.text import N_, Amount, text
from planner.book.book import Book
from planner.book.edit import Edit, adding
from planner.book.entry import Entry
from planner.outlook.outlook import Due, Outlook

WEEK = dt.timedelta(weeks=1)
LEAST, MOST = 2, 26
"""Weeks: one transfer is no weekly sum, and half a year is the longest that is planned."""


def set_aside(book: Book, outlook: Outlook, due: Due) -> Iterator[Idea]:
    """One idea per other spendable account whose plan leaves a weekly sum over its minimum.

    The first transfer is made in a week; the last one not after the day to act.
    """
    last = day_to_act(outlook, due)
    days = [
        outlook.stamp.today + week * WEEK
        for week in range(1, MOST + 1)
        if outlook.stamp.today + week * WEEK <= last
    ]
    if len(days) < LEAST:
        return
    tens: int = 10 ** (exponent(book.currency) + 1)
    asked = -(-due.to_cover // (len(days) * tens)) * tens
    reserves = book.reserve_accounts
    for key, account in book.accounts.items():
        if key == due.account or key in reserves or not account.is_spendable:
            continue
        weekly = min(asked, _bearable(book, outlook, key, days) // tens * tens)
        if weekly > 0:
            yield _idea(book, due, key, weekly, days)


def _bearable(book: Book, outlook: Outlook, account: str, days: list[dt.date]) -> int:
    """The largest sum a week that keeps the plan of `account` at its minimum, minor units."""
    return min(
        room_from(book, outlook, account, day) // count for count, day in enumerate(days, start=1)
    )


def _idea(book: Book, due: Due, account: str, weekly: int, days: list[dt.date]) -> Idea:
    said = text(
        N_("Set aside {amount} a week from {source} in {account} until {date}"),
        amount=Amount(weekly, book.currency, exact=False),
        source=book.accounts[account].name,
        account=book.accounts[due.account].name,
        date=days[-1],
    )
    entries = [
        Entry(
            id=fresh_id(book, "entry", f"set-aside-{account}-{due.loan}-{due.number}-{day}"),
            date=day,
            account=account,
            amount=-weekly,
            to_account=due.account,
        )
        for day in days
    ]
    edit = Edit(said, tuple(adding("entry", entry) for entry in entries))
    return Idea("set_aside", said, edit, effort=2)
