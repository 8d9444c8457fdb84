"""The child process that reads workbooks and XML: `python -m planner.importers.child KIND`.

The file comes on standard input, its rows go to standard output as JSON lines: an object opens
a sheet, an array is a row that begins with its line. The child limits its own memory and time,
so a hostile file can end it and nothing else. A frozen app has no `-m`; it starts itself with
`WORD` and calls `main` then.
"""

import datetime as dt
import io
import json
import struct
import sys
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import Any, TextIO

WORD = "read-workbook"
MEMORY = 2**30
SECONDS = 20
OUTPUT = 512 * 2**20
_COLUMNS = 1000
_ROWS = 300_000
_LAST_ROW = 2**20
"""No spreadsheet has rows beyond it, not even empty ones."""
_CELLS = 4_000_000

Rows = Iterator[Any]


class _Refused(Exception):  # noqa: N818 - an answer to the parent
    """`code` tells the parent which sentence to say."""

    def __init__(self, code: str, line: int = 0) -> None:
        super().__init__(code)
        self.code = code
        self.line = line


def main(kind: str) -> int:
    """Read standard input as `kind` and write its rows; 0 also when the file is refused."""
    _limit()
    raw = sys.stdin.buffer.read()
    out = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", errors="replace")
    answer(kind, raw, out)
    out.flush()
    return 0


def answer(kind: str, raw: bytes, out: TextIO) -> None:
    """Write the rows of `raw` as JSON lines, or why it is refused."""
    try:
        rows = READERS[kind](raw)
        out.writelines(json.dumps(row, ensure_ascii=False, cls=_Cells) + "\n" for row in rows)
    except _Refused as refused:
        out.write(json.dumps({"refused": refused.code, "line": refused.line}) + "\n")
    except MemoryError:
        out.write(json.dumps({"refused": "too_large", "line": 0}) + "\n")


class _Cells(json.JSONEncoder):
    """Decimal-looking numbers are written by `_cell` itself, so nothing else is left."""


def _limit() -> None:
    """Memory, processor time and output of this process (not on Windows: the parent's clock)."""
    try:
        import resource
    except ImportError:
        return
    for what, limit in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, OUTPUT),
    ):
        resource.setrlimit(what, (limit, limit))


def _xlsx(raw: bytes) -> Rows:
    book, counted = _workbook(raw, data_only=True), _Count()
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible":
            yield from _sheet(sheet, counted)


def _workbook(raw: bytes, *, data_only: bool) -> Any:
    import openpyxl

    warnings.simplefilter("ignore")
    _forgive_bad_cells()
    try:
        return openpyxl.load_workbook(io.BytesIO(raw), read_only=True, data_only=data_only)
    except _DAMAGE as error:
        raise _Refused("damaged") from error


def _sheet(sheet: Any, counted: "_Count", *, with_formulas: bool = False) -> Rows:
    yield {"sheet": sheet.title}
    sheet.reset_dimensions()
    read = _written if with_formulas else _cell
    try:
        for number, values in enumerate(sheet.iter_rows(values_only=not with_formulas), 1):
            row = [read(value) for value in values]
            yield from counted.checked(number, row)
    except _DAMAGE as error:
        raise _Refused("damaged") from error


def _written(cell: Any) -> Any:
    """A cell's value; a formula stands behind a NUL, which no text keeps."""
    if cell.data_type != "f":
        return _cell(cell.value)
    return f"\0{getattr(cell.value, 'text', cell.value)}"


def _budget(raw: bytes) -> Rows:
    """Our own workbook come back: each sheet as it was written, then again with stored values."""
    counted = _Count()
    for data_only in (False, True):
        book = _workbook(raw, data_only=data_only)
        for title in _budget_sheets(book):
            yield from _sheet(book[title], counted, with_formulas=not data_only)


def _budget_sheets(book: Any) -> list[str]:
    """The hidden sheet and the one it names as the budget; where that was renamed: all."""
    titles = [sheet.title for sheet in book.worksheets]
    if HIDDEN not in titles:
        return []
    try:
        rows = list(book[HIDDEN].iter_rows(max_row=_FACTS, max_col=2, values_only=True))
    except _DAMAGE as error:
        raise _Refused("damaged") from error
    named = [row[1] for row in rows if row[0] == BUDGET]
    return [HIDDEN, *named] if named and named[0] in titles else titles


HIDDEN, BUDGET = "_leeway", "sheet:budget"
"""The sheet and the fact by which a budget workbook knows itself."""
_FACTS = 40


