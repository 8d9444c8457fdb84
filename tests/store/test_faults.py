"""The file is taken away, changed, locked or full while it is open: nothing is lost, all is said."""

import os
import shutil
import signal
import sqlite3
import subprocess
import tempfile
from pathlib import Path

import pytest

from planner.basics.errors import UserError
from planner.basics.text import text
from planner.book.edit import Edit, adding, replacing
from planner.services.session import LockedError, new_book, open_book
from planner.store import book_file, files
from planner.store.faults import ChangedOutsideError, DamagedError, NoRoomError, refusal, refusing
from planner.store.lock import BookLock
from planner.wording import Wording
from tests.store.books import adding_entry, balance, clock, digest, entry, shop_edit, shop_file

SHOP_BALANCE = 1905191
resource = pytest.importorskip("resource")


def sentence(error: UserError) -> str:
    return Wording("en").error(error)


def refused(call, *arguments) -> str:
    with pytest.raises(UserError) as refusal:
        call(*arguments)
    return sentence(refusal.value)


def in_child(act, *, user: int = 0) -> str:
    """What `act` returns in a process of its own, as an ordinary user when `user` is given."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            if user:
                os.setgid(user)
                os.setuid(user)
            said = act()
        except BaseException as error:  # noqa: BLE001  # the parent shows it
            said = f"{type(error).__name__}: {error}"
        os.write(writer, said.encode())
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as pipe:
        said = pipe.read().decode()
    os.waitpid(child, 0)
    return said


@pytest.fixture
def open_folder():
    """A folder that other users can reach."""
    folder = Path(tempfile.mkdtemp(prefix="leeway-test-"))
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


def needs_root():
    if os.getuid() != 0:
        pytest.skip("needs root, to become another user or to mount")


NOBODY = 65534


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
        assert "is already open on" in sentence(refusal.value)
        assert "since 23 Nov, 10:15" in sentence(refusal.value)
        with open_book(path, clock, read_only=True) as second:
            assert second.book == first.book
            assert "opened for reading only" in refused(second.apply, adding_entry("x"))
            first.apply(adding_entry("y"))
            assert second.book != first.book
    open_book(path, clock).close()


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


def quota(path: Path, limit: int) -> str:
    """One large change under a limit of file size: refused, undone, and possible again later."""
    with open_book(path, clock) as session:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
        before = session.book
        try:
            session.apply(adding_entry("big", note="x" * 20_000))
        except UserError as error:
            said = sentence(error)
        else:
            said = "saved?!"
        same = session.book is before and not session.is_read_only
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)
        session.apply(adding_entry("small"))
        return f"{said} {same}"


@pytest.mark.parametrize("room", ["none for the copy", "none for the change"])
def test_a_full_quota_refuses_the_change_and_a_later_try_works(path, room):
    if room == "none for the change":
        with open_book(path, clock) as session:  # today's backup is made before
            session.apply(adding_entry("first", 0))
    limit = 20_000 if room == "none for the copy" else path.stat().st_size + 8192
    said = in_child(lambda: quota(path, limit))
    assert "Nothing was changed" in said
    assert said.endswith("True")
    assert balance(path) == SHOP_BALANCE + 500
    assert not [found for found in path.parent.rglob("*") if "part" in found.name]


@pytest.fixture
def small_disk(tmp_path):
    needs_root()
    place = tmp_path / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=600k", "leeway-test", str(place)]
    if subprocess.run(command, check=False, capture_output=True).returncode:
        pytest.skip("can't mount a small disk here")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def test_a_full_disk_says_so_and_loses_nothing(small_disk):
    path = small_disk / "shop.leeway"
    new_book(path, clock, filled=shop_edit()).close()
    saved = 0

    def fill() -> None:
        nonlocal saved
        for number in range(100):
            session.apply(adding_entry(f"n{number}", 100, note="x" * 15_000))
            saved += 1

    with open_book(path, clock) as session:
        with pytest.raises(NoRoomError) as refusal:
            fill()
        assert "Free disk space (deleting entries does not help)" in sentence(refusal.value)
        assert saved > 1
        for copy in small_disk.glob("*-backups/*"):
            copy.unlink()
        session.apply(adding_entry("after", 0))
    assert balance(path) == SHOP_BALANCE + 100 * saved
    (small_disk / "rest").write_bytes(b"x" * os.statvfs(small_disk).f_bavail * 4096)
    assert "no room left" in refused(new_book, small_disk / "b.leeway", clock)
    assert not [found for found in small_disk.rglob("*") if "part" in found.name]


def test_a_read_only_file_opens_for_reading_and_says_why(open_folder):
    needs_root()
    path = shop_file(open_folder)
    path.chmod(0o444)

    def act() -> str:
        with open_book(path, clock) as session:
            return f"{session.is_read_only} {refused(session.apply, adding_entry('x'))}"

    said = in_child(act, user=NOBODY)
    assert said.startswith("True shop.leeway is open for reading only. Nothing was changed.")
    assert "The file is read-only" in said


def test_a_read_only_folder_opens_for_reading_and_says_why(open_folder):
    needs_root()
    path = shop_file(open_folder)
    path.chmod(0o666)

    def act() -> str:
        with open_book(path, clock) as session:
            return f"{sentence(UserError(session.read_only_reason.key))} {len(session.history())}"

    said = in_child(act, user=NOBODY)
    assert said == (
        "The folder is read-only. To change the book, save it in another place. 1"
    )  # fmt: skip


def test_a_forbidden_file_is_named(open_folder):
    needs_root()
    path = shop_file(open_folder)
    said = in_child(lambda: refused(open_book, path, clock), user=NOBODY)
    assert said.startswith("shop.leeway may not be read or written here.")
    said = in_child(lambda: refused(new_book, open_folder / "b.leeway", clock), user=NOBODY)
    assert said.startswith("b.leeway may not be read or written here.")


def killed_inside_a_change(path: Path) -> None:
    """Leave a hot journal: pages of a huge change are in the file, its end never came."""

    many = tuple(adding("entry", entry(f"m{row}", 0, note="x" * 300)) for row in range(500))
    with open_book(path, clock) as session:
        session.apply(Edit(text("many"), many))

    def act() -> str:
        raw = sqlite3.connect(path, isolation_level=None)
        raw.execute("PRAGMA cache_size=2")
        raw.execute("BEGIN IMMEDIATE")
        raw.execute("UPDATE entry SET amount = amount + 1, version = version")
        os.kill(os.getpid(), signal.SIGKILL)
        return ""

    in_child(act)
    assert path.with_name("shop.leeway-journal").stat().st_size


@pytest.mark.parametrize("read_only", [False, True])
def test_an_interrupted_change_is_taken_back_at_the_next_start(path, read_only):
    killed_inside_a_change(path)
    with open_book(path, clock, read_only=read_only) as session:
        assert session.book.balances(clock().date())["bank"] == SHOP_BALANCE


def test_an_interrupted_change_on_a_read_only_medium_is_said(open_folder):
    needs_root()
    path = shop_file(open_folder)
    killed_inside_a_change(path)
    path.chmod(0o444)
    path.with_name("shop.leeway-journal").chmod(0o444)
    said = in_child(lambda: refused(open_book, path, clock), user=NOBODY)
    assert "perhaps its last change was interrupted" in said


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


@pytest.mark.parametrize(("forbidden", "word"), [("shop.leeway", "file"), ("", "folder")])
def test_what_may_not_be_written_is_opened_for_reading(path, monkeypatch, forbidden, word):
    target = path.parent / forbidden
    monkeypatch.setattr(os, "access", lambda place, mode: Path(place) != target)
    with open_book(path, clock) as session:
        assert f"The {word} is read-only" in session.read_only_reason.key
        assert not path.with_name("shop.leeway.lock").exists()


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
