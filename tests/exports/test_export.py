"""Files are written whole or not at all, and say in words why not."""

import errno
import os
import stat
from pathlib import Path

import pytest

from planner.basics.errors import UserError
from planner.exports.export import Export, suffix_of, write
from planner.exports.kinds import EXPORTS
from planner.wording import Wording

CONTENT = b"x" * 3_000_000


def names_in(folder):
    return [path.name for path in folder.iterdir()]


def said(error):
    return Wording("en").error(error.value)


def test_a_file_is_written_for_its_owner_only(tmp_path):
    write(tmp_path / "budget.xlsx", CONTENT)
    assert (tmp_path / "budget.xlsx").read_bytes() == CONTENT
    assert stat.S_IMODE((tmp_path / "budget.xlsx").stat().st_mode) == 0o600
    assert names_in(tmp_path) == ["budget.xlsx"]


def test_an_older_file_is_replaced_and_a_link_keeps_pointing_to_it(tmp_path):
    (tmp_path / "real.csv").write_bytes(b"old")
    (tmp_path / "link.csv").symlink_to(tmp_path / "real.csv")
    write(tmp_path / "link.csv", b"new")
    assert (tmp_path / "real.csv").read_bytes() == b"new"
    assert (tmp_path / "link.csv").is_symlink()


def test_a_folder_in_the_way_is_left_alone(tmp_path):
    (tmp_path / "budget.xlsx").mkdir()
    with pytest.raises(UserError) as error:
        write(tmp_path / "budget.xlsx", CONTENT)
    assert (
        said(error) == '"budget.xlsx" is no ordinary file and was left alone. Choose another name.'
    )


def test_links_in_a_circle_are_refused(tmp_path):
    (tmp_path / "a.csv").symlink_to(tmp_path / "b.csv")
    (tmp_path / "b.csv").symlink_to(tmp_path / "a.csv")
    with pytest.raises(UserError, match="no ordinary file"):
        write(tmp_path / "a.csv", b"")


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "the disk is full. Free at least 6 MB and export again."),
        (errno.EDQUOT, "the disk is full. Free at least 6 MB and export again."),
        (errno.EROFS, "this place is read-only. Choose another folder."),
        (errno.EACCES, "it may be open in another program, or the folder is protected."),
        (errno.EIO, "the system says: the disk or the connection to it has failed."),
    ],
)
def test_a_fault_while_writing_leaves_no_torso_and_the_older_file(
    tmp_path, monkeypatch, number, words
):
    (tmp_path / "old.xlsx").write_bytes(b"old")

    def fail(handle):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(UserError) as error:
        write(tmp_path / "old.xlsx", CONTENT)
    assert words in said(error)
    assert said(error).endswith("The book is unchanged.")
    assert names_in(tmp_path) == ["old.xlsx"]
    assert (tmp_path / "old.xlsx").read_bytes() == b"old"
    monkeypatch.undo()
    write(tmp_path / "old.xlsx", CONTENT)
    assert (tmp_path / "old.xlsx").read_bytes() == CONTENT


def test_a_missing_folder_and_an_endless_name_are_told_apart(tmp_path):
    with pytest.raises(UserError) as error:
        write(tmp_path / "nowhere" / "a.csv", b"")
    assert "there is no folder" in said(error)
    with pytest.raises(UserError) as error:
        write(tmp_path / ("a" * 300 + ".csv"), b"")
    assert "the name is too long" in said(error)
    assert names_in(tmp_path) == []


def test_a_file_held_for_a_moment_is_waited_for(tmp_path, monkeypatch):
    real, pauses, left = Path.replace, [], [2]

    def busy(self, target):
        if left[0]:
            left[0] -= 1
            raise PermissionError(errno.EACCES, "held")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", busy)
    write(tmp_path / "a.csv", b"a", pause=pauses.append)
    assert (tmp_path / "a.csv").read_bytes() == b"a"
    assert pauses == sorted(pauses)
    assert len(pauses) == 2


def test_a_file_held_for_good_is_given_up_after_six_tries(tmp_path, monkeypatch):
    def busy(self, target):
        raise PermissionError(errno.EACCES, "held")

    pauses = []
    monkeypatch.setattr(Path, "replace", busy)
    with pytest.raises(UserError) as error:
        write(tmp_path / "a.csv", b"a", pause=pauses.append)
    assert "open in another program" in said(error)
    assert len(pauses) == 5
    assert names_in(tmp_path) == []


def test_the_ending_of_the_name_decides_the_type():
    both = Export("k", "t", "a", (".csv", ".xlsx"), lambda subject, suffix: b"")
    assert suffix_of(both, Path("A.XLSX")) == ".xlsx"
    with pytest.raises(UserError) as error:
        suffix_of(both, Path("a.pdf"))
    assert said(error) == (
        '"a.pdf" should end in .csv, .xlsx. Nothing was written; choose such a name.'
    )


def test_every_export_has_a_name_and_says_what_it_is_for_in_both_languages():
    kinds = [row.kind for row in EXPORTS]
    assert len(set(kinds)) == len(kinds)
    assert set(kinds) >= {
        "budget", "schedule", "entries", "calendar", "contacts", "contacts_full", "adviser",
    }  # fmt: skip
    for row in EXPORTS:
        for sentence in (row.title, row.about):
            assert Wording("zh")._(sentence) != sentence
