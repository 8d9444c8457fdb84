"""What is run daily, and what every adapter of a system's scheduler can do."""

import datetime as dt
from dataclasses import dataclass
from typing import Protocol

from planner.basics.errors import UserError
from planner.basics.text import N_, Text
from planner.services.computer import Computer, Ran


@dataclass(frozen=True, slots=True)
class Task:
    """One command to be run every day."""

    key: str
    """Letters and digits that name it among the tasks of the system."""
    command: tuple[str, ...]
    """Program and arguments; the program by its whole path."""
    at: dt.time


@dataclass(frozen=True, slots=True)
class Status:
    """What the system says about a task."""

    is_on: bool
    at: dt.time | None = None
    """None while it is on: after each login instead of at a time of day."""
    reason: Text | None = None
    """Why it can't be used, or what is wrong with it."""


OFF = Status(is_on=False)


class Schedule(Protocol):
    """One way to have a command run while the app is closed. Installing twice is installing once."""

    @property
    def name(self) -> str:
        """Its word in tests and reports."""

    def why_not(self, computer: Computer) -> Text | None:
        """Why it does not work on this computer; None: it does."""

    def install(self, task: Task, computer: Computer) -> None:
        """Have the task run daily from now on. Raises UserError and leaves nothing behind."""

    def remove(self, key: str, computer: Computer) -> None:
        """Forget the task and everything that was written for it."""

    def status(self, key: str, computer: Computer) -> Status:
        """Whether the task is run, and when."""


def refused(ran: Ran) -> UserError:
    """The system did not take the task."""
    return UserError(
        N_("The system did not accept the daily look ({said}). Nothing was switched on."),
        said=" ".join(ran.said.split())[:200] or str(ran.code),
    )


def unwritable(error: OSError) -> UserError:
    """A file of the system's scheduler can't be written."""
    return UserError(
        N_("The daily look could not be set up: {file} can't be written. Nothing was switched on."),
        file=str(error.filename or ""),
    )
