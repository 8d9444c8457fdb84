"""The file is taken away, changed or locked while it is open: nothing is lost, all is said."""

import os
import shutil
import signal
import sqlite3
from pathlib import Path

import pytest

from planner.basics.errors import UserError
from planner.basics.text import text
from planner.book.edit import Edit, replacing
from planner.services.session import LockedError, new_book, open_book
from planner.store import book_file, files
from planner.store.faults import ChangedOutsideError, DamagedError, NoRoomError, refusal, refusing
from planner.store.lock import BookLock
from tests.store.books import SHOP_BALANCE, adding_entry, balance, clock, digest, shop_file
from tests.store.breaking import in_child, killed_inside_a_change, refused, sentence


def rename(path: Path) -> None:
    path.rename(path.with_name("moved.leeway"))


def replace(path: Path) -> None:
    shutil.copy(path, path.with_name("other"))
    path.with_name("other").replace(path)


def truncate(path: Path) -> None:
    os.truncate(path, 4096)


def overwrite(path: Path) -> None:
    path.write_bytes(path.read_bytes())
    os.utime(path, (1, 1))


@pytest.mark.parametrize("strike", [Path.unlink, rename, replace, truncate, overwrite])
def test_a_book_taken_away_while_open_is_never_called_saved(path, strike):
    with open_book(path, clock) as session:
        session.apply(adding_entry("before"))
        shown = session.book
        strike(path)
        said = refused(session.apply, adding_entry("after"))
        assert "changed by another program while it was open. This change was not saved" in said
        assert "What is on the screen is kept in shop (2026-11-23 101500).leeway" in said
        assert session.book is shown
        assert session.is_read_only
        assert "not saved" in refused(session.apply, adding_entry("again"))
    with open_book(path.with_name("shop (2026-11-23 101500).leeway"), clock) as kept:
        assert kept.book == shown
        assert kept.undo_title is not None


def test_a_deleted_book_does_not_come_back_by_undo(path):
    with open_book(path, clock) as session:
        path.unlink()
        refused(session.undo)
    assert not path.exists()


def test_a_book_overwritten_in_place_is_known_by_its_head(path, tmp_path):
    """Same inode, size and time, other content: only generation and head tell."""
    other = tmp_path / "other"
    other.mkdir()
    twin = shop_file(other)
    with open_book(path, clock) as session:
        before = path.stat()
        with path.open("r+b") as file:
            file.write(twin.read_bytes())
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
        assert path.stat().st_size == before.st_size
        assert "changed by another program" in refused(session.apply, adding_entry("after"))
    assert digest(path) == digest(twin)


def test_the_screen_stays_when_it_can_not_be_kept_in_a_new_file(path):
    with open_book(path, clock) as session:
        shutil.rmtree(path.parent)
        assert "failed too" in refused(session.apply, adding_entry("after"))
        assert session.book.balances(clock().date())["bank"] == SHOP_BALANCE


def test_a_second_instance_is_refused_and_may_read(path):
    with open_book(path, clock) as first:
        with pytest.raises(LockedError) as refusal:
            open_book(path, clock)
        assert "in another window on this computer" in sentence(refusal.value)
        assert "since 10:15 on 23 Nov" in sentence(refusal.value)
        with open_book(path, clock, read_only=True) as second:
            assert second.book == first.book
            assert "opened for reading only" in refused(second.apply, adding_entry("x"))
            first.apply(adding_entry("y"))
            assert second.book != first.book
    open_book(path, clock).close()


def test_a_book_open_on_another_computer_names_it(path, monkeypatch):
    with open_book(path, clock):
        monkeypatch.setattr("planner.store.lock.socket.gethostname", lambda: "elsewhere")
        with pytest.raises(LockedError, match="is already open on"):
            open_book(path, clock)


def test_a_lock_without_a_readable_hint_is_still_a_lock(path):
    with open_book(path, clock):
        path.with_name("shop.leeway.lock").write_text("?")
        assert "already open in another window" in refused(open_book, path, clock)


def test_a_killed_instance_leaves_no_lock(path):
    def hold() -> str:
        open_book(path, clock)
        os.kill(os.getpid(), signal.SIGKILL)
        return ""

    in_child(hold)
    assert path.with_name("shop.leeway.lock").exists()
    open_book(path, clock).close()
    assert not path.with_name("shop.leeway.lock").exists()


def test_another_program_that_writes_makes_the_change_wait_and_then_refuses_it(path, monkeypatch):
    monkeypatch.setattr("planner.store.connection._PATIENCE_SECONDS", 0.1)
    with open_book(path, clock) as session:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        assert "Another program is using" in refused(session.apply, adding_entry("x"))
        other.close()
        session.apply(adding_entry("x"))
    assert balance(path) == SHOP_BALANCE + 500


@pytest.mark.parametrize("read_only", [False, True])
def test_an_interrupted_change_is_taken_back_at_the_next_start(path, read_only):
    killed_inside_a_change(path)
    with open_book(path, clock, read_only=read_only) as session:
        assert session.book.balances(clock().date())["bank"] == SHOP_BALANCE


def test_a_journal_removed_by_hand_shows_as_damage_and_never_as_a_wrong_sum(path):
    killed_inside_a_change(path)
    path.with_name("shop.leeway-journal").unlink()
    assert sqlite3.connect(path).execute("PRAGMA integrity_check").fetchone() == ("ok",)
    with pytest.raises(DamagedError):
        open_book(path, clock)