_DAMAGE = (
    ValueError,
    KeyError,
    TypeError,
    IndexError,
    AttributeError,
    SyntaxError,
    OSError,
    EOFError,
    zipfile.BadZipFile,
    zlib.error,
)
"""What openpyxl and xlrd raise on files that are not what they claim (ParseError is a SyntaxError)."""


def _forgive_bad_cells() -> None:
    """One bad cell must not end the sheet: openpyxl's parser gives "#BAD" for it instead.

    The class is private to openpyxl 3.1, hence the pinned major version and a test.
    """
    from openpyxl.worksheet import _read_only, _reader

    class Forgiving(_reader.WorkSheetParser):
        def parse_cell(self, element: Any) -> dict[str, Any]:
            try:
                return super().parse_cell(element)
            except (ValueError, OverflowError, IndexError, KeyError, TypeError):
                self.col_counter = getattr(self, "col_counter", 0)
                return {
                    "row": self.row_counter, "column": max(1, self.col_counter), "value": "#BAD",
                    "data_type": "s", "style_id": 0,
                }  # fmt: skip

    vars(_read_only)["WorkSheetParser"] = Forgiving


class _Count:
    """Rows and cells so far, over all sheets."""

    def __init__(self) -> None:
        self.cells = 0

    def checked(self, number: int, row: list[Any]) -> Rows:
        """The row with its line, without empty cells at its end; nothing for an empty row."""
        while row and row[-1] == "":
            row.pop()
        if not row:
            if number > _LAST_ROW:
                raise _Refused("too_wide", number)
            return
        self.cells += len(row)
        if len(row) > _COLUMNS or number > _ROWS or self.cells > _CELLS:
            raise _Refused("too_wide", number)
        yield [number, *row]


def _cell(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return _number(value)
    if isinstance(value, dt.datetime):
        is_day = value.time() == dt.time()
        return value.date().isoformat() if is_day else value.strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return str(value).replace("\0", "")


def _number(value: float) -> Any:
    """The number as a workbook shows it: 15 digits, so that 0.1 + 0.2 is 0.3 again."""
    if isinstance(value, int):
        return value if abs(value) < 10**15 else float(value)
    if value != value or abs(value) == float("inf"):  # noqa: PLR0124 - NaN is not itself
        return str(value)
    short = float(f"{value:.15g}")
    return int(short) if short == int(short) and abs(short) < 10**15 else short


def _xls(raw: bytes) -> Rows:
    import xlrd
    from xlrd.biffh import XLRDError
    from xlrd.compdoc import CompDocError

    if "EncryptedPackage".encode("utf-16-le") in raw:
        raise _Refused("encrypted")
    try:
        book = xlrd.open_workbook(file_contents=raw, logfile=io.StringIO(), on_demand=True)
        counted = _Count()
        for sheet in book.sheets():
            if sheet.visibility:
                continue
            yield {"sheet": sheet.name}
            for index in range(sheet.nrows):
                row = [_xls_cell(cell, book.datemode) for cell in sheet.row(index)]
                yield from counted.checked(index + 1, row)
    except XLRDError as error:
        raise _Refused("encrypted" if "ncrypt" in str(error) else "damaged") from error
    except (
        *_DAMAGE, CompDocError, ArithmeticError, AssertionError, RecursionError, struct.error,
    ) as error:  # fmt: skip
        raise _Refused("damaged") from error


def _xls_cell(cell: Any, datemode: Any) -> Any:
    import xlrd

    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            return _cell(xlrd.xldate_as_datetime(cell.value, datemode))
        except (ValueError, OverflowError):
            return "#BAD"
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return "#BAD"
    return _cell(cell.value)


def _html(raw: bytes) -> Rows:
    from planner.importers.html import table_rows

    counted = _Count()
    yield {"sheet": ""}
    for number, row in table_rows(raw):
        yield from counted.checked(number, row)


def _camt(raw: bytes) -> Rows:
    from planner.importers.camt import statement_rows

    try:
        for sheet, rows in statement_rows(raw):
            yield {"sheet": sheet}
            for number, row in enumerate(rows, 1):
                yield [number, *row]
    except (ValueError, LookupError) as error:  # refusals of defusedxml, unknown encodings
        raise _Refused("damaged") from error
    except SyntaxError as error:
        raise _Refused("damaged", getattr(error, "position", (0, 0))[0]) from error


READERS: dict[str, Callable[[bytes], Rows]] = {
    "xlsx": _xlsx,
    "budget": _budget,
    "xls": _xls,
    "html": _html,
    "camt": _camt,
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
