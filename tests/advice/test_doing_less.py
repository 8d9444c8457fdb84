"""Ways out that spend, borrow or pay less: cut, set aside, shift for good, borrow less, prepay."""

import datetime as dt

import pytest

from planner.advice.effect import effect
from planner.basics.text import text
from planner.book import facts
from planner.book.edit import apply
from planner.outlook.level import Level
from planner.services.look_ahead import look_ahead
from planner.wording import Wording
from tests.looking import TODAY, account, book_of, day, entry, every, loan

SPARE = {"id": "fun", "name": "Outings", "flow": "expense", "essential": False}
NEEDED = {"id": "rent", "name": "Rent", "flow": "expense", "essential": True}


def look(book, today=TODAY, **more):
    return look_ahead(book, today, **{"days": 40, "paths": 2000, **more})


def of_kind(found, kind):
    return [action for action in found.actions if action.kind == kind]


def said(value):
    return Wording("en").say(value)


def kept(book, action, **more):
    """The due after the action is really taken."""
    after = look(apply(book, action.edit), **more).outlook
    return next(due for due in after.dues if (due.loan, due.date) == (action.loan, action.due))


# cut an expense


def outings(amount="-40.00", category="fun", **more):
    return every("outing", amount, "FREQ=WEEKLY;BYDAY=FR", "2026-11-27", category=category, **more)


def test_a_named_spending_that_is_not_needed_can_be_halved_or_left_out():
    """Two Fridays before the debit: half of 40.00 twice is the 40.00 that is missing."""
    book = book_of(opening="140.00", categories=[SPARE], loans=[loan()], recurring=[outings()])
    half, whole = of_kind(look(book, days=20), "cut_expense")
    assert said(half.title) == "Only half of Outing until 10 Dec"
    assert said(whole.title) == "Do without Outing until 10 Dec"
    assert (half.cost, half.left_before, half.left_after) == (0, -4000, 0)
    assert whole.left_after == 4000
    assert kept(book, half, days=20).expected_balance_after == 0


def test_what_is_left_out_is_the_same_plan_for_the_past():
    """The cut is a change of its own: the item stays, nothing is learnt differently."""
    book = book_of(opening="140.00", categories=[SPARE], loans=[loan()], recurring=[outings()])
    (change,) = of_kind(look(book, days=20), "cut_expense")[0].edit.changes
    assert change.before is None
    assert (change.after.is_change, change.after.amount) == (True, 2000)
    assert (change.after.start, change.after.until) == (dt.date(2026, 11, 27), dt.date(2026, 12, 4))


@pytest.mark.parametrize(
    ("category", "more"),
    [("rent", {}), ("", {}), ("fun", {"from": "2026-12-11"})],
    ids=["essential", "without a category", "only after the due date"],
)
def test_other_spendings_are_not_named(category, more):
    item = {**outings(category=category), **more}
    book = book_of(opening="140.00", categories=[SPARE, NEEDED], loans=[loan()], recurring=[item])
    assert of_kind(look(book, days=20), "cut_expense") == []


def test_learnt_spending_that_is_not_needed_can_be_halved():
    """9.00 a day go for outings by habit; half of it until the due date is measured."""
    entries = [entry(f"o{n}", day(-n), "-9.00", category="fun", payee="Cinema") for n in range(100)]
    book = book_of(opening="1101.00", categories=[SPARE], loans=[loan()], entries=entries)
    found = of_kind(look(book, days=20), "cut_expense")
    assert said(found[0].title).startswith("Spend 50% less on Outings until 10 Dec, ¥3")
    assert found[0].left_after - found[0].left_before == pytest.approx(16 * 450, abs=60)
    assert kept(book, found[0], days=20).chance_short == pytest.approx(found[0].chance_after)


def test_learnt_spending_that_is_needed_stays():
    entries = [entry(f"o{n}", day(-n), "-9.00", category="rent", payee="Inn") for n in range(100)]
    book = book_of(opening="1101.00", categories=[NEEDED], loans=[loan()], entries=entries)
    assert of_kind(look(book, days=20), "cut_expense") == []


# set a weekly sum aside


def till(opening="0.00", minimum="0.00"):
    return [account("bank", "60.00"), account("till", opening, "cash", minimum)]


