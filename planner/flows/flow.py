"""ExpectedFlow: one sum that will probably move, on a day, with what is unsure about it."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

FlowKind = Literal["recurring", "invoice", "instalment", "usual", "transfer", "promise"]
"""`promise` is a single sum that the owner has entered ahead: a planned entry, a loan to come."""


@dataclass(frozen=True, slots=True)
class ExpectedFlow:
    """`amount` (minor units, + in, − out) that `account` will see on `date` if all goes to plan."""

    date: dt.date
    account: str
    amount: int
    kind: FlowKind
    source: str
    """Id of the fact it comes from."""
    title: str = ""
    spread: int = 0
    """Standard deviation of the amount, minor units."""
    delays: tuple[int, ...] = ()
    """Days after `date` on which it may arrive instead, equally likely; empty: on the day."""
    before_income: bool = False
    """Debited before that day's income arrives."""
    number: int = 0
    """Of an instalment; 0 for everything else."""
    days_past_due: int = 0
    is_change: bool = False
    """It only changes another flow: nothing that could be paid, asked for or put off by itself."""

    @property
    def is_unsure(self) -> bool:
        """Whether chance decides its amount or its day."""
        return bool(self.spread or self.delays)

    @property
    def is_due(self) -> bool:
        """Whether it is an instalment that a lender waits for."""
        return self.number > 0
