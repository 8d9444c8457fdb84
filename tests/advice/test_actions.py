"""Ways out: each an edit, its promise measured on the same futures."""

import datetime as dt

import pytest

from planner.advice.actions._shared import fresh_id, without
from planner.advice.plan import titles
from planner.basics.text import text
from planner.book.edit import Edit, apply
from planner.outlook.level import Level
from planner.services.look_ahead import look_ahead
from planner.wording import Wording
from tests.looking import TODAY, account, book_of, day, entry, every, loan, owed

ACCOUNTS = [account("bank", "60.00"), account("fund", "500.00", "reserve")]


def look(book, today=TODAY, **more):
    return look_ahead(book, today, **{"days": 40, "paths": 2000, **more})


def of_kind(found, kind):
    return [action for action in found.actions if action.kind == kind]


def own(found):
    """What can be done without the lender."""
    return tuple(action for action in found.actions if not action.needs_lender)


def title(action):
    return Wording("en").say(action.title)


def kept(book, action, **more):
    """The chance of the due after the action is really taken."""
    after = look(apply(book, action.edit), **more).outlook
    due = next(due for due in after.dues if (due.loan, due.date) == (action.loan, action.due))
    return due.chance_short


def test_the_reserve_moves_what_is_missing_by_the_day_to_act():
    book = book_of(accounts=ACCOUNTS, loans=[loan()])
    (action,) = of_kind(look(book), "move_reserve")
    assert title(action) == "Move ¥40 from Fund to Bank by 9 Dec"
    (change,) = action.edit.changes
    assert (change.after.amount, change.after.date) == (-4000, dt.date(2026, 12, 9))
    assert (change.after.account, change.after.to_account) == ("fund", "bank")
    assert (action.chance_before, action.chance_after, action.cost) == (1.0, 0.0, 0)
    assert kept(book, action) == 0.0


def test_the_reserve_gives_no_more_than_it_holds():
    accounts = [account("bank", "10.00"), account("fund", "30.00", "reserve")]
    income = every("sales", "60.00", "FREQ=DAILY;COUNT=1", "2026-12-01", spread="10.00")
    book = book_of(accounts=accounts, loans=[loan()], recurring=[income])
    (action,) = of_kind(look(book), "move_reserve")
    assert action.edit.changes[0].after.amount == -3000
    assert 0.05 < action.chance_after < action.chance_before


def test_an_empty_reserve_is_no_way_out():
    accounts = [account("bank", "10.00"), account("fund", "0.00", "reserve")]
    assert own(look(book_of(accounts=accounts, loans=[loan()]))) == ()


def test_another_account_gives_what_its_own_plan_leaves_over_its_minimum():
    accounts = [account("bank", "70.00"), account("till", "100.00", "cash", minimum="20.00")]
    rent = {**every("rent", "-50.00", "FREQ=DAILY;COUNT=1", "2026-12-01"), "account": "till"}
    book = book_of(accounts=accounts, loans=[loan()], recurring=[rent])
    (action,) = of_kind(look(book, days=20), "move_between")
    assert title(action) == "Move ¥30 from Till to Bank by 9 Dec"
    assert action.edit.changes[0].after.amount == -3000


def test_a_partial_move_that_changes_no_chance_is_not_offered():
    accounts = [account("bank", "60.00"), account("till", "10.00", "cash")]
    assert own(look(book_of(accounts=accounts, loans=[loan()]))) == ()


def test_a_customer_is_asked_within_a_week_and_still_pays_in_his_way():
    invoice = owed("i1", "50.00", "2026-12-20")
    book = book_of(opening="60.00", loans=[loan()], invoices=[invoice])
    (action,) = of_kind(look(book), "collect_invoice")
    assert title(action) == "Ask Old Wang to pay ¥50.00 by 30 Nov"
    assert action.edit.changes[0].after.due == day(7)
    assert 0 < action.chance_after < action.chance_before == 1.0
    assert kept(book, action) == action.chance_after


def test_an_invoice_past_its_date_can_be_asked_for_again():
    book = book_of(opening="60.00", loans=[loan()], invoices=[owed("i1", "50.00", "2026-10-20")])
    (action,) = of_kind(look(book), "collect_invoice")
    assert action.edit.changes[0].after.due == day(7)


