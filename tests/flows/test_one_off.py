"""Which large sums are no habit and stay out of the usual flows."""

import pytest

from planner.flows.pattern import learn
from tests.looking import TODAY, book_of, day, entry

FITTINGS = {"id": "fittings", "name": "Fittings", "flow": "expense"}
DRAWS = {"id": "draws", "name": "Household", "flow": "expense"}
WORK = {"id": "work", "name": "Work", "flow": "income"}
TAKINGS = [entry(f"t{back}", day(-back), "10.00") for back in range(300)]


def learnt(*entries):
    """Minor units that are learnt beyond the daily takings."""
    book = book_of(categories=[FITTINGS, DRAWS, WORK], entries=[*TAKINGS, *entries])
    streams = learn(book, TODAY).streams
    return sum(int(stream.daily.sum()) for stream in streams) - 300 * 1000


def paid(key, back, amount, category="", payee=""):
    return entry(key, day(-back), amount, category=category, payee=payee)


def test_two_large_sums_in_a_category_of_their_own_stay_out():
    refit = paid("refit", 200, "-420.00", "fittings", "Builder")
    oven = paid("oven", 90, "-130.00", "fittings", "Kitchen shop")
    assert learnt(refit, oven) == 0


def test_a_sum_that_towers_over_its_category_stays_out():
    draws = [paid(f"d{n}", 30 * n, "-30.00", "draws", "Home") for n in range(9)]
    roof = paid("roof", 100, "-460.00", "draws", "Roofer")
    assert learnt(roof, *draws) == -9 * 3000


def test_a_sum_that_does_not_tower_is_learnt():
    draws = [paid(f"d{n}", 30 * n, "-30.00", "draws", "Home") for n in range(9)]
    assert learnt(paid("large", 100, "-90.00", "draws", "Roofer"), *draws) == -9 * 3000 - 9000


def test_a_payee_that_comes_again_is_a_habit():
    twice = [paid(f"p{n}", 150 * n + 1, "-300.00", "fittings", "Builder") for n in range(2)]
    assert learnt(*twice) == -2 * 30000


@pytest.mark.parametrize("category", ["work", ""])
def test_customers_who_each_come_once_are_the_business(category):
    """Four large jobs for four customers: that is how it goes, not an exception."""
    jobs = [paid(f"j{n}", 70 * n + 1, "900.00", category, f"Customer {n}") for n in range(4)]
    assert learnt(*jobs) == 4 * 90000


def test_without_payees_sums_of_one_category_explain_each_other():
    """A rent paid twice a year with no name on it."""
    rents = [paid(f"r{n}", 180 * n + 1, "-300.00", "fittings") for n in range(2)]
    assert learnt(*rents) == -2 * 30000
    assert learnt(paid("once", 50, "-300.00", "fittings")) == 0
