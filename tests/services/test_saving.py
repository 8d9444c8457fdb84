"""The way to the emergency fund's goal."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from planner.basics.errors import UserError
from planner.book.book import Book
from planner.book.edit import apply
from planner.outlook.outlook import ReserveView
from planner.services.saving import (
    coming_steps,
    goal_edit,
    holders,
    move_edit,
    reserve_steps,
    saving_path,
    start_edit,
    suggested_weekly,
    weekly_edit,
    weekly_plan,
)

NEED = 10_000_00


@pytest.fixture
def view() -> ReserveView:
    """A month costs 10,000.00; the fund of the shop holds 6,500.00; the goal is three months."""
    return ReserveView(
        amount=6_500_00,
        months=Decimal("0.7"),
        target_months=Decimal(3),
        target=30_000_00,
        advised=0,
        advised_months=Decimal(0),
        monthly_need=NEED,
    )


def test_the_ladder_knows_what_is_reached_and_when_the_rest_will_be(shop, view, today):
    """23,500.00 are missing; 500.00 a week take 47 weeks; one month (3,500.00 more) takes 7."""
    path = saving_path(shop, view, today, 500_00)
    assert (path.goal, path.missing) == (30_000_00, 23_500_00)
    assert path.reached_on == today + dt.timedelta(weeks=47)
    assert [step.months for step in path.milestones] == [Decimal("0.5"), 1, 2, 3]
    assert [step.is_reached for step in path.milestones] == [True, False, False, False]
    assert path.milestones[0].reached_on is None
    assert path.milestones[1].reached_on == today + dt.timedelta(weeks=7)
    assert [step.is_goal for step in path.milestones] == [False, False, False, True]
    assert path.months == Decimal("0.7")


def test_the_suggested_sum_reaches_the_next_step_in_half_a_year_in_full_tens(shop, view, today):
    """3,500.00 are missing to one month: 26 weeks of 134.62, in full tens 140.00."""
    assert suggested_weekly(3_500_00, "CNY") == 140_00
    assert suggested_weekly(0, "CNY") == 0
    path = saving_path(shop, view, today)
    assert path.weekly == 140_00
    assert path.following.months == 1


def test_a_goal_of_ones_own_joins_the_ladder(shop, view, today):
    book = apply(shop, goal_edit(shop, Decimal("1.5")))
    path = saving_path(book, view, today, 500_00)
    assert [step.months for step in path.milestones if step.is_goal] == [Decimal("1.5")]
    assert path.goal == 15_000_00


def test_without_a_weekly_sum_the_goal_has_no_date(shop, view, today):
    path = saving_path(shop, view, today, 0)
    assert path.reached_on is None
    assert [step.date for step in coming_steps(path, today)] == [today]


def test_a_goal_beyond_twenty_years_has_no_date(shop, view, today):
    assert saving_path(shop, view, today, 1).reached_on is None


def test_the_coming_steps_end_exactly_at_the_goal(shop, view, today):
    path = saving_path(shop, view, today, 500_00)
    steps = coming_steps(path, today)
    assert steps[0].amount == 6_500_00
    assert steps[-1].amount == path.goal
    assert steps[-1].date == path.reached_on


def test_a_business_whose_month_costs_nothing_has_nothing_missing(shop, view, today):
    path = saving_path(shop, replace(view, monthly_need=0), today)
    assert (path.missing, path.months, path.reached_on) == (0, Decimal(0), None)
    assert (path.weekly, path.following) == (0, None)


def test_putting_money_in_is_one_transfer_and_shows_in_the_steps(shop, today):
    edit = move_edit(shop, today, 300_00, "bank", "fund")
    assert len(edit.changes) == 1
    assert edit.title.key == "Put {amount} into the emergency fund"
    book = apply(shop, edit)
    assert book.in_reserve(today) == 6_800_00
    steps = reserve_steps(book, today)
    assert [step.amount for step in steps] == [6_500_00, 6_800_00]
    assert steps[-1].date == today
    assert [(holder.id, holder.amount) for holder in holders(book, today)] == [("fund", 6_800_00)]


def test_taking_money_out_goes_the_other_way(shop, today):
    edit = move_edit(shop, today, 1_000_00, "fund", "bank")
    assert edit.title.key == "Take {amount} out of the emergency fund"
    book = apply(shop, edit)
    assert book.in_reserve(today) == 5_500_00
    assert book.spendable(today) == shop.spendable(today) + 1_000_00
    assert reserve_steps(book, today)[-1].amount == 5_500_00


def test_no_more_can_be_taken_out_than_is_there(shop, today):
    with pytest.raises(UserError, match="holds"):
        move_edit(shop, today, 6_500_01, "fund", "bank")


@pytest.mark.parametrize("amount", [0, -1])
def test_a_move_needs_an_amount(shop, today, amount):
    with pytest.raises(UserError, match="greater than 0"):
        move_edit(shop, today, amount, "bank", "fund")


def test_starting_the_fund_opens_its_account_in_one_edit(today):
    book = apply(Book(), start_edit(Book(), "应急金", today, 1_000_00))
    (account,) = book.accounts.values()
    assert (account.kind, account.name, account.opening) == ("reserve", "应急金", 1_000_00)
    assert book.reserve.accounts == (account.id,)
    assert book.in_reserve(today) == 1_000_00


def test_what_is_set_aside_is_not_negative(today):
    with pytest.raises(UserError, match="less than 0"):
        start_edit(Book(), "Fund", today, -1)


@pytest.mark.parametrize("months", ["0.4", "37"])
def test_a_goal_outside_reason_is_refused(shop, months):
    with pytest.raises(UserError, match="half a month"):
        goal_edit(shop, Decimal(months))


def test_an_unchanged_goal_changes_nothing(shop):
    assert goal_edit(shop, Decimal(3)).changes == ()


def test_a_book_without_a_fund_has_no_steps(today):
    assert reserve_steps(Book(), today) == ()
    assert holders(Book(), today) == ()


def test_the_weekly_sum_joins_the_plan_until_the_goal_as_one_edit(shop, view, today):
    path = saving_path(shop, view, today, 500_00)
    book = apply(shop, weekly_edit(shop, path, today, "存应急金"))
    planned = weekly_plan(book)
    assert (planned.amount, planned.account, planned.until) == (-500_00, "bank", path.reached_on)
    assert planned.dates(today, today + dt.timedelta(days=14)) == [
        today + dt.timedelta(days=7),
        today + dt.timedelta(days=14),
    ]
    assert book.categories[planned.category].flow == "transfer"
    assert weekly_plan(shop) is None


def test_a_planned_sum_is_replaced_by_the_next_one(shop, view, today):
    book = apply(shop, weekly_edit(shop, saving_path(shop, view, today, 500_00), today, "存"))
    more = apply(book, weekly_edit(book, saving_path(book, view, today, 600_00), today, "存"))
    assert weekly_plan(more).amount == -600_00
    assert len(more.recurring) == len(book.recurring)


def test_without_a_sum_or_an_account_nothing_is_planned(shop, view, today):
    with pytest.raises(UserError, match="no weekly sum"):
        weekly_edit(shop, saving_path(shop, view, today, 0), today, "存")
    with pytest.raises(UserError, match="daily money"):
        weekly_edit(Book(), saving_path(Book(), view, today, 100_00), today, "存")
