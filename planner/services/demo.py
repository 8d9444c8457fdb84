"""The sample shop: a noodle shop, moved to any day, in the language of its book.

It shows what the product is for: takings that swing with the weekday, two loans, stock for the
holidays to be paid the day before an instalment, a small emergency fund, an open invoice.
"""

import datetime as dt
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from planner.basics.dates import ONE_DAY, add_months, each_day
from planner.basics.text import N_, text
from planner.book.account import Account, Category
from planner.book.book import Book, Fact
from planner.book.budget import Reserve
from planner.book.edit import Change, Edit
from planner.book.entry import Entry
from planner.book.invoice import Invoice
from planner.book.limits import Limits
from planner.book.loan import Loan, LoanEvent, Rate, Terms
from planner.book.market import Indicator, Point
from planner.book.recurring import Recurring
from planner.loans.schedule import plan
from planner.services.session import FILLED_SAMPLE
from planner.wording import Wording

Say = Callable[[str], str]

_MONTHS_OF_HISTORY = 5
_TAKINGS = (95_000, 101_000, 104_000, 107_000, 130_000, 152_000, 141_000)
"""Usual takings from Monday to Sunday, minor units."""
_SWING = 0.14
_MONTHLY = (
    ("rent", N_("Rent"), N_("Landlord"), -450_000, 1, True),
    ("wages", N_("Wages"), N_("Kitchen hand"), -480_000, 15, True),
    ("utilities", N_("Power and water"), N_("Power company"), -86_000, 20, True),
    ("home", N_("For the family"), N_("Household"), -300_000, 28, False),
)
"""Category, its name, payee, amount, day of the month, essential."""
_STOCK = -325_000
_HOLIDAY_STOCK = 680_000
_LEFT_AFTER_RISKY_DUE = 40_000
"""What the plan leaves after the instalment that the sample warns of."""
_SET_ASIDE = 380_000
"""Moved into the emergency fund each month."""
_SET_ASIDE_ON = 22
_FLOUR = ("96", "96", "97", "96.5", "98", "98", "99.5", "101", "101", "103", "104")
"""What a sack of flour cost, every other week up to today."""


@dataclass(frozen=True)
class _Shop:
    """The days everything else follows from."""

    today: dt.date
    start: dt.date
    loans: tuple[Loan, ...]
    risky_due: dt.date
    say: Say


def demo_edit(book: Book, today: dt.date) -> Edit:
    """The Edit that fills an empty `book` with the sample shop as it would stand on `today`."""
    shop = _shop(today, Wording(book.info.language)._)
    singles: list[tuple[str, Fact]] = [
        ("book", replace(book.info, name=shop.say(N_("Corner Noodles (sample)")))),
        ("reserve", Reserve(("fund",), Decimal(3))),
        ("limits", Limits(cushion=300_000)),
    ]
    replaced = [Change(kind, fact.id, book.find(kind, fact.id), fact) for kind, fact in singles]
    added = [Change(kind, fact.id, None, fact) for kind, fact in _facts(shop)]
    return Edit(text(FILLED_SAMPLE), (*replaced, *added))


def _shop(today: dt.date, say: Say) -> _Shop:
    start = add_months(today.replace(day=1), -_MONTHS_OF_HISTORY)
    loans = (
        _loan("l1", first_due=_next(today, 10, -4), principal=6_000_000, rate="0.144"),
        _loan("l2", first_due=_next(today, 25, -4), principal=2_400_000, rate="0.096"),
    )
    names = (
        (say(N_("MYbank loan")), say(N_("MYbank"))),
        (say(N_("Oven instalments")), say(N_("Equipment shop"))),
    )
    named = tuple(
        replace(loan, name=name, lender=lender)
        for loan, (name, lender) in zip(loans, names, strict=True)
    )
    risky = next(row.due for row in plan(loans[0].terms).rows if (row.due - today).days >= 30)
    return _Shop(today, start, named, risky, say)


def _loan(key: str, *, first_due: dt.date, principal: int, rate: str) -> Loan:
    terms = Terms(
        principal=principal,
        drawn_on=add_months(first_due, -1),
        method="equal_instalment",
        first_due=first_due,
        due_day=first_due.day,
        instalments=12,
        rate=Rate(Decimal(rate)),
    )
    return Loan(key, "", "bank", terms)


def _next(today: dt.date, day: int, months: int) -> dt.date:
    """The first `day` of a month after `today`, moved by `months`."""
    coming = today.replace(day=day) if today.day < day else add_months(today.replace(day=day), 1)
    return add_months(coming, months)


def _facts(shop: _Shop) -> Iterator[tuple[str, Fact]]:
    entries = _entries(shop)
    events = _payments(shop)
    moved = sum(entry.amount for entry in entries) - sum(event.amount for event in events)
    drawn = sum(loan.terms.received for loan in shop.loans)
    opening = _LEFT_AFTER_RISKY_DUE - _planned(shop) - moved - drawn
    yield from _places(shop, opening)
    yield from (("loan", loan) for loan in shop.loans)
    yield from (("entry", entry) for entry in entries)
    yield from (("loan_event", event) for event in events)
    yield from (("recurring", item) for item in _recurring(shop))
    yield from (("invoice", invoice) for invoice in _invoices(shop))
    yield "indicator", _flour(shop)


