"""How much can be borrowed so that every due date stays covered and the emergency fund untouched.

Two principals meet the same futures (common random numbers), so they differ by their instalments
only and the search is monotone.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from planner.basics.errors import UserError
from planner.basics.text import N_, Text
from planner.book.book import Book
from planner.book.loan import Terms
from planner.loans.cost import AnnualCost, annual_cost
from planner.loans.schedule import plan
from planner.outlook.affordable_reasons import (
    what_is_missing,
    what_raises,
    why_already,
    why_not_more,
    why_nothing,
    why_unlimited,
)  # fmt: skip
from planner.outlook.borrowing import Borrowing, days_to_judge
from planner.outlook.outlook import Due
from planner.outlook.runway import days_of_safety
from planner.simulation.setting import Setting, never

MOST = 10**13
"""Principals beyond this (minor units) are not searched."""


@dataclass(frozen=True, slots=True)
class Affordable:
    """The largest principal and what limits it. Amounts in minor units."""

    largest: int
    """0: not even the smallest sum; `reason` says why."""
    terms: Terms
    """With the largest principal; as they were asked about when it is 0."""
    account: str
    binding: Due | None
    """The due that sets the limit, as it stands with `largest` borrowed; None: no limit found.

    When `largest` is 0: the due that is not covered.
    """
    instalment: int
    """The largest instalment; 0 when nothing can be borrowed."""
    cost: AnnualCost | None
    days_of_safety: int | None
    """With `largest` borrowed; None: every due until `until` is covered."""
    until: dt.date
    """Dues after this day were not looked at."""
    is_spent: bool
    """Whether the borrowed money was taken to be spent at once."""
    reason: Text
    """What stands against more."""
    advice: Text | None
    """What would raise it; None: nothing that fits into one figure."""


def afford(
    book: Book,
    terms: Terms,
    account: str,
    today: dt.date,
    *,
    spent: bool = True,
    seed: int = 1,
    paths: int = 10_000,
    cancelled: Callable[[], bool] = never,
) -> Affordable:
    """The largest principal on `terms`, in hundreds, with every due of book and loan covered.

    Covered is the level of that name: the chance of being short is under the tight limit and the
    expected balance does not lie under the cushion. The principal in `terms` is only where the
    search begins. `spent` (the default): the money goes at once for what it is borrowed for, so
    only the instalments are left to carry; what is bought is not in the book, nor what it may
    earn. Without it the money stays in the account and pays its own first instalments, which
    makes almost any loan look affordable. Raises UserError for an account that can't be debited,
    an unknown rate and a draw before `today`, `Cancelled` when `cancelled()` turns true meanwhile.
    """
    _check(book, terms, account, today)
    setting = Setting(today, days_to_judge([terms], today), max(1, paths), seed)
    trial = Borrowing(book, terms, account, setting, spent=spent, cancelled=cancelled)
    if (due := trial.breaks_at(0)) is not None:
        return _nothing(trial, due, why_already(trial, due), what_is_missing(trial, due))
    if (due := trial.breaks_at(trial.smallest)) is not None:
        return _nothing(trial, due, why_nothing(trial, due), None)
    return _found(trial, _largest(trial))


def _check(book: Book, terms: Terms, account: str, today: dt.date) -> None:
    if account not in book.accounts:
        raise UserError(N_('The account "{account}" is not in the book.'), account=account)
    if account in book.reserve_accounts:
        raise UserError(
            N_("{account} is the emergency fund, which stays untouched. Choose another account."),
            account=book.accounts[account].name,
        )
    if terms.is_rate_unknown:
        raise UserError(N_("Its rate is not filled in yet, so the largest sum can't be told."))
    if terms.drawn_on < today:
        raise UserError(
            N_('"drawn_on": {date} is past. Ask about money that comes today or later.'),
            date=terms.drawn_on.isoformat(),
        )


def _largest(trial: Borrowing) -> int:
    """By doubling and halving; the smallest sum is known to be covered."""
    step, low = trial.step, trial.smallest
    high = max(low + step, trial.terms.principal // step * step)
    while trial.breaks_at(high) is None:
        low, high = high, 2 * high
        if low >= MOST:
            return low
    while high - low > step:
        middle = (low + high) // 2 // step * step
        if trial.breaks_at(middle) is None:
            low = middle
        else:
            high = middle
    return low


def _nothing(trial: Borrowing, due: Due, reason: Text, advice: Text | None) -> Affordable:
    return Affordable(
        largest=0,
        terms=trial.terms,
        account=trial.account,
        binding=due,
        instalment=0,
        cost=None,
        days_of_safety=days_of_safety(trial.dues(0), trial.setting.today),
        until=trial.until,
        is_spent=trial.is_spent,
        reason=reason,
        advice=advice,
    )


def _found(trial: Borrowing, largest: int) -> Affordable:
    terms, dues = trial.of(largest), trial.dues(largest)
    beyond = trial.breaks_at(largest + trial.step)
    return Affordable(
        largest=largest,
        terms=terms,
        account=trial.account,
        binding=None if beyond is None else _same(dues, beyond),
        instalment=max(row.payment for row in plan(terms).rows),
        cost=annual_cost(terms),
        days_of_safety=days_of_safety(dues, trial.setting.today),
        until=trial.until,
        is_spent=trial.is_spent,
        reason=why_unlimited(trial, largest) if beyond is None else why_not_more(trial, beyond),
        advice=None if beyond is None else what_raises(trial, largest, beyond),
    )


def _same(dues: Iterable[Due], wanted: Due) -> Due:
    key = (wanted.loan, wanted.number)
    return next((due for due in dues if (due.loan, due.number) == key), wanted)
