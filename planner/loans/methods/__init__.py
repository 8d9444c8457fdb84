"""The table of repayment methods: one file each (`method` says what a method is)."""

from planner.loans.methods import (
    daily_interest,
    equal_instalment,
    equal_principal,
    interest_only,
    single_payment,
)
from planner.loans.methods.method import RepaymentMethod

REPAYMENT_METHODS: tuple[RepaymentMethod, ...] = (
    equal_instalment.METHOD,
    equal_principal.METHOD,
    interest_only.METHOD,
    single_payment.METHOD,
    daily_interest.METHOD,
)


def method_of(key: str) -> RepaymentMethod:
    """The method with this key; KeyError if the table has none (terms are checked before)."""
    return _BY_KEY[key]


_BY_KEY = {method.key: method for method in REPAYMENT_METHODS}
