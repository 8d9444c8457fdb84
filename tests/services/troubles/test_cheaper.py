"""From which day a plan of the same end is cheaper than staying late: the loan engine on both sides."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from planner.basics.text import text
from planner.book.edit import Edit, adding, apply, replacing
from planner.book.loan import LoanEvent, Penalty
from planner.loans.replay import open_dues
from planner.services.troubles.cheaper import cheaper_way, cheaper_words
from planner.services.troubles.curing import cures
from planner.services.troubles.stages import situation
from planner.wording import Wording

DUE = dt.date(2027, 1, 10)
EN = Wording("en")


def at(book, days):
    return situation(book, "l1", DUE + dt.timedelta(days=days))


def with_penalty(book, penalty):
    terms = replace(book.loans["l1"].terms, penalty=penalty)
    return apply(book, Edit(text("t"), (replacing("loan", book.loans["l1"], terms=terms),)))


@pytest.mark.parametrize("days", [-20, 0, 3, 20, 45, 100])
def test_it_is_the_first_day_on_which_the_delay_costs_more(late_shop, days):
    now = at(late_shop, days)
    found = cheaper_way(late_shop, now)
    before, on = (cures(late_shop, now, (wait,))[0] for wait in (found.wait - 1, found.wait))
    assert before.more <= found.extra < on.more
    assert found.date == on.date


def test_the_cost_of_the_plan_is_that_of_the_engine_by_hand(late_shop):
    """4,907.17 of principal moves from today into seven instalments; the end stays."""
    now, loan = at(late_shop, 20), late_shop.loans["l1"]
    event = LoanEvent("x", "l1", "reschedule", now.today, instalments=7,
                      first_due=dt.date(2027, 2, 10))  # fmt: skip
    events = (*late_shop.events_of("l1"), event)
    opened = open_dues(loan.terms, events, now.today)
    assert opened[-1].due == now.opened[-1].due == dt.date(2027, 8, 10)
    found = cheaper_way(late_shop, now)
    assert found.extra == sum(due.left for due in opened) - sum(due.left for due in now.opened)
    assert (found.extra, found.wait) == (250_23, 78)


def test_it_is_said_with_sum_and_day(late_shop):
    now = at(late_shop, 20)
    said = EN.say(cheaper_words(late_shop, now, cheaper_way(late_shop, now)))
    assert "¥250.23 more in the end" in said
    assert "From 18 Apr on, in 78 days" in said
    now = at(late_shop, -20)
    assert "days after the due date" in EN.say(
        cheaper_words(late_shop, now, cheaper_way(late_shop, now))
    )


def test_a_higher_penalty_brings_the_day_nearer(late_shop):
    dearer = with_penalty(late_shop, Penalty(Decimal(3)))
    now = at(dearer, 20)
    assert cheaper_way(dearer, now).wait < cheaper_way(late_shop, at(late_shop, 20)).wait


def test_without_a_penalty_there_is_no_such_day(late_shop):
    free = with_penalty(late_shop, Penalty(Decimal(0)))
    now = at(free, 20)
    found = cheaper_way(free, now)
    assert (found.wait, found.date) == (None, None)
    assert "From" not in EN.say(cheaper_words(free, now, found))


def test_after_the_last_due_date_the_plan_ends_a_month_later(late_shop):
    paid = [LoanEvent(f"p{month}", "l1", "pay", dt.date(2027, month, 10), 539853)
            for month in range(1, 8)]  # fmt: skip
    book = apply(late_shop, Edit(text("t"), tuple(adding("loan_event", one) for one in paid)))
    now = situation(book, "l1", dt.date(2027, 8, 20))
    assert len(now.opened) == 1
    assert cheaper_way(book, now).extra > 0
