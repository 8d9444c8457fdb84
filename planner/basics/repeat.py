"""Repetition rules: RFC 5545 recurrence rules as the book keeps them.

One departure, wanted by shopkeepers: a monthly day 29–31 that a month lacks falls on the
month's last day instead of being left out.
"""

import datetime as dt
import re

from dateutil.rrule import rrule, rrulestr

from planner.basics.dates import clamped, months_between
from planner.basics.errors import UserError
from planner.basics.text import N_

_ALLOWED = {
    "FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS", "WKST",
}  # fmt: skip


def occurrences(
    rule: str, start: dt.date, until: dt.date | None, first: dt.date, last: dt.date
) -> list[dt.date]:
    """Dates of `rule` anchored at `start`, not after `until`, between `first` and `last` (incl.).

    Raises UserError when `rule` is no RFC 5545 rule of whole days.
    """
    parts = checked_rule(rule)
    last = min(last, until) if until else last
    first = max(first, start)
    if first > last:
        return []
    if _is_plain_monthly(parts):
        return _monthly(parts, start, first, last)
    found = _parsed(rule, start).between(_noon(first) - dt.timedelta(days=1), _noon(last), inc=True)
    return [moment.date() for moment in found if first <= moment.date() <= last]


def checked_rule(rule: str) -> dict[str, str]:
    """The parts of `rule` by name. Raises UserError for unknown parts or a rule within the day."""
    parts = dict(piece.split("=", 1) for piece in rule.split(";") if "=" in piece)
    is_whole_days = parts.get("FREQ") in {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}
    if not is_whole_days or set(parts) - _ALLOWED or rule.count("=") != len(rule.split(";")):
        raise _no_rule(rule)
    _parsed(rule, dt.date(2026, 1, 1))
    return parts


def check_range(rule: str) -> None:
    """Raises UserError naming the part of `rule` that no calendar has, such as BYMONTHDAY=32.

    Apart from `checked_rule`, so that a book which holds such a rule from earlier still opens.
    """
    parts = checked_rule(rule)
    if len(parts) < rule.count("="):
        raise _no_rule(rule)
    for name, (low, high) in _RANGES.items():
        for written in filter(None, parts.get(name, "").split(",")):
            number = int(written) if re.fullmatch(r"[+-]?[0-9]{1,5}", written) else 0
            size = abs(number) if name in _FROM_THE_END else number
            if not low <= size <= high:
                raise _out_of_range(name, written)
    for written in filter(None, parts.get("BYDAY", "").split(",")):
        found = re.fullmatch(r"[+-]?([0-9]*)[A-Z]{2}", written)
        if found is None or (found[1] and not 1 <= int(found[1]) <= _WEEKS):
            raise _out_of_range("BYDAY", written)
    _check_day_exists(parts)


_RANGES = {
    "INTERVAL": (1, 1000), "COUNT": (1, 10_000), "BYMONTHDAY": (1, 31), "BYMONTH": (1, 12),
    "BYSETPOS": (1, 366),
}  # fmt: skip
_FROM_THE_END = frozenset({"BYMONTHDAY", "BYSETPOS"})
"""Negative numbers count from the end."""
_WEEKS = 53


def _check_day_exists(parts: dict[str, str]) -> None:
    """A day that none of the named months has, such as 30 February, would never come."""
    if not parts.get("BYMONTH") or not parts.get("BYMONTHDAY"):
        return
    longest = max(clamped(2028, int(month), 31).day for month in parts["BYMONTH"].split(","))
    if all(abs(int(day)) > longest for day in parts["BYMONTHDAY"].split(",")):
        raise _out_of_range("BYMONTHDAY", parts["BYMONTHDAY"])


def _out_of_range(name: str, written: str) -> UserError:
    return UserError(
        N_('"{name}={value}" names nothing that comes in a calendar.'),
        name=name,
        value=written[:20],
    )


def _parsed(rule: str, start: dt.date) -> rrule:
    try:
        parsed = rrulestr(rule, dtstart=_noon(start))
    except (ValueError, TypeError, KeyError, AttributeError):
        raise _no_rule(rule) from None
    if not isinstance(parsed, rrule):
        raise _no_rule(rule)
    return parsed


def _no_rule(rule: str) -> UserError:
    return UserError(
        N_('"{rule}" is no repetition rule. Write it like FREQ=MONTHLY;BYMONTHDAY=1.'),
        rule=rule[:60],
    )


def _is_plain_monthly(parts: dict[str, str]) -> bool:
    """Monthly on one day of the month (named, or that of the start): ours, because of clamping."""
    if parts["FREQ"] != "MONTHLY" or set(parts) - {"FREQ", "INTERVAL", "BYMONTHDAY", "WKST"}:
        return False
    return re.fullmatch(r"[0-9]{1,2}", parts.get("BYMONTHDAY", "1")) is not None


def _monthly(parts: dict[str, str], start: dt.date, first: dt.date, last: dt.date) -> list[dt.date]:
    day = int(parts.get("BYMONTHDAY", start.day))
    step = int(parts.get("INTERVAL", "1"))
    months = list(months_between(start, last))[::step]
    dates = (clamped(year, month, day) for year, month in months)
    return [date for date in dates if first <= date <= last and date >= start]


def _noon(date: dt.date) -> dt.datetime:
    return dt.datetime(date.year, date.month, date.day, 12)
