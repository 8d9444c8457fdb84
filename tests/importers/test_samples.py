"""Real and synthetic statements of the shared samples give what is known of them.

The files belong to their authors and are not part of the project: without them these tests
are skipped.
"""

import datetime as dt
import json
from pathlib import Path

import pytest

from planner.basics.errors import UserError
from planner.basics.text import text
from planner.book.account import Account
from planner.book.book import Book
from planner.book.edit import Edit, adding, apply
from planner.book.limits import Identity
from planner.services import importing
from planner.wording import Wording

SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "samples"
KNOWN = SAMPLES / "EXPECTED.json"
EXPECTED = json.loads(KNOWN.read_text("utf-8"))["files"] if KNOWN.exists() else {}
STATED = {"matches": "match", "differs": "differ", "first matches, second differs": "differ"}


def empty_book(currency: str) -> Book:
    account = Account("bank", "Bank", "bank", 0, dt.date(2000, 1, 1))
    return apply(
        Book(info=Identity(currency=currency)),
        Edit(text("account"), (adding("account", account),)),
    )


@pytest.mark.parametrize("name", EXPECTED or ["shared/samples"])
def test_a_sample_gives_what_is_known_of_it(name):
    if not EXPECTED:
        pytest.skip("shared/samples not present")
    known = EXPECTED[name]
    book = empty_book(known.get("currency", "CNY"))
    if known["refused"]:
        with pytest.raises(UserError):
            importing.read_file(book, SAMPLES / name, "bank", today=dt.date(2026, 11, 23))
        return
    made = importing.read_file(book, SAMPLES / name, "bank", today=dt.date(2026, 11, 23))
    (report,) = importing.report_json([made], Wording("zh"))["files"]
    for key in ("data_rows", "outcomes", "money_in", "money_out"):
        assert known[key] == report[key], (key, known["why"])
    assert known.get("header_line", made.parsed.header_line) == made.parsed.header_line
    stated = known.get("preamble") or known.get("balance")
    assert STATED.get(stated, made.stated_totals) == made.stated_totals
    if not made.unanswered:
        after = apply(book, made.edit)
        again = importing.read_file(after, SAMPLES / name, "bank", today=dt.date(2026, 11, 23))
        assert again.edit.changes == ()
        assert book == apply(after, made.edit.inverse())
