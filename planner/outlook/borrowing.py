"""Borrowing, tried out: a loan laid over the book and judged on the same futures as everything else."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import replace

from planner.basics.money import exponent
from planner.basics.text import N_, text
from planner.book.book import Book
from planner.book.edit import Edit, adding, apply
from planner.book.loan import Loan, Terms
from planner.loans.schedule import plan
from planner.outlook.due_risk import due_of, judged
from planner.outlook.outlook import Due
from planner.outlook.runway import first_risky
from planner.simulation.paths import Simulation, simulate
from planner.simulation.setting import Cancelled, Setting, never

ROUND = 100
"""Principals are tried in whole hundreds of the currency."""
LEAST_DAYS, MOST_DAYS = 365, 1826
"""New loans are judged up to their last instalment, at least a year and at most five ahead."""
_TITLE = text(N_("A new loan"))


def with_loans(book: Book, loans: Iterable[Loan]) -> Book:
    """`book` with more loans. Raises UserError when an id is taken or an account is not there."""
    return apply(book, Edit(_TITLE, tuple(adding("loan", loan) for loan in loans)))


def days_to_judge(terms: Iterable[Terms], today: dt.date) -> int:
    """How many days to look ahead so that every instalment of `terms` is seen."""
    last = max((row.due for one in terms for row in plan(one).rows), default=today)
    return min(max((last - today).days, LEAST_DAYS), MOST_DAYS)


def dues_of(simulation: Simulation) -> tuple[Due, ...]:
    """Every due of a simulated book, as the outlook shows it."""
    return tuple(due_of(one, simulation.book) for one in judged(simulation))


def free_key(book: Book, stem: str = "new-loan") -> str:
    """An id that no loan of the book has."""
    key = stem
    while key in book.loans:
        key += "-"
    return key


class Borrowing:
    """One question: what if so much were borrowed on these terms? The futures are drawn once."""

    def __init__(
        self,
        book: Book,
        terms: Terms,
        account: str,
        setting: Setting,
        *,
        spent: bool,
        cancelled: Callable[[], bool] = never,
    ) -> None:
        """Draws the futures. Raises Cancelled when `cancelled()` turns true meanwhile."""
        self.book, self.terms, self.account = book, terms, account
        self.is_spent, self.setting, self._cancelled = spent, setting, cancelled
        self.key = free_key(book)
        self.step = int(ROUND * 10 ** exponent(book.currency))
        kept_back = terms.principal - terms.received
        self.smallest = (kept_back // self.step + 1) * self.step
        self._futures = simulate(self._book_with(self.smallest), setting, cancelled)

    @property
    def until(self) -> dt.date:
        """Dues after this day are not looked at."""
        return self.setting.today + dt.timedelta(days=self.setting.days)

    def of(self, principal: int) -> Terms:
        """The terms with another principal (minor units)."""
        return replace(self.terms, principal=principal)

    def dues(self, principal: int) -> tuple[Due, ...]:
        """Every due with so much borrowed; 0: without the loan. Raises Cancelled."""
        if self._cancelled():
            raise Cancelled
        book = self._book_with(principal) if principal else self.book
        return dues_of(self._futures.of(book))

    def breaks_at(self, principal: int) -> Due | None:
        """The first due that is not covered with so much borrowed; None: all are."""
        return first_risky(self.dues(principal))

    def _book_with(self, principal: int) -> Book:
        terms = self.of(principal)
        loan = Loan(self.key, "", self.account, terms, books_cash=not self.is_spent)
        return with_loans(self.book, [loan])
