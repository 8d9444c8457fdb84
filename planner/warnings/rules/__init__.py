"""The table of warning rules: one file each."""

from planner.warnings.early_warning import Rule

RULES: tuple[Rule, ...] = ()
