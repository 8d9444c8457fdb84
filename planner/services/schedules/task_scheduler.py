"""Windows Task Scheduler: run daily, and as soon as possible after a missed time."""

import datetime as dt
import re
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from planner.basics.text import N_, Text, text
from planner.services.computer import Computer, Ran, write_file
from planner.services.schedules.schedule import OFF, Status, Task, refused, unwritable

_MODE = 0o600


def definition(task: Task) -> str:
    """The task as XML (schema 1.2): for whoever is logged on, without more rights, on battery too."""
    program, *arguments = task.command
    return f"""<?xml version="1.0" encoding="UTF-16"?>
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo>
    <Description>Leeway: daily look at the coming payments</Description>
  </RegistrationInfo>
  <Triggers>
    <CalendarTrigger>
      <StartBoundary>2020-01-01T{task.at:%H:%M}:00</StartBoundary>
      <ScheduleByDay>
        <DaysInterval>1</DaysInterval>
      </ScheduleByDay>
    </CalendarTrigger>
  </Triggers>
  <Principals>
    <Principal id="Author">
      <LogonType>InteractiveToken</LogonType>
      <RunLevel>LeastPrivilege</RunLevel>
    </Principal>
  </Principals>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <StartWhenAvailable>true</StartWhenAvailable>
    <ExecutionTimeLimit>PT5M</ExecutionTimeLimit>
  </Settings>
  <Actions Context="Author">
    <Exec>
      <Command>{escape(program)}</Command>
      <Arguments>{escape(quoted(arguments))}</Arguments>
    </Exec>
  </Actions>
</Task>
"""


def quoted(arguments: Sequence[str]) -> str:
    """Arguments as Windows programs read them back."""
    return subprocess.list2cmdline(arguments)


class _TaskScheduler:
    name = "task_scheduler"

    def why_not(self, computer: Computer) -> Text | None:
        return None if computer.platform == "win32" else text(N_("This is not Windows."))

    def install(self, task: Task, computer: Computer) -> None:
        try:
            with tempfile.TemporaryDirectory(prefix="leeway-") as folder:
                path = Path(folder) / "task.xml"
                write_file(path, definition(task).encode("utf-16"), _MODE)
                ran = _ask(computer, "/Create", task.key, "/XML", str(path), "/F")
        except OSError as error:
            raise unwritable(error) from None
        if ran.code:
            raise refused(ran)

    def remove(self, key: str, computer: Computer) -> None:
        _ask(computer, "/Delete", key, "/F")

    def status(self, key: str, computer: Computer) -> Status:
        ran = _ask(computer, "/Query", key, "/XML")
        at = re.search(r"<StartBoundary>[\d-]+T(\d\d):(\d\d)", ran.said)
        if ran.code or at is None:
            return OFF
        return Status(is_on=True, at=dt.time(int(at[1]), int(at[2])))


def _ask(computer: Computer, order: str, key: str, *more: str) -> Ran:
    return computer.run(("schtasks", order, "/TN", f"Leeway-{key}", *more))


TASK_SCHEDULER = _TaskScheduler()
