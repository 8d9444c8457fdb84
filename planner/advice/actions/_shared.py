"""What several ways out share: the sum that is wanted, fresh ids, an occurrence taken out."""

import datetime as dt
from dataclasses import replace

from planner.book.book import Book
from planner.book.edit import Change, adding, removing, replacing
from planner.book.recurring import Recurring
from planner.outlook.outlook import Due, Outlook

ONE_DAY = dt.timedelta(days=1)


def wanted(book: Book, due: Due) -> int:
    """What the debited account should get (minor units): `move`, or what the cushion lacks."""
    cushion = max(book.limits.cushion, book.accounts[due.account].minimum)
    return due.move or max(0, cushion - due.expected_balance_after)


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
