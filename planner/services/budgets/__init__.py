"""The parts of the budget table, and what an edited workbook brings back."""
