"""Deleting a person's data: gone from the book and its history, the chain still proves the rest."""

import datetime as dt
import json
import sqlite3
from dataclasses import replace

import pytest

from planner.basics.errors import UserError
from planner.book import veil
from planner.book.chain import chain_problems, seal_of
from planner.book.contact import Contact, Promise
from planner.cli import run
from planner.services import care
from planner.services.session import new_book, open_book
from planner.services.troubles.attachments import take_file
from planner.services.troubles.deletion import deletion, records_of
from planner.services.troubles.records import amend_edit, record_edit
from planner.store.rows import MODULUS, fact_checksum

NOW = dt.datetime(2027, 1, 30, 16)
SECRETS = (
    "Zhang Wei Unique",
    "STAFF-7731",
    "Neighbour Li",
    "Came at noon, loudly",
    "hand over key",
)


def clock():
    return NOW


@pytest.fixture
def path(tmp_path):
    photo = tmp_path / "photo.png"
    photo.write_bytes(b"\x89PNG secret face" * 40)
    taken = take_file(photo)
    place = tmp_path / "a.leeway"
    with new_book(place, clock) as session:
        visit = Contact(
            "c1", NOW - dt.timedelta(days=2), "Bank", "visit", "Zhang Wei Unique", "STAFF-7731",
            "Came at noon, loudly", witnesses="Neighbour Li", files=(taken.file,),
            promises=(Promise("owner", "hand over key", dt.date(2027, 2, 5), 2_000_00),),
        )  # fmt: skip
        session.apply(record_edit(session.book, visit, NOW), contents=[taken.content])
        session.apply(amend_edit(session.book, "c1", "Zhang Wei Unique called again", NOW))
        call = Contact("c2", NOW - dt.timedelta(days=1), "Bank", "phone", said="A second call")
        session.apply(record_edit(session.book, call, NOW))
    return place


def deleted(path, groups, key="c1"):
    with open_book(path, clock) as session:
        made = deletion(session.book, key, groups, NOW)
        return session.delete(made.edit, made.told)


def test_all_groups_gone_leave_no_trace_in_the_file(path):
    held = path.read_bytes()
    assert all(secret.encode() in held for secret in (*SECRETS, "secret face"))
    book = deleted(path, veil.GROUPS)
    left = path.read_bytes()
    assert not [secret for secret in (*SECRETS, "secret face") if secret.encode() in left]
    assert care.verify(path) == []
    record = book.contacts["c1"]
    assert (record.promises[0].due, record.promises[0].amount) == (dt.date(2027, 2, 5), 2_000_00)
    told = [one for one in book.contacts.values() if one.takes_out]
    assert {one.amends for one in told} >= {"c1"}
    assert {one.recorded for one in told} == {NOW}


def test_one_group_alone_leaves_the_others(path):
    book = deleted(path, ["person"])
    record = book.contacts["c1"]
    assert (record.person, record.staff_no, record.witnesses) == ("", "", "")
    assert record.said == "Came at noon, loudly"
    assert care.verify(path) == []
    book = deleted(path, ["words"])
    assert book.contacts["c1"].said == ""
    assert book.contacts["c1"].files
    assert care.verify(path) == []


def test_it_can_neither_be_undone_nor_guessed(path):
    book = deleted(path, ["person"])
    with open_book(path, clock) as session, pytest.raises(UserError, match="not come back"):
        session.undo()
    mark = veil.marks(book.contacts["c1"])[0]
    guess = replace(book.contacts["c1"], person="Zhang Wei Unique", staff_no="STAFF-7731",
                    witnesses="Neighbour Li", salts=("", "", ""), veils=())  # fmt: skip
    assert veil.marks(guess)[0] != mark
    assert book.contacts["c1"].salts[0] == ""


def test_seals_of_all_records_stay_what_they_were(path):
    with open_book(path, clock, read_only=True) as session:
        before = {key: one.seal for key, one in session.book.contacts.items()}
    after = deleted(path, veil.GROUPS).contacts
    assert {key: after[key].seal for key in before} == before
    assert all(one.seal == seal_of(one) for one in after.values())


def test_nothing_can_be_written_where_something_was_deleted(path):
    book = deleted(path, ["person"])
    forged = dict(book.contacts)
    forged["c1"] = replace(forged["c1"], person="Somebody else")
    assert chain_problems(forged)


def test_a_deletion_from_outside_that_no_record_tells_is_found(path):
    with open_book(path, clock, read_only=True) as session:
        contacts = dict(session.book.contacts)
    contacts["c1"] = veil.veiled(contacts["c1"], ["words"])
    (problem,) = chain_problems(contacts)
    assert "no record says so" in problem.key


def test_nothing_to_delete_and_old_seals_are_said(path):
    deleted(path, veil.GROUPS)
    with open_book(path, clock) as session:
        with pytest.raises(UserError, match="Nothing of that"):
            deletion(session.book, "c1", ["person"], NOW)
        with pytest.raises(UserError, match="no longer"):
            deletion(session.book, "none", ["person"], NOW)
    old = Contact("x", NOW, "Bank", "phone", "Zhang", seal="1" * 64)
    with pytest.raises(UserError, match="sealed before"):
        veil.veiled(old, ["person"])
    loose = veil.veiled(replace(old, seal=""), ["person"])
    assert (loose.person, loose.veils) == ("", ())


