"""Day by day: what was booked, what will probably come, and what lies in the accounts then.

Counted are the accounts that money can be spent from; what moves between them is neither in nor
out. `end` of a day is `end` of the day before plus in less out, in the past and in the plan;
only what is owed already (dues of today and before) leaves between today and tomorrow.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from planner.basics.dates import ONE_DAY
from planner.book.book import Book
from planner.flows.flow import FlowKind
from planner.outlook.level import Level
from planner.outlook.outlook import Coming, DayBand, Due, Outlook

ItemKind = Literal["entry", "loan_cash", "recurring", "invoice", "instalment", "usual", "planned"]
WEEKS = 6
"""A month never touches more weeks."""


@dataclass(frozen=True, slots=True)
class Item:
    """Something that moves money on a day; in the order it happens. Minor units, + in, − out."""

    kind: ItemKind
    amount: int
    title: str
    source: str
    """Id of the fact it comes from; empty for usual flows."""
    account: str
    is_booked: bool
    to_account: str = ""
    """Of a transfer: where it goes."""
    due: Due | None = None
    """Of an instalment."""
    category: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    """One day. Amounts in minor units."""

    date: dt.date
    money_in: int
    money_out: int
    """≥ 0."""
    start: int | None
    end: int | None
    """At its end, in the plan without chance; None beyond what is known or looked ahead."""
    low: int | None
    """The end in a bad case: 19 in 20 futures lie above. None for days that are over."""
    level: Level | None
    """The worst of the dues on it; None: none is due."""
    items: tuple[Item, ...]
    is_past: bool
    """Over, or today: its entries are booked."""

    @property
    def net(self) -> int:
        """What is left over on this day."""
        return self.money_in - self.money_out


def first_cell(month: dt.date) -> dt.date:
    """The Monday on which a calendar page of this month begins."""
    first = month.replace(day=1)
    return first - first.weekday() * ONE_DAY


def month_days(
    book: Book, outlook: Outlook | None, month: dt.date, today: dt.date
) -> tuple[Day, ...]:
    """The six weeks of a calendar page, from a Monday on."""
    first = first_cell(month)
    return days_between(book, outlook, first, first + (7 * WEEKS - 1) * ONE_DAY, today)


def days_between(
    book: Book, outlook: Outlook | None, first: dt.date, last: dt.date, today: dt.date
) -> tuple[Day, ...]:
    """Every day from `first` to `last`, both included."""
    past = _past_days(book, first, min(last, today), today)
    ahead = _days_ahead(book, outlook, max(first, today + ONE_DAY), last)
    with_dues = (_with_missed(day, outlook, today) for day in past)
    return (*with_dues, *ahead)


def known_months(book: Book, outlook: Outlook | None, today: dt.date) -> tuple[dt.date, dt.date]:
    """First days of the first and the last month there is something to show for."""
    ledger = book.ledger
    oldest = dt.date.fromordinal(int(ledger.days[0])) if len(ledger) else today
    opened = (account.opened_on for account in book.accounts.values())
    first = min([oldest, today, *opened])
    last = outlook.days[-1].date if outlook and outlook.days else today
    return first.replace(day=1), last.replace(day=1)


# what was booked


def _past_days(book: Book, first: dt.date, last: dt.date, today: dt.date) -> Iterator[Day]:
    if first > last:
        return
    spendable = _spendable(book)
    balance = book.spendable(first - ONE_DAY)
    booked = _booked(book, first, last)
    date = first
    while date <= last:
        items = tuple(booked.get(date, ()))
        money_in, money_out = _in_and_out(items, spendable)
        start, balance = balance, balance + money_in - money_out
        yield Day(date, money_in, money_out, start, balance, None, None, items, is_past=True)
        date += ONE_DAY


def _booked(book: Book, first: dt.date, last: dt.date) -> dict[dt.date, list[Item]]:
    found: dict[dt.date, list[Item]] = {}
    ledger = book.ledger
    ends = np.searchsorted(ledger.days, [first.toordinal(), last.toordinal() + 1])
    for row in range(int(ends[0]), int(ends[1])):
        entry = ledger.entry(row)
        title = entry.payee or entry.note
        item = Item("entry", entry.amount, title, entry.id, entry.account, is_booked=True,
                    to_account=entry.to_account, category=entry.category)  # fmt: skip
        found.setdefault(entry.date, []).append(item)
    for move in book.loan_cash:
        if first <= move.date <= last:
            name = book.loans[move.loan].name
            item = Item("loan_cash", move.amount, name, move.loan, move.account, is_booked=True)
            found.setdefault(move.date, []).append(item)
    return {date: sorted(items, key=lambda item: item.amount > 0) for date, items in found.items()}


def _spendable(book: Book) -> frozenset[str]:
    return frozenset(key for key, account in book.accounts.items() if account.is_spendable)


def _in_and_out(items: Iterable[Item], spendable: frozenset[str]) -> tuple[int, int]:
    """What came into and went out of the spendable accounts."""
    money_in = money_out = 0
    for item in items:
        amount = item.amount if item.account in spendable else 0
        if item.to_account in spendable:
            amount -= item.amount
        money_in += max(amount, 0)
        money_out -= min(amount, 0)
    return money_in, money_out


def _with_missed(day: Day, outlook: Outlook | None, today: dt.date) -> Day:
    """A day that is over, with the instalments that are still open on it."""
    dues = [due for due in outlook.dues if due.date == day.date] if outlook else []
    if not dues or day.date > today:
        return day
    items = tuple(
        Item("instalment", -due.amount, due.loan_name, due.loan, due.account, is_booked=False,
             due=due)
        for due in dues
    )  # fmt: skip
    level = max(due.level for due in dues)
    return Day(day.date, day.money_in, day.money_out, day.start, day.end, day.low, level,
               (*day.items, *items), is_past=True)  # fmt: skip


# what will probably come


def _days_ahead(
    book: Book, outlook: Outlook | None, first: dt.date, last: dt.date
) -> Iterator[Day]:
    if first > last:
        return
    spendable = _spendable(book)
    bands = {band.date: band for band in outlook.days} if outlook else {}
    coming = _coming_by_day(outlook, first, last) if outlook else {}
    dues = _dues_by_day(outlook.dues if outlook else ())
    date = first
    while date <= last:
        band = bands.get(date)
        items = tuple(_items(book, coming.get(date, []), dues.get(date, [])))
        yield _ahead(date, band, items, spendable)
        date += ONE_DAY


def _ahead(
    date: dt.date, band: DayBand | None, items: tuple[Item, ...], spendable: frozenset[str]
) -> Day:
    money_in, money_out = _in_and_out(items, spendable)
    end = band.expected if band else None
    start = None if end is None else end - money_in + money_out
    levels = [item.due.level for item in items if item.due]
    low = band.p5 if band else None
    return Day(date, money_in, money_out, start, end, low, max(levels, default=None), items,
               is_past=False)  # fmt: skip


def _coming_by_day(outlook: Outlook, first: dt.date, last: dt.date) -> dict[dt.date, list[Coming]]:
    found: dict[dt.date, list[Coming]] = {}
    for flow in outlook.coming:
        if first <= flow.date <= last:
            found.setdefault(flow.date, []).append(flow)
    return found


def _dues_by_day(dues: Iterable[Due]) -> dict[dt.date, list[Due]]:
    found: dict[dt.date, list[Due]] = {}
    for due in dues:
        found.setdefault(due.date, []).append(due)
    return found


def _items(book: Book, flows: Sequence[Coming], dues: list[Due]) -> Iterator[Item]:
    """Flows of one day in their order; the two sides of a transfer are one item."""
    left = list(dues)
    for flow in flows:
        if flow.kind == "transfer" and flow.amount > 0:
            continue
        due = next(
            (one for one in left if one.loan == flow.source and one.amount == -flow.amount), None
        )
        if due is not None and flow.kind == "instalment":
            left.remove(due)
            yield _item(book, flow, due)
        else:
            yield _item(book, flow, None)


_KINDS: Mapping[FlowKind, ItemKind] = {
    "recurring": "recurring", "invoice": "invoice", "instalment": "instalment", "usual": "usual",
    "transfer": "planned", "promise": "planned",
}  # fmt: skip


def _item(book: Book, flow: Coming, due: Due | None) -> Item:
    is_single = flow.kind in {"transfer", "promise"}
    entry = book.ledger.find(flow.source) if is_single else None
    kind: ItemKind = _KINDS[flow.kind] if entry is None else "entry"
    return Item(kind, flow.amount, flow.title, flow.source, flow.account, is_booked=False,
                to_account=entry.to_account if entry else "", due=due,
                category=_category(book, flow))  # fmt: skip


def _category(book: Book, flow: Coming) -> str:
    found = {
        "recurring": book.recurring, "invoice": book.invoices,
    }.get(flow.kind, {}).get(flow.source)  # fmt: skip
    return str(getattr(found, "category", ""))
