"""One run of the command line: arguments in, sentences or JSON out, an exit code.

Exit codes: 0 done, 2 wrong usage, 3 refused (nothing was changed); `check` alone also 10 tight,
11 likely short, 12 overdue. Errors are one line on stderr.
"""

import contextlib
import io
import sys
import tempfile
from itertools import pairwise
from pathlib import Path

from planner.basics.errors import UserError
from planner.basics.text import N_
from planner.cli.answers import system_language, wording_of
from planner.cli.arguments import parser
from planner.cli.commands import COMMANDS
from planner.wording import LANGUAGES, Wording


def run(arguments: list[str]) -> int:
    """Run one command; returns the exit code. Whatever is refused is said on stderr."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    parsed = parser(Wording(_help_language(arguments))).parse_args(arguments)
    try:
        return int(COMMANDS[parsed.command](parsed))
    except UserError as error:
        print(wording_of(parsed).error(error), file=sys.stderr)
        return 3
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except Exception as error:
        key = N_(
            "This did not work, and the book is unchanged. It is a fault of the program ({kind})."
        )
        print(wording_of(parsed)._(key).format(kind=type(error).__name__), file=sys.stderr)
        return 3


def run_without_window(arguments: list[str], reason: str) -> int:
    """Say why no window opens and print the outlook of the book named, else of the sample shop."""
    wording = Wording(system_language())
    print(wording._("No window can be opened here ({reason}).").format(reason=wording._(reason)))
    books = [argument for argument in arguments if not argument.startswith("-")]
    if books:
        return run(["outlook", books[0]])
    print(wording._("This is the outlook of the sample shop:"), end="\n\n")
    with tempfile.TemporaryDirectory() as folder:
        sample = str(Path(folder) / "sample.leeway")
        language = ["--lang", wording.language]
        with contextlib.redirect_stdout(io.StringIO()):
            made = run(["new", sample, "--demo", *language])
        return made or run(["outlook", sample, *language])


def _help_language(arguments: list[str]) -> str:
    asked = dict(pairwise(arguments)).get("--lang")
    return asked if asked in LANGUAGES else system_language()
