"""Dates as statements write them, decided for a whole column and never cell by cell."""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from planner.importers.source import Number

_HALF = r"(?:(?P<half>上午|下午|凌晨|早上|中午|晚上|[ap]m)\s*)?"
_TIME = rf"(?:\s*\(?(?:星期|周)[一二三四五六日天]\)?)?(?:[T,\s]*{_HALF}(?P<hour>[0-9]{{1,2}}):(?P<minute>[0-9]{{2}})(?::[0-9]{{2}})?(?P<rest>.*))?"
_YEAR_FIRST = re.compile(
    r"(?P<year>[0-9]{4})\s*[-/.年]\s*(?P<month>[0-9]{1,2})\s*[-/.月]\s*(?P<day>[0-9]{1,2})日?"
    + _TIME,
    re.IGNORECASE,
)
_COMPACT = re.compile(
    r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})"
    r"(?:\s*(?P<hour>[0-9]{2}):?(?P<minute>[0-9]{2})(?::?[0-9]{2})?)?"
)
_THREE = re.compile(
    r"(?P<first>[0-9]{1,2})[-/. ']+(?P<second>[0-9]{1,2})[-/. ']+(?P<third>[0-9]{4}|[0-9]{1,2})"
    + _TIME,
    re.IGNORECASE,
)
_IN_WORDS = tuple(
    re.compile(pattern + _TIME, re.IGNORECASE)
    for pattern in (
        r"(?P<year>[0-9]{2})\s*年\s*(?P<month>[0-9]{1,2})\s*月\s*(?P<day>[0-9]{1,2})日?",
        r"(?P<day>[0-9]{1,2})[-/.\s]*(?P<name>[a-z]{3,9})[-/.,\s]*(?P<year>[0-9]{4}|[0-9]{2})",
        r"(?P<name>[a-z]{3,9})[.\s]+(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?[,\s]+(?P<year>[0-9]{4})",
    )
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_YEARS = range(18, 50)
"""Two digits that may be a year in front of month and day."""
_NEAR, _FAR = 1, 3
"""Years between the dates of one statement, and between readings that are no dates."""
_SERIALS = range(36526, 73051)
"""Days of the years 2000 to 2099, as a spreadsheet numbers them."""
_NO_YEAR = re.compile(r"([0-9]{1,2})[-/.月]([0-9]{1,2})[日号]?")
_CLOCK = re.compile(r"([0-9]{1,2}):?([0-9]{2})(?::?[0-9]{2})?")
_SERIAL_ZERO = dt.date(1899, 12, 30)
_TITLE_YEAR = re.compile(r"(?<![0-9])(20[0-9]{2})\s*年?")


class Moment(NamedTuple):
    """A day, and the minute as "0901" where the cell told it."""

    date: dt.date
    minute: str = ""


class DateOrder(NamedTuple):
    """How the dates of a column are written; with several `choices` only the owner knows."""

    day_first: bool = False
    year: int | None = None
    """For dates without a year."""
    example: str = ""
    """A date of the file that can be read in several ways."""
    year_first: bool = False
    """Of two digits, as in 26/03/05."""
    has_serials: bool = False
    """It is a column of dates, so that "46086" is a spreadsheet's day."""
    choices: tuple[str, ...] = ()
    """"day-first", "month-first", "year-first": all that fit."""

    @property
    def is_ambiguous(self) -> bool:
        """Whether the owner has to be asked."""
        return len(self.choices) > 1


YEAR_FIRST = DateOrder()
_WAYS = {
    "day-first": DateOrder(day_first=True, has_serials=True),
    "month-first": DateOrder(has_serials=True),
    "year-first": DateOrder(year_first=True, has_serials=True),
}


def date_order(
    cells: Sequence[str],
    *,
    day_first: bool | None = None,
    year_first: bool = False,
    year: int | None = None,
) -> DateOrder:
    """The order of day, month and year that fits most dates of the column.

    One bad date decides nothing for the others. Where several orders fit, the one that keeps the
    rows in sequence and the period short is only an assumption: the owner is asked.
    """
    if year_first:
        return _WAYS["year-first"]._replace(year=year)
    if day_first is not None:
        return _WAYS["day-first" if day_first else "month-first"]._replace(year=year)
    listed = [cell for cell in dict.fromkeys(cells) if _THREE.fullmatch(_plain(cell))]
    readings = {way: [read_moment(cell, order) for cell in listed] for way, order in _WAYS.items()}
    ways = _near(_fitting(readings))
    if len(ways) < 2:
        return _WAYS[ways[0] if ways else "month-first"]._replace(year=year)
    example = next(
        cell for place, cell in enumerate(listed) if len({readings[way][place] for way in ways}) > 1
    )
    likely = min(reversed(ways), key=lambda way: _span(cells, _WAYS[way]._replace(year=year)))
    return _WAYS[likely]._replace(year=year, example=example, choices=tuple(ways))


def _fitting(readings: Mapping[str, Sequence[Moment | None]]) -> dict[str, list[dt.date]]:
    """The orders under which most cells are dates, each reading of them once."""
    days = {way: [moment.date for moment in found if moment] for way, found in readings.items()}
    most = max(map(len, days.values()))
    found: dict[str, list[dt.date]] = {}
    for way in ("month-first", "day-first", "year-first"):
        if (
            most
            and len(days[way]) == most
            and readings[way] not in [readings[one] for one in found]
        ):
            found[way] = days[way]
    return found


def _near(fitting: Mapping[str, Sequence[dt.date]]) -> list[str]:
    """Without orders that scatter over many years what others keep together."""
    years = {way: {day.year for day in days} for way, days in fitting.items()}
    spans = {way: max(found) - min(found) for way, found in years.items()}
    has_near = any(span <= _NEAR for span in spans.values())
    return [way for way in _WAYS if way in spans and not (has_near and spans[way] >= _FAR)]


def read_moment(cell: str, order: DateOrder = YEAR_FIRST) -> Moment | None:
    """The day (and minute) a cell names, or None where it names none between 1900 and 2200."""
    if isinstance(cell, Number):
        return _of_number(cell)
    plain = _plain(cell)
    if found := _YEAR_FIRST.fullmatch(plain) or _COMPACT.fullmatch(plain):
        return _moment(int(found["year"]), int(found["month"]), int(found["day"]), found)
    if found := _THREE.fullmatch(plain):
        return _of_three(found, order)
    if order.year and (found := _NO_YEAR.fullmatch(plain)):
        return _moment(order.year, int(found[1]), int(found[2]))
    if order.has_serials and re.fullmatch(r"[0-9]{5}(?:\.[0-9]+)?", plain):
        return _of_number(plain) if int(plain[:5]) in _SERIALS else None
    return _in_words(plain)


def _of_three(found: re.Match[str], order: DateOrder) -> Moment | None:
    first, second, third = found["first"], found["second"], found["third"]
    if order.year_first:
        if len(third) == 4 or len(first) < 2 or int(first) not in _YEARS:
            return None
        return _moment(_full_year(first), int(second), int(third), found)
    if len(third) == 1:
        return None
    day, month = (first, second) if order.day_first else (second, first)
    return _moment(_full_year(third), int(month), int(day), found)


def _in_words(plain: str) -> Moment | None:
    """Days such as 26年3月5日, 05 Mar 2026 and Mar 5, 2026."""
    for pattern in _IN_WORDS:
        found = pattern.fullmatch(plain)
        if found is None:
            continue
        parts = found.groupdict()
        name = (parts.get("name") or "")[:3].lower()
        if name and name not in _MONTHS:
            continue
        month = _MONTHS.index(name) + 1 if name else int(parts["month"])
        return _moment(_full_year(parts["year"]), month, int(parts["day"]), found)
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


def _moment(year: int, month: int, day: int, found: re.Match[str] | None = None) -> Moment | None:
    if not 1900 <= year <= 2200:
        return None
    try:
        date = dt.date(year, month, day)
    except ValueError:
        return None
    return Moment(date, _minute(found.groupdict()) if found else "")


def _minute(parts: Mapping[str, str | None]) -> str:
    if not parts["hour"]:
        return ""
    hour, rest = int(parts["hour"]), (parts.get("rest") or "").strip().lower()
    half = (parts.get("half") or rest[:2]).lower()
    if half in {"下午", "晚上", "pm"} and hour < 12:
        hour += 12
    elif half in {"上午", "凌晨", "早上", "am"} and hour == 12:
        hour = 0
    return f"{hour:02}{parts['minute']}"


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
