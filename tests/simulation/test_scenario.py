"""What-ifs are laid over the book and never saved."""

import pytest

from planner.basics.errors import UserError
from planner.basics.text import text
from planner.book.edit import Edit, removing, replacing
from planner.simulation.scenario import Scenario
from tests.looking import book_of, every


def test_a_scenario_lays_its_edits_on_top_in_order():
    book = book_of(recurring=[every("rent", "-45.00", "FREQ=DAILY", "2026-11-24")])
    rent = book.recurring["rent"]
    more = replacing("recurring", rent, amount=-5000)
    off = removing("recurring", more.after)
    scenario = Scenario(text("closed"), (Edit(text("a"), (more,)), Edit(text("b"), (off,))))
    assert dict(scenario.over(book).recurring) == {}
    assert book.recurring["rent"] == rent


def test_a_scenario_that_does_not_fit_is_refused():
    book = book_of(recurring=[every("rent", "-45.00", "FREQ=DAILY", "2026-11-24")])
    gone = Edit(text("a"), (removing("recurring", book.recurring["rent"]),))
    with pytest.raises(UserError):
        Scenario(text("twice"), (gone, gone)).over(book)
