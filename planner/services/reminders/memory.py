"""What the owner of a book has been told by notices, in a small file beside no book.

`mark` is a high-water mark: the latest day that was ever looked at. It never goes back, whatever
the clock does.
"""

import datetime as dt
import json
from dataclasses import dataclass
from pathlib import Path

from planner.outlook.level import Level
from planner.services.computer import Computer, remove_file, write_file
from planner.services.reminders.choices import key_of, read_json

_MODE = 0o600
_KEPT = 200


@dataclass(frozen=True, slots=True)
class Memory:
    """What was told up to the day `mark`."""

    level: Level = Level.covered
    mark: dt.date | None = None
    said: tuple[str, ...] = ()
    """Names of what was told, newest last."""
    is_blind: bool = False
    """The book could not be read, and that was told."""


def recall(book: Path, computer: Computer) -> Memory:
    """What is remembered; nothing when the file is missing or damaged."""
    saved = read_json(_file(book, computer))
    said = saved.get("said")
    try:
        mark = dt.date.fromisoformat(saved["mark"]) if saved.get("mark") else None
        level = Level[saved.get("level", "covered")]
    except (KeyError, TypeError, ValueError):
        return Memory()
    names = said if isinstance(said, list) else []
    return Memory(level, mark, tuple(map(str, names)), saved.get("is_blind") is True)


def remember(book: Path, memory: Memory, computer: Computer) -> None:
    """Keep it, readable by its owner only. What can't be written may be told a second time."""
    document = {
        "level": memory.level.name,
        "mark": memory.mark and memory.mark.isoformat(),
        "said": list(memory.said[-_KEPT:]),
        "is_blind": memory.is_blind,
    }
    try:
        write_file(_file(book, computer), json.dumps(document, indent=1).encode(), _MODE)
    except OSError:
        return


def forget(book: Path, computer: Computer) -> None:
    """Remove the file."""
    remove_file(_file(book, computer))


def _file(book: Path, computer: Computer) -> Path:
    return computer.state / "reminders" / f"{key_of(book)}.json"
