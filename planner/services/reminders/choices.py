"""What the owner chose for the reminders of one book on one computer, in a small file.

A missing or damaged file means the usual choices; it never keeps a reminder from coming.
"""

import datetime as dt
import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from planner.services.computer import Computer, write_file

DAYS = (7, 3, 1, 0)
"""Days before a due date on which it may be reminded of."""
_MODE = 0o600


@dataclass(frozen=True, slots=True)
class Choices:
    """When to look, when to be quiet, and what a notice may show."""

    at: dt.time = dt.time(9)
    """Time of the daily look."""
    is_private: bool = True
    """A notice names neither amounts nor lenders."""
    quiet_from: dt.time = dt.time(21)
    quiet_until: dt.time = dt.time(8)
    """No notice between the two; equal: at any time."""
    days: tuple[int, ...] = DAYS


def is_quiet(choices: Choices, time: dt.time) -> bool:
    """Whether `time` lies in the quiet hours, which may reach over midnight."""
    first, last = choices.quiet_from, choices.quiet_until
    if first <= last:
        return first <= time < last
    return time >= first or time < last


def key_of(book: Path) -> str:
    """Sixteen hex digits for the place of a book; the path itself is kept nowhere."""
    place = os.path.normcase(book.resolve())
    return hashlib.blake2b(os.fsencode(place), digest_size=8).hexdigest()


def load_choices(book: Path, computer: Computer) -> Choices:
    """The saved choices, or the usual ones for whatever is missing or wrong."""
    saved = read_json(_file(book, computer))
    usual = Choices()
    days = saved.get("days")
    is_list = isinstance(days, list) and all(type(day) is int and day >= 0 for day in days)
    is_private = saved.get("is_private")
    return Choices(
        at=_time(saved.get("at"), usual.at),
        is_private=is_private if isinstance(is_private, bool) else usual.is_private,
        quiet_from=_time(saved.get("quiet_from"), usual.quiet_from),
        quiet_until=_time(saved.get("quiet_until"), usual.quiet_until),
        days=tuple(days) if is_list and isinstance(days, list) else usual.days,
    )


def save_choices(book: Path, choices: Choices, computer: Computer) -> None:
    """Keep the choices, readable by their owner only. Raises OSError."""
    document = {
        "at": f"{choices.at:%H:%M}",
        "is_private": choices.is_private,
        "quiet_from": f"{choices.quiet_from:%H:%M}",
        "quiet_until": f"{choices.quiet_until:%H:%M}",
        "days": list(choices.days),
    }
    write_file(_file(book, computer), json.dumps(document, indent=1).encode(), _MODE)


def read_json(path: Path) -> dict[str, Any]:
    """The object in a file; empty when there is none that can be read."""
    try:
        found = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _file(book: Path, computer: Computer) -> Path:
    return computer.settings / "reminders" / f"{key_of(book)}.json"


def _time(written: object, usual: dt.time) -> dt.time:
    try:
        return dt.time.fromisoformat(str(written))
    except ValueError:
        return usual
