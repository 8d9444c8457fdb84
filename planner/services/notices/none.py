"""No notice: on a system of which we know none."""

from planner.services.notices.notice import Notice


def command(title: str, body: str) -> tuple[str, ...]:
    """Nothing to run."""
    return ()


NO_NOTICE = Notice("none", "", command)
