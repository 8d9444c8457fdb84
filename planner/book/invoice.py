"""Receivables and payables: money promised with a due date."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

Direction = Literal["receivable", "payable"]


@dataclass(frozen=True, slots=True)
class Invoice:
    """An invoice written or received. `amount` > 0 in minor units; `direction` gives the sign."""

    id: str
    direction: Direction
    party: str
    amount: int
    issued: dt.date
    due: dt.date
    account: str
    settled_on: dt.date | None = None
    category: str = ""

    @property
    def signed(self) -> int:
        """What it will move: + for a receivable, − for a payable (minor units)."""
        return self.amount if self.direction == "receivable" else -self.amount
