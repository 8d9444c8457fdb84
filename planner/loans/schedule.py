"""The repayment plan as it stands after all events."""

from collections.abc import Sequence
from functools import lru_cache

from planner.book.loan import LoanEvent, Terms
from planner.loans.changes import happen, standing
from planner.loans.instalment import Schedule
from planner.loans.running import RunningLoan


def plan(terms: Terms, events: Sequence[LoanEvent] = ()) -> Schedule:
    """All rows, those that have fallen due and those to come, after all `events`.

    Rows' principal plus prepaid principal is the principal drawn; the last balance is 0.
    """
    return _plan(terms, tuple(events))


@lru_cache(maxsize=256)
def _plan(terms: Terms, events: tuple[LoanEvent, ...]) -> Schedule:
    loan = RunningLoan(terms)
    for event in standing(events):
        happen(loan, event)
    while loan.next_due is not None:
        loan.dues.clear()  # nobody asks for penalty any more: keeps long plans fast
        loan.fall_due()
    draw_fees = sum(fee.amount for fee in terms.fees if fee.when == "draw")
    return Schedule(tuple(loan.rows), draw_fees)
