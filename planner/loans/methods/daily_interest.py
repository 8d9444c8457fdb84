"""随借随还: interest by the day on every due date, principal any day, the rest on the last."""

from planner.loans.methods.method import RepaymentMethod, no_fixed_sum, no_principal

METHOD = RepaymentMethod("daily_interest", no_fixed_sum, no_principal, runs_by_day=True)
