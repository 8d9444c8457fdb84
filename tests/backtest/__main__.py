"""What the warnings would have said on real flows: `python -m tests.backtest DIR --out FILE`.

Every check of DIR is answered by the product's own outlook, from what was known the evening
before. Exit 0, or 3 with one line on stderr.
"""

import argparse
import os
import sys
from pathlib import Path

from planner.basics.errors import UserError
from tests.backtest.predict import predict, write
from tests.backtest.tables import DESIGNS


def main(words: list[str] | None = None) -> int:
    """Answers all checks and writes them to a file."""
    parser = argparse.ArgumentParser(prog="python -m tests.backtest")
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--design", choices=DESIGNS, default="rolling")
    parser.add_argument("--limit", type=int, help="at most so many checks, in whole scenarios")
    wanted = parser.parse_args(words)
    try:
        found = list(predict(wanted.folder, wanted.design, wanted.limit, os.cpu_count() or 1))
        write(wanted.out, found)
    except (OSError, EOFError, KeyError, ValueError, ArithmeticError, UserError) as error:
        print(f"{type(error).__name__}: {error}".replace("\n", " "), file=sys.stderr)
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main())
