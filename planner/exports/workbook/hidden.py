"""The hidden sheet: what this workbook was made from, and the plan as it was, cell by cell.

`planner.importers.budget_workbook` reads it when the workbook comes back.
"""

from planner.basics.money import plain
from planner.exports.budget_table import BudgetTable
from planner.exports.cells import Cells
from planner.exports.workbook.budget_rows import MEASURES
from planner.exports.workbook.draft import Draft

SCHEMA = 1
TITLE = "_leeway"


def write_hidden(draft: Draft, cells: Cells, table: BudgetTable, sheets: dict[str, str]) -> None:
    """Fills the sheet and hides it: `sheets` are the titles of the others by their role."""
    stamp = draft.subject.outlook.stamp
    facts = {
        "format": "leeway-budget", "schema": str(SCHEMA), "book_id": draft.subject.book_id,
        "book": stamp.book,
        "currency": table.currency, "language": draft.wording.language,
        "exported_on": draft.subject.today.isoformat(), "today": stamp.today.isoformat(),
        "seed": str(stamp.seed), "paths": str(stamp.paths), "first_month": table.months[0],
        "months": str(len(table.months)),
        **{f"sheet:{role}": title for role, title in sheets.items()},
        **{f"measure:{line}": draft.wording.say(words) for line, words in enumerate(MEASURES)},
    }  # fmt: skip
    row = 0
    for row, (key, value) in enumerate(facts.items()):
        cells.text(row, 0, key)
        cells.text(row, 1, value)
    row = _write_names(cells, table, row + 2)
    _write_plan(cells, table, row + 2)
    cells.sheet.very_hidden()
    cells.sheet.protect("")


def _write_names(cells: Cells, table: BudgetTable, row: int) -> int:
    """The categories, as they were called; returns the last row."""
    _line(cells, row, "category", "name", "flow")
    for line in table.rows:
        if line.category:
            row += 1
            _line(cells, row, line.category, str(line.name), line.flow)
    return row


def _write_plan(cells: Cells, table: BudgetTable, row: int) -> None:
    _line(cells, row, "month", "category", "plan", "is_typed")
    for line in table.rows:
        for month, cell in zip(table.months, line.cells, strict=True):
            row += 1
            amount = plain(cell.plan, table.currency)
            _line(cells, row, month, line.key, amount, "1" if cell.is_typed else "0")


def _line(cells: Cells, row: int, *values: str) -> None:
    for column, value in enumerate(values):
        cells.text(row, column, value)
