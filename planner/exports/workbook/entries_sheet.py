"""All entries, and the money that loans moved, as one table: the budget's actual figures add it up."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple

from planner.basics.text import NC_
from planner.book.book import Book
from planner.book.ledger import Coded
from planner.exports.budget_table import BudgetTable
from planner.exports.cells import Cells, on_sheet, span
from planner.exports.styles import lines_of
from planner.exports.workbook.draft import Draft
from planner.exports.workbook.page import set_page

ID, ROW, DATE, ACCOUNT, CATEGORY, PAYEE, NOTE, AMOUNT, TO_ACCOUNT = range(9)
HEAD = 3
FIRST = HEAD + 1
MOST = 1_000_000
"""Rows that fit a sheet with room to spare; of more entries the newest are shown."""


WIDTHS = {DATE: 12, ACCOUNT: 16, CATEGORY: 18, PAYEE: 26, NOTE: 34, AMOUNT: 16, TO_ACCOUNT: 16}
SHORT = 12
"""Texts of so many letters fit one line whatever they are written in."""


class Line(NamedTuple):
    """One line of the table; `row` is the number of its row in the budget, 0: none."""

    day: int
    id: str
    row: int
    account: str
    category: str
    payee: str
    note: str
    amount: int
    to_account: str


@dataclass(frozen=True, slots=True)
class EntryNames:
    """Names of the table's columns in formulas."""

    amounts: str
    rows: str
    dates: str


def write_entries(draft: Draft, cells: Cells, table: BudgetTable) -> EntryNames:
    """Fills the sheet; returns the names of the columns that the budget adds up."""
    everything = _lines(draft, table)
    lines = everything[-MOST:]
    cells.text(0, DATE, draft.wording.pgettext("sheet", "Entries"), "title")
    cells.text(1, DATE, _count(draft, len(lines), len(everything)), "subtitle")
    last = FIRST + max(len(lines), 1) - 1
    _table(draft, cells, last)
    write_lines(cells, lines, FIRST)
    _look(draft, cells, last)
    return EntryNames(
        amounts=_named(draft, cells, NC_("cell name", "Entries_amount"), AMOUNT, last),
        rows=_named(draft, cells, NC_("cell name", "Entries_row"), ROW, last),
        dates=_named(draft, cells, NC_("cell name", "Entries_date"), DATE, last),
    )


def _count(draft: Draft, shown: int, total: int) -> str:
    wording = draft.wording
    if shown < total:
        words = wording._("The newest {shown} of {total} entries")
        return words.format(shown=wording.number(shown), total=wording.number(total))
    count = wording.ngettext("{count} entry", "{count} entries", shown)
    return count.format(count=wording.number(shown))


def write_lines(cells: Cells, lines: list[Line], first: int) -> None:
    """Writes the lines from row `first` on (by far the most cells of a workbook)."""
    text, money, number = cells.texts(), cells.moneys(), cells.numbers("muted", "whole")
    indented = cells.texts("indent")
    hidden, wrapped, date = cells.texts("muted"), cells.texts("wrap"), cells.dates()
    for at, line in enumerate(lines, first):
        hidden(at, ID, line.id)
        number(at, ROW, line.row)
        date(at, DATE, line.day)
        text(at, ACCOUNT, line.account)
        text(at, CATEGORY, line.category)
        wrapped(at, PAYEE, line.payee)
        wrapped(at, NOTE, line.note)
        money(at, AMOUNT, line.amount)
        indented(at, TO_ACCOUNT, line.to_account)
        if len(line.note) > SHORT or len(line.payee) > SHORT:
            high = max(lines_of(line.note, WIDTHS[NOTE]), lines_of(line.payee, WIDTHS[PAYEE]))
            cells.sheet.set_row(at, 15 * min(high, 12))


def _named(draft: Draft, cells: Cells, key: tuple[str, str], column: int, last: int) -> str:
    name = draft.wording.pgettext(*key)
    place = span((FIRST, column), (last, column), "rc")
    draft.file.define_name(name, "=" + on_sheet(cells.sheet.name, place))
    return name


def _lines(draft: Draft, table: BudgetTable) -> list[Line]:
    """Entries and the moves of loans by date."""
    numbers = {row.key: number for number, row in enumerate(table.rows, 1)}
    book = draft.subject.book
    lines = [*_entries(book, numbers), *_loan_lines(draft, book, numbers)]
    lines.sort(key=itemgetter(0))
    return lines


def _entries(book: Book, numbers: Mapping[str, int]) -> Iterator[Line]:
    ledger = book.ledger
    accounts = {key: account.name for key, account in book.accounts.items()}
    categories = {key: category.name for key, category in book.categories.items()}
    for day, key, account, category, payee, note, amount, to_account in zip(
        ledger.days.tolist(), ledger.ids, _texts(ledger.accounts), _texts(ledger.categories),
        _texts(ledger.payees), ledger.notes, ledger.amounts.tolist(), _texts(ledger.to_accounts),
        strict=True,
    ):  # fmt: skip
        if to_account:
            row = 0
        elif category:
            row = numbers.get(category, 0)
        else:
            row = numbers.get("_income" if amount > 0 else "_expense", 0)
        yield Line(
            day, key, row, accounts.get(account, account), categories.get(category, category),
            payee, note, amount, accounts.get(to_account, ""),
        )  # fmt: skip


def _texts(column: Coded) -> Iterator[str]:
    values = column.values
    return (values[code] for code in column.codes.tolist())


def _loan_lines(draft: Draft, book: Book, numbers: Mapping[str, int]) -> Iterator[Line]:
    """Draws and payments that loans book by themselves."""
    for move in book.loan_cash:
        key = f"draw:{move.loan}" if move.amount > 0 else f"loan:{move.loan}"
        word = (
            draft.wording._("Loan paid out") if move.amount > 0 else draft.wording._("Instalment")
        )
        loan = book.loans[move.loan]
        yield Line(
            move.date.toordinal(), key, numbers.get(key, 0), book.accounts[move.account].name,
            word, loan.lender or loan.name, loan.name, move.amount, "",
        )  # fmt: skip


def _table(draft: Draft, cells: Cells, last: int) -> None:
    _ = draft.wording._
    heads = ("id", _("Budget row"), _("Date"), _("Account"), _("Category"),
             _("Payee"), _("Note"), _("Amount"), _("To account"))  # fmt: skip
    head = cells.styles("head")
    columns = [{"header": name, "header_format": head} for name in heads]
    cells.sheet.add_table(HEAD, 0, last, TO_ACCOUNT, {
        "name": draft.wording.pgettext(*NC_("cell name", "Entries")),
        "style": "Table Style Light 1", "columns": columns,
    })  # fmt: skip


def _look(draft: Draft, cells: Cells, last: int) -> None:
    for column, width in WIDTHS.items():
        cells.sheet.set_column(column, column, width)
    cells.sheet.set_column(ID, ROW, 8, None, {"hidden": True})
    cells.sheet.set_row(0, 28)
    cells.sheet.set_row(HEAD, 20)
    cells.sheet.print_area(0, 0, last, TO_ACCOUNT)
    set_page(draft, cells, head=(HEAD, HEAD), freeze=(FIRST, 0))
