"""Several loans at once: in which order the money helps most, with the reason for each place.

A recommendation: first what is secured or vouched for, then what is not late yet, then what
costs most by the day. What the same money saves is worked out, not claimed.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from planner.basics.dates import ONE_DAY
from planner.basics.text import N_, Amount, Text, text
from planner.book.book import Book
from planner.services.troubles.curing import day_cost
from planner.services.troubles.stages import Situation, situations

SOON = 30
"""Days ahead up to which a coming instalment competes for the money of today."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """One loan at its place in the order; amounts in minor units."""

    now: Situation
    wanted: int
    a_day: int
    """What one late day costs."""
    reasons: tuple[Text, ...]

    @property
    def id(self) -> str:
        """Id of the loan."""
        return self.now.loan.id


@dataclass(frozen=True, slots=True)
class Spread:
    """What the money there reaches in one order, and what stays open."""

    paid: tuple[str, ...]
    """Loans that can be settled whole."""
    a_day: int
    """What the rest costs with every day (minor units)."""


@dataclass(frozen=True, slots=True)
class Order:
    """The loans in the order advised, and what it saves."""

    rows: tuple[Ranked, ...]
    money: int
    """There today in all accounts but the emergency fund and cards."""
    advised: Spread
    by_date: Spread
    """If the oldest due date came first instead."""

    @property
    def suffices(self) -> bool:
        """Whether the money reaches for all."""
        return sum(row.wanted for row in self.rows) <= self.money


def payment_order(book: Book, today: dt.date) -> Order:
    """The order for all loans that want money by now or within 30 days."""
    near = [one for one in situations(book, today) if one.due <= today + SOON * ONE_DAY]
    rows = tuple(sorted((_ranked(book, one) for one in near), key=_place))
    money = max(book.spendable(today), 0)
    by_date = sorted(rows, key=lambda row: (row.now.due, row.id))
    return Order(rows, money, spread(rows, money), spread(by_date, money))


def spread(rows: Sequence[Ranked], money: int) -> Spread:
    """What `money` (minor units) settles when it goes to `rows` one after the other."""
    paid: list[str] = []
    a_day = Fraction(0)
    for row in rows:
        part = min(money, row.wanted)
        money -= part
        if part == row.wanted:
            paid.append(row.id)
        elif row.wanted:
            a_day += Fraction(row.a_day) * (row.wanted - part) / row.wanted
    return Spread(tuple(paid), round(a_day))


def order_words(book: Book, order: Order) -> Text:
    """What the order comes to, in one sentence."""
    facts = {
        "money": Amount(order.money, book.currency),
        "rest": Amount(order.advised.a_day, book.currency),
        "other": Amount(order.by_date.a_day, book.currency),
    }
    if order.suffices:
        return text(N_("{money} is there: it reaches for all of them."), **facts)
    if order.advised.a_day < order.by_date.a_day:
        return text(
            N_("{money} is there. In this order the rest costs {rest} a day; by date it would be "
               "{other}."), **facts,
        )  # fmt: skip
    return text(N_("{money} is there. In this order the rest costs {rest} a day."), **facts)


def _ranked(book: Book, now: Situation) -> Ranked:
    a_day = day_cost(book, now).late
    return Ranked(now, now.wanted, a_day, tuple(_reasons(book, now, a_day)))


def _place(row: Ranked) -> tuple[bool, bool, Fraction, int, str]:
    rate = Fraction(row.a_day, row.wanted) if row.wanted else Fraction(0)
    is_late = row.now.days_past_due > 0
    return not row.now.loan.backing, is_late, -rate, -row.now.days_past_due, row.id


def _reasons(book: Book, now: Situation, a_day: int) -> list[Text]:
    said = []
    if "security" in now.loan.backing:
        said.append(text(N_("It is secured: what stands for it is at stake.")))
    if "guarantor" in now.loan.backing:
        said.append(text(N_("Somebody vouches for it and would be asked.")))
    if not now.days_past_due:
        said.append(text(N_("It is not late yet: paid by {date}, there is nothing to report."),
                         date=now.due))  # fmt: skip
    if now.loan.terms.is_rate_unknown:
        said.append(text(N_("Its rate is not filled in yet: what a late day costs is not known.")))
    else:
        said.append(text(N_("A late day costs {amount}."), amount=Amount(a_day, book.currency)))
    if 0 < now.days_past_due <= 90:
        said.append(text(N_("After 90 days a bank must count it as “substandard”; {days} days "
                            "are left."), days=91 - now.days_past_due))  # fmt: skip
    return said
