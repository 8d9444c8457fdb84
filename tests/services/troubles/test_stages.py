"""Where a loan stands, what helps today, what a day costs: the shop misses 2027-01-10."""

import datetime as dt
from dataclasses import replace

import pytest

from planner.basics.text import text
from planner.book.edit import Edit, adding, apply
from planner.book.entry import Entry
from planner.loans.replay import state
from planner.services.loans.edits import payment_edit
from planner.services.troubles.curing import cures, day_cost
from planner.services.troubles.stages import Stage, situation, situations, stage_of
from planner.services.troubles.steps import headline, next_steps
from planner.wording import Wording

DUE = dt.date(2027, 1, 10)
ZH, EN = Wording("zh"), Wording("en")


def on(book, days):
    found = situation(book, "l1", DUE + dt.timedelta(days=days))
    assert found is not None
    return found


def holding(shop, amount):
    """The shop with just `amount` (minor units) in the bank."""
    more = amount - shop.balances(DUE)["bank"]
    entry = Entry("change", DUE, "bank", more)
    return apply(shop, Edit(text("counted"), (adding("entry", entry),)))


@pytest.mark.parametrize(
    ("days", "stage", "bucket"),
    [(0, Stage.ahead, "M0"), (3, Stage.first_days, "M1"), (20, Stage.first_month, "M1"),
     (45, Stage.third_month, "M2"), (100, Stage.long, "M4")],
)  # fmt: skip
def test_the_stage_follows_the_days_and_the_amounts_are_those_of_the_engine(
    late_shop, days, stage, bucket
):
    now = on(late_shop, days)
    loan = late_shop.loans["l1"]
    engine = state(loan.terms, late_shop.events_of("l1"), now.today)
    assert (now.stage, now.days_past_due, now.now.bucket) == (stage, days, bucket)
    assert now.now == engine
    assert now.owed == engine.due_now == sum(due.left for due in now.behind)


@pytest.mark.parametrize(
    ("days", "stage"),
    [(0, "ahead"), (1, "first_days"), (3, "first_days"), (4, "first_month"), (30, "first_month"),
     (31, "third_month"), (90, "third_month"), (91, "long"), (4000, "long")],
)  # fmt: skip
def test_the_limits_of_the_stages(days, stage):
    assert stage_of(days) == stage


def test_the_steps_of_today_change_with_the_stage(late_shop):
    poor = holding(late_shop, 100)
    said = [
        tuple(EN.say(step.title) for step in next_steps(poor, on(poor, days)))
        for days in (0, 3, 20, 45, 100)
    ]
    assert len(set(said)) == 5
    assert all(len(set(titles)) == 3 for titles in said)
    assert said[1][0] == "Pay ¥5,408.24 today if you can"


@pytest.mark.parametrize("days", [3, 20, 45, 100])
def test_where_the_money_lies_ready_the_first_step_is_to_pay(late_shop, days):
    now = on(late_shop, days)
    rich, short = holding(late_shop, now.owed), holding(late_shop, now.owed - 1)
    titles = [EN.say(step.title) for step in next_steps(rich, now)]
    owed = EN.money(now.owed, "CNY")
    assert titles[0] == f"Pay {owed} today: by your book 网商银行 holds {owed}"
    assert titles[1] == "Tell 网商银行 that you have paid"
    assert len(set(titles)) == 3
    assert not EN.say(next_steps(short, now)[0].title).startswith(f"Pay {owed} today: by")


def test_every_step_leads_to_a_place(late_shop):
    poor = holding(late_shop, 100)
    steps = [step for days in (0, 3, 20, 45, 100) for step in next_steps(poor, on(poor, days))]
    places = {(step.page, step.focus) for step in steps}
    assert places == {
        ("outlook", "options"), ("loans", "pay"), ("trouble", "plan"),
        ("trouble", "new_contact"), ("trouble", "new_visit"), ("trouble", "timeline"),
    }  # fmt: skip


@pytest.mark.parametrize("wording", [ZH, EN])
@pytest.mark.parametrize("days", [0, 3, 20, 45, 100])
def test_nothing_blames_or_shouts(late_shop, days, wording):
    now = on(late_shop, days)
    said = wording.say(headline(late_shop, now))
    for step in next_steps(late_shop, now):
        said += wording.say(step.title) + wording.say(step.why)
    assert not set("!！") & set(said)
    assert not any(
        word in said for word in ("违约", "失信", "老赖", "default", "guilty", "must pay")
    )


def test_catching_up_costs_what_the_engine_says_for_that_day(late_shop):
    """Up to the next due date nothing else falls due, so the engine's whole debt is the answer."""
    now = on(late_shop, 3)
    loan, events = late_shop.loans["l1"], late_shop.events_of("l1")
    found = {cure.wait: cure for cure in cures(late_shop, now)}
    for wait in (0, 3, 7):
        day = now.today + dt.timedelta(days=wait)
        engine = state(loan.terms, events, day)
        assert found[wait].date == day
        assert found[wait].total == engine.due_now
        assert found[wait].penalty == engine.penalty_on_principal + engine.penalty_on_interest
        assert found[wait].more == engine.due_now - now.owed
    assert found[0].more == 0 < found[3].more < found[7].more < found[30].more < found[90].more


def test_a_long_wait_counts_only_what_is_late_now(late_shop):
    """By hand: 4,906.48 principal and 492.05 interest at 0.0006 a day for 93 days."""
    now = on(late_shop, 3)
    row = next(due for due in now.opened if due.due == DUE)
    found = cures(late_shop, now)[-1]
    assert (found.wait, found.date) == (90, DUE + dt.timedelta(days=93))
    principal, interest = now.now.principal_overdue, now.now.interest_overdue
    assert principal + interest == row.payment
    expected = (principal + interest) * 0.0006 * 93
    assert abs(found.penalty - expected) < 6  # posted by the cent on each due date


def test_before_the_due_date_waiting_counts_from_it(late_shop):
    now = on(late_shop, -10)
    found = cures(late_shop, now)
    assert [cure.date - DUE for cure in found] == [dt.timedelta(days=n) for n in (0, 3, 7, 30, 90)]
    assert (found[0].total, found[0].penalty) == (539853, 0)
    assert found[1].penalty > 0


def test_a_day_late_costs_one_and_a_half_times_the_contract_rate(late_shop):
    now = on(late_shop, 20)
    cost = day_cost(late_shop, now)
    principal, interest = now.now.principal_overdue, now.now.interest_overdue
    assert cost.late == round((principal + interest) * 0.0006)
    assert cost.agreed == round(principal * 0.0004)


def test_within_the_grace_a_loan_is_not_overdue(late_shop):

    loan = late_shop.loans["l1"]
    penalty = replace(loan.terms.penalty, grace_days=5)
    kind = replace(loan, terms=replace(loan.terms, penalty=penalty))
    book = replace(late_shop, loans={"l1": kind})
    assert (on(book, 5).stage, on(book, 5).owed) == (Stage.ahead, 539853)
    assert on(book, 6).stage is Stage.first_month


def test_a_repaid_loan_is_no_trouble_and_the_latest_comes_first(late_shop):
    day = DUE + dt.timedelta(days=3)
    assert [one.loan.id for one in situations(late_shop, day)] == ["l1"]
    due = on(late_shop, 3).now.payoff
    paid = apply(late_shop, payment_edit(late_shop, "l1", day, due, day, kind="prepay"))
    assert situation(paid, "l1", day) is None
    assert situations(paid, day) == ()
