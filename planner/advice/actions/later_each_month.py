"""Pay a monthly outgoing after the instalment from now on, instead of shortly before it."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from planner.advice.action import Idea
from planner.advice.actions._shared import ONE_DAY
from planner.basics.dates import clamped
from planner.basics.text import N_, Amount, text
from planner.book.book import Book
from planner.book.edit import Change, Edit
from planner.book.recurring import Recurring
from planner.flows.late import is_late
from planner.outlook.outlook import Due, Outlook

AFTER = 2
"""Days after the instalment: a due date that a weekend moves is still before it."""
PATIENCE = 14
"""Most days that a supplier is asked to wait each month."""
LAST_DAY = 28
"""Later days are not proposed: not every month has them."""
CHOICES = 2


def later_each_month(book: Book, outlook: Outlook, due: Due) -> Iterator[Idea]:
    """One idea per large monthly outgoing that falls shortly before the day of the instalment."""
    day, today = due.date.day + AFTER, outlook.stamp.today
    if day > LAST_DAY or due.days_past_due:
        return
    found = [
        item
        for item in book.recurring.values()
        if item.account == due.account
        and item.amount < 0
        and not item.is_change
        and 0 < day - _day_of(item) <= PATIENCE
        and _day_of(item) < due.date.day
        and not is_late(book, item, today)
    ]
    found.sort(key=lambda item: item.amount)
    for place, item in enumerate(found[:CHOICES]):
        moved = _moved(item, day, today)
        if moved is None:
            continue
        said = text(
            N_("Pay {title} of {amount} on day {day} of each month, from {date} on"),
            title=item.title,
            amount=Amount(-item.amount, book.currency),
            day=str(day),
            date=moved.start,
        )
        change = Change("recurring", item.id, item, moved)
        yield Idea("later_each_month", said, Edit(said, (change,)), effort=7 + place)


def _day_of(item: Recurring) -> int:
    """Its day of the month; 99: it does not come once a month on one day."""
    parts = dict(part.split("=", 1) for part in item.rrule.split(";"))
    if parts.pop("FREQ", "") != "MONTHLY" or parts.pop("INTERVAL", "1") != "1":
        return 99
    written = parts.pop("BYMONTHDAY", str(item.start.day))
    return int(written) if written.isdigit() and not parts else 99


def _moved(item: Recurring, day: int, today: dt.date) -> Recurring | None:
    """The same from its next date on, on `day`; None when nothing of it is to come."""
    coming = item.dates(today + ONE_DAY, today + 62 * ONE_DAY)
    if not coming:
        return None
    first = clamped(coming[0].year, coming[0].month, day)
    until = item.until and item.until + (day - _day_of(item)) * ONE_DAY
    return replace(item, start=first, until=until, rrule=f"FREQ=MONTHLY;BYMONTHDAY={day}")
