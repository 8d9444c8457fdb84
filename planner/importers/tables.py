"""Finding the tables in a file whose layout nobody knows: header, columns, order of dates."""

from collections.abc import Sequence
from dataclasses import replace

from planner.basics.errors import UserError
from planner.basics.text import N_
from planner.importers.columns import clean, guess, likely_header
from planner.importers.dates import read_moment
from planner.importers.importer import ReadOptions
from planner.importers.known import KnownHeader, header_in
from planner.importers.numbers import read_cell
from planner.importers.signs import chain
from planner.importers.source import Sheet, Source
from planner.importers.statement import Table

_SAMPLE = 200
_MOST = 0.8


def tables_of(source: Source, options: ReadOptions) -> list[Table]:
    """Every sheet that is a table: by the owner's choice, by its header, or by its cells."""
    sheets = [sheet for sheet in source.sheets if not options.sheet or sheet.name == options.sheet]
    if remembered(source, options):
        sheets = [sheet for sheet in sheets if header_in(sheet, _layouts(source, options))]
    found = [table for sheet in sheets if (table := _table(sheet, source, options))]
    if options.columns:
        columns = dict(options.columns)
        found = [replace(table, columns=columns) for table in found]
    return found


def remembered(source: Source, options: ReadOptions) -> KnownHeader | None:
    """The layout named before that some sheet has; None where the owner decides anew."""
    if options.columns or options.header_row:
        return None
    layouts = _layouts(source, options)
    headers = (header_in(sheet, layouts) for sheet in source.sheets)
    return next((found[1] for found in headers if found), None)


def _layouts(source: Source, options: ReadOptions) -> list[KnownHeader]:
    return [one for one in options.known if one.is_named or one.delimiter == source.delimiter]


def _table(sheet: Sheet, source: Source, options: ReadOptions) -> Table | None:
    if options.header_row > 0:
        return _named_header(sheet, source, options.header_row)
    if options.header_row < 0:
        return Table(sheet, -1, _by_content(sheet) or {}, source.is_cut)
    known = header_in(sheet, _layouts(source, options))
    if known is not None:
        return Table(sheet, known[0], known[1].placed(sheet.rows[known[0]]), source.is_cut)
    header = likely_header(sheet)
    if header is not None:
        return Table(sheet, header, guess(sheet.rows[header]), source.is_cut)
    if options.columns:
        return Table(sheet, -1, {}, source.is_cut)
    columns = _by_content(sheet) if len(source.sheets) == 1 else None
    return Table(sheet, -1, columns, source.is_cut) if columns else None


def _named_header(sheet: Sheet, source: Source, line: int) -> Table | None:
    if line not in sheet.lines:
        return None
    index = list(sheet.lines).index(line)
    return Table(sheet, index, guess(sheet.rows[index]), source.is_cut)


def _by_content(sheet: Sheet) -> dict[str, int] | None:
    """Columns of a table without header: a date, a text, and money that proves itself.

    Two columns of which each row fills one are out and in only where the balance agrees;
    a single column must hold both signs.
    """
    rows = [[clean(cell) for cell in row] for row in sheet.rows[:_SAMPLE] if any(row)]
    width = min((len(row) for row in rows), default=0)
    if width < 2:
        return None
    columns = list(zip(*(row[:width] for row in rows), strict=True))
    dates = [index for index, cells in enumerate(columns) if _share(cells, _is_date) >= _MOST]
    money = [
        index
        for index, cells in enumerate(columns)
        if index not in dates and _share(cells, _is_amount) == 1 and any(cells)
    ]
    texts = [index for index in range(width) if index not in {*dates, *money}]
    roles = _money_roles(columns, money)
    if not dates or roles is None:
        return None
    return {"date": dates[0], **({"note": texts[0]} if texts else {}), **roles}


def _money_roles(columns: Sequence[Sequence[str]], money: Sequence[int]) -> dict[str, int] | None:
    if len(money) == 3:
        first, second, balance = money
        if _is_chain(columns, first, second, balance):
            return {"money_out": first, "money_in": second, "balance": balance}
        if _is_chain(columns, second, first, balance):
            return {"money_out": second, "money_in": first, "balance": balance}
    if len(money) in {1, 2} and any(cell.startswith(("-", "−", "(")) for cell in columns[money[0]]):
        return {"amount": money[0], **({"balance": money[1]} if len(money) == 2 else {})}
    return None


def _is_chain(columns: Sequence[Sequence[str]], out: int, came: int, balance: int) -> bool:
    def numbers(index: int) -> list[int]:
        return [read_cell(cell, "CNY").minor or 0 for cell in columns[index]]

    amounts = [plus - minus for plus, minus in zip(numbers(came), numbers(out), strict=True)]
    return chain(amounts, numbers(balance)).proves


def _share(cells: Sequence[str], test: object) -> float:
    assert callable(test)
    filled = [cell for cell in cells if cell]
    return sum(bool(test(cell)) for cell in filled) / len(filled) if filled else 1.0


def _is_date(cell: str) -> bool:
    return read_moment(cell) is not None


def _is_amount(cell: str) -> bool:
    return read_cell(cell, "CNY").minor is not None


def checked_columns(table: Table, name: str) -> None:
    """Raises UserError when a table lacks a date or any money column."""
    has_money = bool({"amount", "money_in", "money_out"} & set(table.columns))
    if "date" not in table.columns or not has_money:
        raise UserError(
            N_(
                "{file}: name a column for the date and one for the amount (or one each for money "
                "in and money out). Nothing was imported."
            ),
            file=name,
        )