@pytest.mark.parametrize(
    "invoice",
    [
        owed("i1", "50.00", "2026-11-27"),
        owed("i1", "50.00", "2026-12-20", settled_on="2026-11-20"),
        owed("i1", "50.00", "2026-12-20", account="till"),
        {**owed("i1", "50.00", "2026-12-20"), "direction": "payable"},
    ],
    ids=["comes in time anyway", "settled", "into another account", "payable"],
)
def test_invoices_that_can_not_help_are_not_asked_for(invoice):
    accounts = [account("bank", "60.00"), account("till", "0.00", "cash")]
    book = book_of(accounts=accounts, loans=[loan()], invoices=[invoice])
    assert of_kind(look(book), "collect_invoice") == []


def test_a_named_expense_waits_until_after_the_instalment():
    rent = every("rent", "-80.00", "FREQ=MONTHLY;BYMONTHDAY=5", "2026-10-05")
    book = book_of(opening="150.00", loans=[loan()], recurring=[rent])
    (action,) = of_kind(look(book, days=20), "delay_expense")
    assert title(action) == "Pay Rent of ¥80.00 on 17 Dec instead of 5 Dec"
    after = apply(book, action.edit)
    (payable,) = after.invoices.values()
    assert (payable.direction, payable.amount, payable.due) == (
        "payable", 8000, dt.date(2026, 12, 17),
    )  # fmt: skip
    dates = [
        date
        for recurring in after.recurring.values()
        for date in recurring.dates(dt.date(2026, 10, 1), dt.date(2027, 2, 28))
    ]
    assert sorted(dates) == [
        dt.date(2026, 10, 5), dt.date(2026, 11, 5), dt.date(2027, 1, 5), dt.date(2027, 2, 5),
    ]  # fmt: skip
    assert kept(book, action, days=20) == action.chance_after == 0.0


def test_a_named_expense_can_be_split():
    rent = every("rent", "-80.01", "FREQ=MONTHLY;BYMONTHDAY=5", "2026-12-05")
    book = book_of(opening="150.00", loans=[loan()], recurring=[rent])
    (action,) = of_kind(look(book, days=20), "split_expense")
    assert title(action) == "Pay Rent in two parts: ¥40.01 on 5 Dec, ¥40.00 on 17 Dec"
    assert sum(invoice.amount for invoice in apply(book, action.edit).invoices.values()) == 8001


def test_a_payable_can_wait_or_be_split():
    bill = {**owed("b1", "80.00", "2026-12-05"), "direction": "payable", "party": "Mill"}
    book = book_of(opening="150.00", loans=[loan()], invoices=[bill])
    (wait,) = of_kind(look(book, days=20), "delay_expense")
    assert wait.edit.changes[0].after.due == dt.date(2026, 12, 17)
    (split,) = of_kind(look(book, days=20), "split_expense")
    after = apply(book, split.edit)
    assert sorted((i.amount, i.due.day) for i in after.invoices.values()) == [(4000, 5), (4000, 17)]


def test_money_is_not_taken_where_another_loan_needs_it():
    """The till has room in the plan, but its own instalment then hangs on unsure takings."""
    accounts = [account("bank", "60.00"), account("till", "100.00", "cash")]
    takings = {**every("s", "60.00", "FREQ=DAILY;COUNT=1", "2026-12-05", spread="20.00"),
               "account": "till"}  # fmt: skip
    second = loan("l2", debit_account="till", first_due="2026-12-18")
    book = book_of(accounts=accounts, loans=[loan(), second], recurring=[takings])
    assert look(book, days=30).outlook.dues[1].level is Level.covered
    assert own(look(book, days=30)) == ()
    rich = book_of(accounts=[accounts[0], account("till", "200.00", "cash")],
                   loans=[loan(), second], recurring=[takings])  # fmt: skip
    assert {action.kind for action in own(look(rich, days=30))} == {"move_between", "set_aside"}


def test_rare_income_can_be_asked_for_earlier_and_takings_can_not():
    monthly = every("canteen", "90.00", "FREQ=MONTHLY;BYMONTHDAY=15", "2026-11-15")
    book = book_of(opening="60.00", loans=[loan()], recurring=[monthly])
    (action,) = of_kind(look(book, days=30), "move_income")
    assert title(action) == "Ask for Canteen of ¥90.00 by 9 Dec instead of 15 Dec"
    assert action.chance_after < action.chance_before
    weekly = every("sales", "90.00", "FREQ=WEEKLY", "2026-12-12")
    takings = book_of(opening="60.00", loans=[loan()], recurring=[weekly])
    assert of_kind(look(takings, days=30), "move_income") == []
    tomorrow = look(book, today=dt.date(2026, 12, 9), days=30)
    assert of_kind(tomorrow, "move_income") == []


