"""等额本息: every row pays the same; what is not interest is principal."""

from fractions import Fraction

from planner.loans.methods.method import RepaymentMethod


def level_payment(balance: int, rows: int, monthly_rate: Fraction) -> Fraction:
    """The equal payment P·i·(1+i)ⁿ / ((1+i)ⁿ − 1), exact; P/n without interest."""
    if not monthly_rate:
        return Fraction(balance, rows)
    part, whole = monthly_rate.numerator, monthly_rate.denominator
    grown, base = (part + whole) ** rows, whole**rows
    return Fraction(balance * part * grown, whole * (grown - base))


def _principal(fixed: int, interest: int) -> int:
    """Never below 0: a row whose interest exceeds the level payment pays the interest alone."""
    return max(0, fixed - interest)


METHOD = RepaymentMethod("equal_instalment", level_payment, _principal)
