"""The log of contacts as PDF or sheet: with names masked to share, or complete for one's own lawyer."""

from dataclasses import replace

from planner.basics.errors import UserError
from planner.basics.text import N_
from planner.exports.cells import Cells
from planner.exports.contact_pages import HEADS, about, document, values
from planner.exports.contact_table import ContactRow, ContactTable
from planner.exports.export import Export, Subject
from planner.exports.pdf.press import pdf
from planner.exports.styles import lines_of
from planner.exports.workbook.draft import new_draft
from planner.exports.workbook.page import ROW_HEIGHT, set_page

WIDTHS = (16, 10, 18, 14, 12, 14, 14, 40, 34, 40, 16, 20)
_TOP = 3
"""Row of the heads."""
MOST_LINES = 26
"""Spreadsheet programs allow no higher row."""


def redacted(subject: Subject, suffix: str) -> bytes:
    """The file without names, numbers, amounts and words. Raises UserError without records."""
    plain = replace(subject.book, info=replace(subject.book.info, name=""))
    return _written(replace(subject, book=plain), subject.masked_contacts(), suffix)


def complete(subject: Subject, suffix: str) -> bytes:
    """The file with everything that was noted. Raises UserError without records."""
    return _written(subject, subject.contacts(), suffix)


def _written(subject: Subject, table: ContactTable, suffix: str) -> bytes:
    if not table.rows:
        raise UserError(N_("No contact is noted in this book yet, so there is nothing to export."))
    if suffix == ".pdf":
        return pdf(document(table, subject.wording, subject.today, subject.book.info.name))
    return _sheet(subject, table)


def _sheet(subject: Subject, table: ContactTable) -> bytes:
    say = subject.wording._
    draft = new_draft(subject, say(N_("Leeway contact record")))
    cells = draft.sheet(subject.wording.pgettext("sheet", "Contacts"))
    cells.text(0, 0, say(N_("Contact record")), "title")
    cells.merged(1, 0, len(WIDTHS) - 1, about(table, subject.wording), "subtitle")
    for column, head in enumerate(HEADS):
        cells.text(_TOP, column, say(head), "head")
        cells.sheet.set_column(column, column, WIDTHS[column])
    for number, row in enumerate(table.rows, _TOP + 1):
        _write(cells, number, row)
    set_page(draft, cells, head=(_TOP, _TOP), freeze=(_TOP + 1, 0))
    return draft.done()


def _write(cells: Cells, number: int, row: ContactRow) -> None:
    words = values(row)
    for column, word in enumerate(words):
        cells.text(number, column, word, "wrap", "top")
    heights = (
        sum(lines_of(part, WIDTHS[at]) for part in word.split("\n"))
        for at, word in enumerate(words)
    )
    cells.sheet.set_row(number, ROW_HEIGHT * min(max(heights), MOST_LINES))


CONTACTS = Export(
    kind="contacts",
    title=N_("Contact record, names masked"),
    about=N_(
        "Every call, letter and visit with its day and manner; names, numbers, amounts and words "
        "are left out, so that it can be shown around."
    ),
    suffixes=(".pdf", ".xlsx"),
    content=redacted,
)
CONTACTS_FULL = Export(
    kind="contacts_full",
    title=N_("Contact record, complete"),
    about=N_("Everything that was noted, with names and seals, for yourself or your lawyer."),
    suffixes=(".pdf", ".xlsx"),
    content=complete,
)
