"""The table of warning rules: one file each."""

from planner.warnings.early_warning import Rule
from planner.warnings.rules.due_soon import due_soon
from planner.warnings.rules.few_records import few_records
from planner.warnings.rules.overdue import overdue
from planner.warnings.rules.promise_due import promise_due
from planner.warnings.rules.reserve_low import reserve_low
from planner.warnings.rules.shortfall_ahead import shortfall_ahead

RULES: tuple[Rule, ...] = (
    overdue,
    shortfall_ahead,
    due_soon,
    few_records,
    reserve_low,
    promise_due,
)
