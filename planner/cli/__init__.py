"""The command line: the same services as the window. The words are those of the contract."""

from planner.cli.run import run, run_without_window

__all__ = ["run", "run_without_window"]
