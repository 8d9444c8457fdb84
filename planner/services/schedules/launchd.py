"""launchd of macOS: run daily, after sleep, and after a login (a switched-off Mac misses times)."""

import datetime as dt
import plistlib
from pathlib import Path
from xml.parsers.expat import ExpatError

from planner.basics.text import N_, Text, text
from planner.services.computer import Computer, Ran, write_file
from planner.services.schedules.schedule import OFF, Status, Task, refused, unwritable

_MODE = 0o644
_UNREADABLE = (
    OSError, plistlib.InvalidFileException, ExpatError, KeyError, TypeError, ValueError,
)  # fmt: skip


def agent(task: Task) -> bytes:
    """The property list of the agent."""
    return plistlib.dumps(
        {
            "Label": label(task.key),
            "ProgramArguments": list(task.command),
            "StartCalendarInterval": {"Hour": task.at.hour, "Minute": task.at.minute},
            "RunAtLoad": True,
            "ProcessType": "Background",
        }
    )


def label(key: str) -> str:
    """The agent's name."""
    return f"app.leeway.reminder.{key}"


class _Launchd:
    name = "launchd"

    def why_not(self, computer: Computer) -> Text | None:
        return None if computer.platform == "darwin" else text(N_("This is not macOS."))

    def install(self, task: Task, computer: Computer) -> None:
        path = _file(task.key, computer)
        self.remove(task.key, computer)
        try:
            write_file(path, agent(task), _MODE)
        except OSError as error:
            raise unwritable(error) from None
        ran = _ctl(computer, "bootstrap", f"gui/{computer.user}", str(path))
        if ran.code:
            self.remove(task.key, computer)
            raise refused(ran)

    def remove(self, key: str, computer: Computer) -> None:
        if not _file(key, computer).exists():
            return
        _ctl(computer, "bootout", f"gui/{computer.user}/{label(key)}")
        _file(key, computer).unlink(missing_ok=True)

    def status(self, key: str, computer: Computer) -> Status:
        try:
            wanted = plistlib.loads(_file(key, computer).read_bytes())["StartCalendarInterval"]
            at = dt.time(wanted["Hour"], wanted["Minute"])
        except _UNREADABLE:
            return OFF
        if _ctl(computer, "print", f"gui/{computer.user}/{label(key)}").code:
            reason = N_("It is set up, but the system does not run it. Switch it off and on again.")
            return Status(is_on=False, reason=text(reason))
        return Status(is_on=True, at=at)


def _file(key: str, computer: Computer) -> Path:
    return computer.home / "Library" / "LaunchAgents" / f"{label(key)}.plist"


def _ctl(computer: Computer, *words: str) -> Ran:
    return computer.run(("launchctl", *words))


LAUNCHD = _Launchd()
