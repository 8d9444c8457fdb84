"""到期一次还本付息: one row on the last due date, with the interest of all months together."""

from planner.loans.methods.method import RepaymentMethod, no_fixed_sum, no_principal

METHOD = RepaymentMethod("single_payment", no_fixed_sum, no_principal, has_one_row=True)
