"""How much can be borrowed: worked by hand, on the test shop, and as a property."""

import copy
import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.basics.errors import UserError
from planner.basics.text import text
from planner.book import facts
from planner.book.book import Book
from planner.book.edit import Edit, adding, apply
from planner.book.loan import Fee, Loan, Rate, Terms
from planner.outlook import affordable
from planner.outlook.affordable import afford
from planner.outlook.affordable_reasons import what_raises
from planner.outlook.borrowing import Borrowing
from planner.outlook.level import Level
from planner.services.look_ahead import look_ahead
from planner.simulation.setting import Cancelled, Setting
from planner.wording import Wording
from tests.looking import TODAY, account, book_of, day, entry, every, loan
from tests.shop import SHOP

ENGLISH = Wording("en")
FREE = Terms(
    principal=500_000,
    drawn_on=TODAY,
    method="equal_principal",
    first_due=dt.date(2026, 12, 23),
    rate=Rate(Decimal(0)),
    instalments=10,
    due_day=23,
)
"""Interest-free, ten instalments of a tenth."""


def reason(found):
    return ENGLISH.say(found.reason)


def advice(found):
    return ENGLISH.say(found.advice) if found.advice else ""


def test_what_is_there_carries_a_loan_whose_instalments_add_up_to_it():
    """10,000.00 and nothing else: ten tenths of 10,000 just fit, the last one binds."""
    found = afford(book_of(opening="10000.00"), FREE, "bank", TODAY)
    assert found.largest == 1_000_000
    assert (found.binding.date, found.binding.loan) == (dt.date(2027, 9, 23), "new-loan")
    assert found.binding.expected_balance_after == 0
    assert (found.instalment, found.days_of_safety) == (100_000, None)
    assert found.cost.simple == pytest.approx(0)
    assert found.terms == replace(FREE, principal=1_000_000)
    assert reason(found) == (
        "With ¥100 more, money for the payment of the new loan on 23 Sept 2027 would be short "
        "almost every time."
    )
    assert (
        advice(found) == "Each ¥1,000 more in Bank by 22 Sept 2027 would carry about ¥1,000 more."
    )


def test_the_cushion_stays_in_the_account():
    """Of 10,000.00 a cushion of 3,000.00 is left: 7,000.00."""
    book = book_of(opening="10000.00", limits={"cushion": "3000.00"})
    found = afford(book, FREE, "bank", TODAY)
    assert found.largest == 700_000
    assert found.binding.expected_balance_after == 300_000
    assert reason(found) == (
        "With ¥100 more, less than the cushion of ¥3,000 would be left after the payment of the "
        "new loan on 23 Sept 2027."
    )


def test_the_minimum_of_the_account_stays_too():
    book = book_of(accounts=[account("bank", "10000.00", minimum="2500.00")])
    assert afford(book, FREE, "bank", TODAY).largest == 750_000


def test_an_existing_loan_comes_first_and_may_be_what_binds():
    """1,300.00; the old loan wants 1,200.00 until 10 November: 100.00 are free, and what the new
    loan takes by then is all of it."""
    found = afford(book_of(opening="1300.00", loans=[loan()]), FREE, "bank", TODAY)
    assert found.largest == 10_000
    assert (found.binding.loan, found.binding.date) == ("l1", dt.date(2027, 11, 10))
    assert "the L1 payment on 10 Nov 2027" in reason(found)


def test_income_before_the_instalments_carries_them():
    """Nothing today, 600.00 on the 1st of each month, due on the 23rd: 6,000.00 in ten months."""
    pay = every("sales", "600.00", "FREQ=MONTHLY;BYMONTHDAY=1", "2026-12-01")
    found = afford(book_of(opening="0.00", recurring=[pay]), FREE, "bank", TODAY)
    assert (found.largest, found.instalment) == (600_000, 60_000)


def test_unsure_income_carries_less_than_sure_income():
    """600.00 ± 200 a month: the first due is covered 19 times in 20 up to 600 − 1.645 × 200."""
    pay = every("sales", "600.00", "FREQ=MONTHLY;BYMONTHDAY=1", "2026-12-01", spread="200.00")
    found = afford(book_of(opening="0.00", recurring=[pay]), FREE, "bank", TODAY)
    assert found.largest == pytest.approx(271_000, abs=20_000)
    assert found.binding.chance_short < 0.05
    assert found.binding.date == dt.date(2026, 12, 23)
    assert "short about 1 in 10 times" in reason(found)


