"""Opening a file that is not trusted: what is refused, and that refusing changes nothing."""

import contextlib
import os
import sqlite3
import time

import pytest

from planner.basics.errors import UserError
from planner.basics.text import text
from planner.book import facts
from planner.book.book import Book
from planner.services import care
from planner.services.session import new_book, open_book
from planner.store import connection as connections
from planner.store import opening, schema
from planner.store.faults import DamagedError
from planner.wording import Wording
from tests.store.attacks import ATTACKS, make_totals_fit, plant
from tests.store.books import NOW, adding_entry, balance, clock, digest, shop_edit


def refused(path, kind=UserError) -> str:
    """The English sentence with which `path` is refused."""
    with pytest.raises(kind) as refusal:
        open_book(path, clock)
    return Wording("en").error(refusal.value)


def test_a_sound_book_opens_whatever_its_name(tmp_path):
    path = tmp_path / "店 ?mode=memory#50%.leeway"
    new_book(path, clock, filled=shop_edit()).close()
    assert sorted(found.name for found in tmp_path.iterdir()) == [path.name]
    assert balance(path) == 1905191


def test_a_missing_path_is_not_found_and_no_book_is_made(tmp_path):
    path = tmp_path / "gone.leeway"
    assert "was not found. No new book was made" in refused(path)
    assert list(tmp_path.iterdir()) == []


def test_a_missing_book_names_its_newest_backup(path):
    care.backup(path, clock)
    path.unlink()
    assert "Its newest backup is of 23 Nov, 10:15" in refused(path)
    assert not path.exists()


def test_an_empty_file_is_said_to_be_empty_and_stays(tmp_path):
    path = tmp_path / "empty.leeway"
    path.touch()
    assert "is an empty file" in refused(path)
    assert path.stat().st_size == 0
    assert [found.name for found in tmp_path.iterdir()] == ["empty.leeway"]


@pytest.mark.parametrize(
    "content",
    [
        b"hello world " * 100,
        b"SQLite format 3\x00",
        b"\0" * 8192,
        b"\xff\xd8\xff\xe0" + b"j" * 9000,
    ],
    ids=["text", "half a header", "zeros", "picture"],
)
def test_a_file_that_is_no_book_is_refused_unchanged(tmp_path, content):
    path = tmp_path / "other.leeway"
    path.write_bytes(content)
    assert "is damaged or is no book" in refused(path, DamagedError)
    assert path.read_bytes() == content


def test_a_newer_version_is_refused_byte_identical(path):
    plain = sqlite3.connect(path)
    plain.execute(f"PRAGMA user_version={schema.newest().number + 1}")
    plain.close()
    before = digest(path)
    assert "made by a newer version of this program" in refused(path)
    assert digest(path) == before
    assert "newer version" in Wording("en").say(care.verify(path)[0])


def test_a_link_a_folder_and_a_pipe_are_refused(path, tmp_path):
    link, folder, pipe = (tmp_path / name for name in ("link", "folder", "pipe"))
    link.symlink_to(path)
    folder.mkdir()
    os.mkfifo(pipe)
    for place in (link, folder, pipe):
        assert "is no ordinary file" in refused(place)


@pytest.mark.parametrize("name", ATTACKS)
def test_a_book_made_to_do_harm_is_refused_before_it_acts(path, name):
    plant(path, name)
    before, start = digest(path), time.monotonic()
    refused(path, DamagedError)
    assert digest(path) == before
    assert time.monotonic() - start < 5
    assert care.verify(path)


VALUES = ["amount as fraction", "no such date", "date out of range", "NUL in a text",
          "very long text", "unknown account", "unknown target", "unknown category",
          "row from the future", "transfer that comes in", "transfer to itself",
          "sums beyond the limit", "loan on an unknown account", "fact that is no JSON",
          "fact under another id", "fact with an unknown key"]  # fmt: skip


@pytest.mark.parametrize("name", VALUES)
def test_wrong_values_are_refused_also_when_the_totals_were_made_to_fit(path, name):
    plant(path, name)
    make_totals_fit(path)
    assert "its totals" not in refused(path, DamagedError)


def test_a_book_altered_with_fitting_totals_is_found_by_its_history(path):
    plant(path, "amount changed")
    make_totals_fit(path)
    open_book(path, clock).close()
    assert "does not fit the book" in Wording("en").say(care.verify(path)[0])