def test_a_rule_that_counts_its_occurrences_is_not_cut():
    five = every("canteen", "90.00", "FREQ=MONTHLY;COUNT=5", "2026-12-15")
    book = book_of(opening="60.00", loans=[loan()], recurring=[five])
    assert own(look(book, days=30)) == ()


def test_only_the_day_is_taken_out_of_a_recurring_flow():
    """The rest keeps its rhythm, a 31st that February lacks included."""
    rent = every("rent", "-80.00", "FREQ=MONTHLY", "2026-10-31")
    book = book_of(recurring=[rent])
    changes = without(book, book.recurring["rent"], dt.date(2027, 1, 31))
    after = apply(book, Edit(text("cut"), changes))
    dates = [
        date
        for recurring in after.recurring.values()
        for date in recurring.dates(dt.date(2026, 10, 1), dt.date(2027, 4, 1))
    ]
    assert sorted(dates) == [
        dt.date(2026, 10, 31), dt.date(2026, 11, 30), dt.date(2026, 12, 31),
        dt.date(2027, 2, 28), dt.date(2027, 3, 31),
    ]  # fmt: skip


def test_a_single_occurrence_is_removed_whole():
    once = every("rent", "-80.00", "FREQ=MONTHLY", "2026-12-05", until="2026-12-31")
    book = book_of(recurring=[once])
    changes = without(book, book.recurring["rent"], dt.date(2026, 12, 5))
    assert [change.after for change in changes] == [None]


def test_ids_of_advice_are_the_same_for_the_same_book_and_new_for_another():
    book = book_of(accounts=ACCOUNTS, loans=[loan()])
    one, two = (of_kind(look(book), "move_reserve")[0].edit for _ in range(2))
    assert one == two
    taken = apply(book, one)
    assert fresh_id(taken, "entry", one.changes[0].id) == f"{one.changes[0].id}-2"
    assert fresh_id(book, "entry", "x") == "x"


LATE = dt.date(2026, 12, 15)
"""Five days after the first instalment; it is not recorded as paid."""


def test_what_is_overdue_is_paid_today_where_the_money_lies_ready():
    book = book_of(opening="130.00", loans=[loan()])
    action = look(book, today=LATE).actions[0]
    assert title(action) == "Pay ¥100.00 of L1 from Bank today, and record it"
    assert (action.kind, action.due, action.cost) == ("pay_overdue", dt.date(2026, 12, 10), 0)
    assert (action.level_before, action.level_after) == (Level.overdue, Level.covered)
    assert (action.left_before, action.left_after) == (3000, 3000)
    after = apply(book, action.edit)
    assert after.balances(LATE)["bank"] == 3000
    assert not any(due.days_past_due for due in look(after, today=LATE).outlook.dues)


def test_own_money_from_elsewhere_is_moved_and_pays_what_is_overdue():
    book = book_of(accounts=[*ACCOUNTS, account("till", "25.00", "cash")], loans=[loan()])
    own, fund = of_kind(look(book, today=LATE), "pay_overdue"), book.accounts["fund"]
    (action,) = own
    assert title(action) == (
        "Move ¥25.00 from Till, ¥15.00 from Fund to Bank and pay ¥100.00 of L1 today; record both"
    )
    assert action.level_after is Level.covered
    after = apply(book, action.edit).balances(LATE)
    assert after == {"bank": 0, "till": 0, "fund": fund.opening - 1500}


def test_of_two_overdue_instalments_the_oldest_is_paid_and_the_fund_could_pay_both():
    today = dt.date(2027, 1, 12)
    accounts = [account("bank", "150.00"), account("fund", "500.00", "reserve")]
    book = book_of(accounts=accounts, loans=[loan()])
    one, both = of_kind(look(book, today=today), "pay_overdue")
    assert title(one) == "Pay ¥100.00 of L1 from Bank today, and record it"
    assert title(both).startswith("Move ¥50.00 from Fund to Bank and pay ¥200.00 of L1 today")
    assert apply(book, both.edit).balances(today) == {"bank": 0, "fund": 45000}


def test_where_own_money_does_not_pay_one_overdue_instalment_only_the_lender_can_help():
    accounts = [account("bank", "60.00"), account("fund", "30.00", "reserve")]
    found = look(book_of(accounts=accounts, loans=[loan()]), today=LATE)
    assert of_kind(found, "pay_overdue") == []
    assert {action.kind for action in found.actions if action.due < LATE} == {"ask_lender"}


