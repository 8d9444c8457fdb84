"""What can be asked of the lender, and the line that says which limit an action cures."""

import datetime as dt

import pytest

from planner.advice.effect import effect
from planner.advice.measure import actions_for
from planner.book.book import Book
from planner.book.edit import apply
from planner.loans.replay import open_dues
from planner.outlook.assemble import outlook_of
from planner.outlook.level import Level
from planner.services.demo import demo_edit
from planner.services.look_ahead import look_ahead
from planner.services.outlook_words import outlook_words
from planner.simulation.paths import simulate
from planner.simulation.setting import Setting
from planner.wording import Wording
from tests.looking import TODAY, account, book_of, loan


def look(book, today=TODAY, **more):
    return look_ahead(book, today, **{"days": 40, "paths": 500, **more})


def asked(found):
    return [action for action in found.actions if action.kind == "ask_lender"]


def said(value, language="en"):
    return Wording(language).say(value)


def test_a_loan_in_instalments_can_be_spread_or_bear_interest_alone():
    book = book_of(opening="60.00", loans=[loan(rate={"value": "0.12"})])
    found = asked(look(book))
    titles = {said(action.title) for action in found}
    assert "Ask to pay only interest on L1 for 3 months" in titles
    assert all(action.needs_lender for action in found)
    assert all(action.title.key.startswith("Ask to ") for action in found)


def test_the_cost_is_what_the_loan_engine_adds():
    book = book_of(opening="60.00", loans=[loan(rate={"value": "0.12"})])
    for action in asked(look(book)):
        sums = [
            sum(due.left for due in open_dues(one.loans["l1"].terms, one.events_of("l1"), TODAY))
            for one in (book, apply(book, action.edit))
        ]
        assert action.cost == sums[1] - sums[0] > 0
        assert said(effect(action, "CNY")).endswith(" · the lender must agree")
        assert said(effect(action, "CNY"), "zh").endswith("·需贷款方同意")


def test_a_loan_paid_back_at_its_end_is_extended():
    """1,200.00 in one sum on 10 December: three months more, at the interest of these months."""
    single = loan(method="single_payment", instalments=1, rate={"value": "0.12"})
    found = asked(look(book_of(opening="60.00", loans=[single])))
    assert said(found[0].title) == "Ask to extend L1 by 3 months"
    assert (found[0].chance_before, found[0].chance_after) == (1.0, 0.0)
    assert found[0].cost == pytest.approx(3600, abs=100)


def test_after_the_last_due_date_what_is_overdue_can_be_spread_anew():
    late = loan(instalments=1, drawn_on="2026-10-10", first_due="2026-11-10")
    found = asked(look(book_of(opening="60.00", loans=[late])))
    assert found[0].level_before is Level.overdue
    event = found[0].edit.changes[0].after
    assert event.first_due == dt.date(2026, 12, 10)


def cushioned(opening):
    limits = {"tight_chance": 0.05, "short_chance": 0.5, "cushion": "30.00"}
    accounts = [account("bank", opening), account("fund", "500.00", "reserve")]
    return book_of(accounts=accounts, loans=[loan()], limits=limits)


def test_where_the_cushion_is_the_trouble_the_effect_names_it_before_and_after():
    book = cushioned("112.00")
    found = look(book, days=20)
    words = said(effect(found.actions[0], "CNY"))
    assert words == "¥12 left → ¥30 left, cushion ¥30"
    assert found.actions[0].lifts_cushion
    line = next(line for line in outlook_words(book, found, Wording("en")) if "1. Move" in line)
    assert words in line
    warning = said(found.warnings[0].detail)
    assert warning.startswith("The plan leaves ¥12 after it, less than the cushion of ¥30.")


def test_where_both_are_the_trouble_the_chance_comes_first():
    words = said(effect(look(cushioned("60.00"), days=20).actions[0], "CNY"))
    assert words == "Short: almost every time → almost never · ¥30 left, cushion ¥30"


def test_the_best_option_lifts_the_level_not_only_the_chance():
    """The sample shop: after the best option its due is covered, the cushion included."""
    book = apply(Book(), demo_edit(Book(), TODAY))
    best = look_ahead(book, TODAY).actions[0]
    assert (best.level_before, best.level_after) == (Level.tight, Level.covered)
    after = look_ahead(apply(book, best.edit), TODAY, with_actions=False).outlook
    assert next(due for due in after.dues if due.date == best.due).level is Level.covered


def test_a_step_that_only_helps_with_others_says_so():
    accounts = [account("bank", "60.00"), account("till", "10.00", "cash")]
    simulation = simulate(
        book_of(accounts=accounts, loans=[loan()]), Setting(TODAY, 20, 200, 1)
    )  # fmt: skip
    trials = actions_for(simulation, outlook_of(simulation))
    half = next(one.action for one in trials if not one.action.helps_alone)
    assert said(effect(half, "CNY")).startswith("Makes the gap smaller, together with another step")
