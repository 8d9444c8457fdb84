"""How a sheet is printed and protected: A4 landscape, one page wide, page numbers, no password."""

from planner.exports.cells import Cells
from planner.exports.workbook.draft import Draft

ROW_HEIGHT = 15.5
"""Set for every row, because programs differ in the height they give to Chinese text."""
_ALLOWED = {
    "format_columns": True, "format_rows": True, "sort": True, "autofilter": True,
    "select_locked_cells": True, "select_unlocked_cells": True,
}  # fmt: skip


def set_page(
    draft: Draft,
    cells: Cells,
    *,
    head: tuple[int, int] | None = None,
    freeze: tuple[int, int] | None = None,
    pages_high: int = 0,
) -> None:
    """Paper, margins, footer, rows repeated on every page (`head`), frozen panes, protection."""
    sheet = cells.sheet
    sheet.set_default_row(ROW_HEIGHT)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, pages_high)
    sheet.set_margins(left=0.45, right=0.45, top=0.5, bottom=0.65)
    sheet.center_horizontally()
    sheet.hide_gridlines(2)
    sheet.set_footer(_footer(draft), {"margin": 0.3})
    if head:
        sheet.repeat_rows(*head)
    if freeze:
        sheet.freeze_panes(*freeze)
    sheet.protect("", _ALLOWED)


def _footer(draft: Draft) -> str:
    """Book and date on the left, sheet in the middle, page numbers on the right."""
    name = draft.subject.book.info.name[:60].replace("&", "&&")
    pages = draft.wording._("Page {page} of {pages}").format(page="&P", pages="&N")
    return f"&L&8 {name}  {draft.subject.today:%Y-%m-%d}&C&8&A&R&8 {pages}"
