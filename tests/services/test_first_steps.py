"""What an owner can say in a minute becomes a book."""

import datetime as dt

import pytest

from planner.basics.errors import UserError
from planner.book.book import Book
from planner.book.edit import apply
from planner.book.terms import read_loan, write_loan
from planner.loans.replay import open_dues, state
from planner.services.first_steps import first_steps
from planner.wording import Wording

TODAY = dt.date(2026, 11, 23)


def begun(**facts):
    return apply(Book(), first_steps(Book(), TODAY, Wording("zh")._, **facts))


def test_money_of_today_is_the_balance_of_today():
    book = begun(name=" 小店 ", money=800_000)
    assert book.info.name == "小店"
    assert book.spendable(TODAY) == 800_000


def test_the_next_payment_comes_on_its_day_and_the_others_a_month_apart():
    book = begun(money=1, instalment=523_050, due=dt.date(2027, 1, 31), left=3)
    (loan,) = book.loans.values()
    dues = open_dues(loan.terms, (), TODAY)
    assert [(due.due, due.left) for due in dues] == [
        (dt.date(2027, 1, 31), 523_050),
        (dt.date(2027, 2, 28), 523_050),
        (dt.date(2027, 3, 31), 523_050),
    ]


def test_the_rate_of_the_loan_is_left_open_and_stays_so_in_the_file():
    """The instalment does not tell how much of it is interest: a rate of 0 would be a guess."""
    book = begun(money=1, instalment=523_050, due=dt.date(2027, 1, 31), left=3)
    (loan,) = book.loans.values()
    assert loan.terms.is_rate_unknown
    assert read_loan(write_loan(loan, "CNY"), "CNY") == loan


def test_the_loan_moves_no_money_before_its_first_payment():
    book = begun(money=800_000, instalment=523_050, due=TODAY)
    assert book.spendable(TODAY) == 800_000


def test_what_is_left_is_owed_from_today_however_far_the_first_payment():
    book = begun(money=1, instalment=523_050, due=dt.date(2027, 1, 31), left=3)
    (loan,) = book.loans.values()
    assert state(loan.terms, (), TODAY).principal_normal == 3 * 523_050


def test_everything_may_be_missing():
    book = begun()
    assert len(book.accounts) == 1
    assert not book.loans
    assert {category.flow for category in book.categories.values()} == {"income", "expense"}


def test_amount_without_day_is_no_loan():
    assert not begun(instalment=5).loans


@pytest.mark.parametrize(
    ("instalment", "due", "reason"),
    [(0, TODAY, "greater than 0"), (5, TODAY - dt.timedelta(days=1), "in the past")],
)
def test_what_cant_be_is_refused(instalment, due, reason):
    with pytest.raises(UserError, match=reason):
        begun(instalment=instalment, due=due)
