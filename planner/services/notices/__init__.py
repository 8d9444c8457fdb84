"""The table of notices: one file per system, the first that fits is taken."""

from planner.services.computer import NOT_FOUND, Computer, Ran
from planner.services.notices.none import NO_NOTICE
from planner.services.notices.notice import Notice
from planner.services.notices.notify_send import NOTIFY_SEND
from planner.services.notices.osascript import OSASCRIPT
from planner.services.notices.powershell import POWERSHELL

NOTICES: tuple[Notice, ...] = (NOTIFY_SEND, OSASCRIPT, POWERSHELL, NO_NOTICE)


def show(title: str, body: str, computer: Computer) -> Ran:
    """Show a notice once; code 0: it was handed to the desktop."""
    fitting = next(one for one in NOTICES if computer.platform.startswith(one.platform))
    command = fitting.command(title, body)
    return computer.run(command) if command else Ran(NOT_FOUND, computer.platform)
