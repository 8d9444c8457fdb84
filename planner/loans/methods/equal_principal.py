"""等额本金: every row repays the same principal, with the interest on what is left."""

from fractions import Fraction

from planner.loans.methods.method import RepaymentMethod


def _part(balance: int, rows: int, monthly_rate: Fraction) -> Fraction:
    return Fraction(balance, rows)


def _principal(fixed: int, interest: int) -> int:
    return fixed


METHOD = RepaymentMethod("equal_principal", _part, _principal)
