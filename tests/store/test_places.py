"""Disks that are full and places that may only be read: said in a sentence, and nothing is lost."""

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

import pytest

from planner.basics.errors import UserError
from planner.services.session import new_book, open_book
from planner.store.faults import NoRoomError
from tests.store.books import SHOP_BALANCE, adding_entry, balance, clock, shop_edit, shop_file
from tests.store.breaking import in_child, killed_inside_a_change, refused, sentence

resource = pytest.importorskip("resource")
NOBODY = 65534


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


def test_an_interrupted_change_on_a_read_only_medium_is_said(open_folder):
    needs_root()
    path = shop_file(open_folder)
    killed_inside_a_change(path)
    path.chmod(0o444)
    path.with_name("shop.leeway-journal").chmod(0o444)
    said = in_child(lambda: refused(open_book, path, clock), user=NOBODY)
    assert "perhaps its last change was interrupted" in said


@pytest.mark.parametrize(("forbidden", "word"), [("shop.leeway", "file"), ("", "folder")])
def test_what_may_not_be_written_is_opened_for_reading(path, monkeypatch, forbidden, word):
    target = path.parent / forbidden
    monkeypatch.setattr(os, "access", lambda place, mode: Path(place) != target)
    with open_book(path, clock) as session:
        assert f"The {word} is read-only" in session.read_only_reason.key
        assert not path.with_name("shop.leeway.lock").exists()
