"""Looking after a book: the full check, a copy at any time, and the restore drill."""

import datetime as dt
import os
import sqlite3

import pytest

from planner.basics.errors import UserError
from planner.basics.text import text
from planner.book.account import Account
from planner.book.edit import Edit, adding
from planner.services import care
from planner.services.session import LockedError, new_book, open_book
from planner.store import opening, restoring
from planner.wording import Wording
from tests.store.books import NOW, adding_entry, at, clock, digest, shop_file


@pytest.fixture
def path(tmp_path):
    return shop_file(tmp_path)


def alter(path, *statements: str) -> None:
    plain = sqlite3.connect(path)
    for statement in statements:
        plain.execute(statement)
    plain.commit()
    plain.close()


def found(path) -> list[str]:
    return [Wording("en").say(problem) for problem in care.verify(path)]


def refused(call, *arguments) -> str:
    with pytest.raises(UserError) as refusal:
        call(*arguments)
    return Wording("en").error(refusal.value)


def test_a_sound_book_has_no_problems_and_is_not_touched(path):
    before = digest(path)
    assert care.verify(path) == []
    with open_book(path, clock) as session:
        session.apply(adding_entry("a"))
        session.undo()
        session.apply(adding_entry("b"))
        assert care.verify(path) == []
    assert care.verify(path) == []
    assert digest(path) != before


def test_a_missing_book_is_a_problem(tmp_path):
    assert "was not found" in found(tmp_path / "gone.leeway")[0]


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        (
            "DELETE FROM history_part WHERE number = 2; DELETE FROM history WHERE number = 2",
            "The history has gaps or stands in a wrong order.",
        ),
        (
            "UPDATE history SET state = 'undone' WHERE number = 2",
            "The history has gaps or stands in a wrong order.",
        ),
        (
            "UPDATE history SET state = 'undone' WHERE number = 3",
            'The history does not say where "b" comes from.',
        ),
        (
            "UPDATE history_part SET changes = replace(changes, '\"500\"', '\"600\"')",
            'Edit 3 of the history does not fit the book: "b".',
        ),
        (
            "DELETE FROM history_part WHERE number = 1",
            'The history does not say where "cash" comes from.',
        ),
        ("UPDATE history_part SET changes = '[[' WHERE number = 1", "is damaged or is no book"),
        ("UPDATE history SET title = '{}' WHERE number = 1", "is damaged or is no book"),
        ("UPDATE history SET at = 'yesterday' WHERE number = 1", "is damaged or is no book"),
    ],
)
def test_a_history_that_does_not_explain_the_book_is_found(tmp_path, statement, sentence):
    plain = tmp_path / "plain.leeway"
    cash = Account("cash", "现金", "cash", 0, dt.date(2026, 1, 1))
    with new_book(plain, clock, filled=Edit(text("cash"), (adding("account", cash),))) as session:
        session.apply(adding_entry("a", account="cash"))
        session.apply(adding_entry("b", account="cash"))
    alter(plain, *statement.split(";"))
    assert sentence in found(plain)[0]


def test_damage_inside_the_pages_is_found_by_the_full_check(path, monkeypatch):
    real = opening.complaints
    monkeypatch.setattr(
        opening,
        "complaints",
        lambda connection, check: (
            ["row 5 missing from index"] if check == "integrity_check" else real(connection, check)
        ),
    )
    assert found(path) == ["The file is damaged: row 5 missing from index"]


def test_a_copy_can_be_made_while_the_book_is_open(path):
    with open_book(path, clock) as session:
        copy = care.backup(path, clock)
        session.apply(adding_entry("later"))
    lines = care.backups(path)
    assert lines[0].path == copy or lines[1].path == copy
    assert (lines[0].at, lines[0].entries) == (NOW + dt.timedelta(seconds=1), 50)
    assert lines[0].size == lines[0].path.stat().st_size
    assert care.verify(copy) == []


