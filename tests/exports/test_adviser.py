"""The adviser pack: one zip whose parts open, say what they hold, and name nobody when redacted."""

import datetime as dt
import io
import re
import stat
import zipfile

import pytest

from planner.basics.text import text
from planner.book.edit import apply
from planner.book.facts import read
from planner.cli import run
from planner.exports.kinds import EXPORTS
from planner.exports.kinds.adviser import packs
from planner.services.exporting import kind_named, subject
from planner.services.look_ahead import look_ahead
from tests.exports.conftest import TODAY
from tests.shop import SHOP

NAMES = ("Zhang Unique", "STAFF-7731", "Neighbour Li", "came loudly", "bring the key",
         "give it back")  # fmt: skip
CONTACTS = {
    "format": "leeway-facts", "version": 1,
    "contacts": [
        {"id": "c1", "at": "2026-11-20T15:00", "lender": "网商银行", "channel": "visit",
         "person": "Zhang Unique", "staff_no": "STAFF-7731", "said": "came loudly",
         "witnesses": "Neighbour Li", "loan": "l1",
         "promises": [{"by": "owner", "what": "bring the key", "due": "2026-11-24"},
                      {"by": "other", "what": "give it back", "due": "2026-12-05",
                       "amount": "300.00", "account": "bank"}]},
    ],
    "entries": [{"id": "old", "date": "2025-06-01", "account": "bank", "amount": "1.00",
                 "payee": "Old customer"}],
}  # fmt: skip


@pytest.fixture(scope="module")
def told(full_book):
    """The full shop with a visit, and an entry of more than a year ago, in both languages."""
    shop = apply(full_book, read(full_book, {**CONTACTS, "entries": [], "contacts": CONTACTS["contacts"]},
                                 text("t")))  # fmt: skip
    shop = apply(shop, read(shop, {**CONTACTS, "contacts": []}, text("t")))
    look = look_ahead(shop, TODAY, paths=100, with_actions=False)
    return {language: subject(shop, look, language, today=TODAY) for language in ("zh", "en")}


def opened(told, kind):
    return zipfile.ZipFile(io.BytesIO(kind_named(kind).content(told, ".zip")))


def words_of(name, content):
    """All text of a part, metadata included: workbooks are unpacked, PDFs read by pypdf."""
    if name.endswith(".xlsx"):
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            return "\n".join(book.read(one).decode("utf-8", "replace") for one in book.namelist())
    if name.endswith(".pdf"):
        from pypdf import PdfReader

        reader = PdfReader(io.BytesIO(content))
        return "\n".join(page.extract_text() for page in reader.pages) + str(reader.metadata)
    return content.decode("utf-8")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_part_opens_and_the_contents_name_it(told, language):
    pack = opened(told[language], "adviser")
    first, *parts = pack.namelist()
    page = pack.read(first).decode()
    assert first.startswith("0 ")
    assert first.endswith(".html")
    assert f'lang="{language}"' in page
    assert "<script" not in page
    assert "http" not in page
    assert len(parts) >= 4
    for name in parts:
        assert f"<strong>{name}</strong>" in page
        assert pack.read(name)[:2] == b"PK" or pack.read(name).startswith(b"%PDF")
        assert words_of(name, pack.read(name))
    assert "网商贷" in page
    assert pack.testzip() is None


def test_the_shared_pack_names_nobody_and_the_complete_one_does(told):
    pack = opened(told["en"], "adviser")
    everything = "\n".join(words_of(name, pack.read(name)) for name in pack.namelist())
    assert [name for name in NAMES if name in everything] == []
    assert "Person A" in everything
    full = opened(told["en"], "adviser_full")
    everything = "\n".join(words_of(name, full.read(name)) for name in full.namelist())
    assert [name for name in NAMES if name not in everything] == []


def test_the_same_book_and_day_give_the_same_bytes(told):
    """PDFs have their own test of that; the pack adds nothing that differs."""
    single = tuple(row for row in EXPORTS[:-2] if ".pdf" not in row.suffixes)
    row, _full = packs(single)
    assert row.content(told["zh"], ".zip") == row.content(told["zh"], ".zip")


def test_the_list_of_entries_goes_back_twelve_months(told):
    pack = opened(told["en"], "adviser")
    (name,) = (name for name in pack.namelist() if "List of entries" in name)
    said = words_of(name, pack.read(name))
    assert "Old customer" not in said
    assert "&lt;r&gt;x&lt;/r&gt;" in said


def test_files_inside_are_their_owners_only_and_dated_by_the_day(told):
    for about in opened(told["zh"], "adviser").infolist():
        assert stat.S_IMODE(about.external_attr >> 16) == 0o600
        assert about.date_time == (TODAY.year, TODAY.month, TODAY.day, 0, 0, 0)
        assert not re.search(r'[<>:"/\\|?*]', about.filename)


def test_what_can_not_be_made_is_told_in_the_contents(empty_book):
    look = look_ahead(empty_book, TODAY, paths=20, with_actions=False)
    pack = opened(subject(empty_book, look, "en", today=TODAY), "adviser")
    page = pack.read(pack.namelist()[0]).decode()
    assert "not included: There is no loan in this book yet." in page
    assert not any("Contact" in name for name in pack.namelist())


def test_the_command_line_writes_one_file_readable_by_its_owner(tmp_path, capsys):
    import json

    facts, book, target = tmp_path / "f.json", tmp_path / "a.leeway", tmp_path / "pack.zip"
    facts.write_text(json.dumps({**SHOP, "contacts": CONTACTS["contacts"]}), "utf-8")
    assert run(["new", str(book), "--today", "2026-11-23"]) == 0
    assert run(["apply", str(book), str(facts), "--today", "2026-11-23"]) == 0
    arguments = [
        "export",
        str(book),
        "--kind",
        "adviser",
        "--to",
        str(target),
        "--today",
        "2026-11-23",
    ]
    assert run(arguments) == 0
    first = target.read_bytes()
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert run(arguments) == 0
    assert target.read_bytes() == first
    assert run([*arguments[:-4], "--to", str(tmp_path / "x.pdf"), "--kind", "adviser"]) == 3
    capsys.readouterr()


def test_the_packs_come_after_what_they_are_made_of():
    assert [row.kind for row in EXPORTS][-2:] == ["adviser", "adviser_full"]
    assert dt.date(2026, 11, 23) == TODAY
