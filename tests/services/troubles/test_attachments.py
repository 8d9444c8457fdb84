"""Files of contact records: cleaned names, limits that are said, kept in the book and in its seals."""

import datetime as dt
import json
import sqlite3
import stat

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.basics.errors import UserError
from planner.book.contact import Attachment, Contact
from planner.cli import run
from planner.services import care
from planner.services.session import new_book, open_book
from planner.services.troubles import attachments
from planner.services.troubles.attachments import (
    clean_name,
    content_of,
    held_words,
    may_open,
    opened_copy,
    save_file,
    take_file,
)  # fmt: skip
from planner.services.troubles.record_table import contact_table
from planner.services.troubles.records import amend_edit, record_edit
from planner.store import schema
from planner.wording import Wording

NOW = dt.datetime(2027, 1, 30, 16)


def clock():
    return NOW


@pytest.fixture
def letter(tmp_path):
    path = tmp_path / "letter.pdf"
    path.write_bytes(b"%PDF-1.7 a letter of the lender" * 50)
    return path


def noted(session, *taken, said="A letter came."):
    contact = Contact("c1", NOW - dt.timedelta(hours=1), "Bank", "letter", said=said,
                      files=tuple(one.file for one in taken))  # fmt: skip
    session.apply(record_edit(session.book, contact, NOW), contents=[one.content for one in taken])


@pytest.fixture
def path(tmp_path, letter):
    """A book with one letter in it."""
    place = tmp_path / "a.leeway"
    with new_book(place, clock) as session:
        noted(session, take_file(letter))
    return place


@pytest.mark.parametrize(
    ("name", "cleaned"),
    [("../../etc/passwd", "passwd"), ("C:\\Windows\\evil.exe", "evil.exe"), ("a\0b.txt", "ab.txt"),
     ("con", "_con"), ("NUL.txt", "_NUL.txt"), ("\u202egnp.exe", "gnp.exe"), ("..", "attachment"),
     ("照片 1.jpg", "照片 1.jpg"), ("a:b?.txt", "ab.txt"), (" . x. ", "x"), ("", "attachment"),
     (".pdf", "pdf"), ("x" * 4000 + ".pdf", "x" * 96 + ".pdf"), ("x." + "y" * 300, "x." + "y" * 98)],
)  # fmt: skip
def test_hostile_names_become_plain_ones(name, cleaned):
    assert clean_name(name) == cleaned


@given(st.text(max_size=300))
@settings(max_examples=150, deadline=None)
def test_no_name_leads_out_of_its_folder(name):
    cleaned = clean_name(name)
    assert cleaned not in {"", ".", ".."}
    assert len(cleaned) <= 100
    assert not set(cleaned) & set('/\\:\0<>"|?*\n')
    assert clean_name(cleaned) == cleaned


def test_200_megabytes_are_refused_with_the_limit(tmp_path):
    large = tmp_path / "film.mp4"
    with large.open("wb") as file:
        file.truncate(200 * 2**20)
    with pytest.raises(UserError) as refusal:
        take_file(large)
    said = Wording("en").error(refusal.value)
    assert "film.mp4" in said
    assert "200 MB" in said
    assert "at most 20 MB" in said


def test_what_is_no_readable_file_is_refused_by_name(tmp_path):
    empty = tmp_path / "empty.txt"
    empty.touch()
    for place in (tmp_path, tmp_path / "nowhere.pdf", empty):
        with pytest.raises(UserError, match="Nothing was added"):
            take_file(place)


def test_the_book_and_one_record_have_limits(path, tmp_path, monkeypatch):
    monkeypatch.setattr(attachments, "MOST_TOTAL", 2 * 2**20)
    large = tmp_path / "x.bin"
    large.write_bytes(b"x" * (2 * 2**20))
    with open_book(path, clock) as session:
        with pytest.raises(UserError) as refusal:
            amend_edit(session.book, "c1", "more", NOW, (take_file(large).file,))
        assert "at most 2 MB together" in Wording("en").error(refusal.value)
        many = tuple(Attachment(f"{n}", 1, "0" * 63 + str(n % 10)) for n in range(21))
        with pytest.raises(UserError):
            amend_edit(session.book, "c1", "more", NOW, many)
        assert (
            Wording("en").say(held_words(session.book)).startswith("1 attachment in the book, 0.0")
        )


def test_it_is_kept_through_undo_redo_backup_and_restart(path, letter):
    with open_book(path, clock) as session:
        (file,) = session.book.contacts["c1"].files
        assert file.name == "letter.pdf"
        session.undo()
        assert care.verify(path) == []
        session.redo()
        assert content_of(session, file) == letter.read_bytes()
        copy = session.back_up()
    assert care.verify(path) == care.verify(copy) == []
    with open_book(copy, clock, read_only=True) as session:
        assert content_of(session, file) == letter.read_bytes()


def test_saved_and_opened_copies_are_their_owners_only(path, letter, tmp_path):
    with open_book(path, clock) as session:
        (file,) = session.book.contacts["c1"].files
        save_file(session, file, tmp_path / "out.pdf")
        seen = opened_copy(session, file)
        assert seen.read_bytes() == (tmp_path / "out.pdf").read_bytes() == letter.read_bytes()
        assert stat.S_IMODE(seen.stat().st_mode) == 0o600
        assert stat.S_IMODE(seen.parent.stat().st_mode) == 0o700
        assert stat.S_IMODE((tmp_path / "out.pdf").stat().st_mode) == 0o600
        script = Attachment("run.sh", 1, file.digest)
        assert not may_open(script)
        with pytest.raises(UserError):
            opened_copy(session, script)


