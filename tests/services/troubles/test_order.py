"""Which loan first when the money does not reach, with reasons, and what the order saves."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from planner.basics.text import text
from planner.book.edit import Edit, adding, apply, replacing
from planner.book.loan import Penalty
from planner.services.troubles.order import order_words, payment_order, spread
from planner.wording import Wording

TODAY = dt.date(2027, 1, 20)
EN = Wording("en")


@pytest.fixture
def several(late_shop):
    """l1 is ten days late; "dear" costs more by the day, "calm" falls due in five days."""
    first = late_shop.loans["l1"]
    dear = replace(first, id="dear", name="Dear", terms=replace(
        first.terms, penalty=Penalty(Decimal(2))))  # fmt: skip
    calm = replace(first, id="calm", name="Calm", terms=replace(
        first.terms, drawn_on=dt.date(2026, 12, 25), first_due=dt.date(2027, 1, 25), due_day=25))  # fmt: skip
    paid = [
        replace(event, id=f"dear-{event.id}", loan="dear") for event in late_shop.events_of("l1")
    ]
    changes = (adding("loan", dear), adding("loan", calm),
               *(adding("loan_event", event) for event in paid))  # fmt: skip
    return apply(late_shop, Edit(text("t"), changes))


def test_what_is_not_late_yet_comes_first_then_what_costs_most(several):
    order = payment_order(several, TODAY)
    assert [row.id for row in order.rows] == ["calm", "dear", "l1"]
    said = [[EN.say(reason) for reason in row.reasons] for row in order.rows]
    assert said[0][0].startswith("It is not late yet: paid by 25 Jan")
    assert said[1][0].startswith("A late day costs ¥")
    assert "81 days are left" in said[1][1]


@pytest.mark.parametrize(("backing", "reason"), [("security", "secured"), ("guarantor", "vouches")])
def test_what_is_backed_comes_before_all(several, backing, reason):
    backed = replacing("loan", several.loans["l1"], backing=(backing,))
    order = payment_order(apply(several, Edit(text("t"), (backed,))), TODAY)
    assert order.rows[0].id == "l1"
    assert reason in EN.say(order.rows[0].reasons[0])


def test_the_order_saves_what_it_says(several):
    order = payment_order(several, TODAY)
    money = order.rows[0].wanted + order.rows[1].wanted
    advised = spread(order.rows, money)
    assert advised.paid == ("calm", "dear")
    assert advised.a_day == order.rows[2].a_day
    other = spread(order.rows[::-1], money)
    assert advised.a_day < other.a_day
    assert spread(order.rows, 10**12).a_day == 0
    half = spread(order.rows[:1], order.rows[0].wanted // 2)
    assert half.paid == ()
    assert 0 < half.a_day <= order.rows[0].a_day


def test_it_is_said_in_one_sentence(several):
    order = payment_order(several, TODAY)
    assert "is there" in EN.say(order_words(several, order))
    rich = replace(order, money=10**12)
    assert rich.suffices
    assert "reaches for all" in EN.say(order_words(several, rich))
    worse = replace(order, money=0, by_date=replace(order.advised, a_day=order.advised.a_day + 100))
    assert "by date it would be" in EN.say(order_words(several, worse))
    poor = replace(order, money=0, by_date=order.advised)
    assert "the rest costs" in EN.say(order_words(several, poor))


def test_one_loan_alone_is_an_order_of_one(late_shop):
    assert [row.id for row in payment_order(late_shop, TODAY).rows] == ["l1"]
