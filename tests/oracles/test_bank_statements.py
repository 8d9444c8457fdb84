"""A place for owners' real statements: one JSON file each in `statements/`, names removed.

A file holds {"terms": the document of the `loan` command, "as_of": a date, "expected": any part of
the command's answer}. What the bank printed is compared with what the engine says.
"""

import datetime as dt
import json
from pathlib import Path

import pytest

from planner.services.loans.report import loan_json

STATEMENTS = sorted((Path(__file__).parent / "statements").glob("*.json"))


def test_every_statement_is_reproduced():
    if not STATEMENTS:
        pytest.skip("no bank statement present in tests/oracles/statements")
    for path in STATEMENTS:
        case = json.loads(path.read_text("utf-8"))
        answer = loan_json([case["terms"]], dt.date.fromisoformat(case["as_of"]))
        for key, part in case["expected"].items():
            assert answer[key] == part, path.name
