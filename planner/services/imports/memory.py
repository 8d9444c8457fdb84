"""What the book knows about a payee: the owner's rules, and the categories given before.

A category counts as confirmed unless the program gave it: imports mark those they give by the
file's own category (k) or by similarity (s), and the mark fits only while nobody changes them.
"""

import hashlib
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from planner.basics.text import N_, Text, text
from planner.book.account import Category
from planner.book.book import Book
from planner.book.learned import PayeeRule
from planner.importers.payee import normal_payee


class Given(NamedTuple):
    """A category with the reason for it; `mark` is kept with the entry, empty: confirmed."""

    category: str = ""
    why: Text = text("")
    mark: str = ""


NOTHING = Given()


def mark_of(category: str, letter: str) -> str:
    """The mark of a category that was given by the file (k) or by similarity (s)."""
    return letter + hashlib.blake2b(category.encode(), digest_size=4).hexdigest()


class Rules:
    """The owner's rules: an exact name goes before a part of one, a longer part before a shorter."""

    def __init__(self, rules: Iterable[PayeeRule], categories: Mapping[str, Category]) -> None:
        self._categories = categories
        ordered = sorted(
            rules, key=lambda rule: (rule.how != "equals", -len(rule.words), rule.words)
        )
        self._rules = [(rule, rule.words.strip().lower()) for rule in ordered]

    def of(self, payee: str, flow: str) -> Given | None:
        """The category a rule gives this payee on this side of the books, or None."""
        name = payee.strip().lower()
        for rule, words in self._rules:
            is_hit = words == name if rule.how == "equals" else words in name
            category = self._categories.get(rule.category)
            if is_hit and category is not None and category.flow == flow:
                key = _RULE_EQUALS if rule.how == "equals" else _RULE_CONTAINS
                return Given(rule.category, text(key, words=rule.words))
        return None


_RULE_CONTAINS = N_("Your rule: the payee contains “{words}”.")
_RULE_EQUALS = N_("Your rule: the payee is “{words}”.")


class Known(NamedTuple):
    """The category a payee had last, and how many entries have it."""

    category: str
    times: int
    payee: str


class Memory:
    """Payee and side -> the last category, those the owner has confirmed apart from the others."""

    def __init__(self, book: Book) -> None:
        self._confirmed: dict[tuple[str, str], Known] = {}
        self._told: dict[tuple[str, str], Known] = {}
        self._alike: dict[tuple[str, str], Known] = {}
        self._collect(book)
        for known in (self._confirmed, self._told):
            for (payee, flow), one in known.items():
                self._alike.setdefault((normal_payee(payee), flow), one)

    def __bool__(self) -> bool:
        return bool(self._alike)

    def confirmed(self, payee: str, flow: str) -> Given | None:
        """The last category the owner gave this payee, or None."""
        return _given(self._confirmed.get((payee, flow)), _LAST)

    def told(self, payee: str, flow: str) -> Given | None:
        """The last category that files gave this payee, or one of the same name, or None."""
        found = self._told.get((payee, flow))
        if found is not None:
            return _given(found, _LAST)
        return _given(self._alike.get((normal_payee(payee), flow)), _SAME_NAME)

    def _collect(self, book: Book) -> None:
        ledger = book.ledger
        payees, categories = ledger.payees, ledger.categories
        flows = flows_of(book)
        columns = zip(payees.codes, categories.codes, ledger.sources, strict=True)
        times: dict[tuple[str, int, int], int] = {}
        newest: dict[tuple[str, int, int], None] = {}
        for payee, category, source in reversed(list(columns)):
            letter = _letter(source, categories.values[category])
            place = (letter, int(payee), int(category))
            times[place] = times.get(place, 0) + 1
            newest.setdefault(place)
        for place in newest:
            letter, payee, category = place
            name, key = payees.values[payee], categories.values[category]
            known = {"": self._confirmed, "k": self._told}.get(letter)
            if known is not None and name and flows[category]:
                known.setdefault((name, flows[category]), Known(key, times[place], name))


def flows_of(book: Book) -> list[str]:
    """The flow of each category that the ledger knows; empty for none and for removed ones."""
    found = map(book.categories.get, book.ledger.categories.values)
    return ["" if category is None else category.flow for category in found]


_LAST = N_("The last category of “{payee}” ({count}×).")
_SAME_NAME = N_("The last category of “{payee}”, the same name.")


def _given(known: Known | None, key: str) -> Given | None:
    if known is None:
        return None
    return Given(known.category, text(key, payee=known.payee[:40], count=known.times))


def _letter(source: str, category: str) -> str:
    """Which mark of an entry fits its category still; empty: the owner decided."""
    if not category or " " not in source:
        return ""
    for key in source.split():
        if key[0] in "ks" and len(key) == 9 and key == mark_of(category, key[0]):
            return key[0]
    return ""


def is_guess(source: str, category: str) -> bool:
    """Whether an entry still has the category that similarity gave it."""
    return _letter(source, category) == "s"
