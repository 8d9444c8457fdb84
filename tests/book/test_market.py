"""Market figures and kept what-ifs as facts: round trip, refusals, what a change is."""

import datetime as dt
from decimal import Decimal

import pytest

from planner.basics.errors import UserError
from planner.basics.text import text
from planner.book import facts
from planner.book.book import Book
from planner.book.edit import apply
from planner.book.market import Indicator, Point, change_since
from tests.looking import book_of

CATEGORY = {"id": "meat", "name": "猪肉", "flow": "expense"}
PORK = {
    "id": "m1", "name": "猪肉批发价", "unit": "元/公斤", "category": "meat", "share": "0.8",
    "points": [{"date": "2026-08-20", "value": "20.10"}, {"date": "2026-11-20", "value": "22.11"}],
}  # fmt: skip
KEPT = {
    "id": "w1",
    "name": "淡季",
    "kind": "takings",
    "values": [{"key": "percent", "value": "-30"}],
}


def pork(*points):
    return Indicator(
        "m1", "Pork", points=tuple(Point(day, Decimal(value)) for day, value in points)
    )


def test_figures_and_kept_what_ifs_come_back_as_they_were_written():
    book = book_of(categories=[CATEGORY], indicators=[PORK], what_ifs=[KEPT])
    dumped = facts.dump(book)
    assert facts.dump(apply(Book(), facts.read(Book(), dumped, text("t")))) == dumped
    assert dumped["indicators"][0]["points"][1] == {"date": "2026-11-20", "value": "22.11"}
    assert book.what_ifs["w1"].values[0].value == "-30"


def test_a_book_without_them_has_no_lists_of_them():
    assert {"indicators", "what_ifs"}.isdisjoint(facts.dump(book_of()))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": " "}, "name"),
        ({"share": "2.5"}, "share"),
        ({"share": "-0.1"}, "share"),
        ({"points": [{"date": "2026-08-20", "value": "0"}]}, "points"),
        ({"points": [{"date": "2026-08-20", "value": "1"}] * 2}, "points"),
        ({"points": list(reversed(PORK["points"]))}, "points"),
        ({"points": [{"date": f"{year}-{month:02}-{day:02}", "value": "1"}
                     for year in range(1950, 1970) for month in range(1, 13)
                     for day in range(1, 29)]}, "points"),
    ],
)  # fmt: skip
def test_figures_that_cannot_be_are_refused_by_name(changes, field):
    with pytest.raises(UserError) as refusal:
        book_of(categories=[CATEGORY], indicators=[{**PORK, **changes}])
    assert f'"{field}"' in refusal.value.text.key


def test_a_category_that_figures_follow_must_be_there():
    with pytest.raises(UserError):
        book_of(indicators=[PORK])


@pytest.mark.parametrize("changes", [{"name": ""}, {"values": KEPT["values"] * 2}])
def test_a_kept_what_if_needs_a_name_and_single_values(changes):
    with pytest.raises(UserError):
        book_of(what_ifs=[{**KEPT, **changes}])


def test_a_change_is_the_last_figure_against_one_that_old():
    day = dt.date(2026, 11, 20)
    seen = pork((day - dt.timedelta(90), "20"), (day - dt.timedelta(89), "40"), (day, "22"))
    assert change_since(seen, 90) == Decimal("0.1")  # 22 / 20
    assert change_since(seen, 89) == Decimal("-0.45")  # 22 / 40
    assert change_since(seen, 91) is None
    assert change_since(pork(), 30) is None