def test_a_plan_that_would_go_below_zero_is_a_limit_whatever_risk_the_owner_takes():
    """Up to nine in ten may fail; the plan alone still holds 600.00 a month only."""
    pay = every("sales", "600.00", "FREQ=MONTHLY;BYMONTHDAY=1", "2026-12-01", spread="200.00")
    limits = {"tight_chance": 0.9, "short_chance": 0.95, "cushion": "0.00"}
    book = book_of(opening="0.00", recurring=[pay], limits=limits)
    found = afford(book, FREE, "bank", TODAY)
    assert found.largest == 600_000
    assert reason(found) == (
        "With ¥100 more, the plan would not hold the payment of the new loan on 23 Dec."
    )


def test_nothing_while_a_due_is_not_covered_and_what_would_cover_it():
    found = afford(book_of(opening="150.00", loans=[loan()]), FREE, "bank", TODAY)
    assert (found.largest, found.instalment, found.cost) == (0, 0, None)
    assert (found.binding.date, found.days_of_safety) == (dt.date(2027, 1, 10), 48)
    assert reason(found) == "Without any new loan, the L1 payment on 10 Jan is not covered yet."
    assert advice(found) == "¥50 more in Bank by 8 Jan would cover it."


def test_what_would_cover_a_due_fills_the_cushion_as_well():
    book = book_of(opening="1200.00", loans=[loan()], limits={"cushion": "70.00"})
    found = afford(book, FREE, "bank", TODAY)
    assert advice(found) == "¥70 more in Bank by 9 Nov 2027 would cover it."
    more = book_of(opening="1270.00", loans=[loan()], limits={"cushion": "70.00"})
    assert look_ahead(more, TODAY, with_actions=False).outlook.days_of_safety is None


def test_nothing_while_a_payment_is_overdue():
    late = loan(first_due="2026-11-20", drawn_on="2026-10-20")
    found = afford(book_of(opening="90000.00", loans=[late]), FREE, "bank", TODAY)
    assert (found.largest, found.days_of_safety, found.advice) == (0, 0, None)
    assert reason(found) == "The L1 payment of 20 Nov is overdue. Settle that first."


def test_nothing_where_even_a_hundred_is_too_much():
    found = afford(book_of(opening="9.99"), FREE, "bank", TODAY)
    assert found.largest == 0
    assert reason(found) == (
        "Even ¥100 on these terms would leave too little room for the payment of the new loan on "
        "23 Dec."
    )


def test_a_charge_at_the_draw_is_never_more_than_what_is_borrowed():
    """A charge of 250.00: the smallest principal is 300.00."""
    terms = replace(FREE, fees=(Fee(25_000, "draw"),))
    assert afford(book_of(opening="299.99"), terms, "bank", TODAY).largest == 0
    assert afford(book_of(opening="300.00"), terms, "bank", TODAY).largest == 30_000


def test_money_that_stays_in_the_account_carries_its_own_instalments():
    """Only the interest has to be there: 1 % a month on one payment after a month."""
    terms = replace(FREE, method="single_payment", instalments=1, rate=Rate(Decimal("0.12")))
    book = book_of(opening="100.00")
    assert afford(book, terms, "bank", TODAY).largest == 0
    kept = afford(book, terms, "bank", TODAY, spent=False)
    assert (kept.largest, kept.is_spent) == (1_000_000, False)
    assert advice(kept).startswith("Each ¥1,000 more in Bank")


def test_interest_free_money_that_stays_has_no_limit():
    found = afford(book_of(opening="100.00"), FREE, "bank", TODAY, spent=False)
    assert found.largest >= affordable.MOST
    assert (found.binding, found.advice) == (None, None)
    assert reason(found).startswith("No limit was found up to ¥")


def test_only_the_account_that_is_debited_carries_the_loan():
    """700.00 go to the till for its own loan of 1,200.00: 99,300.00 stay in the bank."""
    accounts = [account("bank", "100000.00"), account("till", "500.00", "cash")]
    move = {**entry("m", day(5), "-700.00"), "to_account": "till"}
    book = book_of(accounts=accounts, entries=[move], loans=[loan(debit_account="till")])
    assert afford(book, FREE, "bank", TODAY).largest == 9_930_000
    assert afford(book, FREE, "till", TODAY).largest == 0


def test_nothing_is_said_to_raise_it_by_a_day_on_which_nothing_is_paid_back_yet():
    book = book_of(opening="10000.00")
    due = afford(book, FREE, "bank", TODAY).binding
    trial = Borrowing(book, FREE, "bank", Setting(TODAY, 365, 10, 1), spent=True)
    assert what_raises(trial, 10_000, due) is not None
    assert what_raises(trial, 10_000, replace(due, date=TODAY)) is None


def test_the_emergency_fund_carries_nothing_and_can_t_be_asked():
    accounts = [account("bank", "500.00"), account("fund", "90000.00", "reserve")]
    book = book_of(accounts=accounts)
    assert afford(book, FREE, "bank", TODAY).largest == 50_000
    with pytest.raises(UserError, match="emergency fund"):
        afford(book, FREE, "fund", TODAY)


