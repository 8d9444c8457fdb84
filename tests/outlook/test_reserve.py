"""The emergency fund against a month's need, worked by hand."""

from decimal import Decimal

from planner.services.look_ahead import look_ahead
from tests.looking import TODAY, account, book_of, day, entry, every, loan

CATEGORIES = [
    {"id": "rent", "name": "Rent", "flow": "expense", "essential": True},
    {"id": "fun", "name": "Fun", "flow": "expense"},
]
ACCOUNTS = [account("bank", "1000.00"), account("fund", "600.00", "reserve")]


def reserve(**parts):
    book = book_of(accounts=ACCOUNTS, categories=CATEGORIES, **parts)
    return look_ahead(book, TODAY, with_actions=False).outlook.reserve


def test_a_month_needs_what_is_essential_and_the_instalments():
    view = reserve(
        recurring=[
            every("rent", "-200.00", "FREQ=MONTHLY;BYMONTHDAY=1", "2026-12-01", category="rent"),
            every("fun", "-70.00", "FREQ=MONTHLY;BYMONTHDAY=2", "2026-12-01", category="fun"),
            every("other", "-50.00", "FREQ=MONTHLY;BYMONTHDAY=3", "2026-12-01"),
            every("sales", "900.00", "FREQ=MONTHLY;BYMONTHDAY=4", "2026-12-01"),
            every("past", "-90.00", "FREQ=MONTHLY", "2026-01-01", until="2026-10-01"),
        ],
        loans=[loan()],
        reserve={"accounts": ["fund"], "target_months": "3"},
    )
    assert view.monthly_need == 20000 + 5000 + 10000
    assert (view.amount, view.months, view.target) == (60000, Decimal("1.7"), 3 * 35000)


def test_weekly_outgoings_are_counted_for_a_twelfth_of_a_year():
    view = reserve(recurring=[every("rent", "-12.00", "FREQ=WEEKLY;BYDAY=MO", "2026-11-30")])
    assert view.monthly_need == 1200 * 53 // 12  # 53 Mondays in the year from 30 November


def test_learnt_spending_counts_where_it_is_essential():
    entries = [
        *(entry(f"r{n}", day(-n), "-2.00", category="rent") for n in range(365)),
        *(entry(f"f{n}", day(-n), "-9.00", category="fun") for n in range(365)),
    ]
    assert reserve(entries=entries).monthly_need == 200 * 365 // 12


def test_without_any_need_the_months_are_zero_and_nothing_is_advised():
    view = reserve()
    assert (view.months, view.advised, view.advised_months) == (0, 0, 0)


def test_advised_is_at_least_a_month_and_grows_with_the_gaps_ahead():
    calm = reserve(loans=[loan()])
    assert (calm.monthly_need, calm.advised) == (10000, 10000)
    swing = every("out", "-1500.00", "FREQ=YEARLY", "2026-12-01", category="fun")
    assert reserve(loans=[loan()], recurring=[swing]).advised == 50000 + 6 * 10000


def test_every_account_of_kind_reserve_belongs_to_the_fund():
    assert reserve().amount == 60000
