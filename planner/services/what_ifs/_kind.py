"""Kind: a named what-if with a few things to choose, which turns them into a scenario."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

from planner.basics.text import Text
from planner.book.book import Book
from planner.book.recurring import Recurring
from planner.flows.pattern import learn
from planner.flows.rates import Rate, usual_rates
from planner.simulation.scenario import Scenario
from planner.wording import Wording

Value = int | str | dt.date
Values = Mapping[str, Value]
Form = Literal["percent", "points", "rate", "days", "months", "amount", "date", "pick"]
"""percent: whole percent · points, rate: hundredths of a percent · amount: minor units."""

FAR = dt.timedelta(days=400)
"""A repeating item without an occurrence in so many days has ended, or is too far to matter."""


class Param(NamedTuple):
    """One thing to choose: its name, its form, where it begins and how far it goes."""

    key: str
    label: str
    """English source sentence."""
    form: Form
    value: Value
    low: int = 0
    high: int = 0
    step: int = 1
    options: tuple[tuple[str, Text | str], ...] = ()
    """Of `pick`: value and words (names the owner gave stay text)."""


class Ground:
    """What scenarios stand on: the book, the day, and what is usual in it."""

    def __init__(self, book: Book, today: dt.date) -> None:
        """Cheap: what is usual is learnt when it is asked for."""
        self.book, self.today = book, today

    @property
    def tomorrow(self) -> dt.date:
        """The first day that can still change."""
        return self.today + dt.timedelta(days=1)

    @cached_property
    def rates(self) -> tuple[Rate, ...]:
        """The learnt usual flows by account, category, payee and sign."""
        return usual_rates(self.book, learn(self.book, self.today), self.today)

    @cached_property
    def still_to_come(self) -> tuple[Recurring, ...]:
        """Repeating items of their own with an occurrence ahead."""
        return tuple(
            item
            for item in self.book.recurring.values()
            if not item.is_change and item.dates(self.tomorrow, self.tomorrow + FAR)
        )

    def say(self, said: Text) -> str:
        """Words that become part of a fact, in the language of the book."""
        return Wording(self.book.info.language).say(said)


@dataclass(frozen=True, slots=True)
class Kind:
    """A named what-if."""

    key: str
    name: str
    """English source sentence, without figures."""
    params: Callable[[Ground], tuple[Param, ...]]
    """What can be chosen. Raises UserError when the book holds nothing it could change."""
    make: Callable[[Ground, Values], Scenario]
    """The scenario of some values. Raises UserError for values that make no sense."""


def defaults(params: tuple[Param, ...]) -> dict[str, Value]:
    """The values that `params` begin with."""
    return {param.key: param.value for param in params}
