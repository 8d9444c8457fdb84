"""What several ways out share: fresh ids, an occurrence taken out."""

import datetime as dt
from dataclasses import replace

from planner.book.book import Book
from planner.book.edit import Change, adding, removing, replacing
from planner.book.recurring import Recurring
from planner.outlook.outlook import Due, Outlook

ONE_DAY = dt.timedelta(days=1)


def day_to_act(outlook: Outlook, due: Due) -> dt.date:
    """The last working day before the debit, or today when that has passed."""
    return max(due.act_by, outlook.stamp.today)


def fresh_id(book: Book, kind: str, stem: str) -> str:
    """`stem`, numbered when the book has it already: the same book always gives the same id."""
    number, key = 1, stem
    while book.find(kind, key) is not None:
        number += 1
        key = f"{stem}-{number}"
    return key


def room(book: Book, outlook: Outlook, account: str) -> int:
    """What `account` can give away and still stay above its minimum in the plan, minor units."""
    balance = lowest = outlook.accounts[account]
    for flow in outlook.coming:
        if flow.account == account:
            balance += flow.amount
            lowest = min(lowest, balance)
    return lowest - book.accounts[account].minimum


def room_from(book: Book, outlook: Outlook, account: str, day: dt.date) -> int:
    """What `account` could give away on `day` and still stay above its minimum from then on."""
    balance = outlook.accounts[account]
    lowest: int | None = None
    for flow in outlook.coming:
        if flow.account != account:
            continue
        if lowest is None and flow.date > day:
            lowest = balance
        balance += flow.amount
        if flow.date >= day:
            lowest = balance if lowest is None else min(lowest, balance)
    return (balance if lowest is None else lowest) - book.accounts[account].minimum


def without(book: Book, recurring: Recurring, date: dt.date) -> tuple[Change, ...]:
    """The changes that take the occurrence on `date` out of a recurring flow.

    Nothing when the rule counts its occurrences: then it can't be cut without changing them.
    """
    if "COUNT" in recurring.rrule:
        return ()
    after = recurring.dates(date + ONE_DAY, date + dt.timedelta(days=800))[:1]
    has_before = bool(recurring.dates(recurring.start, date - ONE_DAY))
    rest = [_from(book, recurring, start) for start in after]
    if not has_before:
        if not rest:
            return (removing("recurring", recurring),)
        return (replacing("recurring", recurring, start=rest[0].start, rrule=rest[0].rrule),)
    cut = replacing("recurring", recurring, until=date - ONE_DAY)
    return (cut, *(adding("recurring", part) for part in rest))


def _from(book: Book, recurring: Recurring, start: dt.date) -> Recurring:
    """The same flow from `start` on, under an id of its own."""
    rule = recurring.rrule
    if rule.startswith("FREQ=MONTHLY") and "BY" not in rule:
        rule = f"{rule};BYMONTHDAY={recurring.start.day}"
    key = fresh_id(book, "recurring", f"{recurring.id}-from-{start}")
    return replace(recurring, id=key, start=start, rrule=rule)
