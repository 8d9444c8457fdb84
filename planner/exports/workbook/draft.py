"""Draft: a workbook being written, with its looks, its language and its sheet titles."""

import datetime as dt
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from planner.exports.cells import Cells, on_sheet, ref, sheet_title
from planner.exports.export import Subject
from planner.exports.styles import Styles
from planner.wording import Wording


@dataclass(slots=True)
class Draft:
    """One XlsxWriter workbook and what is told in it; `done` gives the finished file."""

    subject: Subject
    file: Any
    buffer: BytesIO
    styles: Styles
    titles: set[str] = field(default_factory=lambda: {"history"})

    @property
    def wording(self) -> Wording:
        """The language of the workbook."""
        return self.subject.wording

    @property
    def currency(self) -> str:
        """The book's currency."""
        return self.subject.book.currency

    def sheet(self, title: str) -> Cells:
        """A new sheet at the end, its title made fit and unique."""
        sheet = self.file.add_worksheet(sheet_title(title, self.titles))
        return Cells(sheet, self.styles, self.currency)

    def name(self, name: str, cells: Cells, row: int, column: int) -> str:
        """Gives a cell a name for formulas; returns the name."""
        self.file.define_name(name, "=" + on_sheet(cells.sheet.name, ref(row, column, "rc")))
        return name

    def done(self) -> bytes:
        """The finished file."""
        self.file.close()
        return self.buffer.getvalue()


def new_draft(subject: Subject, title: str) -> Draft:
    """An empty workbook; its properties name no person and its bytes depend on the facts only."""
    import xlsxwriter

    buffer = BytesIO()
    file = xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_urls": False, "strings_to_formulas": False}
    )
    made = dt.datetime(subject.today.year, subject.today.month, subject.today.day)
    file.set_properties({"title": title, "author": "", "company": "", "created": made})
    file.set_calc_mode("auto")
    language = subject.wording.language
    styles = Styles(file, language, subject.book.currency)
    file.formats[0].set_font_name(styles.font)
    file.formats[0].set_font_size(10)
    return Draft(subject, file, buffer, styles)
