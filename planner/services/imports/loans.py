"""Which loan of the book a repayment in a bill belongs to.

Certain matches only: the lender or the product is named, or sum and day fit one due date of
one loan and nothing in the row names another lender.
"""

import datetime as dt
import re
from typing import NamedTuple

from planner.book.book import Book
from planner.book.loan import Loan, LoanEvent

_NEAR = 10
"""Days between a payment and the due date it may settle."""
_SAME = 3
"""Days between a payment recorded by hand and its row in a bill."""
_FAMILIES = (
    ("网商贷", "网商银行", "mybank"),
    ("微粒贷", "微众银行", "webank"),
    ("借呗",),
    ("花呗",),
    ("白条",),
    ("月付",),
    ("信用卡",),
)
"""Products of one lender under several names; two families never match."""
_FILLER = re.compile(r"股份有限公司|有限公司|还款|贷款|主动|自动|[\s\-—（）()\[\]0-9:：,，.。]+")


class LoanMatch(NamedTuple):
    """The loan that was paid, and the payment recorded before if there is one."""

    loan: str
    recorded: LoanEvent | None = None


class LoanMatcher:
    """Matches repayments to the loans of a book; every recorded payment is confirmed once."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._loans = tuple(book.loans.values())
        self._confirmed: set[str] = set()

    def match(self, words: str, amount: int, date: dt.date) -> LoanMatch | None:
        """The loan a payment of `amount` > 0 belongs to, or None where that is not certain."""
        named = [loan for loan in self._loans if _is_named(loan, words)]
        candidates = named or [loan for loan in self._loans if not _names_another(loan, words)]
        paid = [loan for loan in candidates if self._is_due(loan, amount, date)]
        if len(paid) == 1:
            return self._matched(paid[0], amount, date)
        running = [loan for loan in named if loan.terms.drawn_on <= date]
        if len(running) == 1:
            return self._matched(running[0], amount, date)
        return None

    def _is_due(self, loan: Loan, amount: int, date: dt.date) -> bool:
        from planner.loans.schedule import plan

        if date < loan.terms.drawn_on:
            return False
        rows = plan(loan.terms, self._book.events_of(loan.id)).rows
        return any(row.payment == amount and abs((row.due - date).days) <= _NEAR for row in rows)

    def _matched(self, loan: Loan, amount: int, date: dt.date) -> LoanMatch:
        for event in self._book.events_of(loan.id):
            is_same = event.type in {"pay", "prepay"} and event.amount == amount
            # One that came from another file is the same payment only on the same day.
            days = 0 if event.source else _SAME
            is_near = abs((event.date - date).days) <= days
            if is_same and is_near and event.id not in self._confirmed:
                self._confirmed.add(event.id)
                return LoanMatch(loan.id, event)
        return LoanMatch(loan.id)


def _family(words: str) -> int | None:
    low = words.lower()
    found = {index for index, names in enumerate(_FAMILIES) if any(name in low for name in names)}
    return found.pop() if len(found) == 1 else None


def _is_named(loan: Loan, words: str) -> bool:
    title = f"{loan.name} {loan.lender}"
    family = _family(words)
    if family is not None and family == _family(title) and family != len(_FAMILIES) - 1:
        return True
    if family is not None and _family(title) is not None and family != _family(title):
        return False
    bare = _FILLER.sub("", words)
    names = (_FILLER.sub("", name) for name in (loan.name, loan.lender))
    return any(len(name) >= 2 and name in bare for name in names)


def _names_another(loan: Loan, words: str) -> bool:
    """Whether the row names a product that this loan is not."""
    family = _family(words)
    return family is not None and family != _family(f"{loan.name} {loan.lender}")
