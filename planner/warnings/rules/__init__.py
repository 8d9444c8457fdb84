"""The table of warning rules: one file each."""

from planner.warnings.early_warning import Rule
from planner.warnings.rules.debt_load import debt_load
from planner.warnings.rules.due_soon import due_soon
from planner.warnings.rules.few_records import few_records
from planner.warnings.rules.income_falling import income_falling
from planner.warnings.rules.large_customer import large_customer
from planner.warnings.rules.late_customer import late_customer
from planner.warnings.rules.money_short import money_short
from planner.warnings.rules.overdue import overdue
from planner.warnings.rules.promise_due import promise_due
from planner.warnings.rules.record_check import record_check
from planner.warnings.rules.reserve_low import reserve_low
from planner.warnings.rules.shortfall_ahead import shortfall_ahead
from planner.warnings.rules.supplier_prices import supplier_prices

RULES: tuple[Rule, ...] = (
    overdue,
    shortfall_ahead,
    money_short,
    due_soon,
    few_records,
    reserve_low,
    promise_due,
    record_check,
    late_customer,
    income_falling,
    supplier_prices,
    debt_load,
    large_customer,
)
