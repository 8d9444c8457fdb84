"""What changes only the look: a small JSON file in the user's configuration folder.

What changes a number (limits, cushion, targets) is a fact of the book instead. A missing or
damaged file means the defaults; it is never a reason not to start.
"""

import json
import os
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from platformdirs import user_config_path, user_documents_path

APP = "Leeway"
TEXT_SIZES = (90, 100, 115, 130)
"""Percent of the ordinary text size: up to about 14 points."""


@dataclass
class Preferences:
    """The choices of one person on one computer; `save` after changing one."""

    path: Path
    language: str = ""
    """Either "zh" or "en"; empty: not chosen yet, the system's language counts."""
    theme: str = "system"
    text_size: int = 100
    width: int = 1160
    height: int = 760
    last_book: str = ""
    is_sample: bool = False
    """Whether the last book is the sample shop."""
    open_folder: str = ""
    """Where a file was chosen last."""
    save_folder: str = ""
    """Where a file was saved last."""
    horizon: int = 120
    """Days that the chart of the outlook shows."""

    def save(self) -> None:
        """Write the file, readable by its owner only. Failing is no reason to disturb anyone."""
        values = {key: value for key, value in asdict(self).items() if key != "path"}
        content = json.dumps(values, ensure_ascii=False, indent=1)
        temporary = self.path.with_suffix(".new")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
            with open(os.open(temporary, flags, 0o600), "w", encoding="utf-8") as file:  # noqa: PTH123 - the mode is set at the birth of the file
                file.write(content)
            temporary.replace(self.path)
        except OSError:
            return


def load(path: Path | None = None) -> Preferences:
    """The saved preferences, or the defaults for whatever is missing or has a wrong type."""
    place = path or user_config_path(APP, appauthor=False) / "preferences.json"
    try:
        saved = json.loads(place.read_text("utf-8"))
    except (OSError, ValueError):
        saved = {}
    made = Preferences(place)
    for known in fields(Preferences):
        value = saved.get(known.name) if isinstance(saved, dict) else None
        if known.name != "path" and type(value) is type(getattr(made, known.name)):
            setattr(made, known.name, value)
    return made


def books_folder() -> Path:
    """Where a new book is put unless the owner says otherwise."""
    return user_documents_path() / APP
