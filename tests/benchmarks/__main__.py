"""Run one benchmark: `python -m tests.benchmarks NAME [--json]`."""

import argparse
import json
import sys
from importlib import import_module

NAMES = (
    "drag", "export20k", "full", "import100k", "loan_slider", "outlook100k", "outlook1m", "slide",
)  # fmt: skip
"""Each is a module of this folder with `run() -> dict`; a figure counts only as a ratio."""


def main() -> int:
    """Run and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("name", choices=NAMES)
    parser.add_argument("--json", action="store_true")
    parsed = parser.parse_args()
    result = import_module(f"tests.benchmarks.{parsed.name}").run()
    print(json.dumps(result) if parsed.json else "  ".join(f"{k} {v}" for k, v in result.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
