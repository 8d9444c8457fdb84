"""systemd user timers: run daily, caught up on after sleep or a switched-off computer.

Quoting after systemd.syntax(7) and systemd.service(5): double quotes with C escapes, `%%`; a
leading `:` keeps `$` from being read as a variable.
"""

import datetime as dt
import re
from collections.abc import Sequence
from pathlib import Path

from planner.basics.text import N_, Text, text
from planner.services.computer import Computer, Ran, remove_file, write_file
from planner.services.schedules.schedule import OFF, Status, Task, refused, unwritable

_MODE = 0o644
_ESCAPES = {"\\": "\\\\", '"': '\\"', "%": "%%", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def units(task: Task) -> dict[str, str]:
    """The two unit files by name: what is run (not 0 is no failure), and when."""
    return {
        f"{unit(task.key)}.service": (
            "# Written by Leeway; goes when the reminder is switched off.\n"
            "[Unit]\n"
            "Description=Leeway: daily look at the coming payments\n"
            "\n"
            "[Service]\n"
            "Type=oneshot\n"
            f"ExecStart={quoted(task.command)}\n"
            "SuccessExitStatus=10 11 12\n"
            "Nice=10\n"
        ),
        f"{unit(task.key)}.timer": (
            "# Written by Leeway; goes when the reminder is switched off.\n"
            "[Unit]\n"
            "Description=Leeway: daily look at the coming payments\n"
            "\n"
            "[Timer]\n"
            f"OnCalendar=*-*-* {task.at:%H:%M}:00\n"
            "Persistent=true\n"
            "\n"
            "[Install]\n"
            "WantedBy=timers.target\n"
        ),
    }


def quoted(command: Sequence[str]) -> str:
    """A command line as systemd reads it back."""
    words = ('"' + "".join(_ESCAPES.get(sign, sign) for sign in word) + '"' for word in command)
    return (":" if any("$" in word for word in command) else "") + " ".join(words)


def unit(key: str) -> str:
    """Name of the units of a task, without its ending."""
    return f"leeway-{key}"


class _Systemd:
    name = "systemd"

    def why_not(self, computer: Computer) -> Text | None:
        if not computer.platform.startswith("linux") or _ctl(computer, "show", "-pVersion").code:
            return text(N_("systemd does not run for this user."))
        return None

    def install(self, task: Task, computer: Computer) -> None:
        timer = f"{unit(task.key)}.timer"
        try:
            for name, content in units(task).items():
                write_file(_folder(computer) / name, content.encode(), _MODE)
        except OSError as error:
            self.remove(task.key, computer)
            raise unwritable(error) from None
        for words in (("daemon-reload",), ("enable", timer), ("restart", timer)):
            ran = _ctl(computer, *words)
            if ran.code:
                self.remove(task.key, computer)
                raise refused(ran)

    def remove(self, key: str, computer: Computer) -> None:
        folder, timer = _folder(computer), f"{unit(key)}.timer"
        paths = (folder / timer, folder / f"{unit(key)}.service")
        if not any(path.exists() for path in paths):
            return
        _ctl(computer, "disable", "--now", timer)
        remove_file(folder / "timers.target.wants" / timer)
        remove_file(computer.data / "systemd" / "timers" / f"stamp-{timer}")
        for path in (*paths, folder):
            remove_file(path)
        _ctl(computer, "daemon-reload")
        _ctl(computer, "reset-failed", f"{unit(key)}.*")

    def status(self, key: str, computer: Computer) -> Status:
        timer = f"{unit(key)}.timer"
        try:
            content = (_folder(computer) / timer).read_text("utf-8")
        except (OSError, UnicodeDecodeError):
            return OFF
        at = re.search(r"^OnCalendar=\*-\*-\* (\d\d):(\d\d):", content, re.MULTILINE)
        if at is None or _ctl(computer, "is-active", timer).code:
            reason = N_("It is set up, but the system does not run it. Switch it off and on again.")
            return Status(is_on=False, reason=text(reason))
        return Status(is_on=True, at=dt.time(int(at[1]), int(at[2])))


def _folder(computer: Computer) -> Path:
    return computer.config / "systemd" / "user"


def _ctl(computer: Computer, *words: str) -> Ran:
    return computer.run(("systemctl", "--user", "--no-pager", "--quiet", *words))


SYSTEMD = _Systemd()
