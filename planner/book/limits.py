"""Settings that change a number, and the book's own name and currency."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Limits:
    """From when the owner wants to be warned."""

    tight_chance: float = 0.05
    """Chance of being short from which a due date is tight."""
    short_chance: float = 0.5
    """… and from which it is likely short."""
    cushion: int = 0
    """An expected balance below this (minor units) is tight too."""

    @property
    def id(self) -> str:
        """There is one set of limits."""
        return "limits"


@dataclass(frozen=True, slots=True)
class Identity:
    """The book's own name, currency and language."""

    name: str = ""
    currency: str = "CNY"
    language: Literal["zh", "en"] = "zh"

    @property
    def id(self) -> str:
        """There is one of them."""
        return "book"
