"""Everything the `loan` command tells of one loan, worked out from its terms and events."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from planner.basics.errors import UserError
from planner.basics.text import N_
from planner.book.loan import LoanEvent, Terms
from planner.loans.cost import AnnualCost, annual_cost
from planner.loans.instalment import LoanState, PaymentUse, Schedule
from planner.loans.replay import payments, prepayments_locked, state
from planner.loans.schedule import plan


@dataclass(frozen=True, slots=True)
class LoanFigures:
    """The figures of one loan; amounts in minor units."""

    terms: Terms
    schedule: Schedule
    cost: AnnualCost
    state: LoanState
    payments: tuple[PaymentUse, ...]


def loan_figures(terms: Terms, events: Sequence[LoanEvent], as_of: dt.date | None) -> LoanFigures:
    """The figures of checked terms; without `as_of` as of the last event, or of the draw.

    Raises UserError for an early payment sooner than the contract allows.
    """
    _check_locked(terms, events)
    on = as_of or max((event.date for event in events), default=terms.drawn_on)
    return LoanFigures(
        terms=terms,
        schedule=plan(terms, events),
        cost=annual_cost(terms),
        state=state(terms, events, on),
        payments=payments(terms, events, on),
    )


def _check_locked(terms: Terms, events: Sequence[LoanEvent]) -> None:
    for event in prepayments_locked(terms, events):
        raise UserError(
            N_(
                '"prepay": the early payment of {date} comes before {count} instalments have '
                "fallen due; the contract does not allow it sooner."
            ),
            date=event.date.isoformat(),
            count=terms.prepay.locked_rows,
        )
