"""Copies: made at the right moment, ordered by generation, kept by rule, and brought back."""

import datetime as dt
from pathlib import Path

import pytest

from planner.basics.errors import UserError
from planner.services.session import new_book, open_book
from planner.store import backups
from planner.store.backups import BackupLine
from tests.store.books import NOW, adding_entry, at, clock, shop_edit


def copy(generation: int, day: dt.date, line: int = 0) -> BackupLine:
    at = dt.datetime.combine(day, dt.time(9))
    return BackupLine(Path(f"{line}-{generation}"), at, 0, 0, generation, line)


def rotated(copies: list[BackupLine], line: int = 0) -> list[BackupLine]:
    gone = {found.path for found in backups.superfluous(copies, line)}
    return [found for found in copies if found.path not in gone]


def test_the_first_change_of_a_day_makes_a_copy_and_the_second_does_not(path):
    days = iter([at("2026-11-24")] * 3 + [at("2026-11-25")] * 2)
    with open_book(path, lambda: next(days)) as session:
        for number in range(4):
            session.apply(adding_entry(f"n{number}"))
        copies = backups.listed(path)
        assert session.last_backup == at("2026-11-25")
    assert [(found.generation, found.at.day, found.entries) for found in copies] == [
        (3, 25, 52),
        (1, 24, 50),
    ]


def test_a_copy_holds_what_was_there_before_the_change(path):
    with open_book(path, clock) as session:
        before = session.book
        session.apply(adding_entry("new"))
    with open_book(backups.listed(path)[0].path, clock, read_only=True) as kept:
        assert kept.book == before


def test_an_empty_new_book_is_not_worth_a_copy(tmp_path):
    path = tmp_path / "new.leeway"
    with new_book(path, clock) as session:
        session.apply(shop_edit())
        assert backups.listed(path) == ()
        session.apply(adding_entry("x"))
        assert len(backups.listed(path)) == 1


def test_a_clock_set_back_changes_nothing_about_the_order(path):
    days = iter(["2026-11-24", "2025-10-20", "2026-11-25", "2024-01-01"])
    for number, day in enumerate(days):
        with open_book(path, lambda day=day: at(day)) as session:
            session.apply(adding_entry(f"n{number}"))
    assert [found.generation for found in backups.listed(path)] == [4, 3, 2, 1]
    assert backups.newest_at(path) == at("2024-01-01")


def test_of_a_long_life_the_newest_the_days_the_months_and_the_first_are_kept():
    first = dt.date(2024, 1, 1)
    copies = [copy(n, first + dt.timedelta(days=n // 2)) for n in range(1, 1001)]
    kept = {found.generation for found in rotated(copies)}
    assert set(range(991, 1001)) <= kept
    assert 1 in kept
    assert len({copies[n - 1].at.date() for n in kept}) >= 7
    assert len({(copies[n - 1].at.year, copies[n - 1].at.month) for n in kept}) == 13
    assert len(kept) <= 10 + 7 + 12 + 1


def test_rotation_goes_by_generation_when_the_clock_jumps_back_400_days():
    today = dt.date(2026, 11, 23)
    before = [copy(n, today + dt.timedelta(days=n)) for n in range(1, 61)]
    after = [copy(n, today - dt.timedelta(days=400)) for n in range(61, 75)]
    kept = {found.generation for found in rotated(before + after)}
    assert set(range(65, 75)) <= kept


def test_copies_from_before_a_restore_are_not_pushed_out():
    today = dt.date(2026, 11, 23)
    old = [copy(n, today, line=0) for n in range(1, 11)]
    new = [copy(n, today, line=1) for n in range(11, 61)]
    kept = rotated(old + new, line=1)
    assert [found for found in kept if found.line == 0] == old
    assert len(kept) < 30


def test_superfluous_copies_are_removed_from_the_disk(path):
    with open_book(path, clock) as session:
        for number in range(20):
            session.apply(adding_entry(f"n{number}"))
            session.back_up()
    generations = [found.generation for found in backups.listed(path)]
    assert generations == [*range(21, 11, -1), 1]


def test_a_copy_that_fails_its_check_gets_no_name(path, monkeypatch):
    real = backups.copy

    def spoiled(source, part):
        def spoil(writer):
            writer.exec_driver_sql("PRAGMA writable_schema=ON")
            writer.exec_driver_sql("UPDATE sqlite_schema SET rootpage = 2 WHERE name = 'history'")
            writer.exec_driver_sql("PRAGMA writable_schema=RESET")

        real(source, part, spoil)

    with open_book(path, clock) as session:
        before = session.book
        monkeypatch.setattr(backups, "copy", spoiled)
        with pytest.raises(UserError):
            session.apply(adding_entry("new"))
        assert session.book is before
        monkeypatch.undo()
        session.apply(adding_entry("new"))
    assert len(backups.listed(path)) == 1
    assert not list(backups.folder_of(path).glob(".*"))


def test_other_files_in_the_folder_are_left_alone(path):
    folder = backups.folder_of(path)
    folder.mkdir()
    strangers = ["notes.txt", "g0000000001-r000-20261399-101500-5.leeway", "g1.leeway"]
    for name in strangers:
        (folder / name).write_text("mine")
    (folder / "g0000000002-r000-20261123-101500-5.leeway").mkdir()
    with open_book(path, clock) as session:
        session.apply(adding_entry("new"))
    assert [found.generation for found in backups.listed(path)] == [1]
    assert all((folder / name).read_text() == "mine" for name in strangers)


def test_the_name_for_a_replaced_book_is_always_free(path):
    first = backups.kept_aside(path, NOW)
    first.touch()
    assert backups.kept_aside(path, NOW) != first


def test_a_hundred_changes_of_a_day_need_one_copy(path):
    with open_book(path, clock) as session:
        for number in range(30):
            session.apply(adding_entry(f"n{number}"))
    assert len(backups.listed(path)) == 1
