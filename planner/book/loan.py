"""Loans as the contract has them, and what happened since. Nothing here is computed.

Words and defaults follow the command-line contract; the arithmetic lives in `planner.loans`.
"""

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from planner.basics.dates import Holiday
from planner.basics.money import Rounding

Method = Literal[
    "equal_instalment", "equal_principal", "interest_only", "single_payment", "daily_interest"
]
YearDays = Literal[360, 365, "actual"]
EventType = Literal[
    "pay", "prepay", "extend", "reschedule", "fee", "waive", "rate", "draw", "reverse", "accelerate"
]
Bucket = Literal["fee", "penalty", "interest", "principal"]
Backing = Literal["security", "guarantor"]
UNKNOWN_RATE = "rate"
"""Among `Terms.assumed`: the rate is still to be filled in. Never assumed for what is left out."""


@dataclass(frozen=True, slots=True)
class Rate:
    """An interest rate as written in the contract: 0.144 per year, 0.0004 per day."""

    value: Decimal
    per: Literal["day", "year"] = "year"
    spread: Decimal = Decimal(0)
    """Added to `value`: the points above the reference rate (LPR) that `value` then holds."""


@dataclass(frozen=True, slots=True)
class Penalty:
    """罚息 and 复利: day rate × `multiplier` on what is overdue."""

    multiplier: Decimal = Decimal("1.5")
    grace_days: int = 0
    compound: bool = True


@dataclass(frozen=True, slots=True)
class Prepay:
    """How an early payment changes the plan, and what it costs."""

    mode: Literal["lower", "shorten"] = "lower"
    fee_rate: Decimal = Decimal(0)
    fee_rows: int = 0
    """The fee is asked only until this many instalments have fallen due; 0: always."""
    locked_rows: int = 0
    """No early payment before this many instalments have fallen due."""


@dataclass(frozen=True, slots=True)
class Fee:
    """A charge of `amount` minor units, at the draw or with each instalment."""

    amount: int
    when: Literal["draw", "each"]


@dataclass(frozen=True, slots=True)
class RateChange:
    """From `date` on the contract rate is `rate`."""

    date: dt.date
    rate: Rate


@dataclass(frozen=True, slots=True)
class LateAllocation:
    """Another order of allocation once the debt is more than `after_days` days past due."""

    after_days: int = 90
    order: tuple[Bucket, ...] = ("principal", "interest", "penalty", "fee")


@dataclass(frozen=True, slots=True)
class Terms:
    """The contract of one loan; amounts in minor units."""

    principal: int
    drawn_on: dt.date
    method: Method
    first_due: dt.date
    rate: Rate
    instalments: int = 1
    due_day: int = 0
    """1–31; 0: the day of `first_due`."""
    interest: Literal["monthly", "daily"] = "monthly"
    year_days: YearDays = 360
    rounding: Rounding = "half_up"
    instalment_unit: int = 1
    """Instalments are rounded to this many minor units."""
    penalty: Penalty = field(default_factory=Penalty)
    allocation: tuple[Bucket, ...] = ("fee", "penalty", "interest", "principal")
    prepay: Prepay = field(default_factory=Prepay)
    holiday: Holiday = "none"
    fees: tuple[Fee, ...] = ()
    rate_changes: tuple[RateChange, ...] = ()
    debit: Literal["before_income", "after_income"] = "before_income"
    late_allocation: LateAllocation | None = None
    assumed: tuple[str, ...] = ()
    """Keys of terms that nobody has confirmed from the contract: our usual values stand in.

    With `UNKNOWN_RATE` among them the rate is not known: `rate` is 0 then, and no figure of interest,
    penalty or cost may be shown as if it were.
    """

    @property
    def is_rate_unknown(self) -> bool:
        """Whether the owner has not told the rate yet."""
        return UNKNOWN_RATE in self.assumed

    @property
    def received(self) -> int:
        """Money paid out at the draw: the principal less the fees kept back (minor units)."""
        return self.principal - sum(fee.amount for fee in self.fees if fee.when == "draw")


@dataclass(frozen=True, slots=True)
class Loan:
    """A loan in the book."""

    id: str
    name: str
    debit_account: str
    terms: Terms
    lender: str = ""
    books_cash: bool = True
    """Draw and payments move money in `debit_account` by themselves; False: entries hold them."""
    backing: tuple[Backing, ...] = ()
    """What stands for it beside the debtor: a security, a guarantor."""
    contract_number: str = ""
    """As the lender writes it; it stands in letters."""


@dataclass(frozen=True, slots=True)
class LoanEvent:
    """Something that happened to a loan; `amount` in minor units, > 0.

    `pay`, `prepay`, `fee` and `draw` need an amount; `rate` needs `rate`; `extend` adds
    `instalments` rows at the end; `reschedule` spreads what is owed anew over `instalments`
    rows from `first_due`; `waive` gives up `amount` of `part` (0: all of it that is owed);
    `accelerate` makes the whole debt due; `reverse` undoes the event named in `reverses`.
    """

    id: str
    loan: str
    type: EventType
    date: dt.date
    amount: int = 0
    order: int = 0
    """Position among the events of one day."""
    source: str = ""
    """Keys of imported rows that told of it (as in `Entry.source`)."""
    rate: Rate | None = None
    """Of `rate` and `reschedule`: the contract rate from this day on."""
    instalments: int = 0
    """Of `extend`: rows added; of `reschedule`: rows of the new plan."""
    first_due: dt.date | None = None
    """Of `reschedule`: its first due date."""
    method: Method | None = None
    """Of `reschedule`: the new repayment method; None: as before."""
    interest_rows: int = 0
    """Of `reschedule`: so many of its first rows bear interest alone, the others all principal."""
    part: Bucket | None = None
    """Of `waive`: penalty (also when None), interest or fee."""
    reverses: str = ""
    """Of `reverse`: the id of the event that counts as never happened."""