def test_a_weekly_sum_comes_from_an_account_that_fills_up():
    """The till is empty today and takes 30.00 a week: 20.00 of it, twice, are what is missing."""
    takings = {**every("s", "30.00", "FREQ=WEEKLY;BYDAY=SU", "2026-11-29"), "account": "till"}
    book = book_of(accounts=till(), loans=[loan()], recurring=[takings])
    (action,) = of_kind(look(book, days=20), "set_aside")
    assert said(action.title) == "Set aside ¥20 a week from Till in Bank until 7 Dec"
    days = [change.after.date for change in action.edit.changes]
    assert days == [dt.date(2026, 11, 30), dt.date(2026, 12, 7)]
    assert action.left_after == 0
    after = apply(book, action.edit)
    assert after.balances(dt.date(2026, 12, 8))["bank"] == 10000


def test_a_weekly_sum_leaves_the_minimum_of_its_account():
    takings = {**every("s", "30.00", "FREQ=WEEKLY;BYDAY=SU", "2026-11-29"), "account": "till"}
    book = book_of(accounts=till("5.00", "15.00"), loans=[loan()], recurring=[takings])
    found = look(book, days=20)
    weekly = {a.edit.changes[0].after.amount for a in of_kind(found, "set_aside")}
    assert weekly == {-2000}
    book = book_of(accounts=till("0.00", "25.00"), loans=[loan()], recurring=[takings])
    assert of_kind(look(book, days=20), "set_aside") == []


def test_nothing_is_set_aside_weekly_when_the_debit_is_near():
    book = book_of(accounts=till("500.00"), loans=[loan()])
    assert of_kind(look(book, today=dt.date(2026, 12, 1), days=20), "set_aside") == []


# pay later for good


def stock(day_=5, **more):
    rule = f"FREQ=MONTHLY;BYMONTHDAY={day_}"
    return every("stock", "-80.00", rule, f"2026-12-{day_:02}", **more)


def test_a_monthly_outgoing_can_be_moved_behind_the_instalment_for_good():
    """Each month one payment of stock fewer stands before the debit."""
    income = every("sales", "180.00", "FREQ=MONTHLY;BYMONTHDAY=11", "2026-12-11")
    book = book_of(opening="150.00", loans=[loan()], recurring=[stock(), income])
    found = look(book, days=120)
    action = of_kind(found, "later_each_month")[0]
    assert said(action.title) == "Pay Stock of ¥80.00 on day 12 of each month, from 12 Dec on"
    moved = apply(book, action.edit).recurring["stock"]
    assert moved.dates(TODAY, dt.date(2027, 2, 28)) == [
        dt.date(2026, 12, 12), dt.date(2027, 1, 12), dt.date(2027, 2, 12),
    ]  # fmt: skip
    assert action.days_of_safety_after is None
    assert found.way_out.covers_all
    assert not found.way_out.needs_lender


@pytest.mark.parametrize(
    "item",
    [
        stock(12), {**stock(), "rrule": "FREQ=WEEKLY;BYDAY=FR"},
        {**stock(), "rrule": "FREQ=MONTHLY;BYMONTHDAY=5;COUNT=3"},
        {**stock(), "until": "2026-11-30", "from": "2026-01-05"},
        {**stock(), "rrule": "FREQ=MONTHLY;BYMONTHDAY=-1"},
    ],
    ids=["after it already", "weekly", "counted", "ended", "last day of the month"],
)  # fmt: skip
def test_what_can_not_be_moved_for_good_is_not(item):
    book = book_of(opening="60.00", loans=[loan()], recurring=[item])
    assert of_kind(look(book, days=20), "later_each_month") == []


def test_no_day_after_the_28th_is_proposed():
    book = book_of(
        opening="60.00", recurring=[stock(20)],
        loans=[loan(first_due="2026-12-27", drawn_on="2026-11-27")],
    )  # fmt: skip
    assert of_kind(look(book, days=40), "later_each_month") == []


# borrow less


def coming_loan(**more):
    """Paid to a seller on 1 December (the money never reaches the account), due from 10 January."""
    return loan(drawn_on="2026-12-01", first_due="2027-01-10", rate={"value": "0.12"}, **more)


def test_a_loan_that_is_still_to_come_can_be_smaller():
    book = book_of(opening="105.00", loans=[coming_loan()])
    found = look(book, days=60)
    action = of_kind(found, "borrow_less")[0]
    smaller = apply(book, action.edit).loans["l1"].terms
    assert smaller.principal == 108000
    assert said(action.title) == "Borrow ¥120 less with L1"
    assert action.cost < 0
    assert said(effect(action, "CNY")).endswith("saves ¥8")


