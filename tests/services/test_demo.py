"""The sample shop is a sound book on any day, in both languages, and has something to show."""

import datetime as dt

import pytest

from planner.book.book import Book
from planner.book.edit import apply
from planner.book.limits import Identity
from planner.services.demo import demo_edit
from planner.services.look_ahead import look_ahead

DAYS = [
    dt.date(2026, 11, 23), dt.date(2027, 1, 1), dt.date(2027, 2, 10), dt.date(2028, 2, 29),
    dt.date(2026, 7, 31), dt.date(2026, 10, 11),
]  # fmt: skip


def sample(today, language="zh"):
    empty = Book(info=Identity(language=language))
    return apply(empty, demo_edit(empty, today))


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_every_due_is_paid_so_far_and_one_ahead_is_not_covered(today):
    look = look_ahead(sample(today), today, days=180, paths=1000, with_actions=False)
    assert min(due.date for due in look.outlook.dues) > today
    assert look.outlook.days_of_safety is not None
    assert 10 <= look.outlook.days_of_safety <= 75


def test_the_sample_speaks_the_language_of_its_book():
    chinese, english = (sample(DAYS[0], language) for language in ("zh", "en"))
    assert chinese.categories["sales"].name == "营业收入"
    assert english.categories["sales"].name == "Takings"
    assert chinese.balances(DAYS[0]) == english.balances(DAYS[0])


def test_no_account_of_the_sample_was_ever_empty():
    book = sample(DAYS[0])
    day = book.accounts["bank"].opened_on
    while day <= DAYS[0]:
        assert min(book.balances(day).values()) >= 0, day
        day += dt.timedelta(days=1)


def test_the_same_day_gives_the_same_sample():
    assert sample(DAYS[0]) == sample(DAYS[0])
