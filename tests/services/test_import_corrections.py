"""Corrections by a bank of what an earlier file has brought."""

import datetime as dt

import pytest

from planner.book.edit import apply
from planner.services import importing
from planner.services.importing import Choice
from tests.importers.files import write
from tests.importers.test_bank_files import ofx, trn
from tests.services.test_import_accounts import BANKS, book_of

OLD = trn("-9.00", fitid="F1")


@pytest.fixture
def take(tmp_path):
    def take(book, *transactions):
        path = write(tmp_path / "a.ofx", ofx(*transactions))
        return importing.read_file(book, path, "cmb", today=dt.date(2026, 11, 23))

    return take


def correction(action):
    return trn("-9.50", fitid="F2", more=f"<CORRECTFITID>F1<CORRECTACTION>{action}")


@pytest.mark.parametrize("action", ["REPLACE", "DELETE"])
def test_a_correction_of_what_is_in_the_book_is_never_booked_beside_it(take, action):
    book = book_of(**BANKS)
    later = apply(book, take(book, OLD).edit)
    rows = take(later, OLD, correction(action)).rows
    assert [row.outcome for row in rows] == ["duplicate", "not_understood"]
    assert "in the book already" in rows[1].reason.key


def test_the_owner_may_take_it_all_the_same_and_is_not_asked_again(take):
    book = book_of(**BANKS)
    later = apply(book, take(book, OLD).edit)
    made = importing.with_choices(
        later, take(later, OLD, correction("REPLACE")), {2: Choice(outcome="entry")}
    )
    assert made.rows[1].outcome == "entry"
    again = take(apply(later, made.edit), OLD, correction("REPLACE"))
    assert [row.outcome for row in again.rows] == ["duplicate", "duplicate"]


def test_file_with_both_brings_the_correction_alone(take):
    book = book_of(**BANKS)
    made = take(book, OLD, correction("REPLACE"))
    assert [row.outcome for row in made.rows] == ["skipped", "entry"]
    again = take(apply(book, made.edit), OLD, correction("REPLACE"))
    assert [row.outcome for row in again.rows] == ["skipped", "duplicate"]
