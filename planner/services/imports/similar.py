"""Categories of payees nobody has seen before: by entries whose words share pairs of characters.

The nearest entries vote (k nearest neighbours on 2-grams, rare pairs weigh more). Chinese needs
no word splitter for that. Below the thresholds nothing is said.
"""

from collections import Counter, defaultdict
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from planner.basics.text import N_, Percent, text
from planner.book.book import Book
from planner.importers.payee import normal_payee
from planner.services.imports.memory import Given, flows_of, is_guess, mark_of

EXAMPLES = 4_000
"""So many different descriptions are compared with, the newest first."""
_VOTERS = 5
LEAST_LIKE = 0.34
"""Cosine of the nearest example from which a category is proposed (measured: labelled year)."""
LEAST_AGREED = 0.6
"""Share of the votes that its category must have."""
_WHY = N_("Similar to “{example}” ({share} alike).")

Floats = npt.NDArray[np.float64]


class _Example(NamedTuple):
    words: str
    category: str
    shown: str


class Similar:
    """The categorised entries of one book, one index per side of the books."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._sides: dict[str, _Index] = {}
        self._known: dict[tuple[str, str], Given | None] = {}

    def of(self, payee: str, note: str, flow: str) -> Given | None:
        """The category of the most similar entries, or None where none is similar enough."""
        words = described(payee, note)
        if (words, flow) not in self._known:
            if flow not in self._sides:
                self._sides[flow] = _Index(_examples(self._book, flow))
            self._known[words, flow] = self._sides[flow].nearest(words)
        return self._known[words, flow]


class _Index:
    """Examples by the pairs of characters they hold."""

    def __init__(self, examples: list[_Example]) -> None:
        self._examples = examples
        grams = [_grams(example.words) for example in examples]
        places: dict[str, list[int]] = defaultdict(list)
        for number, found in enumerate(grams):
            for gram in found:
                places[gram].append(number)
        total = len(examples) + 1
        self._rarity = {gram: float(np.log(total / len(at))) for gram, at in places.items()}
        self._places = {gram: np.array(at, dtype=np.int32) for gram, at in places.items()}
        self._unknown = float(np.log(total))
        self._lengths = np.array([self._length(found) for found in grams]) if grams else np.zeros(0)

    def nearest(self, words: str) -> Given | None:
        """What the nearest examples agree on, or None."""
        grams = _grams(words)
        length = self._length(grams)
        if not self._examples or not length:
            return None
        scores: Floats = np.zeros(len(self._examples))
        for gram in grams:
            if gram in self._places:
                scores[self._places[gram]] += self._rarity[gram] ** 2
        scores /= np.maximum(self._lengths, 1e-9) * length
        order = np.argsort(-scores, kind="stable")[:_VOTERS]
        best = float(scores[order[0]])
        if best < LEAST_LIKE:
            return None
        votes: Counter[str] = Counter()
        for at in order:
            votes[self._examples[at].category] += float(scores[at])  # type: ignore[assignment]
        (category, agreed), *_ = votes.most_common(1)
        if agreed < LEAST_AGREED * sum(votes.values()):
            return None
        shown = next(
            self._examples[at].shown for at in order if self._examples[at].category == category
        )
        why = text(_WHY, example=shown[:40], share=Percent(min(best, 1.0), 0))
        return Given(category, why, mark_of(category, "s"))

    def _length(self, grams: frozenset[str]) -> float:
        squares = sum(self._rarity.get(gram, self._unknown) ** 2 for gram in grams)
        return float(np.sqrt(squares))


def described(payee: str, note: str) -> str:
    """Payee and item as they are compared."""
    return f"{normal_payee(payee)} {normal_payee(note)}".strip()


def _grams(words: str) -> frozenset[str]:
    return frozenset(
        first + second for word in words.split() for first, second in pairwise(f"_{word}")
    )


def _examples(book: Book, flow: str) -> list[_Example]:
    """The newest different descriptions of entries with a category of this flow."""
    ledger = book.ledger
    wanted = [own == flow for own in flows_of(book)]
    found: dict[tuple[str, str], _Example] = {}
    for at in reversed(range(len(ledger))):
        code = int(ledger.categories.codes[at])
        category = ledger.categories.values[code]
        if not wanted[code] or is_guess(ledger.sources[at], category):
            continue
        payee = ledger.payees.values[int(ledger.payees.codes[at])]
        words = described(payee, ledger.notes[at])
        if words:
            found.setdefault(
                (words, category), _Example(words, category, payee or ledger.notes[at])
            )
        if len(found) == EXAMPLES:
            break
    return list(found.values())