def test_older_backups_keep_it_until_they_are_deleted_too(path):
    with open_book(path, clock) as session:
        session.back_up()
    deleted(path, veil.GROUPS)
    assert any(b"STAFF-7731" in line.path.read_bytes() for line in care.backups(path))
    assert care.forget_backups(path, clock) >= 1
    (left,) = care.backups(path)
    assert b"STAFF-7731" not in left.path.read_bytes()
    assert care.verify(left.path) == []


def test_all_records_of_a_person_go_together(path):
    with open_book(path, clock) as session:
        again = Contact("c3", NOW - dt.timedelta(hours=5), "Bank", "phone", "Zhang Wei Unique",
                        said="A third call")  # fmt: skip
        session.apply(record_edit(session.book, again, NOW))
        keys = records_of(session.book, "Zhang Wei Unique")
        assert keys == ("c1", "c3")
        assert records_of(session.book, "") == ()
        made = deletion(session.book, keys, ["person"], NOW)
        session.delete(made.edit, made.told)
        assert records_of(session.book, "Zhang Wei Unique") == ()
    assert care.verify(path) == []


def keys_of(path):
    with sqlite3.connect(path) as file:
        (body,) = file.execute("SELECT body FROM fact WHERE id = 'c1'").fetchone()
    file.close()
    return json.loads(body)


def test_verify_finds_a_change_of_any_field_even_by_one_who_mends_sums_and_history(path):
    """Every key of the stored record is changed in turn, in the fact and in the history alike."""
    original = path.read_bytes()
    for key, value in keys_of(path).items():
        if key == "id":
            continue
        other = [] if isinstance(value, list) and value else f"{value}x"
        if key in {"at", "recorded"}:
            other = "2027-01-01T10:00"
        if key in {"identified", "channel"}:
            other = "no" if key == "identified" else "phone"
        if value in ([], None):
            other = {"signs": ["threats"], "kept": [1], "promise_due": "2027-01-01"}[key]
        path.write_bytes(original)
        forge(path, key, other)
        assert care.verify(path), key
    path.write_bytes(original)
    assert care.verify(path) == []


def forge(path, key, value):
    def changed(source):
        return (
            {**source, key: value} if isinstance(source, dict) and source["id"] == "c1" else source
        )

    def compact(value):
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

    with sqlite3.connect(path) as file:
        (body,) = file.execute("SELECT body FROM fact WHERE id = 'c1'").fetchone()
        after = compact(changed(json.loads(body)))
        shift = fact_checksum("contact", "c1", after) - fact_checksum("contact", "c1", body)
        file.execute("UPDATE fact SET body = ? WHERE id = 'c1'", (after,))
        file.execute("UPDATE meta SET checksum = (checksum + ?) % ?", (shift, MODULUS))
        for number, part, changes in file.execute("SELECT number, part, changes FROM history_part"):
            rows = [[kind, *map(changed, sides)] for kind, *sides in json.loads(changes)]
            file.execute(
                "UPDATE history_part SET changes = ? WHERE number = ? AND part = ?",
                (compact(rows), number, part),
            )
    file.close()


COLUMNS = {
    "fact.book_id": "UPDATE fact SET book_id = 'x' WHERE id = 'c1'",
    "fact.kind": "UPDATE fact SET kind = 'rule' WHERE id = 'c1'",
    "fact.id": "UPDATE fact SET id = 'c9' WHERE id = 'c1'",
    "fact.body": "UPDATE fact SET body = replace(body, 'noon', 'night') WHERE id = 'c1'",
    "fact.version": "UPDATE fact SET version = 99 WHERE id = 'c1'",
    "history.at": "UPDATE history SET at = 'x'",
    "history.title": "UPDATE history SET title = 'x'",
    "history.state": "UPDATE history SET state = 'undone'",
    "history_part.changes": "UPDATE history_part SET changes = replace(changes, 'noon', 'night')",
    "history_part.part": "DELETE FROM history_part WHERE number = 1",
    "a row": "DELETE FROM fact WHERE id = 'c1'",
}


@pytest.mark.parametrize("column", COLUMNS)
def test_verify_finds_plain_sql_in_any_column(path, column):
    with sqlite3.connect(path) as file:
        file.execute(COLUMNS[column])
    file.close()
    assert care.verify(path)


def test_a_dump_after_a_deletion_brings_the_chain_along(path, tmp_path, capsys):
    deleted(path, veil.GROUPS)
    assert run(["dump", str(path)]) == 0
    dumped = capsys.readouterr().out
    assert not [secret for secret in SECRETS if secret in dumped]
    copy, facts = tmp_path / "b.leeway", tmp_path / "dump.json"
    facts.write_text(dumped, "utf-8")
    assert run(["new", str(copy)]) == 0
    assert run(["apply", str(copy), str(facts)]) == 0
    assert care.verify(copy) == []
    capsys.readouterr()
    assert run(["dump", str(copy)]) == 0
    assert json.loads(capsys.readouterr().out) == json.loads(dumped)
