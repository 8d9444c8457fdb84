"""Outlook: the whole look ahead, one frozen value that window, command line and exports share.

Amounts are minor units; chances 0…1.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from planner.flows.flow import FlowKind
from planner.outlook.level import Level


@dataclass(frozen=True, slots=True)
class Stamp:
    """What an outlook was made from: equal stamps mean equal outlooks."""

    book: str
    today: dt.date
    seed: int
    paths: int
    days: int


@dataclass(frozen=True, slots=True)
class DayBand:
    """Possible cash at the end of a day over all spendable accounts: quantiles of the paths."""

    date: dt.date
    p5: int
    p25: int
    p50: int
    p75: int
    p95: int
    expected: int
    """The plan without chance."""


@dataclass(frozen=True, slots=True)
class Due:
    """One coming or missed instalment, judged on the account that is debited."""

    date: dt.date
    loan: str
    loan_name: str
    number: int
    amount: int
    """Still to be paid."""
    account: str
    chance_short: float
    gap_if_short: int
    """Mean gap of the paths that are short."""
    bad_case_gap: int
    """95th percentile of the gap of the paths that are short; 0 when none is."""
    level: Level
    act_by: dt.date
    """Last working day before the debit."""
    move: int
    """What to move into the account by then so that the chance falls under the tight limit."""
    expected_balance_after: int
    """The plan without chance, after this debit and before that day's income."""
    days_past_due: int = 0
    paths_short: int = 0
    """In how many of the paths the money is missing; `chance_short` is made from it."""
    to_cover: int = 0
    """What to move in so that it counts as covered: `move`, and the cushion stays by the plan."""


@dataclass(frozen=True, slots=True)
class Coming:
    """One expected flow on a day, as calendars and lists show it."""

    date: dt.date
    account: str
    amount: int
    kind: FlowKind
    source: str
    """Id of the recurring, invoice or loan; empty for usual flows."""
    title: str
    before_income: bool = False
    """Debited before that day's income arrives."""
    is_change: bool = False
    """It only changes another flow: nothing that could be paid, asked for or put off by itself."""


@dataclass(frozen=True, slots=True)
class ReserveView:
    """The emergency fund against what a month costs."""

    amount: int
    months: Decimal
    """How many months of essential outgoings and instalments it covers, one decimal."""
    target_months: Decimal
    target: int
    """Minor units that the owner's goal needs."""
    advised: int
    advised_months: Decimal
    monthly_need: int
    """Essential outgoings and instalments of one month."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """The look ahead from `stamp.today` over `stamp.days` days."""

    stamp: Stamp
    balance: int
    """Spendable cash this evening."""
    accounts: Mapping[str, int]
    """Balance of every account, the reserve included."""
    days: tuple[DayBand, ...]
    dues: tuple[Due, ...]
    """In order of date; overdue ones first."""
    days_of_safety: int | None
    """Days to the first due date that is not covered; None: none within the horizon."""
    first_risky_due: dt.date | None
    lowest: DayBand | None
    """The day on which the middle path is lowest."""
    reserve: ReserveView
    coming: tuple[Coming, ...]
    chance_short: float
    """Chance that at least one due of the horizon is short."""
    free_to_spend: int
    """Lowest 5 % balance still to come, not below 0: what could be spent today."""
    has_short_history: bool
    """Fewer than 60 days of entries: only the owner's own plan is counted on."""
    free_account: str = ""
    """The account whose payment sets `free_to_spend` though others hold money; "" where none does."""
    chance_runs_out: float | None = None
    """Chance that the money runs out within 60 days; None where an instalment is ahead."""
