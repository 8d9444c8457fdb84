"""The book of a check: the facts that were known on the evening before, and no others.

A company's ledger is built once and cut by date, which is all that makes this fast.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType
from typing import NamedTuple

import numpy as np

from planner.book.account import Account, Category
from planner.book.book import Book
from planner.book.ledger import Coded, Ledger, from_columns
from planner.book.limits import Identity
from planner.book.loan import Loan, LoanEvent, Rate, Terms
from planner.book.recurring import Recurring
from planner.loans.schedule import plan
from tests.backtest.tables import BankRow, Move, Scenario

ACCOUNT = "bank"
INSTALMENTS = 12
YEAR = dt.timedelta(days=365)
ONE_DAY = dt.timedelta(days=1)


class Case(NamedTuple):
    """A scenario with all that ever happens in it; `book` tells only what is known on a day."""

    whole: Book
    """With the entries of all days."""
    settled: tuple[LoanEvent, ...] = ()
    """The payments of all instalments."""
    posted: tuple[tuple[int, int], ...] = ()
    """(day, balance after it) of every row of a real account; its last known one counts."""

    def book(self, today: dt.date) -> Book:
        """What the owner has entered by the evening of `today`."""
        ledger = cut(self.whole.ledger, today)
        events = {event.id: event for event in self.settled if event.date <= today}
        account = self.whole.accounts[ACCOUNT]
        if self.posted:
            last = [balance for day, balance in self.posted if day <= today.toordinal()][-1]
            account = replace(account, opening=last - int(ledger.amounts.sum()))
        names = {key: self.whole.categories[key] for key in ledger.categories.values}
        return replace(
            self.whole, accounts=MappingProxyType({ACCOUNT: account}), ledger=ledger,
            categories=MappingProxyType(names), loan_events=MappingProxyType(events),
        )  # fmt: skip


def cut(ledger: Ledger, today: dt.date) -> Ledger:
    """The rows up to `today`, without a trace of later ones."""
    end = int(np.searchsorted(ledger.days, today.toordinal(), side="right"))

    def known(column: Coded) -> Coded:
        codes = column.codes[:end]
        return Coded(column.values[: int(codes.max(initial=-1)) + 1], codes)

    return Ledger(
        ids=ledger.ids[:end], days=ledger.days[:end], amounts=ledger.amounts[:end],
        notes=ledger.notes[:end], sources=ledger.sources[:end],
        accounts=known(ledger.accounts), categories=known(ledger.categories),
        payees=known(ledger.payees), to_accounts=known(ledger.to_accounts),
    )  # fmt: skip


def loan_case(scenario: Scenario, invoices: Sequence[Move], last: dt.date) -> Case:
    """A company with its real invoices, one constant other flow and a loan, up to `last`."""
    opened = dt.date.fromordinal(invoices[0].day)
    first = max(opened, scenario.start - YEAR)
    terms = _terms(scenario)
    dues = [row.due for row in plan(terms).rows if row.due <= last]
    moves = [
        ("i", move) for move in invoices if move.amount and move.day <= last.toordinal()
    ]  # fmt: skip
    moves += [("o", move) for move in _other_flow(scenario, first, last)]
    moves += [
        ("p", Move(due.toordinal(), -scenario.instalment, "", "loan", number))
        for number, due in enumerate(dues, start=1)
    ]
    before = sum(move.amount for _, move in moves if move.day < scenario.start.toordinal())
    loan = Loan("loan", "Loan", ACCOUNT, terms, books_cash=False)
    whole = Book(
        info=Identity(scenario.key, "CNY", "zh"),
        accounts=_account(opened, scenario.opening_cash - before),
        categories=_categories(scenario.other_daily_flow),
        ledger=_ledger(moves),
        recurring=_recurring(scenario, first),
        loans=MappingProxyType({"loan": loan}),
    )
    paid = tuple(
        LoanEvent(f"p{number}", "loan", "pay", due, scenario.instalment)
        for number, due in enumerate(dues, start=1)
    )
    return Case(whole, settled=paid)


def bank_case(key: str, rows: Sequence[BankRow]) -> Case:
    """A real account: its posted rows and balances, no loan and no plan."""
    moves = [("b", row.move) for row in rows]
    signs: dict[str, bool] = {}
    for row in rows:
        signs.setdefault(row.move.category, row.move.amount > 0)
    names = {name: _category(name, is_income) for name, is_income in signs.items()}
    whole = Book(
        info=Identity(key, "CZK", "en"),
        accounts=_account(dt.date.fromordinal(rows[0].move.day), 0),
        categories=MappingProxyType(names),
        ledger=_ledger(moves),
    )
    return Case(whole, posted=tuple((row.move.day, row.balance) for row in rows))


def _terms(scenario: Scenario) -> Terms:
    """Interest is inside the instalment: each due is exactly that sum."""
    start = scenario.start
    month = start if start.day <= 20 else (start.replace(day=1) + 31 * ONE_DAY)
    return Terms(
        principal=INSTALMENTS * scenario.instalment, drawn_on=start, method="equal_principal",
        instalments=INSTALMENTS, first_due=month.replace(day=20), due_day=20,
        rate=Rate(Decimal(0)), debit="after_income",
    )  # fmt: skip


def _other_flow(scenario: Scenario, first: dt.date, last: dt.date) -> list[Move]:
    amount = scenario.other_daily_flow
    days = range(first.toordinal(), last.toordinal() + 1) if amount else ()
    return [Move(day, amount, "", "other", day) for day in days]


def _recurring(scenario: Scenario, first: dt.date) -> MappingProxyType[str, Recurring]:
    if not scenario.other_daily_flow:
        return MappingProxyType({})
    other = Recurring(
        "other", "Other", ACCOUNT, scenario.other_daily_flow, "FREQ=DAILY", first, category="other"
    )
    return MappingProxyType({"other": other})


def _account(opened: dt.date, opening: int) -> MappingProxyType[str, Account]:
    return MappingProxyType({ACCOUNT: Account(ACCOUNT, "Bank", "bank", opening, opened)})


def _categories(other: int) -> MappingProxyType[str, Category]:
    signs = {"sales": True, "purchases": False, "other": other >= 0, "loan": False}
    return MappingProxyType({key: _category(key, is_income) for key, is_income in signs.items()})


def _category(name: str, is_income: bool) -> Category:
    return Category(name, name, "income" if is_income else "expense")


def _ledger(moves: Sequence[tuple[str, Move]]) -> Ledger:
    moves = sorted(moves, key=lambda one: one[1].day)
    count = len(moves)
    return from_columns(
        ids=[f"{letter}{move.row}" for letter, move in moves],
        days=[move.day for _, move in moves],
        accounts=[ACCOUNT] * count,
        amounts=[move.amount for _, move in moves],
        categories=[move.category for _, move in moves],
        payees=[move.partner for _, move in moves],
        to_accounts=[""] * count,
        notes=[""] * count,
        sources=[""] * count,
    )
