"""This month so far: income, expense, and what is neither."""

import datetime as dt

from planner.basics.text import text
from planner.book.account import Account, Category
from planner.book.book import Book
from planner.book.edit import Edit, adding, apply
from planner.book.entry import Entry
from planner.services.months import MonthFlow, month_so_far

TODAY = dt.date(2026, 11, 23)


def test_the_test_shop_in_november(shop):
    month = month_so_far(shop, TODAY)
    assert month.earned == 489_025 + 560_000 + 521_075
    assert month.spent == 450_000 + 1_180_000 + 480_000 + 61_000
    assert month.repaid == 539_853
    assert month.net == -1_140_753


def test_an_empty_book_has_neither():
    assert month_so_far(Book(), TODAY) == MonthFlow("2026-11", 0, 0, 0)


def test_refunds_lower_the_expense_and_own_money_counts_nowhere():
    first = TODAY.replace(day=1)
    rows = (
        ("1", first, 10_000, "sales", ""),
        ("2", TODAY, -3_000, "stock", ""),
        ("3", TODAY, 500, "stock", ""),
        ("4", TODAY, -700, "", ""),
        ("5", TODAY, 900, "", ""),
        ("6", TODAY, -4_000, "loan", ""),
        ("7", TODAY, -2_000, "", "till"),
        ("8", first - dt.timedelta(days=1), 99_999, "sales", ""),
        ("9", TODAY + dt.timedelta(days=1), 99_999, "sales", ""),
    )
    facts = [("account", Account(key, key, "bank", 0, first)) for key in ("bank", "till")]
    facts += [("category", Category("sales", "Sales", "income")),
              ("category", Category("stock", "Stock", "expense")),
              ("category", Category("loan", "Loan", "debt"))]  # fmt: skip
    facts += [
        ("entry", Entry(key, date, "bank", amount, category, to_account=target))
        for key, date, amount, category, target in rows
    ]
    book = apply(Book(), Edit(text("x"), tuple(adding(kind, fact) for kind, fact in facts)))
    month = month_so_far(book, TODAY)
    assert month.earned == 10_000 + 900
    assert month.spent == 3_000 - 500 + 700
    assert month.repaid == 4_000
