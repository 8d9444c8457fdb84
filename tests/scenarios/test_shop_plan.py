"""The noodle shop adopts its plan: what it costs, what it needs, and that every due is then covered."""

import datetime as dt
import json
from pathlib import Path

import pytest

from planner.basics.text import text
from planner.book import facts
from planner.book.book import Book
from planner.book.edit import apply
from planner.loans.replay import open_dues
from planner.outlook.level import Level
from planner.services.checking import check
from planner.services.look_ahead import look_ahead
from planner.services.outlook_json import outlook_json, outlook_words
from planner.services.session import new_book
from planner.wording import Wording
from tests.looking import TODAY, account, book_of, every, loan

SHARED = Path(__file__).resolve().parents[3] / "shared" / "shop" / "noodle-shop.facts.json"
NOW = dt.datetime(2026, 11, 23, 9, 0)


@pytest.fixture(params=["own", "shared"])
def book(request, shop):
    """Our shop, and the shared one where it is there."""
    if request.param == "own":
        return shop
    if not SHARED.exists():
        pytest.skip("../shared/shop not present")
    document = json.loads(SHARED.read_text("utf-8"))
    return apply(Book(), facts.read(Book(), document, text("shop")))


def test_the_plan_brings_every_due_under_the_tight_limit(book):
    """The shop spends more than it takes in: only with the lender's consent does it hold a year."""
    look = look_ahead(book, TODAY)
    way = look.way_out
    assert way.covers_all
    assert way.first_open is None
    assert 1 <= len(way.actions) <= 3
    after = look_ahead(apply(book, way.edit), TODAY).outlook
    assert len(after.dues) == 12
    assert max(due.chance_short for due in after.dues) == pytest.approx(way.chance_after)
    assert all(due.chance_short < book.limits.tight_chance for due in after.dues)
    assert all(due.level is Level.covered for due in after.dues)
    assert (after.days_of_safety, after.first_risky_due) == (None, None)


def test_its_cost_is_the_interest_that_the_contract_adds(book):
    """The loan engine's own sums before and after: nothing else of the plan costs anything."""
    way = look_ahead(book, TODAY).way_out
    owed = [
        sum(
            due.left
            for due in open_dues(one.loans["l1"].terms, one.events_of("l1"), TODAY)
        )
        for one in (book, apply(book, way.edit))
    ]  # fmt: skip
    assert way.cost == owed[1] - owed[0] > 0


def test_what_needs_the_lender_is_said_and_comes_last(book):
    look = look_ahead(book, TODAY)
    for due in {action.due for action in look.actions}:
        consent = [action.needs_lender for action in look.actions if action.due == due]
        assert consent == sorted(consent)
    assert look.way_out.needs_lender
    answer = outlook_json(book, look, Wording("en"))
    assert answer["way_out"]["needs_lender"] is True
    lines = "\n".join(outlook_words(book, look, Wording("zh")))
    assert "需贷款方同意" in lines
    assert look.steps(3)[-1].kind == "together"


def test_the_first_due_alone_needs_no_lender(book):
    """For 10 January there is a way that costs nothing and keeps the cushion."""
    best = look_ahead(book, TODAY).actions[0]
    assert (best.due, best.cost, best.needs_lender) == (dt.date(2027, 1, 10), 0, False)
    assert best.level_after is Level.covered
    assert best.left_before < 0
    assert best.left_after >= best.cushion == 300000


def test_check_is_calm_once_the_plan_is_adopted_and_loud_again_when_it_is_undone(book, tmp_path):
    way = look_ahead(book, TODAY).way_out
    path = tmp_path / "shop.leeway"
    filled = facts.read(Book(), facts.dump(book), text("shop"))
    with new_book(path, lambda: NOW, filled=filled) as session:
        codes = []
        for step in (lambda: None, lambda: session.apply(way.edit), session.undo):
            step()
            look = look_ahead(session.book, TODAY, with_actions=False)
            codes.append(check(session.book, look, Wording("en")).exit_code)
    assert codes == [11, 0, 11]


def test_a_way_without_the_lender_is_preferred_even_when_the_lender_would_do():
    accounts = [account("bank", "60.00"), account("fund", "1500.00", "reserve")]
    way = look_ahead(book_of(accounts=accounts, loans=[loan()]), TODAY, days=20, paths=500).way_out
    assert [action.kind for action in way.actions] == ["move_reserve"]
    assert not way.needs_lender


def test_where_even_the_lender_can_not_help_the_plan_says_so():
    """Nothing comes in and the rent goes out: no length of the loan covers that."""
    rent = every("rent", "-80.00", "FREQ=MONTHLY;BYMONTHDAY=5", "2026-12-05")
    book = book_of(opening="300.00", loans=[loan()], recurring=[rent])
    look = look_ahead(book, TODAY, paths=500)
    assert not look.way_out.covers_all
    whole = " ".join(outlook_words(book, look, Wording("en")))
    assert "nothing found here covers every payment" in whole