def test_a_held_target_is_tried_again_and_then_refused(tmp_path, monkeypatch):
    part, target, tries = files.new_part(tmp_path / "book"), tmp_path / "book", []
    monkeypatch.setattr(files.time, "sleep", tries.append)

    def held(self: Path, other: Path) -> Path:
        raise PermissionError

    monkeypatch.setattr(Path, "replace", held)
    assert "Another program holds book" in refused(files.replace, part, target)
    assert len(tries) >= 6
    assert tries == sorted(tries)


def test_a_target_that_is_let_go_is_replaced(tmp_path, monkeypatch):
    part, target, tries = files.new_part(tmp_path / "book"), tmp_path / "book", []

    def let_go(_: float) -> None:
        tries.append(1)
        monkeypatch.undo()

    monkeypatch.setattr(files.time, "sleep", let_go)
    monkeypatch.setattr(Path, "replace", lambda self, other: (_ for _ in ()).throw(PermissionError))
    files.replace(part, target)
    assert (len(tries), target.exists(), part.exists()) == (1, True, False)


def test_publishing_works_without_hard_links_and_never_over_a_file(tmp_path, monkeypatch):
    def no_links(*_: object) -> None:
        raise OSError(1, "no links here")

    monkeypatch.setattr(files.os, "link", no_links)
    new_book(tmp_path / "a.leeway", clock).close()
    assert "already exists" in refused(new_book, tmp_path / "a.leeway", clock)
    part = files.new_part(tmp_path / "a.leeway")
    with pytest.raises(FileExistsError):
        files.publish(part, tmp_path / "a.leeway")


def test_a_folder_that_is_missing_is_named_as_such(tmp_path):
    said = refused(new_book, tmp_path / "nowhere" / "a.leeway", clock)
    assert said.startswith("The folder of a.leeway was not found")


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (OSError(5, "input/output"), UserError),
        (FileExistsError(17, "exists"), UserError),
        (OSError(28, "no space"), NoRoomError),
    ],
)
def test_system_errors_become_sentences(path, error, kind):
    found = refusal(error, path)
    assert isinstance(found, kind)
    assert "shop.leeway" in sentence(found)


def test_mistakes_of_our_own_are_not_hidden(path):
    assert refusal(sqlite3.IntegrityError("unique"), path) is None
    assert refusal(ValueError("x"), path) is None
    moved = sqlite3.OperationalError("moved")
    moved.sqlite_errorcode = sqlite3.SQLITE_READONLY_DBMOVED
    assert isinstance(refusal(moved, path), ChangedOutsideError)


def test_parts_of_an_interrupted_copy_are_cleared_at_the_next_start(path):
    mine = path.with_name(".shop.leeway.0123abcd.part")
    others = path.with_name(".shop.leeway.old.0123abcd.part")
    for part in (mine, others):
        part.touch()
    open_book(path, clock).close()
    assert (mine.exists(), others.exists()) == (False, True)


def test_a_lock_file_removed_while_it_is_taken_is_taken_anew(path, monkeypatch):
    real, answers = BookLock._is_still_ours, iter([False])
    monkeypatch.setattr(
        BookLock, "_is_still_ours", lambda self, number: next(answers, None) or real(self, number)
    )
    lock = BookLock(path, clock())
    assert next(answers, "asked") == "asked"
    path.with_name("shop.leeway.lock").unlink()
    assert not real(lock, lock._file)
    lock.release()
    lock.release()


def test_a_book_replaced_while_it_is_being_opened_is_refused(path, monkeypatch):
    real = book_file.connections.make_durable

    def late(connection) -> None:
        real(connection)
        replace(path)

    monkeypatch.setattr(book_file.connections, "make_durable", late)
    assert "replaced or changed by another program" in refused(open_book, path, clock)
    monkeypatch.undo()
    open_book(path, clock).close()


@pytest.mark.parametrize("statement", ["DELETE FROM entry WHERE id = 'e1'", "DELETE FROM fact"])
def test_rows_that_are_not_what_they_should_be_stop_a_change(path, statement):
    with open_book(path, clock) as session:
        old = session.book.find("entry", "e1")
        limits = session.book.limits
        session._file._connection.exec_driver_sql(statement)
        session._file._remember_stamp()
        changes = (replacing("entry", old, note="x"), replacing("limits", limits, cushion=1))
        assert "is damaged" in refused(session.apply, Edit(text("both"), changes))


def test_odd_failures_of_a_foreign_file_are_its_own_fault(path):
    with pytest.raises(DamagedError), refusing(path, is_foreign=True):
        raise sqlite3.OperationalError("something new")
    with pytest.raises(sqlite3.OperationalError), refusing(path):
        raise sqlite3.OperationalError("something new")
    for code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_TOOBIG, sqlite3.SQLITE_READONLY_ROLLBACK):
        error = sqlite3.OperationalError("x")
        error.sqlite_errorcode = code
        assert isinstance(refusal(error, path), UserError)
    assert "may not be read" in sentence(refusal(PermissionError(13, "no"), path))


def test_undo_without_anything_in_force_is_a_mistake_of_ours(path):
    with open_book(path, clock) as session:
        session.go_to(0)
        with pytest.raises(DamagedError):
            session._file.take_back(clock())
