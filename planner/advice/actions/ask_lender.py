"""Ask the lender for more time: smaller instalments over more months, or interest only for a while.

Nothing of this can be done without the lender; its cost is the interest that it adds.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from planner.advice.action import Idea
from planner.advice.actions._loan_cost import next_order, still_to_pay
from planner.advice.actions._shared import fresh_id
from planner.basics.dates import add_months
from planner.basics.errors import UserError
from planner.basics.text import N_, NN_, Text, counted, text
from planner.book.book import Book
from planner.book.edit import Edit, adding
from planner.book.loan import Loan, LoanEvent, Method, Terms
from planner.loans.instalment import OpenDue
from planner.loans.replay import open_dues
from planner.outlook.outlook import Due, Outlook

MORE = (3, 6, 12)
"""Instalments added to those left."""
LENGTHS = (24, 36, 48, 60, 84, 120)
"""Months over which the rest is spread where that is longer."""
INTEREST_ROWS = (3, 6)
"""Months in which only interest is paid; the rest is spread over as many months as now."""
LATER = (3, 6, 12)
"""Months by which a loan with one last payment is extended."""
LEVEL: tuple[Method, ...] = ("equal_instalment", "equal_principal")


def ask_lender(book: Book, outlook: Outlook, due: Due) -> Iterator[Idea]:
    """Reschedules (重组) of a loan in instalments, extensions (展期) of one paid back at its end."""
    loan, today = book.loans[due.loan], outlook.stamp.today
    events = book.events_of(loan.id)
    opened = _opened(loan.terms, events, today)
    methods = [event.method for event in events if event.method] or [loan.terms.method]
    for step, (said, event) in enumerate(_asked(loan, opened, today, methods[-1])):
        fresh = fresh_id(book, "loan_event", f"ask-{loan.id}-{today}-{step}")
        made = replace(event, id=fresh, order=next_order(events, today))
        try:
            added = still_to_pay(loan.terms, (*events, made), today)
        except UserError:
            continue
        cost = added - sum(one.left for one in opened)
        edit = Edit(said, (adding("loan_event", made),))
        yield Idea("ask_lender", said, edit, cost, effort=10 + step, needs_lender=True)


def _asked(
    loan: Loan, opened: tuple[OpenDue, ...], today: dt.date, method: Method
) -> Iterator[tuple[Text, LoanEvent]]:
    """What could be asked for, the smallest change first."""
    coming = [one.due for one in opened if one.due > today]
    if method not in LEVEL and coming:
        for months in LATER:
            said = counted(
                *NN_("Ask to extend {loan} by {count} month", "Ask to extend {loan} by {count} months"),
                months, loan=loan.name,
            )  # fmt: skip
            yield said, LoanEvent("", loan.id, "extend", today, instalments=months)
        return
    left = max(len(coming), 1)
    first = coming[0] if coming else _next_day(loan, today)
    level: Method = method if method in LEVEL else "equal_instalment"
    for more in INTEREST_ROWS:
        yield (
            text(N_("Ask to pay only interest on {loan} for {count} months"), loan=loan.name, count=more),
            LoanEvent(
                "", loan.id, "reschedule", today, instalments=left + more, first_due=first,
                method=level, interest_rows=more,
            ),
        )  # fmt: skip
    for rows in sorted({*(left + more for more in MORE), *(n for n in LENGTHS if n > left)}):
        yield (
            text(N_("Ask to spread what is left of {loan} over {count} months"), loan=loan.name, count=rows),
            LoanEvent("", loan.id, "reschedule", today, instalments=rows, first_due=first, method=level),
        )  # fmt: skip


def _next_day(loan: Loan, today: dt.date) -> dt.date:
    """The loan's day of the month, a month ahead."""
    return add_months(today, 1, loan.terms.due_day or loan.terms.first_due.day)


@lru_cache(maxsize=64)
def _opened(terms: Terms, events: tuple[LoanEvent, ...], today: dt.date) -> tuple[OpenDue, ...]:
    return open_dues(terms, events, today)
