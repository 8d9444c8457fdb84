"""The budget workbook, sheet by sheet: live formulas whose values are stored from our own model."""