def test_a_running_loan_can_not_be_made_smaller():
    assert of_kind(look(book_of(opening="60.00", loans=[loan()])), "borrow_less") == []


def test_a_coming_draw_can_be_smaller():
    """A second draw goes to a seller: less of it lowers every instalment after it."""
    drawn = {"loan": "l1", "type": "draw", "date": "2026-12-01", "amount": "600.00"}
    book = book_of(opening="130.00", loans=[loan()], loan_events=[drawn])
    found = look(book, days=20)
    shares = [action.edit.changes[0].after.amount for action in of_kind(found, "borrow_less")]
    assert shares == [30000]
    assert said(of_kind(found, "borrow_less")[0].title) == "Draw ¥300 less of L1 on 1 Dec"


# prepay


def steady(amount="8.00"):
    return [entry(f"s{n}", day(-n), amount) for n in range(100)]


def rich(**more):
    """Money lies idle, the fund holds more than is advised."""
    return {
        "accounts": [account("bank", "4000.00"), account("fund", "5000.00", "reserve")],
        "loans": [loan(rate={"value": "0.12"}, **more)],
        "entries": steady(),
    }


def test_idle_money_is_offered_to_an_early_repayment_that_leaves_every_due_covered():
    book = book_of(**rich())
    found = look(book, days=365)
    (action,) = found.actions
    assert (action.kind, action.is_saving, found.way_out) == ("prepay", True, None)
    assert action.cost < 0
    words = said(effect(action, "CNY"))
    assert words.startswith("Every payment stays covered · saves ¥")
    after = look(apply(book, action.edit), days=365).outlook
    assert all(due.level is Level.covered for due in after.dues)


def test_what_is_said_to_be_saved_is_what_the_schedules_differ_by():
    book = book_of(**rich())
    (action,) = look(book, days=365).actions
    (event,) = [c.after for c in action.edit.changes if c.kind == "loan_event"]
    before = sum(due.amount for due in look(book, days=400).outlook.dues)
    dues = look(apply(book, action.edit), days=400).outlook.dues
    assert action.cost == sum(due.amount for due in dues) + event.amount - before


@pytest.mark.parametrize(
    "more",
    [
        {"accounts": [account("bank", "4000.00"), account("fund", "5.00", "reserve")]},
        {"loans": [loan()]},
        {"loans": [loan(rate={"value": "0.12"}, prepay={"locked_rows": 3})]},
        {"entries": []},
        {"loans": [coming_loan()]},
    ],
    ids=["fund too small", "no interest", "locked", "young book", "not drawn yet"],
)
def test_otherwise_nothing_is_repaid_early(more):
    assert of_kind(look(book_of(**{**rich(), **more}), days=365), "prepay") == []


def test_money_that_another_account_never_needs_lowers_later_dues():
    """Income and instalment differ by little each month: a smaller instalment cures all of them."""
    accounts = [account("bank", "100.00"), account("till", "600.00", "cash")]
    income = every("sales", "92.00", "FREQ=MONTHLY;BYMONTHDAY=9", "2026-12-09")
    entries = [entry(f"s{n}", day(-n), "0.01", account="till") for n in range(70)]
    book = book_of(
        accounts=accounts, recurring=[income], entries=entries,
        loans=[loan(rate={"value": "0.12"}, prepay={"mode": "lower"})],
    )  # fmt: skip
    found = look(book, days=365)
    (action, *_) = of_kind(found, "prepay")
    assert said(action.title) == "Repay ¥600 of L1 early from Till"
    kinds = [change.kind for change in action.edit.changes]
    assert kinds == ["entry", "loan_event", "entry"]
    assert kept(book, action, days=365).chance_short == 0.0


def test_an_action_of_each_kind_can_be_written_as_a_scenario_file():
    """What a way out changes can be said in facts, so that a file laid over the book does the same."""
    from planner.services.outlook_json import outlook_json

    book = book_of(
        accounts=till("40.00"), categories=[SPARE], recurring=[outings(), stock()], loans=[loan()]
    )
    found = look(book, days=60)
    answer = outlook_json(book, found, Wording("en"))
    for action, written in zip(found.actions, answer["actions"], strict=True):
        assert apply(book, facts.read(book, written["facts"], text("x"), overlay=True)) == apply(
            book, action.edit
        )