def test_the_way_out_of_a_delay_pays_it():
    accounts = [account("bank", "160.00"), account("fund", "500.00", "reserve")]
    book = book_of(accounts=accounts, loans=[loan()])
    way = look(book, today=LATE).way_out
    assert way.covers_all
    assert "pay_overdue" in {action.kind for action in way.actions}
    after = look(apply(book, way.edit), today=LATE).outlook
    assert not any(due.days_past_due or due.chance_short >= 0.05 for due in after.dues)


def test_under_the_cushion_the_reserve_fills_it_up():
    limits = {"tight_chance": 0.05, "short_chance": 0.5, "cushion": "30.00"}
    accounts = [account("bank", "110.00"), account("fund", "500.00", "reserve")]
    book = book_of(accounts=accounts, loans=[loan()], limits=limits)
    action = look(book, days=20).actions[0]
    assert action.edit.changes[0].after.amount == -2000
    assert action.days_of_safety_after is None


def test_what_helps_most_comes_first_then_what_is_easiest():
    rent = every("rent", "-20.00", "FREQ=MONTHLY;BYMONTHDAY=5", "2026-12-05")
    accounts = [account("bank", "60.00"), account("fund", "500.00", "reserve"),
                account("till", "400.00", "cash")]  # fmt: skip
    book = book_of(accounts=accounts, loans=[loan()], recurring=[rent])
    kinds = [action.kind for action in look(book, days=20).actions]
    assert kinds[:3] == ["move_between", "set_aside", "move_reserve"]
    assert kinds[-1] == "ask_lender"


def test_the_way_out_is_the_smallest_set_that_reaches_furthest():
    accounts = [account("bank", "60.00"), account("fund", "500.00", "reserve")]
    book = book_of(accounts=accounts, loans=[loan()])
    way = look(book, days=60).way_out
    assert way.covers_all
    assert way.first_open is None
    assert way.chance_after == 0.0
    assert [Wording("en").say(line) for line in titles(way)] == [
        "Move ¥140 from Fund to Bank by 8 Jan"
    ] or len(way.actions) == 2
    after = look(apply(book, way.edit), days=60).outlook
    assert all(due.chance_short < 0.05 for due in after.dues)


def test_two_halves_make_a_whole():
    """Neither account has enough; together they do."""
    accounts = [account("bank", "60.00"), account("fund", "25.00", "reserve"),
                account("till", "30.00", "cash")]  # fmt: skip
    found = look(book_of(accounts=accounts, loans=[loan()]), days=20)
    assert own(found) == ()
    assert found.way_out.covers_all
    assert {action.kind for action in found.way_out.actions} == {"move_between", "move_reserve"}
    step = found.steps(3)[0]
    assert (step.kind, step.chance_after, len(step.edit.changes)) == ("together", 0.0, 2)
    assert Wording("en").say(step.title).startswith("Together: Move ")


def test_one_action_that_is_enough_needs_no_company():
    accounts = [account("bank", "60.00"), account("fund", "500.00", "reserve")]
    found = look(book_of(accounts=accounts, loans=[loan()]), days=20)
    assert found.steps(3) == found.actions[:3]


def test_when_nothing_covers_all_it_says_until_when():
    accounts = [account("bank", "6.00"), account("fund", "5.00", "reserve")]
    way = look(book_of(accounts=accounts, loans=[loan()]), days=365).way_out
    assert not way.covers_all
    assert way.first_open is not None


def test_no_set_takes_more_from_the_fund_than_it_holds():
    accounts = [account("bank", "60.00"), account("fund", "150.00", "reserve")]
    book = book_of(accounts=accounts, loans=[loan()])
    way = look(book, days=365).way_out
    fund = apply(book, way.edit).balances(TODAY + dt.timedelta(days=365))["fund"]
    assert fund >= 0


def test_without_any_way_out_there_is_none():
    """Nothing is there, and even interest alone can't be paid."""
    found = look(book_of(opening="0.00", loans=[loan(rate={"value": "0.12"})]))
    assert (found.actions, found.way_out) == ((), None)


def test_where_nothing_is_risky_nothing_is_advised():
    found = look(book_of(opening="9000.00", loans=[loan()]))
    assert (found.actions, found.way_out) == ((), None)


def test_planned_entries_are_not_used_twice():
    """An action taken twice gets an id of its own and the second is measured on top."""
    book = book_of(accounts=ACCOUNTS, loans=[loan()], entries=[entry("e", day(-3), "-1.00")])
    once = apply(book, of_kind(look(book, days=20), "move_reserve")[0].edit)
    assert look(once, days=20).actions == ()
