"""How a loan stands on the day of an export, as one row."""

import datetime as dt
from dataclasses import dataclass

from planner.outlook.level import Level


@dataclass(frozen=True, slots=True)
class LoanStanding:
    """Amounts in minor units of the book's currency."""

    name: str
    lender: str
    principal_left: int
    payoff: int
    """What would repay it in full today, interest to today and fees counted."""
    next_due: dt.date | None
    """None: all is repaid."""
    next_amount: int
    level: Level | None
    """How the next instalment looks; None: not known, or all is repaid."""
    days_past_due: int
    paid: int
    """Instalments settled so far …"""
    count: int
    """… of this many."""
    yearly_cost: float | None
    """The true cost of the contract per year, a share; None: its rate is not known yet."""
