"""The plan for months to come, and the emergency fund's goal."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """What one category is planned to bring (+) or cost (−) in one month, minor units."""

    month: str
    """Written like 2026-12."""
    category: str
    amount: int

    @property
    def id(self) -> str:
        """Month and category as one key: there is one line for each pair."""
        return f"{self.month}/{self.category}"


@dataclass(frozen=True, slots=True)
class Reserve:
    """The emergency fund: which accounts hold it, and for how many months it shall last."""

    accounts: tuple[str, ...] = ()
    target_months: Decimal = Decimal(3)

    @property
    def id(self) -> str:
        """There is one emergency fund."""
        return "reserve"
