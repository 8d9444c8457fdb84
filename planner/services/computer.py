"""The computer as reminders see it: its system, its folders, and how a program is run on it.

Everything here is an argument of whoever uses it, so that the texts for every system are tested
on any of them.
"""

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from platformdirs import user_config_path, user_state_path

APP = "Leeway"
LONGEST = 20
"""Seconds that a system's program may take to answer."""
NOT_FOUND, NO_ANSWER = 127, 124
"""Exit codes of a program that isn't there, and of one that was given up."""


class Ran(NamedTuple):
    """What became of a program: its exit code and what it said, in one line."""

    code: int
    said: str = ""


Runner = Callable[[Sequence[str]], Ran]
"""Runs a program with its arguments, without a shell."""


@dataclass(frozen=True, slots=True)
class Computer:
    """One person's computer."""

    platform: str
    """As `sys.platform`."""
    run: Runner
    home: Path
    config: Path
    """Where programs of the desktop look for what is to be started (XDG)."""
    data: Path
    """Where the system's scheduler remembers when it last ran something (XDG)."""
    settings: Path
    """Leeway's own folder for choices."""
    state: Path
    """Leeway's own folder for what it remembers."""
    user: int = 0
    """Number of the person, where the system has numbers."""
    has_desktop: bool = True


def this_computer() -> Computer:
    """The computer on which we run."""
    home = Path.home()
    return Computer(
        platform=sys.platform,
        run=run_program,
        home=home,
        config=_folder("XDG_CONFIG_HOME", home / ".config"),
        data=_folder("XDG_DATA_HOME", home / ".local" / "share"),
        settings=user_config_path(APP, appauthor=False),
        state=user_state_path(APP, appauthor=False),
        user=os.getuid() if sys.platform != "win32" else 0,
        has_desktop=bool(os.environ.get("XDG_CURRENT_DESKTOP")),
    )


def run_program(arguments: Sequence[str]) -> Ran:
    """Run a program to its end, without a window of its own and without a shell; never raises."""
    try:
        done = subprocess.run(  # noqa: S603 - no shell; whoever calls names the program
            list(arguments),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            timeout=LONGEST,
            check=False,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except subprocess.TimeoutExpired:
        return Ran(NO_ANSWER, f"{arguments[0]}: no answer")
    except OSError as error:
        return Ran(NOT_FOUND, f"{arguments[0]}: {error.strerror}")
    return Ran(done.returncode, done.stdout)


def write_file(path: Path, content: bytes, mode: int) -> None:
    """Put `content` into place whole, with exactly these rights. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f"{path.name}.new")
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
    with open(os.open(temporary, flags, mode), "wb") as file:  # noqa: PTH123 - the mode is set at the birth of the file
        file.write(content)
    temporary.chmod(mode)
    temporary.replace(path)


def remove_file(path: Path) -> None:
    """Remove a file if it is there, then its folder if nothing else is in it."""
    try:
        path.unlink(missing_ok=True)
        path.parent.rmdir()
    except OSError:
        return


def _folder(variable: str, usual: Path) -> Path:
    named = os.environ.get(variable, "")
    return Path(named) if Path(named).is_absolute() else usual
