"""What a loan comes to: instalments of the plan, dues still open, the state on a day.

Amounts are minor units of the book's currency throughout.
"""

import datetime as dt
from dataclasses import dataclass, field
from typing import Literal

RiskClass = Literal["normal", "attention", "substandard", "doubtful", "loss"]


@dataclass(frozen=True, slots=True)
class Instalment:
    """One row of the repayment plan."""

    number: int
    due: dt.date
    """The day it counts as due, after the holiday rule."""
    payment: int
    principal: int
    interest: int
    fee: int
    balance: int
    """Principal left after it."""
    moved_from: dt.date | None = field(default=None, compare=False)
    """The day of the contract where the holiday rule moved it; None: it stands on its day."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """The repayment plan as it stands after all events."""

    rows: tuple[Instalment, ...]
    draw_fees: int = 0

    @property
    def payment(self) -> int:
        """All payments of the rows plus the fees kept back at the draw."""
        return sum(row.payment for row in self.rows) + self.draw_fees

    @property
    def interest(self) -> int:
        """All contract interest of the rows."""
        return sum(row.interest for row in self.rows)

    @property
    def fee(self) -> int:
        """All fees, those at the draw included."""
        return sum(row.fee for row in self.rows) + self.draw_fees


@dataclass(frozen=True, slots=True)
class OpenDue:
    """An instalment that still wants money: `left` of `payment`, kept money already counted."""

    number: int
    due: dt.date
    payment: int
    left: int
    days_past_due: int
    """0 on and before the due date and within the grace."""


@dataclass(frozen=True, slots=True)
class LoanState:
    """What is owed on a day, in six parts and a fee."""

    date: dt.date
    principal_normal: int
    principal_overdue: int
    interest_normal: int
    interest_overdue: int
    penalty_on_principal: int
    penalty_on_interest: int
    fee: int
    days_past_due: int
    bucket: str
    """M0, M1 (1–30 days), M2 …"""
    risk_class: RiskClass
    due_now: int
    payoff: int


@dataclass(frozen=True, slots=True)
class PaymentUse:
    """How one payment has been used by the as-of day; the parts add up to `amount`."""

    date: dt.date
    amount: int
    fee: int
    penalty: int
    interest: int
    principal: int
    unapplied: int
