"""All entries as a plain list: CSV for other programs, xlsx for people."""

import csv
import datetime as dt
import io
from collections.abc import Iterator

from planner.basics.errors import UserError
from planner.basics.money import plain
from planner.basics.text import N_
from planner.book.book import Book
from planner.exports.cells import csv_text
from planner.exports.export import Export, Subject
from planner.exports.workbook.draft import Draft, new_draft
from planner.exports.workbook.page import set_page

MOST = 1_048_000
"""Rows that fit one sheet of a workbook."""
WIDTHS = (12, 18, 18, 28, 38, 15, 18, 14)


def content(subject: Subject, suffix: str) -> bytes:
    """The file's bytes, CSV (UTF-8 with BOM, CRLF) or xlsx. Raises UserError when there is none."""
    if not len(subject.book.ledger):
        raise UserError(N_("There are no entries in this book yet, so there is nothing to export."))
    return _csv(subject) if suffix == ".csv" else _xlsx(subject)


def _heads(subject: Subject) -> list[str]:
    _ = subject.wording._
    return [_("Date"), _("Account"), _("Category"), _("Payee"), _("Note"),
            _("Amount"), _("To account"), "id"]  # fmt: skip


def _rows(book: Book) -> Iterator[tuple[dt.date, str, str, str, str, int, str, str]]:
    accounts = {key: account.name for key, account in book.accounts.items()} | {"": ""}
    categories = {key: category.name for key, category in book.categories.items()} | {"": ""}
    for entry in book.ledger:
        yield (
            entry.date, accounts[entry.account], categories[entry.category], entry.payee,
            entry.note, entry.amount, accounts[entry.to_account], entry.id,
        )  # fmt: skip


def _csv(subject: Subject) -> bytes:
    """Text columns are guarded against formulas, amounts and dates are not."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(_heads(subject))
    currency = subject.book.currency
    for date, account, category, payee, note, amount, to_account, key in _rows(subject.book):
        writer.writerow((
            date.isoformat(), csv_text(account), csv_text(category), csv_text(payee),
            csv_text(note), plain(amount, currency), csv_text(to_account), csv_text(key),
        ))  # fmt: skip
    return file.getvalue().encode("utf-8-sig")


def _xlsx(subject: Subject) -> bytes:
    if len(subject.book.ledger) > MOST:
        raise UserError(
            N_("A sheet holds {most} rows at most. Export the entries as .csv instead."),
            most=subject.wording.number(MOST),
        )
    draft = new_draft(subject, subject.wording._("Leeway entries"))
    _sheet(draft)
    return draft.done()


def _sheet(draft: Draft) -> None:
    cells = draft.sheet(draft.wording.pgettext("sheet", "Entries"))
    for column, head in enumerate(_heads(draft.subject)):
        cells.text(0, column, head, "head")
        cells.sheet.set_column(column, column, WIDTHS[column])
    date, text, money = cells.dates(), cells.texts(), cells.moneys()
    for row, (day, *words, note, amount, to_account, key) in enumerate(
        _rows(draft.subject.book), 1
    ):
        date(row, 0, day.toordinal())
        for column, value in enumerate((*words, note), 1):
            text(row, column, value)
        money(row, 5, amount)
        text(row, 6, to_account)
        text(row, 7, key)
    cells.sheet.autofilter(0, 0, len(draft.subject.book.ledger), len(WIDTHS) - 1)
    set_page(draft, cells, head=(0, 0), freeze=(1, 0))


ENTRIES = Export(
    kind="entries",
    title=N_("List of entries"),
    about=N_("Every entry as a plain list, for other programs or your accountant."),
    suffixes=(".csv", ".xlsx"),
    content=content,
)
