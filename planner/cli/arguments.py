"""The arguments of each command, read and explained."""

import argparse
import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

from planner.basics.dates import parse_date
from planner.basics.errors import UserError
from planner.basics.text import N_
from planner.wording import LANGUAGES, Wording

ABOUT: dict[str, str] = {
    "new": N_("Make a new book"),
    "apply": N_("Add the facts of a file, all of them or none"),
    "dump": N_("Print every fact of the book"),
    "import": N_("Add the entries of bills and statements"),
    "budget-import": N_("Bring back a budget workbook edited outside"),
    "undo": N_("Take back the last change"),
    "redo": N_("Do again what was undone last"),
    "outlook": N_("Look ahead: what comes, what may fall short, what helps"),
    "check": N_("Say in one sentence whether the payments ahead are covered"),
    "loan": N_("Work out plan, cost and state of loans; needs no book"),
    "afford": N_("Find the largest loan on these terms that keeps every payment covered"),
    "export": N_("Write a file for the bank, the calendar or a spreadsheet"),
    "verify": N_("Examine the book and its attachments"),
    "backup": N_("Write a copy of the book and verify it"),
    "restore": N_("Go back to a copy; what the book holds now is kept"),
    "backtest": N_("Say how early the warnings would have come in the book's own past"),
}
"""What each command does, by its word."""


class _Usage(argparse.ArgumentParser):
    """A parser whose complaints are one line that ends in the way to the help."""

    def error(self, message: str) -> Any:
        self.exit(2, f"{self.prog}: {message}. See {self.prog} --help\n")


class _Explained:
    """The arguments of one command, each with its explanation in one language."""

    def __init__(self, usage: argparse.ArgumentParser, wording: Wording) -> None:
        self._wording = wording
        self._given = usage.add_argument_group(wording._(N_("What it needs")))
        self._options = usage.add_argument_group(wording._(N_("Options")))
        self.add("--help", N_("Show this explanation"), action="help")

    def add(self, name: str, about: str, **options: Any) -> None:
        """Take an argument; `about` says what it is for."""
        group = self._options if name.startswith("-") else self._given
        group.add_argument(name, help=self._wording._(about).replace("%", "%%"), **options)

    def add_switch(self, name: str, about: str) -> None:
        """Take an option that is given or not."""
        self.add(name, about, action="store_true")


def parser(wording: Wording) -> argparse.ArgumentParser:
    """Reads the command line; its help speaks the language of `wording`.

    Wrong usage ends the process with exit code 2 and one line on stderr.
    """
    root = _Usage(prog="leeway", description="Leeway 余地", allow_abbrev=False)
    commands = root.add_subparsers(
        dest="command", required=True, parser_class=_Usage, metavar=wording._(N_("command"))
    )
    made = {}
    for name, about in ABOUT.items():
        told = wording._(about)
        usage = commands.add_parser(
            name, allow_abbrev=False, add_help=False, help=told, description=told
        )
        made[name] = _Explained(usage, wording)
        if name != "loan":
            made[name].add("book", N_("The file of the book"), type=Path, metavar="BOOK")
    _add_files_in(made)
    _add_looking(made)
    _add_files_out(made)
    for one in made.values():
        _add_common(one)
    return root


def _add_files_in(made: dict[str, _Explained]) -> None:
    new, facts, bills, back = made["new"], made["apply"], made["import"], made["budget-import"]
    new.add_switch("--demo", N_("Fill in the sample shop"))
    new.add("--currency", N_("Currency of the book, like CNY"), default="CNY", metavar="C")
    facts.add("facts", N_("Facts to add"), type=Path, metavar="FACTS.json")
    bills.add("files", N_("Bills or statements"), type=Path, nargs="+", metavar="FILE")
    bills.add("--account", N_("The account they belong to"), required=True, metavar="ID")
    bills.add("--profile", N_("Columns taught before, by their name"), metavar="P")
    bills.add(
        "--balance-includes", N_("Whether the balance of the account already includes them"),
        choices=("yes", "no"),
    )  # fmt: skip
    back.add("file", N_("The edited workbook"), type=Path, metavar="FILE.xlsx")
    for one in (facts, bills, back):
        one.add_switch("--dry-run", N_("Only say what would change"))


def _add_looking(made: dict[str, _Explained]) -> None:
    look, check, loan, afford = made["outlook"], made["check"], made["loan"], made["afford"]
    look.add("--days", N_("How many days ahead"), type=_count(1, 3660), default=365, metavar="N")
    look.add(
        "--paths", N_("How many possible futures are drawn"), type=_count(1, 200_000),
        default=10_000, metavar="N",
    )  # fmt: skip
    look.add(
        "--scenario", N_("Facts to assume; the book is not changed"), type=Path,
        metavar="FACTS.json",
    )  # fmt: skip
    check.add_switch("--notify", N_("Also show a notice on the desktop when one is due"))
    terms = N_("Terms of a loan")
    loan.add("terms", terms, type=Path, nargs="+", metavar="TERMS.json")
    loan.add("--as-of", N_("State and quote of this day"), type=_date, metavar="D")
    afford.add("terms", terms, type=Path, metavar="TERMS.json")


def _add_files_out(made: dict[str, _Explained]) -> None:
    export, restore = made["export"], made["restore"]
    kinds = N_(
        "budget, report, proposal, schedule, entries, calendar, contacts, adviser; contacts_full "
        "and adviser_full hold the names too"
    )
    export.add("--kind", kinds, required=True, metavar="KIND")
    export.add("--to", N_("The file to write"), required=True, type=Path, metavar="FILE")
    export.add("--loan", N_("The loan a proposal is about"), default="", metavar="ID")
    export.add("--plan", N_("The plan a proposal offers"), default="", metavar="P")
    export.add("--reason", N_("The reason a proposal gives"), default="", metavar="R")
    restore.add(
        "--from", N_("The copy to go back to; else the newest sound one"), dest="source",
        type=Path, metavar="FILE",
    )  # fmt: skip


def _add_common(one: _Explained) -> None:
    one.add_switch("--json", N_("Answer as JSON"))
    one.add("--lang", N_("Language of the answer"), choices=LANGUAGES)
    one.add("--today", N_("Take this day for today, like 2026-11-23"), type=_date, metavar="D")
    one.add(
        "--seed", N_("Number from which chance is drawn"), type=_count(0, 2**32 - 1), default=1,
        metavar="N",
    )  # fmt: skip
    one.add("--password-file", N_("File that holds the password"), type=Path, metavar="F")


def _date(written: str) -> dt.date:
    try:
        return parse_date(written)
    except UserError:
        raise argparse.ArgumentTypeError(f"{written!r} is no date like 2026-11-23") from None


def _count(low: int, high: int) -> Callable[[str], int]:
    def read(written: str) -> int:
        if not written.isascii() or not written.isdigit() or not low <= int(written) <= high:
            raise argparse.ArgumentTypeError(f"expected a whole number from {low} to {high}")
        return int(written)

    return read