def test_the_endless_check_is_stopped(path):
    connection = connections.connect(path, writable=False)
    endless = "WITH RECURSIVE r(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM r) SELECT max(x) FROM r"
    with (
        pytest.raises(DamagedError),
        opening.refusing(path, is_foreign=True),
        connections.budget(connection, 0.1),
    ):
        connection.exec_driver_sql(endless)
    connections.disconnect(connection)


def test_a_file_beyond_the_size_limit_is_refused_unread(path, monkeypatch):
    monkeypatch.setattr(opening, "SIZE_LIMIT", 1000)
    assert "no book has such a size" in refused(path)


@pytest.mark.parametrize("cut", [100, 4096, 4097, 20000])
def test_a_truncated_book_is_found_damaged(path, cut):
    os.truncate(path, cut)
    assert "is damaged or is no book" in refused(path, DamagedError)


def test_appended_bytes_change_no_sum(path):
    before = balance(path)
    with path.open("ab") as file:
        file.write(b"tail" * 5000)
    with contextlib.suppress(DamagedError):  # refusing is right as well
        assert balance(path) == before


def test_no_flipped_byte_shows_a_wrong_book(path):
    sound = path.read_bytes()
    with open_book(path, clock, read_only=True) as session:
        version = session.book.version
    for place in range(0, len(sound), len(sound) // 150):
        path.write_bytes(sound[:place] + bytes([sound[place] ^ 0x21]) + sound[place + 1 :])
        try:
            with open_book(path, clock, read_only=True) as session:
                assert session.book.version == version, place
        except UserError:
            continue


def test_a_damaged_book_names_its_newest_backup(path):
    care.backup(path, clock)
    os.truncate(path, 20000)
    assert "The newest backup is of 23 Nov, 10:15." in refused(path)


def test_the_connection_is_guarded_and_durable(path):
    with open_book(path, clock) as session:
        pragmas = {
            name: session._file._connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in (
                "journal_mode", "synchronous", "foreign_keys", "secure_delete", "temp_store",
                "trusted_schema", "cell_size_check", "mmap_size", "recursive_triggers",
            )
        }  # fmt: skip
    assert pragmas == {
        "journal_mode": "delete", "synchronous": 3, "foreign_keys": 1, "secure_delete": 1,
        "temp_store": 2, "trusted_schema": 0, "cell_size_check": 1, "mmap_size": 0,
        "recursive_triggers": 0,
    }  # fmt: skip


def test_a_book_left_in_wal_mode_comes_back_to_one_file(path):
    plain = sqlite3.connect(path)
    plain.execute("PRAGMA journal_mode=WAL")
    plain.close()
    with open_book(path, clock) as session:
        session.apply(adding_entry("new"))
    assert path.read_bytes()[18:20] == b"\x01\x01"
    assert balance(path) == 1905191 + 500


def test_book_journal_and_backups_are_private(path):
    with open_book(path, lambda: NOW) as session:
        session.apply(adding_entry("new"))
    copies = path.with_name("shop.leeway-backups")
    assert path.stat().st_mode & 0o777 == 0o600
    assert copies.stat().st_mode & 0o777 == 0o700
    assert {found.stat().st_mode & 0o777 for found in copies.iterdir()} == {0o600}


def test_deleted_text_is_gone_from_the_file(path):
    with open_book(path, clock) as session:
        session.apply(adding_entry("secret", note="电话一三八〇〇"))
        assert "电话一三八〇〇".encode() in path.read_bytes()


def test_a_book_that_holds_a_rule_refused_today_still_opens(tmp_path, monkeypatch):
    document = {
        "format": "leeway-facts", "version": 1,
        "accounts": [{"id": "a", "name": "A", "kind": "cash", "opened_on": "2026-01-01"}],
        "recurring": [{"id": "r", "title": "Rent", "account": "a", "amount": "-1.00",
                       "rrule": "FREQ=MONTHLY;BYMONTHDAY=32", "from": "2026-01-01"}],
    }  # fmt: skip
    with monkeypatch.context() as earlier:
        earlier.setattr("planner.book.check.check_range", lambda rule: None)
        filled = facts.read(Book(), document, text("earlier"))
        new_book(tmp_path / "old.leeway", lambda: NOW, filled=filled).close()
    with open_book(tmp_path / "old.leeway", lambda: NOW) as session:
        assert session.book.recurring["r"].rrule == "FREQ=MONTHLY;BYMONTHDAY=32"
