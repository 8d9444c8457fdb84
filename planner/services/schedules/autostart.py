"""XDG autostart: run after each login, where a desktop has no systemd for its users.

Quoting after the Desktop Entry Specification: an argument in double quotes escapes `"`, `` ` ``,
`$` and the backslash; `%` is doubled; then the value as a whole escapes its backslashes again.
"""

import re
from collections.abc import Sequence
from pathlib import Path

from planner.basics.errors import UserError
from planner.basics.text import N_, Text, text
from planner.services.computer import Computer, remove_file, write_file
from planner.services.schedules.schedule import OFF, Status, Task, unwritable

_MODE = 0o644
_SPECIAL = re.compile(r'(["`$\\])')


def entry(task: Task) -> str:
    """The desktop entry; it waits a minute, so that the desktop can show a notice."""
    return (
        "# Written by Leeway; goes when the reminder is switched off.\n"
        "[Desktop Entry]\n"
        "Type=Application\n"
        "Name=Leeway: daily look at the coming payments\n"
        f"Exec={quoted(task.command)}\n"
        "NoDisplay=true\n"
        "Terminal=false\n"
        "X-GNOME-Autostart-Delay=60\n"
    )


def quoted(command: Sequence[str]) -> str:
    """A command line as a desktop reads it back."""
    words = ('"' + _SPECIAL.sub(r"\\\1", word) + '"' for word in command)
    return " ".join(words).replace("%", "%%").replace("\\", "\\\\")


class _Autostart:
    name = "autostart"

    def why_not(self, computer: Computer) -> Text | None:
        if not computer.platform.startswith("linux") or not computer.has_desktop:
            return text(N_("There is no desktop that starts programs after login."))
        return None

    def install(self, task: Task, computer: Computer) -> None:
        if any("\n" in word or "\r" in word for word in task.command):
            raise UserError(
                N_("The path of the book has a line break, which a desktop can't start. Rename it.")
            )
        try:
            write_file(_file(task.key, computer), entry(task).encode(), _MODE)
        except OSError as error:
            raise unwritable(error) from None

    def remove(self, key: str, computer: Computer) -> None:
        if _file(key, computer).exists():
            remove_file(_file(key, computer))

    def status(self, key: str, computer: Computer) -> Status:
        return Status(is_on=True) if _file(key, computer).exists() else OFF


def _file(key: str, computer: Computer) -> Path:
    return computer.config / "autostart" / f"leeway-{key}.desktop"


AUTOSTART = _Autostart()
