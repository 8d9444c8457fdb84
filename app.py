"""Start Leeway: no argument or a book opens the window, a command word the command line."""

import sys
from pathlib import Path


def main() -> int:
    """Run what the arguments ask for; returns the exit code."""
    arguments = sys.argv[1:]
    if arguments and _is_for_command_line(arguments[0]):
        from planner.cli import run

        return run(arguments)
    from ui.start import show

    return show(arguments)


def _is_for_command_line(first: str) -> bool:
    """A command word; a book has a path or an ending, and --demo belongs to the window."""
    if first == "--demo":
        return False
    return first.startswith("-") or not (Path(first).suffix or Path(first).exists())


if __name__ == "__main__":
    sys.exit(main())
