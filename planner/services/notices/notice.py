"""A desktop notice: two short lines, shown by a program of the system."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Notice:
    """One way to show a notice."""

    name: str
    platform: str
    """Beginning of `sys.platform`; empty: every system."""
    command: Callable[[str, str], tuple[str, ...]]
    """Title and body in, the program and its arguments out; empty: nothing is shown."""