def _places(shop: _Shop, opening: int) -> Iterator[tuple[str, Fact]]:
    say, start = shop.say, shop.start
    yield "account", Account("bank", say(N_("MYbank")), "bank", opening, start, 300_000)
    yield "account", Account("till", say(N_("Cash in the till")), "cash", 120_000, start)
    yield "account", Account("fund", say(N_("Emergency fund")), "reserve", 0, start)
    yield "category", Category("sales", say(N_("Takings")), "income")
    yield "category", Category("stock", say(N_("Stock")), "expense", essential=True)
    yield "category", Category("equipment", say(N_("Equipment")), "expense")
    yield "category", Category("fittings", say(N_("Fittings and repairs")), "expense")
    for key, name, _, _, _, essential in _MONTHLY:
        yield "category", Category(key, say(name), "expense", essential=essential)


def _entries(shop: _Shop) -> list[Entry]:
    """Everything that happened up to today, oldest first."""
    say = shop.say
    refit, oven = (loan.terms.drawn_on + 2 * ONE_DAY for loan in shop.loans)
    found = [
        (refit, -5_900_000, "fittings", say(N_("Refit of the shop")), ""),
        (oven, -2_550_000, "equipment", say(N_("Steam oven")), ""),
    ]
    days = list(each_day(shop.start, shop.today))
    for day, swing in zip(days, _swings(len(days)), strict=True):
        takings = round(_TAKINGS[day.weekday()] * (1 + swing))
        found.append((day, takings, "sales", say(N_("Noodle sales")), ""))
        if day.weekday() == 0:
            found.append((day, _STOCK, "stock", say(N_("Grain and oil wholesaler")), ""))
        if day.day == _SET_ASIDE_ON:
            found.append((day, -_SET_ASIDE, "", "", "fund"))
        found += [
            (day, amount, key, say(payee), "")
            for key, _, payee, amount, on, _ in _MONTHLY
            if day.day == on
        ]
    found.sort(key=lambda row: row[0])
    return [
        Entry(f"e{number}", day, "bank", amount, category, payee, to_account=target)
        for number, (day, amount, category, payee, target) in enumerate(found, 1)
    ]


def _swings(days: int) -> list[float]:
    """Shares by which the days differ from usual; together they balance."""
    chance = random.Random(7)  # noqa: S311 - a sample's swings, no secret
    drawn = [_SWING * chance.gauss(0, 1) for _ in range(days)]
    mean = sum(drawn) / days
    return [swing - mean for swing in drawn]


def _payments(shop: _Shop) -> list[LoanEvent]:
    return [
        LoanEvent(f"{loan.id}-{row.number}", loan.id, "pay", row.due, row.payment)
        for loan in shop.loans
        for row in plan(loan.terms).rows
        if row.due <= shop.today
    ]


def _recurring(shop: _Shop) -> Iterator[Recurring]:
    first = shop.today + ONE_DAY
    for key, name, _, amount, day, _ in _MONTHLY:
        rule = f"FREQ=MONTHLY;BYMONTHDAY={day}"
        yield Recurring(f"r-{key}", shop.say(name), "bank", amount, rule, first, None, key)
    weekly = "FREQ=WEEKLY;BYDAY=MO"
    yield Recurring("r-stock", shop.say(N_("Stock")), "bank", _STOCK, weekly, first, None, "stock")


def _invoices(shop: _Shop) -> Iterator[Invoice]:
    say, due = shop.say, shop.risky_due
    issued = shop.today - 5 * ONE_DAY
    yield Invoice("i1", "payable", say(N_("Holiday stock")), _HOLIDAY_STOCK, issued,
                  due - ONE_DAY, "bank", None, "stock")  # fmt: skip
    yield Invoice("i2", "receivable", say(N_("School canteen")), 260_000, issued,
                  due + 12 * ONE_DAY, "bank", None, "sales")  # fmt: skip


def _flour(shop: _Shop) -> Indicator:
    days = [shop.today - 14 * age * ONE_DAY for age in reversed(range(len(_FLOUR)))]
    points = tuple(Point(day, Decimal(price)) for day, price in zip(days, _FLOUR, strict=True))
    name, unit = shop.say(N_("Flour, wholesale")), shop.say(N_("¥ per 25 kg sack"))
    return Indicator("flour", name, unit, points, "stock", Decimal("0.6"))


def _planned(shop: _Shop) -> int:
    """What the plan moves from tomorrow until the risky due is debited, first thing that day."""
    first, last = shop.today + ONE_DAY, shop.risky_due
    takings = sum(_TAKINGS[day.weekday()] for day in each_day(first, last - ONE_DAY))
    repeating = sum(
        item.amount * len(item.dates(first, last - ONE_DAY)) for item in _recurring(shop)
    )
    instalments = sum(
        row.payment
        for loan in shop.loans
        for row in plan(loan.terms).rows
        if first <= row.due <= last
    )
    return takings + repeating - instalments - _HOLIDAY_STOCK
