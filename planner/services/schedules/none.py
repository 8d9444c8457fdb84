"""No schedule at all: where nothing of the system can be used, the owner is told what can."""

# ruff: noqa: ARG002 - all schedules are asked with the same arguments

from planner.basics.errors import UserError
from planner.basics.text import N_, Text, text
from planner.services.computer import Computer
from planner.services.schedules.schedule import Status, Task

WHY = N_(
    "No schedule of this system can be used. "
    "Export the calendar of due dates to your phone instead."
)


class _None:
    name = "none"

    def why_not(self, computer: Computer) -> Text | None:
        return None

    def install(self, task: Task, computer: Computer) -> None:
        raise UserError(WHY)

    def remove(self, key: str, computer: Computer) -> None:
        return

    def status(self, key: str, computer: Computer) -> Status:
        return Status(is_on=False, reason=text(WHY))


NONE = _None()
