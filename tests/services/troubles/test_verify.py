"""`verify` finds a contact that was changed outside the product, even by one who mends the sums."""

import datetime as dt
import json
import sqlite3

import pytest

from planner.cli import run
from planner.services.care import verify
from planner.store.rows import MODULUS, fact_checksum

DOCUMENT = {
    "format": "leeway-facts", "version": 1,
    "contacts": [
        {"id": "c1", "at": "2027-01-20T10:15", "lender": "网商银行", "channel": "phone",
         "said": "Called about January"},
        {"id": "c2", "at": "2027-01-22T15:00", "lender": "网商银行", "channel": "visit",
         "person": "Zhang", "said": "Two people came", "promised": "pay a part",
         "promise_due": "2027-02-05"},
    ],
}  # fmt: skip


@pytest.fixture
def book_file(tmp_path, capsys):
    path, facts = tmp_path / "a.leeway", tmp_path / "facts.json"
    facts.write_text(json.dumps(DOCUMENT), "utf-8")
    assert run(["new", str(path), "--today", "2027-01-23"]) == 0
    assert run(["apply", str(path), str(facts), "--today", "2027-01-23"]) == 0
    capsys.readouterr()
    return path


def forge(path, old, new):
    """Change a word everywhere in the file and mend count and checksum."""
    with sqlite3.connect(path) as file:
        for key, body in file.execute(
            "SELECT id, body FROM fact WHERE kind = 'contact'"
        ).fetchall():
            if old in body:
                changed = body.replace(old, new)
                shift = fact_checksum("contact", key, changed) - fact_checksum("contact", key, body)
                file.execute("UPDATE fact SET body = ? WHERE id = ?", (changed, key))
                file.execute("UPDATE meta SET checksum = (checksum + ?) % ?", (shift, MODULUS))
        file.execute("UPDATE history_part SET changes = replace(changes, ?, ?)", (old, new))
    file.close()


def test_an_untouched_book_is_sound(book_file):
    assert verify(book_file) == []


def test_a_changed_record_is_found_though_sums_and_history_fit(book_file):
    forge(book_file, "Two people came", "Nobody came")
    (problem,) = verify(book_file)
    assert problem.key == "The contact record of {at} was changed from outside."
    assert problem.facts["at"] == "2027-01-22 15:00"


def test_the_command_line_says_it_and_the_book_still_opens(book_file, capsys):
    forge(book_file, "Called about January", "x")
    assert run(["verify", str(book_file), "--lang", "en"]) == 3
    assert "was changed from outside" in capsys.readouterr().err
    assert run(["dump", str(book_file)]) == 0


def test_a_dump_brings_the_chain_along(book_file, tmp_path, capsys):
    assert run(["dump", str(book_file)]) == 0
    dumped = capsys.readouterr().out
    copy, facts = tmp_path / "b.leeway", tmp_path / "dump.json"
    facts.write_text(dumped, "utf-8")
    assert run(["new", str(copy)]) == 0
    assert run(["apply", str(copy), str(facts)]) == 0
    assert verify(copy) == []
    capsys.readouterr()
    assert run(["dump", str(copy)]) == 0
    assert json.loads(capsys.readouterr().out) == json.loads(dumped)


def test_a_missed_promise_is_among_the_warnings_of_the_command_line(book_file, capsys):
    for day, count in (("2027-02-01", 0), ("2027-02-03", 1), ("2027-02-06", 1)):
        arguments = ["outlook", str(book_file), "--json", "--paths", "50", "--today", day]
        assert run(arguments) == 0
        warnings = json.loads(capsys.readouterr().out)["warnings"]
        assert [one["rule"] for one in warnings].count("promise_due") == count
    assert dt.date.fromisoformat(warnings[0]["due"]) == dt.date(2027, 2, 5)
