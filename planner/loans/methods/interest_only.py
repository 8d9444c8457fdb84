"""先息后本: interest on every due date, the principal on the last."""

from planner.loans.methods.method import RepaymentMethod, no_fixed_sum, no_principal

METHOD = RepaymentMethod("interest_only", no_fixed_sum, no_principal)
