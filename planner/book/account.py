"""Accounts and categories: where money lies, and what it is for."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

AccountKind = Literal["cash", "bank", "wallet", "card", "reserve"]
Flow = Literal["income", "expense", "debt", "transfer"]


@dataclass(frozen=True, slots=True)
class Account:
    """A place where money lies. Amounts in minor units of the book's currency."""

    id: str
    name: str
    kind: AccountKind
    opening: int
    """Balance before the first entry."""
    opened_on: dt.date
    minimum: int = 0
    """The owner does not want the balance below this."""
    counted_at: dt.datetime | None = None
    """When the owner read the balance off; it holds what had happened by then, and `opening` is
    worked back from it. None: `opening` is the balance at the beginning of `opened_on`."""

    @property
    def is_spendable(self) -> bool:
        """Whether the forecast may spend from it: neither the reserve nor borrowed card money."""
        return self.kind not in {"reserve", "card"}


@dataclass(frozen=True, slots=True)
class Category:
    """What an entry is for.

    `debt` (repayments) and `transfer` (own money moving) are neither income nor expense.
    """

    id: str
    name: str
    flow: Flow
    essential: bool = False
    """An expense the business can't do without (rent, wages); others may be cut first."""
    group: str = ""
    """Heading in the budget; empty: none."""
