"""Repetition as people say it ("every month on the 5th") <-> the book's repetition rules."""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Literal

from planner.basics.text import N_, NC_, Text, in_context, text
from planner.wording import Wording

Unit = Literal["day", "week", "month", "year"]
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_FREQUENCY: dict[str, str] = {
    "day": "DAILY", "week": "WEEKLY", "month": "MONTHLY", "year": "YEARLY",
}  # fmt: skip
_UNIT: dict[str, Unit] = {"DAILY": "day", "WEEKLY": "week", "MONTHLY": "month", "YEARLY": "year"}


@dataclass(frozen=True, slots=True)
class Repeat:
    """Every `every` units, on these weekdays (0 Monday … 6) or this day of the month."""

    unit: Unit = "month"
    every: int = 1
    weekdays: tuple[int, ...] = ()
    day: int = 0
    """1–31; 0: the day of the start; 31: the last of the month."""

    @property
    def rule(self) -> str:
        """The RFC 5545 rule."""
        parts = [f"FREQ={_FREQUENCY[self.unit]}"]
        if self.every > 1:
            parts.append(f"INTERVAL={self.every}")
        if self.unit == "week" and self.weekdays:
            parts.append("BYDAY=" + ",".join(WEEKDAYS[day] for day in sorted(self.weekdays)))
        if self.unit == "month" and self.day:
            parts.append(f"BYMONTHDAY={self.day}")
        return ";".join(parts)


def repeat_of(rule: str) -> Repeat | None:
    """The rule as a `Repeat`, or None when it says more than that (it is kept as it is then)."""
    parts = dict(piece.split("=", 1) for piece in rule.split(";") if "=" in piece)
    unit = _UNIT.get(parts.pop("FREQ", ""))
    parts.pop("WKST", "")
    every = parts.pop("INTERVAL", "1")
    weekdays = parts.pop("BYDAY", "") if unit == "week" else ""
    day = parts.pop("BYMONTHDAY", "0") if unit == "month" else "0"
    listed = [name for name in weekdays.split(",") if name]
    if unit is None or parts or not every.isdigit() or not re.fullmatch(r"[0-9]{1,2}", day):
        return None
    if any(name not in WEEKDAYS for name in listed):
        return None
    return Repeat(unit, int(every), tuple(WEEKDAYS.index(name) for name in listed), int(day))


def rule_words(rule: str, start: dt.date, wording: Wording) -> str:
    """The rule in words, such as "every month on day 5" or "every 2 weeks on Mon, Thu"."""
    repeat = repeat_of(rule)
    return rule if repeat is None else wording.say(_said(repeat, start, wording))


def weekday_names(wording: Wording) -> list[str]:
    """Short names of the days, Monday first."""
    return [wording.say(in_context(*name)) for name in _NAMES]


def _said(repeat: Repeat, start: dt.date, wording: Wording) -> Text:
    days = repeat.weekdays or (start.weekday(),)
    named = wording._(", ").join(weekday_names(wording)[day] for day in days)
    day = repeat.day or start.day
    date = wording.date(start)
    facts: dict[str, str | int] = {"every": repeat.every, "days": named, "day": day, "date": date}
    if repeat.unit == "month" and day == 31:
        return text(_LAST_DAY[repeat.every > 1], **facts)
    return text(_WORDS[repeat.unit][repeat.every > 1], **facts)


_WORDS: dict[str, tuple[str, str]] = {
    "day": (N_("every day"), N_("every {every} days")),
    "week": (N_("every week on {days}"), N_("every {every} weeks on {days}")),
    "month": (N_("every month on day {day}"), N_("every {every} months on day {day}")),
    "year": (N_("every year on {date}"), N_("every {every} years on {date}")),
}
_LAST_DAY = (
    N_("on the last day of every month"),
    N_("every {every} months on the last day"),
)
_NAMES = (
    NC_("weekday", "Mon"),
    NC_("weekday", "Tue"),
    NC_("weekday", "Wed"),
    NC_("weekday", "Thu"),
    NC_("weekday", "Fri"),
    NC_("weekday", "Sat"),
    NC_("weekday", "Sun"),
)
