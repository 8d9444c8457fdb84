"""A proposal for repayment as values: what the letter tells the lender. Amounts are minor units.

Filled by `planner.services.troubles.proposing`; nothing of it names anybody but owner and lender.
"""

import datetime as dt
from dataclasses import dataclass

from planner.loans.instalment import Instalment, LoanState


@dataclass(frozen=True, slots=True)
class MonthFigures:
    """One month of the business, all amounts >= 0 but `income` and `expense` after corrections."""

    first: dt.date
    income: int
    expense: int
    repaid: int
    """Repayments of all loans: made, or due with this proposal."""

    @property
    def left(self) -> int:
        """What remains after expenses and repayments."""
        return self.income - self.expense - self.repaid


@dataclass(frozen=True, slots=True)
class Offer:
    """The plan that is offered."""

    title: str
    """English source text of its name."""
    at_once: int
    """Wanted at once: the sum now, and penalty and fees that stay due."""
    sum_now: int
    """Of it, what the owner pays beyond penalty and fees."""
    rows: tuple[Instalment, ...]
    """Its instalments to come."""
    extra: int
    """More than the plan of today in the end; negative: less."""
    chance_kept: float
    """Chance that every instalment of the coming year is covered."""

    @property
    def later(self) -> int:
        """All instalments together."""
        return sum(row.payment for row in self.rows)


@dataclass(frozen=True, slots=True)
class Proposal:
    """Everything that the letter says beside its fixed words."""

    today: dt.date
    sender: str
    """Name of the business; may be empty."""
    place: str
    lender: str
    loan: str
    number: str
    """Number of the contract as the owner gave it; empty: a line to fill in."""
    drawn_on: dt.date
    principal: int
    currency: str
    state: LoanState
    """What is owed today, by part."""
    behind: int
    """Instalments of which the day has come and that still want money."""
    oldest: dt.date
    """The oldest due date that still wants money; before it the next one."""
    wanted: int
    """What has fallen due; before that the next instalment."""
    reason: str
    """The owner's words; may be empty."""
    past: tuple[MonthFigures, ...]
    """Months that are over, as booked."""
    coming: tuple[MonthFigures, ...]
    """This month and those after it, as the forecast has them."""
    offer: Offer | None
    """None: no plan can be kept surely enough, so that a talk is proposed."""
    asks: tuple[str, ...]
    """Keys of `ASKS`."""
    more_asks: tuple[str, ...]
    """The owner's own words."""
    enclosures: tuple[str, ...]
    """Keys of `ENCLOSURES`."""
    more_enclosures: tuple[str, ...]
    answer_by: dt.date

    @property
    def penalty(self) -> int:
        """Penalty and compound interest that are not paid yet."""
        return self.state.penalty_on_principal + self.state.penalty_on_interest
