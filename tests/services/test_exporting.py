"""The door through which files leave the book."""

import datetime as dt
import subprocess
import sys
from pathlib import Path

import pytest

from planner.basics.errors import UserError
from planner.basics.text import text
from planner.book.contact import Contact
from planner.book.edit import Edit, adding, apply
from planner.services.exporting import KINDS, export, kind_named
from planner.services.importing import read_file
from planner.services.look_ahead import look_ahead
from tests.exports.conftest import book_of, small_document

TODAY = dt.date(2026, 11, 23)
STARTS = {
    ".xlsx": b"PK", ".zip": b"PK", ".docx": b"PK", ".csv": b"\xef\xbb\xbf", ".ics": b"BEGIN:VCALENDAR",
    ".pdf": b"%PDF",
}  # fmt: skip


@pytest.fixture(scope="module")
def look(shop):
    return look_ahead(shop, TODAY, paths=100, with_actions=False)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("way", [(row.kind, suffix) for row in KINDS for suffix in row.suffixes])
def test_every_kind_is_written_in_both_languages(shop, look, tmp_path, way, language):
    kind, suffix = way
    path = tmp_path / f"out{suffix}"
    call = Contact("c1", dt.datetime(2026, 11, 20, 10), "Bank", "phone", said="Called")
    shop = apply(shop, Edit(text("a call"), (adding("contact", call),)))
    export(shop, look, kind, path, language, today=TODAY, book_id="book")
    assert path.read_bytes().startswith(STARTS[suffix])
    assert [one.name for one in tmp_path.iterdir()] == [path.name]


def test_an_unknown_kind_is_refused_with_the_list(shop, look, tmp_path):
    with pytest.raises(UserError, match="budget"):
        export(shop, look, "poster", tmp_path / "a.xlsx", "en", today=TODAY, book_id="book")
    assert kind_named("budget").suffixes == (".xlsx",)


def test_the_wrong_ending_is_refused_before_anything_is_made(shop, look, tmp_path):
    with pytest.raises(UserError, match="should end in"):
        export(shop, look, "budget", tmp_path / "a.pdf", "en", today=TODAY, book_id="book")
    assert list(tmp_path.iterdir()) == []


def test_what_entries_wrote_comes_back_through_the_import(tmp_path):
    """Guards against formulas are taken off again; amounts and dates are the same."""
    payees = ("=1+1", "+86 138", "-5 off", "@home", "＝x", "plain")
    document = small_document(
        accounts=[{"id": "bank", "name": "Bank", "kind": "bank", "opened_on": "2026-01-01"}],
        entries=[{"id": f"e{number}", "date": f"2026-11-{number + 1:02}", "account": "bank",
                  "amount": f"{number - 2}.05", "payee": payee}
                 for number, payee in enumerate(payees)],
    )  # fmt: skip
    book = book_of(document)
    look = look_ahead(book, TODAY, paths=50, with_actions=False)
    export(book, look, "entries", tmp_path / "all.csv", "zh", today=TODAY, book_id="book")
    bare = book_of({**document, "entries": []})
    batch = read_file(bare, tmp_path / "all.csv", "bank", today=TODAY)
    assert [(row.date, row.amount, row.payee) for row in batch.rows] == [
        (entry.date, entry.amount, entry.payee) for entry in book.ledger
    ]


def test_the_door_itself_is_light():
    """Writers of files are imported when something is written, not before."""
    code = (
        "import sys, planner.services.exporting;"
        "print([m for m in ('xlsxwriter', 'openpyxl', 'icalendar', 'pandas', 'PySide6')"
        " if m in sys.modules])"
    )
    root = Path(__file__).resolve().parents[2]
    found = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True,
                           check=True)  # fmt: skip
    assert found.stdout.strip() == "[]"
