"""What a repayment method decides: the fixed sum of a plan and the principal of a row."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class RepaymentMethod:
    """One way to repay. The machine in `planner.loans.running` asks it row by row."""

    key: str
    """As written in terms."""
    fixed: Callable[[int, int, Fraction], Fraction]
    """(balance, rows to come, monthly rate) -> the sum that stays equal, not rounded."""
    principal: Callable[[int, int], int]
    """(fixed sum, interest of the row) -> principal of a row that is not the last."""
    has_one_row: bool = False
    """Everything falls due on the last due date."""
    runs_by_day: bool = False
    """Interest is by the day whatever the terms say."""


def no_fixed_sum(balance: int, rows: int, monthly_rate: Fraction) -> Fraction:
    """For methods whose rows before the last hold no principal."""
    return Fraction(0)


def no_principal(fixed: int, interest: int) -> int:
    """For methods whose rows before the last hold no principal."""
    return 0
