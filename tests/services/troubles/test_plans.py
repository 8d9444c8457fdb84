"""A plan that can be kept: the largest monthly payment, other plans, the agreed one as one Edit."""

import datetime as dt

import numpy as np
import pytest

from planner.basics.text import text
from planner.book import facts
from planner.book.book import Book
from planner.book.edit import Edit, adding, apply, replacing
from planner.book.loan import LoanEvent
from planner.loans.replay import open_dues, state
from planner.loans.schedule import plan
from planner.services.troubles.keeping import futures
from planner.services.troubles.variants import agreed_edit, chance_now, variants

DUE = dt.date(2027, 1, 10)
TODAY = dt.date(2027, 1, 30)
"""The 20th day."""


@pytest.fixture(scope="module")
def late_shop(late_shop):
    """As it stands the shop earns less than it costs; here it takes 5,700 a week."""
    takings = late_shop.recurring["r1"]
    change = replacing("recurring", takings, amount=5_700_00)
    return apply(late_shop, Edit(text("Better takings"), (change,)))


@pytest.fixture(scope="module")
def courses(late_shop):
    return futures(late_shop, TODAY, paths=1500)


@pytest.fixture(scope="module")
def found(courses):
    return {one.kind: one for one in variants(courses, "l1", 3_000_00)}


def sure_book(balance: str, income: str) -> Book:
    """Nothing is left to chance: so much on the bank, so much on the first of each month."""
    document = {
        "format": "leeway-facts", "version": 1,
        "accounts": [{"id": "bank", "name": "Bank", "kind": "bank", "opening": balance,
                      "opened_on": "2027-01-01"}],
        "recurring": [{"id": "r", "title": "in", "account": "bank", "amount": income,
                       "rrule": "FREQ=MONTHLY;BYMONTHDAY=1", "from": "2027-02-01"}],
        "loans": [{"id": "l1", "name": "Loan", "debit_account": "bank", "principal": "60000.00",
                   "drawn_on": "2026-08-10", "method": "equal_instalment", "instalments": 12,
                   "first_due": "2026-09-10", "rate": {"value": "0.144", "per": "year"},
                   "books_cash": False}],
    }  # fmt: skip
    return apply(Book(), facts.read(Book(), document, text("sure")))


def test_without_chance_the_payment_is_what_comes_in_by_hand():
    """100 now and 1,000 each month: after twelve dues 12,100 / 12 = 1,008.33, the smallest ratio."""
    drawn = futures(sure_book("100.00", "1000.00"), TODAY, paths=50)
    assert drawn.most_monthly("l1", 0.9) == 1008_00
    assert drawn.most_monthly("l1", 0.8) == 1008_00


def test_a_shop_that_earns_less_than_it_costs_can_pay_nothing(shop):
    assert futures(shop, TODAY, paths=200).most_monthly("l1", 0.8) == 0


def test_who_has_nothing_can_pay_nothing():
    drawn = futures(sure_book("-500.00", "0.01"), TODAY, paths=50)
    assert drawn.most_monthly("l1", 0.8) == 0
    assert [one.kind for one in variants(drawn, "l1", 0)] == ["extend", "interest_only"]


def test_more_certainty_means_a_smaller_payment(courses):
    sums = [courses.most_monthly("l1", chance) for chance in (0.5, 0.8, 0.9, 0.95)]
    assert sums == sorted(sums, reverse=True)
    assert sums[0] > sums[-1]


def test_a_plan_of_exactly_that_payment_is_kept_with_that_chance(courses, late_shop):
    """Held against the judge of due dates, which knows nothing of this search."""
    from planner.outlook.due_risk import judged

    most = courses.most_monthly("l1", 0.8)
    assert most > 0
    loan = late_shop.loans["l1"]
    owed = state(loan.terms, late_shop.events_of("l1"), TODAY).due_now
    settled = LoanEvent("waived", "l1", "waive", TODAY, 0)
    assert owed
    rows = next(count for count in range(10, 200) if _payment(late_shop, count) <= most)
    change = LoanEvent("new", "l1", "reschedule", TODAY, order=1, instalments=rows,
                       first_due=dt.date(2027, 2, 10))  # fmt: skip
    after = apply(
        late_shop, Edit(text("t"), (adding("loan_event", settled), adding("loan_event", change)))
    )
    short = [one.is_short for one in judged(courses.simulation.of(after))]
    assert float(np.logical_or.reduce(short).mean()) <= 0.2 + 1e-9


