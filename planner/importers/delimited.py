"""CSV and its relatives to rows, in one pass: strict about quotes, with true line numbers.

An unclosed quote would swallow all that follows, so it refuses the whole file.
"""

import csv
import io
import re
from collections.abc import Iterator
from typing import Any

from planner.basics.errors import UserError
from planner.basics.text import N_
from planner.importers.columns import clean_name, is_known
from planner.importers.source import Cancelled, ImportCancelled, Sheet, never

DELIMITERS = (",", "\t", ";", "，", "|")
"""What may stand between cells."""

_COLUMNS = 1000
_CELLS = 8_000_000
_SPAN = 20
"""A cell may run over so many lines."""

_AFTER_QUOTE = re.compile(r'"[\t ]+(?=[,;\t，|\r\n]|$)')
_SWALLOWED = re.compile(r'[\r\n]\s*"?[0-9]{4}[-/.年]?[0-9]{1,2}[-/.月]?[0-9]{1,2}.*[,;\t]')


def guess_delimiter(text: str) -> str:
    """The delimiter under which most known column names appear, else most even rows."""
    lines = text[:20_000].splitlines()[:60]
    return max(DELIMITERS, key=lambda mark: _evidence(lines, mark))


def _evidence(lines: list[str], mark: str) -> tuple[int, int]:
    names = max(
        (sum(is_known(clean_name(_unquoted(cell))) for cell in line.split(mark)) for line in lines),
        default=0,
    )
    counts = [line.count(mark) for line in lines if line.count(mark)]
    commonest = max(map(counts.count, set(counts)), default=0)
    return names if names > 1 else 0, commonest


def _unquoted(cell: str) -> str:
    """A quoted cell without its quotes, unless they hold a formula's text."""
    bare = cell.strip()
    return bare[1:-1] if len(bare) > 1 and bare[0] == bare[-1] == '"' else bare


def parse(text: str, delimiter: str, name: str, cancelled: Cancelled = never) -> Sheet:
    """The rows of `text`. Raises UserError naming the line of a broken or unclosed quote."""
    tidy = _AFTER_QUOTE.sub('"', text) if '"' in text else text
    if delimiter != "\t":
        tidy = tidy.replace(f"\t{delimiter}", delimiter)
    try:
        return _rows(tidy, delimiter, name, cancelled, strict=True)
    except csv.Error as error:
        if "field larger" in str(error):
            raise _refused(N_(
                "{file}, line {line}: a cell is longer than any statement has. Nothing was imported."
            ), name, error) from None  # fmt: skip
        return _leniently(tidy, delimiter, name, cancelled, error)


class _Broken(csv.Error):
    """A csv error with the line where the broken row begins."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


def _leniently(
    text: str, delimiter: str, name: str, cancelled: Cancelled, error: csv.Error
) -> Sheet:
    """Quotes inside unquoted cells are harmless as long as every row is one line."""
    sheet = (
        None if "unexpected end" in str(error) else _one_per_line(text, delimiter, name, cancelled)
    )
    if sheet is None:
        raise _refused(N_(
            "{file}, line {line}: a quotation mark is opened and never closed. Nothing was "
            "imported; export the file again."
        ), name, error) from None  # fmt: skip
    return sheet


def _one_per_line(text: str, delimiter: str, name: str, cancelled: Cancelled) -> Sheet | None:
    try:
        sheet = _rows(text, delimiter, name, cancelled, strict=False)
    except csv.Error:
        return None
    has_long_cells = any("\n" in cell or "\r" in cell for row in sheet.rows for cell in row)
    return None if has_long_cells else sheet


def _rows(text: str, delimiter: str, name: str, cancelled: Cancelled, *, strict: bool) -> Sheet:
    def reader() -> Any:
        lines = io.StringIO(text, newline="")
        return csv.reader(lines, delimiter=delimiter, strict=strict, skipinitialspace=True)

    is_plain = _is_plain(text)
    is_bare = is_plain and _is_bare(text, delimiter)
    plain = _split(text, delimiter) if is_bare else None
    if plain is None:
        plain = _one_row_per_line(reader())
    if plain is not None and not cancelled():
        return Sheet("", plain, range(1, len(plain) + 1), is_plain=is_plain, is_bare=is_bare)
    rows: list[list[str]] = []
    lines: list[int] = []
    cells = 0
    for line, row in _numbered(reader()):
        cells += len(row)
        if len(row) > _COLUMNS or cells > _CELLS:
            raise UserError(
                N_("{file}, line {line}: more cells than a statement has. Nothing was imported."),
                file=name,
                line=line,
            )
        if not line % 4096 and cancelled():
            raise ImportCancelled
        rows.append(row)
        lines.append(line)
    return Sheet("", rows, lines, is_plain=is_plain)


def _split(text: str, delimiter: str) -> list[list[str]] | None:
    """The rows of a bare text, faster than by the csv module; None where it has odd line ends."""
    if "\r" in text:
        text = text.replace("\r\n", "\n")
        if "\r" in text:
            return None
    lines = text.removesuffix("\n").split("\n")
    if max(map(len, lines)) > csv.field_size_limit():
        return None
    return _not_too_wide([line.split(delimiter) if line else [] for line in lines])


def _one_row_per_line(reader: Any) -> list[list[str]] | None:
    """All rows at once, where each is one line and nothing is wrong; else None."""
    try:
        rows = list(reader)
    except csv.Error:
        return None
    return _not_too_wide(rows) if reader.line_num == len(rows) else None


def _not_too_wide(rows: list[list[str]]) -> list[list[str]] | None:
    widths = [len(row) for row in rows]
    return rows if sum(widths) <= _CELLS and max(widths, default=0) <= _COLUMNS else None


def _is_plain(text: str) -> bool:
    """Whether no cell can have more than blanks around its value."""
    return not any(mark in text for mark in "'=\ufeff")


def _is_bare(text: str, delimiter: str) -> bool:
    """Whether there is no quote, and no blank at either end of any cell."""
    if any(mark in text for mark in '"\t\u3000\u00a0'):
        return False
    ends = (f" {delimiter}", f"{delimiter} ", " \n", "\n ", *((" \r",) if "\r" in text else ()))
    return (
        not text.startswith(" ")
        and not text.endswith(" ")
        and not any(map(text.__contains__, ends))
    )


def _numbered(reader: Any) -> Iterator[tuple[int, list[str]]]:
    """Each row with the line it begins on; a row that has swallowed others is refused."""
    begin = 1
    try:
        for row in reader:
            end = reader.line_num
            if end != begin and (
                end - begin > _SPAN or any(_SWALLOWED.search(cell) for cell in row)
            ):
                raise _Broken("unexpected end of data", begin)
            if row:
                yield begin, row
            begin = end + 1
    except csv.Error as error:
        raise _Broken(str(error), begin) from None


def _refused(key: str, name: str, error: csv.Error) -> UserError:
    return UserError(key, file=name, line=error.line if isinstance(error, _Broken) else 1)
