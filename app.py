"""Start Leeway: no argument or a book opens the window, a command word the command line."""

import importlib
import os
import sys
from pathlib import Path

from planner.basics.text import N_

CHILDREN = {
    "write-pdf": "planner.exports.pdf.child",
    "read-workbook": "planner.importers.child",
}
"""Words with which a frozen app, which has no `python -m`, starts itself as a child process."""


def main() -> int:
    """Run what the arguments ask for; returns the exit code."""
    os.umask(0o077)  # whatever is written is for its owner's eyes only
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # NumPy starts threads nobody here needs
    arguments = sys.argv[1:]
    if arguments and arguments[0] in CHILDREN:
        return _child(*arguments)
    if arguments and _is_for_command_line(arguments[0]):
        from planner.cli import run

        return run(arguments)
    reason = _why_no_window()
    if reason:
        from planner.cli import run_without_window

        return run_without_window(arguments, reason)
    from ui.start import show

    return show(arguments)


def _child(word: str, *arguments: str) -> int:
    """Be the child process of this word; returns its exit code."""
    code: int = importlib.import_module(CHILDREN[word]).main(*arguments)
    return code


def _why_no_window() -> str:
    """Why Qt can't open a window here, as a key of the catalogue; empty: it can."""
    named = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if sys.platform.startswith("linux") and not any(os.environ.get(name) for name in named):
        return N_("there is no display")
    try:
        importlib.import_module("PySide6.QtWidgets")
    except ImportError:
        return N_("a system library for windows is missing, such as libegl1 or libxkbcommon0")
    return ""


def _is_for_command_line(first: str) -> bool:
    """A command word; a book has a path or an ending, and --demo belongs to the window."""
    if first == "--demo":
        return False
    return first.startswith("-") or not (Path(first).suffix or Path(first).exists())


if __name__ == "__main__":
    sys.exit(main())