@pytest.mark.parametrize(
    ("terms", "debited", "said"),
    [(FREE, "purse", "purse"), (replace(FREE, drawn_on=day(-1)), "bank", "drawn_on")],
)
def test_what_can_t_be_asked_is_refused(terms, debited, said):
    with pytest.raises(UserError, match=said):
        afford(book_of(), terms, debited, TODAY)


def test_a_long_loan_is_judged_to_its_end_at_most_five_years():
    book = book_of(opening="10000.00")
    two_years = afford(book, replace(FREE, instalments=24), "bank", TODAY)
    assert two_years.until == dt.date(2028, 11, 23)
    assert two_years.largest == 1_000_000
    ten_years = afford(book, replace(FREE, instalments=120), "bank", TODAY, paths=10)
    assert ten_years.until == dt.date(2031, 11, 23)


def test_the_currency_sets_what_a_hundred_is():
    book = apply(
        Book(),
        facts.read(
            Book(),
            {"format": "leeway-facts", "version": 1, "book": {"currency": "JPY"},
             "accounts": [{"id": "bank", "name": "Bank", "kind": "bank", "opening": "10050",
                           "opened_on": "2026-01-01"}]},
            text("yen"),
        ),
    )  # fmt: skip
    assert afford(book, FREE, "bank", TODAY).largest == 10_000


def test_an_id_that_the_book_has_is_not_taken_again():
    found = afford(book_of(opening="11200.00", loans=[loan("new-loan")]), FREE, "bank", TODAY)
    assert found.largest == 1_000_000
    assert found.binding.loan == "new-loan"
    assert "the NEW-LOAN payment on 10 Nov 2027" in reason(found)


def test_the_search_can_be_called_off():
    with pytest.raises(Cancelled):
        afford(book_of(opening="10000.00"), FREE, "bank", TODAY, cancelled=lambda: True)
    wishes = iter([False])
    trial = Borrowing(
        book_of(), FREE, "bank", Setting(TODAY, 365, 10, 1),
        spent=True, cancelled=lambda: next(wishes, True),
    )  # fmt: skip
    assert trial.breaks_at(10_000) is None
    with pytest.raises(Cancelled):
        trial.dues(10_000)


# the test shop


def shop_with(opening):
    document = copy.deepcopy(SHOP)
    document["accounts"][0]["opening"] = opening
    return apply(Book(), facts.read(Book(), document, text("shop")))


SIGNED = Terms(
    principal=5_000_000,
    drawn_on=dt.date(2026, 11, 24),
    method="equal_instalment",
    first_due=dt.date(2026, 12, 24),
    rate=Rate(Decimal("0.1")),
    instalments=12,
    due_day=24,
)


def test_the_shop_as_it_is_can_t_borrow_because_of_january(shop, today):
    found = afford(shop, SIGNED, "bank", today)
    assert (found.largest, found.binding.date) == (0, dt.date(2027, 1, 10))
    assert found.days_of_safety == 48


def worst(book, terms, days=365):
    """The worst level with the loan in the book, by the look ahead itself."""
    added = Loan("tried", "Tried", "bank", terms, books_cash=False)
    after = apply(book, Edit(text("x"), (adding("loan", added),)))
    look = look_ahead(after, TODAY, days=days, with_actions=False)
    return max(due.level for due in look.outlook.dues)


@settings(max_examples=12, deadline=None)
@given(
    opening=st.integers(70_000, 400_000),
    instalments=st.integers(1, 12),
    rate=st.decimals("0", "0.24", places=3),
    method=st.sampled_from(["equal_instalment", "equal_principal", "interest_only"]),
)
def test_what_is_affordable_is_covered_and_a_hundred_more_is_not(
    opening, instalments, rate, method
):
    book = shop_with(f"{opening}.00")
    terms = replace(SIGNED, instalments=instalments, rate=Rate(rate), method=method)
    found = afford(book, terms, "bank", TODAY)
    days = (found.until - TODAY).days
    if found.largest:
        assert worst(book, found.terms, days) is Level.covered
    if found.largest or worst_without(book) is Level.covered:
        more = replace(terms, principal=found.largest + 10_000)
        assert worst(book, more, days) > Level.covered


def worst_without(book):
    look = look_ahead(book, TODAY, with_actions=False)
    return max(due.level for due in look.outlook.dues)


def test_the_same_question_has_the_same_answer_and_the_guess_does_not_matter():
    book = shop_with("120000.00")
    first = afford(book, SIGNED, "bank", TODAY)
    assert afford(book, SIGNED, "bank", TODAY) == first
    for guess in (10_000, 90_000_000):
        again = afford(book, replace(SIGNED, principal=guess), "bank", TODAY)
        assert again.largest == first.largest