def test_a_restore_brings_the_copy_back_and_keeps_what_it_replaced(path):
    with open_book(path, clock) as session:
        good = session.book
        session.apply(adding_entry("mistake"))
        bad = session.book
    kept = care.restore(path, None, clock)
    assert kept.parent == path.with_name("shop.leeway-backups")
    with open_book(path, clock) as session:
        assert session.book == good
        assert [line.number for line in session.history()] == [1]
    with open_book(kept, clock, read_only=True) as replaced:
        assert replaced.book == bad
    assert care.verify(path) == []
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_restore_from_a_named_file_works_and_leaves_that_file_alone(path, tmp_path):
    with open_book(path, clock) as session:
        good = session.book
    source = tmp_path / "copy of mine.leeway"
    source.write_bytes(path.read_bytes())
    before = digest(source)
    path.unlink()
    assert care.restore(path, source, clock) == path
    with open_book(path, clock) as session:
        assert session.book == good
    assert digest(source) == before


def test_copies_of_a_restored_book_come_after_all_others_and_push_none_out(path):
    with open_book(path, clock) as session:
        for number in range(12):
            session.apply(adding_entry(f"n{number}"))
            session.back_up()
    before = {line.path for line in care.backups(path)}
    oldest = care.backups(path)[-1].path
    care.restore(path, oldest, clock)
    with open_book(path, lambda: at("2020-01-01")) as session:
        for number in range(15):
            session.apply(adding_entry(f"m{number}"))
            session.back_up()
    lines = care.backups(path)
    assert before <= {line.path for line in lines}
    assert lines[0].generation > max(line.generation for line in lines if line.path in before)


def test_a_damaged_book_is_restored_from_the_newest_sound_copy(path):
    with open_book(path, clock) as session:
        good = session.book
        older = session.back_up()
        session.apply(adding_entry("x"))
        newer = session.back_up()
    os.truncate(newer, 5000)
    os.truncate(path, 20_000)
    kept = care.restore(path, None, clock)
    assert kept.stat().st_size == 20_000
    assert older.exists()
    with open_book(path, clock) as session:
        assert session.book == good


def test_a_journal_of_the_replaced_file_goes_with_it(path):
    """Left beside the restored book, SQLite would write old pages into it."""
    care.backup(path, clock)
    path.write_bytes(b"no book any more" * 500)
    journal = path.with_name("shop.leeway-journal")
    journal.write_bytes(b"left over")
    kept = care.restore(path, None, clock)
    assert not journal.exists()
    assert kept.with_name(f"{kept.name}-journal").read_bytes() == b"left over"
    assert care.verify(path) == []


def test_a_restore_without_a_sound_copy_changes_nothing(path):
    before = digest(path)
    assert "There is no sound backup of shop.leeway" in refused(care.restore, path, None, clock)
    assert "There is no file x" in refused(care.restore, path, path.with_name("x"), clock)
    assert digest(path) == before
    assert [found.name for found in path.parent.iterdir()] == ["shop.leeway"]


def test_a_restore_over_a_book_that_is_open_is_refused(path):
    care.backup(path, clock)
    with open_book(path, clock), pytest.raises(LockedError):
        care.restore(path, None, clock)


def test_a_restore_that_fails_half_way_leaves_the_book(path, monkeypatch):
    care.backup(path, clock)
    before = digest(path)

    def full(*_: object) -> None:
        raise OSError(28, "no space")

    for place in ("_make_ready", "_keep_aside"):
        monkeypatch.setattr(restoring, place, full)
        assert "no room left" in refused(care.restore, path, None, clock)
        monkeypatch.undo()
    monkeypatch.setattr(restoring.files, "replace", full)
    assert "no room left" in refused(care.restore, path, None, clock)
    monkeypatch.undo()
    assert digest(path) == before
    assert not list(path.parent.glob(".*"))


def test_a_replaced_book_is_kept_also_where_there_are_no_hard_links(path, monkeypatch):
    care.backup(path, clock)
    before = path.read_bytes()

    def no_links(*_: object) -> None:
        raise OSError(1, "no links here")

    monkeypatch.setattr(restoring.os, "link", no_links)
    assert care.restore(path, None, clock).read_bytes() == before


def test_only_an_ordinary_file_is_replaced(path, tmp_path):
    care.backup(path, clock)
    path.unlink()
    path.mkdir()
    assert "is no ordinary file" in refused(care.restore, path, None, clock)
