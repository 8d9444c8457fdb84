"""Sentences that are not said yet: a key and its facts, put into words by `planner.wording`.

Whatever is stored (titles of edits) or handed upwards (warnings, errors) is a `Text`, never a
finished sentence, so that it speaks the language the screen has at the moment it is shown.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple


class Amount(NamedTuple):
    """Money inside a sentence: `minor` units of `currency`; `exact` shows the decimals."""

    minor: int
    currency: str
    exact: bool = True


class WithYear(NamedTuple):
    """A date that is said with its year: it may lie a year ahead."""

    date: dt.date


class Chance(NamedTuple):
    """A probability (0…1) inside a sentence, said as a count: 'about 2 in 10 times'."""

    value: float


class Percent(NamedTuple):
    """A share (0…1) inside a sentence, said as a percentage with `digits` decimals."""

    value: float
    digits: int = 0


@dataclass(frozen=True, slots=True)
class Text:
    """`key` is the English source sentence with named fields; `facts` fill them.

    `count` chooses singular or plural: then `plural` is the English plural sentence.
    """

    key: str
    facts: Mapping[str, "Fact"] = field(default_factory=lambda: MappingProxyType({}))
    plural: str = ""
    count: int = 1
    context: str = ""


Fact = (
    str | int | float | dt.date | WithYear | Amount | Chance | Percent | Text | tuple["Fact", ...]
)


def N_(key: str) -> str:
    """Mark a literal for the catalogue; it is translated when it is shown. Returns it unchanged."""
    return key


def NN_(singular: str, plural: str) -> tuple[str, str]:
    """Mark a literal and its plural for the catalogue: `counted(*NN_("…", "…"), 3)`."""
    return singular, plural


def NC_(context: str, key: str) -> tuple[str, str]:
    """Mark a literal whose meaning needs a context: `in_context(*NC_("loan", "Late"))`."""
    return context, key


def in_context(context: str, key: str, /, **facts: Fact) -> Text:
    """A `Text` whose word has several meanings; `context` tells which."""
    return Text(key, MappingProxyType(facts), context=context)


def text(key: str, /, **facts: Fact) -> Text:
    """A `Text` with keyword facts: `text(N_("Pay {sum}"), sum=Amount(100, "CNY"))`."""
    return Text(key, MappingProxyType(facts))


def counted(key: str, plural: str, count: int, /, **facts: Fact) -> Text:
    """A `Text` that has a plural; `{count}` is filled in without being passed."""
    return Text(key, MappingProxyType({"count": count, **facts}), plural, count)