EDITS = {
    "content": "UPDATE attachment SET content = zeroblob(size)",
    "digest": "UPDATE attachment SET digest = replace(digest, substr(digest, 1, 4), 'abcd')",
    "size and content": "UPDATE attachment SET content = x'00', size = 1",
    "version": "UPDATE attachment SET version = 99",
    "gone": "DELETE FROM attachment",
    "one more": "INSERT INTO attachment SELECT book_id, 'd' || substr(digest, 2), 1, size, content "
                "FROM attachment",
}  # fmt: skip


@pytest.mark.parametrize("edit", EDITS)
def test_verify_finds_any_change_of_an_attachment(path, edit):
    assert care.verify(path) == []
    with sqlite3.connect(path) as file:
        file.execute(EDITS[edit])
    file.close()
    assert care.verify(path)


def dump_of(path, capsys):
    assert run(["dump", str(path)]) == 0
    return json.loads(capsys.readouterr().out)


def applied(document, tmp_path, capsys):
    copy, facts = tmp_path / "b.leeway", tmp_path / "dump.json"
    copy.unlink(missing_ok=True)
    facts.write_text(json.dumps(document), "utf-8")
    assert run(["new", str(copy)]) == 0
    code = run(["apply", str(copy), str(facts), "--lang", "en"])
    return code, copy, capsys.readouterr().err


def test_a_dump_carries_them_to_a_new_book(path, letter, tmp_path, capsys):
    document = dump_of(path, capsys)
    assert document["contacts"][0]["files"][0]["name"] == "letter.pdf"
    code, copy, _ = applied(document, tmp_path, capsys)
    assert code == 0
    assert dump_of(copy, capsys) == document
    assert care.verify(copy) == []
    with open_book(copy, clock, read_only=True) as session:
        (file,) = session.book.contacts["c1"].files
        assert content_of(session, file) == letter.read_bytes()


def test_a_dump_without_contents_is_taken_and_verify_says_what_is_missing(path, tmp_path, capsys):
    document = dump_of(path, capsys)
    del document["attachments"]
    code, copy, _ = applied(document, tmp_path, capsys)
    assert code == 0
    (problem,) = care.verify(copy)
    assert 'content of the attachment "letter.pdf"' in Wording("en").say(problem)


@pytest.mark.parametrize(
    "held",
    ["x", [{"digest": "0" * 64}], [{"digest": "0" * 64, "content": "AAAA"}],
     [{"digest": "0" * 64, "content": "no base64"}], [{"digest": 1, "content": 2}], [7]],
)  # fmt: skip
def test_contents_that_do_not_fit_are_refused_whole(path, tmp_path, capsys, held):
    document = dump_of(path, capsys) | {"attachments": held}
    code, copy, said = applied(document, tmp_path, capsys)
    assert code == 3
    assert "attachments" in said
    assert "contacts" not in dump_of(copy, capsys)


def older(path):
    """The book as version 1 of the schema held it."""
    with sqlite3.connect(path) as file:
        file.execute("DROP TABLE attachment")
        file.execute("PRAGMA user_version=1")
        file.execute("UPDATE alembic_version SET version_num = '0001'")
    file.close()


def test_a_book_of_version_1_gets_the_table_after_a_verified_copy(tmp_path, letter):
    path = tmp_path / "old.leeway"
    with new_book(path, clock) as session:
        noted(session)
        before = session.book
    older(path)
    with open_book(path, clock) as session:
        assert session.book == before
        session.apply(
            amend_edit(session.book, "c1", "the letter", NOW, (take_file(letter).file,)),
            contents=[take_file(letter).content],
        )
    assert care.verify(path) == []
    copy = care.backups(path)[-1]
    with sqlite3.connect(copy.path) as file:
        assert file.execute("PRAGMA user_version").fetchone() == (1,)
    file.close()
    assert schema.newest().number == 2


@pytest.mark.parametrize("how", ["renamed", "overwritten"])
def test_what_is_rescued_from_a_lost_file_keeps_what_can_be_read(path, letter, how):
    session = open_book(path, clock)
    if how == "renamed":
        path.rename(path.with_suffix(".moved"))
    else:
        path.write_bytes(b"SQLite format 3\0" + b"x" * 9000)
    with pytest.raises(UserError, match="kept in"):
        session.apply(amend_edit(session.book, "c1", "more", NOW))
    session.close()
    (copy,) = path.parent.glob("a (*")
    with open_book(copy, clock, read_only=True) as rescued:
        (file,) = rescued.book.contacts["c1"].files
        if how == "renamed":
            assert content_of(rescued, file) == letter.read_bytes()
            assert care.verify(copy) == []
        else:
            with pytest.raises(UserError, match="not its content"):
                content_of(rescued, file)


def test_the_exported_record_names_them_and_the_masked_one_counts_them(path):
    with open_book(path, clock, read_only=True) as session:
        for is_redacted, said in (
            (False, "Attachments: letter.pdf (SHA-256"),
            (True, "1 attachment"),
        ):
            table = contact_table(session.book, Wording("en"), NOW.date(), is_redacted=is_redacted)
            assert said in table.rows[0].said
            assert ("letter.pdf" in table.rows[0].said) is not is_redacted
