"""Start Leeway: no argument or a book opens the window, a command word the command line."""

import sys


def main() -> int:
    """Run what the arguments ask for; returns the exit code."""
    from planner.cli import COMMANDS, run

    arguments = sys.argv[1:]
    if arguments and (arguments[0] in COMMANDS or arguments[0].startswith("-")):
        return run(arguments)
    from ui.start import show

    return show(arguments)


if __name__ == "__main__":
    sys.exit(main())
