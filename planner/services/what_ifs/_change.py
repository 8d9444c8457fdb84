"""Changes of what is usual or planned: repeating items that take away or add, marked as changes.

They explain no entry of the past, so the history is read the same before and after, and what is
planned already is never counted twice.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction

from planner.basics.dates import ONE_DAY
from planner.basics.ids import new_id
from planner.basics.money import rounded
from planner.basics.text import Text
from planner.book.book import Book
from planner.book.edit import Change, adding
from planner.book.recurring import Recurring
from planner.flows.rates import Rate
from planner.services.what_ifs._kind import FAR, Ground


def is_income(book: Book, category: str) -> bool:
    """Whether money of this category (or of none) is business income."""
    known = book.categories.get(category)
    return known is None or known.flow == "income"


def is_expense(book: Book, category: str) -> bool:
    """Whether money of this category (or of none) is a business expense."""
    known = book.categories.get(category)
    return known is None or known.flow == "expense"


def planned_income(ground: Ground) -> list[Recurring]:
    """Repeating income that is still to come."""
    return [
        item
        for item in ground.still_to_come
        if item.amount > 0 and is_income(ground.book, item.category)
    ]


def usual_income(ground: Ground) -> list[Rate]:
    """Learnt income of the business."""
    return [
        rate for rate in ground.rates if rate.total > 0 and is_income(ground.book, rate.category)
    ]


def of_rates(
    ground: Ground,
    rates: Iterable[Rate],
    share: Fraction,
    title: Text,
    days: tuple[dt.date, dt.date | None],
) -> Iterator[Change]:
    """Daily items that change learnt flows by `share` from the first to the last of `days`.

    One for each account, category and day on which a flow resumes.
    """
    sums: dict[tuple[str, str, int], Rate] = {}
    for rate in rates:
        place = (rate.account, rate.category, rate.resumes)
        known = sums.get(place)
        sums[place] = rate._replace(total=rate.total + (known.total if known else 0))
    first, last = days
    for (account, category, resumes), rate in sums.items():
        start = max(first, ground.today + (resumes + 1) * ONE_DAY)
        amount = rate.daily(share)
        if amount and (last is None or start <= last):
            yield adding(
                "recurring",
                Recurring(
                    new_id(), ground.say(title), account, amount, "FREQ=DAILY", start, last,
                    category, is_change=True,
                ),
            )  # fmt: skip


def of_item(
    ground: Ground,
    item: Recurring,
    share: Fraction,
    title: Text,
    days: tuple[dt.date, dt.date | None],
) -> Iterator[Change]:
    """An item that changes each occurrence of `item` between `days` by `share`; or none."""
    first, last = days
    dates = item.dates(max(first, ground.tomorrow), min(last or dt.date.max, first + FAR))
    amount = rounded(item.amount * share)
    if not dates or not amount:
        return
    yield adding(
        "recurring",
        replace(
            item,
            id=new_id(),
            title=ground.say(title),
            amount=amount,
            rrule=item.anchored_rule,
            start=dates[0],
            until=_end(item, dates, last),
            spread=0,
            is_change=True,
        ),
    )


def of_category(
    ground: Ground,
    category: str,
    share: Fraction,
    title: Text,
    days: tuple[dt.date, dt.date | None],
) -> Iterator[Change]:
    """Items that change the usual and repeating money of a category by `share`.

    Income of a category of income, else costs; what flows against that (refunds) stays.
    """
    known = ground.book.categories.get(category)
    sign = 1 if known is not None and known.flow == "income" else -1
    rates = [one for one in ground.rates if one.total * sign > 0 and one.category == category]
    yield from of_rates(ground, rates, share, title, days)
    for item in ground.still_to_come:
        if item.amount * sign > 0 and item.category == category:
            yield from of_item(ground, item, share, title, days)


def _end(item: Recurring, dates: list[dt.date], last: dt.date | None) -> dt.date | None:
    """The last day of the change: that of a counted rule is the day of its last occurrence."""
    ends = [end for end in (item.until, last) if end is not None]
    if "COUNT=" in item.rrule:
        ends.append(dates[-1])
    return min(ends, default=None)
