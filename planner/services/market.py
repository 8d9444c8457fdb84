"""Market figures the owner notes: typed one by one or taken from a table, and how far they moved.

A figure is a plain number above 0 in the indicator's own unit; it is no money of the book.
"""

import calendar
import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from pathlib import Path

from planner.basics.errors import UserError
from planner.basics.text import N_, Percent, Text, text
from planner.book.market import MOST_POINTS, Indicator, Point, change_since
from planner.importers.dates import DateOrder, date_order, read_moment
from planner.importers.numbers import Mark, decimal_mark
from planner.importers.opening import open_source
from planner.importers.source import Cancelled, Sheet, never

SPANS = (30, 90, 365)
"""Days over which a movement is told."""
_MONTH = re.compile(r"([0-9]{4})\s*[-/.年]\s*([0-9]{1,2})月?")
_NUMBER = re.compile(r"[^0-9.,\s−–－-]{0,3}\s*([0-9][0-9.,\s]*)\s*[^0-9.,]{0,12}")
_NAMED = re.compile(r"价|值|指数|price|value|index|close|rate", re.IGNORECASE)
"""Headings of a column of figures."""
_MOST_CELLS = 0.8
"""So much of a column has to be a date (or a figure) for it to be the column of them."""


@dataclass(frozen=True, slots=True)
class FiguresRead:
    """The figures of a file, by date and one a day, and how many rows gave none."""

    points: tuple[Point, ...]
    left_out: int
    column: str
    """The heading of the figures, empty without one."""


def figure(written: str, mark: Mark = ".") -> Decimal:
    """A figure as people and tables write it: "36.5", "¥36.50", "1,234", "36.5元/kg".

    Raises UserError for what is no number above 0.
    """
    found = _NUMBER.fullmatch(written.strip())
    group = "," if mark == "." else "."
    digits = re.sub(rf"[\s{group}]", "", found[1]).replace(mark, ".") if found else ""
    try:
        value = Decimal(digits)
    except InvalidOperation:
        value = Decimal(0)
    if not 0 < value < 10**12:
        raise UserError(N_('"{written}" is no figure above 0.'), written=written[:40])
    return value


def with_points(indicator: Indicator, points: Iterable[Point]) -> Indicator:
    """The indicator with these figures too; one of a day that has a figure takes its place."""
    return replace(indicator, points=one_a_day((*indicator.points, *points)))


def movements(indicator: Indicator) -> tuple[tuple[int, Decimal], ...]:
    """(days, change as a share) for each of `SPANS` that the figures reach back to."""
    found = ((days, change_since(indicator, days)) for days in SPANS)
    return tuple((days, change) for days, change in found if change is not None)


def movement_words(indicator: Indicator) -> Text:
    """How far it moved, in one sentence."""
    moved = movements(indicator)
    if not indicator.points:
        return text(N_("No figure yet."))
    if not moved:
        return text(N_("A second figure at least 30 days later shows how far it moves."))
    days, change = moved[min(1, len(moved) - 1)]
    if not change:
        return text(N_("Unchanged over {days} days."), days=days)
    higher = N_("{size} higher than {days} days before.")
    lower = N_("{size} lower than {days} days before.")
    size = Percent(float(abs(change)))
    return text(higher if change > 0 else lower, size=size, days=days)


def read_figures(path: Path, today: dt.date, cancelled: Cancelled = never) -> FiguresRead:
    """The figures of a table with a column of dates (or months) and one of figures.

    A month stands for its last day, the running one for `today`. Raises UserError when the file
    can't be read, has no such columns, or has dates that can be read both ways.
    """
    source = open_source(path, cancelled=cancelled)
    found = [read for sheet in source.sheets if (read := _of_sheet(sheet, today))]
    if not found:
        raise UserError(
            N_(
                "{file} has no column of dates with a column of figures above 0 beside it. Nothing "
                "was changed. Give it two columns, like 2026-11-01 and 36.5."
            ),
            file=path.name,
        )
    best = max(found, key=lambda read: len(read.points))
    if len(best.points) > MOST_POINTS:
        raise UserError(
            N_("{file} holds more than {most} figures. Nothing was changed. Keep one a week."),
            file=path.name, most=MOST_POINTS,
        )  # fmt: skip
    return best


def _of_sheet(sheet: Sheet, today: dt.date) -> FiguresRead | None:
    """The figures of one table; None where it has no two such columns."""
    rows = [row for row in sheet.rows if any(cell.strip() for cell in row)]
    width = max((len(row) for row in rows), default=0)
    columns = [[row[at] if at < len(row) else "" for row in rows] for at in range(width)]
    dated = next((at for at in range(width) if _days(columns[at], today)), None)
    if dated is None:
        return None
    days = _days(columns[dated], today)
    first = min(days)
    headings = [cells[first - 1].strip() if first else "" for cells in columns]
    by_likeness = sorted(range(width), key=lambda at: not _NAMED.search(headings[at]))
    for at in by_likeness:
        if at != dated and (points := _points(days, columns[at])):
            past = one_a_day(point for point in points if point.date <= today)
            return FiguresRead(past, len(rows) - first - len(past), headings[at])
    return None


def _days(cells: Sequence[str], today: dt.date) -> dict[int, dt.date]:
    """Row -> day, where a column is one of dates; headings before the first day do not count."""
    order = date_order(cells)._replace(has_serials=False)  # a column of figures is no dates
    found = {row: day for row, cell in enumerate(cells) if (day := _day(cell, order, today))}
    if not found or len(found) < _MOST_CELLS * (len(cells) - min(found)):
        return {}
    if order.is_ambiguous:
        raise UserError(
            N_(
                "Day and month of {example} can't be told apart. Nothing was changed. Write the "
                "dates like 2026-11-23."
            ),
            example=order.example,
        )
    return found


def _day(cell: str, order: DateOrder, today: dt.date) -> dt.date | None:
    month = _MONTH.fullmatch(cell.strip())
    if month and 1 <= int(month[2]) <= 12 and 1900 <= int(month[1]) <= 2200:
        year, number = int(month[1]), int(month[2])
        end = dt.date(year, number, calendar.monthrange(year, number)[1])
        return min(end, today) if (year, number) == (today.year, today.month) else end
    moment = read_moment(cell, order)
    return moment.date if moment else None


def _points(days: Mapping[int, dt.date], cells: Sequence[str]) -> list[Point]:
    """The figures of a column; empty where it is none of figures, or only counts its rows."""
    mark = decimal_mark(cells[row] for row in days)
    points = list(_figures(days, cells, mark.mark))
    filled = sum(bool(cells[row].strip()) for row in days)
    if not points or len(points) < _MOST_CELLS * filled or _counts(points):
        return []
    if mark.is_ambiguous:
        raise UserError(
            N_(
                "It is not clear which mark parts the decimals of {example}. Nothing was changed. "
                "Write figures with a decimal point and without marks between thousands."
            ),
            example=mark.example,
        )
    return points


def _figures(days: Mapping[int, dt.date], cells: Sequence[str], mark: Mark) -> Iterator[Point]:
    for row, day in days.items():
        try:
            yield Point(day, figure(cells[row], mark))
        except UserError:
            continue


def _counts(points: Sequence[Point]) -> bool:
    """Whether the figures are 1, 2, 3 …: the numbers of the rows."""
    values = [point.value for point in points]
    return len(values) > 1 and values == [Decimal(at) for at in range(1, len(values) + 1)]


def one_a_day(points: Iterable[Point]) -> tuple[Point, ...]:
    """By date; the later of two of one day stays."""
    by_day = {point.date: point for point in points}
    return tuple(by_day[day] for day in sorted(by_day))
