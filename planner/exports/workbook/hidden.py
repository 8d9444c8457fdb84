"""The hidden sheet: what this workbook was made from, and the plan as it was, cell by cell."""

from planner.basics.money import plain
from planner.exports.budget_table import BudgetTable
from planner.exports.cells import Cells
from planner.exports.workbook.draft import Draft

SCHEMA = 1
TITLE = "_leeway"


def write_hidden(draft: Draft, cells: Cells, table: BudgetTable, sheets: dict[str, str]) -> None:
    """Fills the sheet and hides it: `sheets` are the titles of the others by their role."""
    stamp = draft.subject.outlook.stamp
    facts = {
        "format": "leeway-budget", "schema": str(SCHEMA), "book": stamp.book,
        "currency": table.currency, "language": draft.wording.language,
        "exported_on": draft.subject.today.isoformat(), "today": stamp.today.isoformat(),
        "seed": str(stamp.seed), "paths": str(stamp.paths), "first_month": table.months[0],
        "months": str(len(table.months)),
        **{f"sheet:{role}": title for role, title in sheets.items()},
    }  # fmt: skip
    row = 0
    for row, (key, value) in enumerate(facts.items()):
        cells.text(row, 0, key)
        cells.text(row, 1, value)
    row += 2
    for column, head in enumerate(("month", "category", "plan", "is_typed")):
        cells.text(row, column, head)
    for line in table.rows:
        if not line.category:
            continue
        for month, cell in zip(table.months, line.cells, strict=True):
            row += 1
            amount = plain(cell.plan, table.currency)
            for column, value in enumerate(
                (month, line.category, amount, "1" if cell.is_typed else "0")
            ):
                cells.text(row, column, value)
    cells.sheet.very_hidden()
    cells.sheet.protect("")