def _payment(book, count):
    event = LoanEvent("try", "l1", "reschedule", TODAY, instalments=count,
                      first_due=dt.date(2027, 2, 10))  # fmt: skip
    opened = open_dues(book.loans["l1"].terms, (*book.events_of("l1"), event), TODAY)
    return max(due.payment for due in opened if due.due > TODAY)


def test_there_are_four_plans_and_their_sums_are_those_of_the_engine(found, late_shop):
    assert list(found) == ["extend", "lower", "interest_only", "part_now"]
    loan = late_shop.loans["l1"]
    before = sum(due.left for due in open_dues(loan.terms, late_shop.events_of("l1"), TODAY))
    for one in found.values():
        after = apply(late_shop, agreed_edit(late_shop, "l1", one))
        opened = open_dues(loan.terms, after.events_of("l1"), TODAY)
        coming = [due.payment for due in opened if due.due > TODAY]
        paid = sum(event.amount for event in after.events_of("l1") if event.date == TODAY)
        assert one.instalment == max(coming)
        assert one.to_pay == sum(due.left for due in opened) + paid
        assert one.extra == one.to_pay - before
        assert one.last_due == opened[-1].due
        assert 0 <= one.chance_short <= 1


def test_a_lower_instalment_stays_under_what_can_be_paid_and_costs_more(found):
    assert found["lower"].instalment <= 3_000_00
    assert found["lower"].extra > found["extend"].extra > 0
    assert found["lower"].last_due > found["extend"].last_due


def test_months_of_interest_only_hold_no_principal(found, late_shop):
    after = apply(late_shop, agreed_edit(late_shop, "l1", found["interest_only"]))
    rows = [row for row in plan(late_shop.loans["l1"].terms, after.events_of("l1")).rows
            if row.due > TODAY]  # fmt: skip
    assert [row.principal > 0 for row in rows[:4]] == [False, False, False, True]
    assert rows[-1].balance == 0


def test_a_sum_now_comes_from_the_emergency_fund_in_the_same_edit(found, late_shop):
    edit = agreed_edit(late_shop, "l1", found["part_now"])
    assert [change.kind for change in edit.changes] == ["entry", "loan_event", "loan_event"]
    after = apply(late_shop, edit)
    paid = found["part_now"].changes[1].after.amount
    assert late_shop.in_reserve(TODAY) - after.in_reserve(TODAY) == paid
    assert after.balances(TODAY)["bank"] == late_shop.balances(TODAY)["bank"]


def test_a_plan_that_is_agreed_ends_the_delay_of_principal_and_interest(found, late_shop):
    edit = agreed_edit(late_shop, "l1", found["lower"])
    assert len(edit.changes) == 1
    after = apply(late_shop, edit)
    now = state(late_shop.loans["l1"].terms, after.events_of("l1"), TODAY)
    assert (now.days_past_due, now.principal_overdue) == (0, 0)
    assert (
        now.due_now == found["lower"].at_once == now.penalty_on_principal + now.penalty_on_interest
    )


def test_the_same_seed_gives_the_same_answer(late_shop, courses):
    again = futures(late_shop, TODAY, paths=1500)
    assert again.most_monthly("l1", 0.9) == courses.most_monthly("l1", 0.9)
    assert chance_now(again, "l1") == chance_now(courses, "l1") > 0


def test_the_plan_of_a_loan_that_is_gone_is_refused(found, late_shop):
    from dataclasses import replace

    from planner.basics.errors import UserError

    with pytest.raises(UserError, match="no longer"):
        agreed_edit(replace(late_shop, loans={}), "l1", found["lower"])


def test_before_the_due_date_a_sum_now_is_an_early_repayment(late_shop):
    """It lowers the principal: the same months then cost less, never more."""
    today = dt.date(2026, 12, 31)
    drawn = futures(late_shop, today, paths=200)
    found = {one.kind: one for one in variants(drawn, "l1", 2_400_00)}
    assert [change.kind for change in found["part_now"].changes] == [
        "entry", "loan_event", "loan_event",
    ]  # fmt: skip
    assert found["part_now"].changes[1].after.type == "prepay"
    assert found["part_now"].last_due < found["lower"].last_due
    assert found["part_now"].extra < found["lower"].extra
    assert found["part_now"].at_once == 5398_53


def test_a_smaller_sum_now_is_taken_as_asked(late_shop, courses):
    found = {one.kind: one for one in variants(courses, "l1", 3_000_00, part=1_000_00)}
    assert found["part_now"].changes[1].after.amount == 1_000_00
