"""A foreign file as it was read, before anybody knows what it means: sheets of text cells.

Nothing is converted here: an id of 28 digits stays 28 digits, "NA" stays "NA".
"""

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal

from planner.basics.text import Text

Kind = Literal["csv", "xlsx", "xls", "html", "camt", "ofx", "qif", "mt940"]
Cancelled = Callable[[], bool]
Progress = Callable[[int, int], None]
"""Called with (rows done, rows in all)."""

SIZE_LIMIT = 50 * 2**20
"""Largest file (bytes) that is looked at: reliability, "Foreign workbooks"."""


class ImportCancelled(Exception):  # noqa: N818 - it is an answer, not a fault
    """The owner has stopped the reading; nothing was kept."""


class Number(str):
    """A cell that was a number in its workbook, not text: always with a point, never grouped."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table. `lines[i]` is where row `i` begins in the file (first line: 1)."""

    name: str
    rows: Sequence[Sequence[str]]
    lines: Sequence[int]
    is_plain: bool = False
    """All cells are text, and none has more than blanks around its value."""
    is_bare: bool = False
    """Not even blanks."""


@dataclass(frozen=True, slots=True)
class Source:
    """One file, read: its sheets, or its text where it is no table."""

    name: str
    kind: Kind
    sheets: tuple[Sheet, ...] = ()
    text: str = ""
    encoding: str = ""
    delimiter: str = ""
    is_cut: bool = False
    """The last row has no line end: the download may have broken off there."""
    notices: tuple[Text, ...] = ()


@contextmanager
def many_rows() -> Iterator[None]:
    """While rows by the hundred thousand are made the cycle collector rests: none of them dies.

    It would look at all of them again and again (a quarter of the time, measured). Afterwards
    they count as old, so that it does not look at them at once.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.freeze()
            gc.unfreeze()
            gc.enable()


def never() -> bool:
    """The `cancelled` of somebody who never cancels."""
    return False
