"""Dates as statements write them, decided for a whole column and never cell by cell."""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from planner.importers.source import Number

_YEAR_FIRST = re.compile(
    r"([0-9]{4})\s*[-/.年]\s*([0-9]{1,2})\s*[-/.月]\s*([0-9]{1,2})日?"
    r"(?:[T\s]*([0-9]{1,2}):([0-9]{2})(?::[0-9]{2})?.*)?"
)
_COMPACT = re.compile(
    r"([0-9]{4})([0-9]{2})([0-9]{2})(?:\s*([0-9]{2}):?([0-9]{2})(?::?[0-9]{2})?)?"
)
_YEAR_LAST = re.compile(
    r"([0-9]{1,2})[-/. ']+([0-9]{1,2})[-/. ']+([0-9]{4}|[0-9]{2})(?:[,\s]+([0-9]{1,2}):([0-9]{2}).*)?"
)
_NO_YEAR = re.compile(r"([0-9]{1,2})[-/.月]([0-9]{1,2})[日号]?")
_CLOCK = re.compile(r"([0-9]{1,2}):?([0-9]{2})(?::?[0-9]{2})?")
_SERIAL_ZERO = dt.date(1899, 12, 30)
_TITLE_YEAR = re.compile(r"(?<![0-9])(20[0-9]{2})\s*年?")


class Moment(NamedTuple):
    """A day, and the minute as "0901" where the cell told it."""

    date: dt.date
    minute: str = ""


class DateOrder(NamedTuple):
    """How the dates of a file are written; `is_ambiguous`: day and month can't be told apart."""

    day_first: bool = False
    year: int | None = None
    """For dates without a year."""
    is_ambiguous: bool = False
    example: str = ""
    """A date of the file that can be read both ways."""


YEAR_FIRST = DateOrder()


def date_order(
    cells: Sequence[str], *, day_first: bool | None = None, year: int | None = None
) -> DateOrder:
    """The order of day and month that fits the whole column.

    A part above 12 decides. Where none does, the order that keeps the rows in sequence and the
    period short is only an assumption: then `is_ambiguous` and the owner is asked.
    """
    if day_first is not None:
        return DateOrder(day_first, year)
    found_ones = [found for cell in cells if (found := _YEAR_LAST.fullmatch(_plain(cell)))]
    pairs = [(int(found[1]), int(found[2])) for found in found_ones]
    if any(first > 12 for first, _ in pairs):
        return DateOrder(day_first=True, year=year)
    if any(second > 12 for _, second in pairs) or all(first == second for first, second in pairs):
        return DateOrder(day_first=False, year=year)
    spans = {way: _span(cells, DateOrder(way, year)) for way in (False, True)}
    example = next(found[0] for found in found_ones if found[1] != found[2])
    return DateOrder(spans[True] < spans[False], year, is_ambiguous=True, example=example)


def read_moment(cell: str, order: DateOrder = YEAR_FIRST) -> Moment | None:
    """The day (and minute) a cell names, or None where it names none between 1900 and 2200."""
    if isinstance(cell, Number):
        return _of_number(cell)
    plain = _plain(cell)
    if found := _YEAR_FIRST.fullmatch(plain) or _COMPACT.fullmatch(plain):
        return _moment(int(found[1]), int(found[2]), int(found[3]), found[4], found[5])
    if found := _YEAR_LAST.fullmatch(plain):
        first, second, year = int(found[1]), int(found[2]), _full_year(found[3])
        day, month = (first, second) if order.day_first else (second, first)
        return _moment(year, month, day, found[4], found[5])
    if order.year and (found := _NO_YEAR.fullmatch(plain)):
        return _moment(order.year, int(found[1]), int(found[2]))
    return None


def read_clock(cell: str) -> str:
    """The minute "0901" of a cell with a time of day; empty where there is none."""
    found = _CLOCK.fullmatch(cell.strip())
    return f"{int(found[1]):02}{found[2]}" if found else ""


def year_in(titles: Iterable[str]) -> int | None:
    """The one year that titles name ("2026年3月收支流水"), or None."""
    years = {int(year) for title in titles for year in _TITLE_YEAR.findall(title)}
    return years.pop() if len(years) == 1 else None


def _plain(cell: str) -> str:
    return unicodedata.normalize("NFKC", cell).strip()


def _of_number(cell: str) -> Moment | None:
    """A spreadsheet's serial day, or yyyymmdd typed as a number."""
    if re.fullmatch(r"(?:19|20|21)[0-9]{6}", cell):
        return _moment(int(cell[:4]), int(cell[4:6]), int(cell[6:]))
    if not re.fullmatch(r"[0-9]{5}(?:\.[0-9]+)?", cell):
        return None
    days, _, fraction = cell.partition(".")
    minutes = int(float(f"0.{fraction or 0}") * 1440 + 0.5)
    minute = f"{minutes // 60:02}{minutes % 60:02}" if fraction and minutes < 1440 else ""
    return Moment(_SERIAL_ZERO + dt.timedelta(int(days)), minute)


def _moment(
    year: int, month: int, day: int, hour: str | None = None, minute: str | None = None
) -> Moment | None:
    if not 1900 <= year <= 2200:
        return None
    try:
        date = dt.date(year, month, day)
    except ValueError:
        return None
    return Moment(date, f"{int(hour):02}{minute}" if hour else "")


def _full_year(written: str) -> int:
    """Two digits are the years 1970 to 2069."""
    year = int(written)
    if len(written) == 4:
        return year
    return year + (2000 if year < 70 else 1900)


def _span(cells: Sequence[str], order: DateOrder) -> tuple[int, int]:
    """(jumps against the sequence, days from first to last) under an assumed order."""
    days = [found.date.toordinal() for cell in cells if (found := read_moment(cell, order))]
    steps = [after - before for before, after in pairwise(days)]
    jumps = min(sum(step < 0 for step in steps), sum(step > 0 for step in steps))
    return jumps, max(days, default=0) - min(days, default=0)
