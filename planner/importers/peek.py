"""A first look at a file for the import window: raw rows, the guessed header and columns."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from planner.importers.importer import Importer, ReadOptions
from planner.importers.opening import open_source
from planner.importers.source import Cancelled, Kind, Sheet, Source, never
from planner.importers.tables import tables_of

ROWS = 40
"""So many rows are shown."""


@dataclass(frozen=True, slots=True)
class PeekSheet:
    """One sheet as the owner sees it before anything is read."""

    name: str
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    """Line of each row in the file, from 1."""
    header_row: int
    """Line of the header; 0: none was found."""
    columns: Mapping[str, int]
    """Role -> 0-based column, as guessed by name."""
    row_count: int


@dataclass(frozen=True, slots=True)
class Peek:
    """What a file looks like. `format` is empty where no format knows it."""

    file: str
    kind: Kind
    format: str
    title: str
    """English key of the format's name."""
    encoding: str
    delimiter: str
    sheets: tuple[PeekSheet, ...]

    @property
    def needs_columns(self) -> bool:
        """Whether the owner has to name the columns, because no header was recognised."""
        return not self.format


def peek(
    path: Path, importers: tuple[Importer, ...], options: ReadOptions, cancelled: Cancelled = never
) -> Peek:
    """A first look at a file; nothing is read into amounts. Raises UserError as reading does."""
    source = open_source(path, options, cancelled)
    known = next((one for one in importers if one.recognise(source)), None)
    return Peek(
        file=path.name,
        kind=source.kind,
        format=known.name if known else "",
        title=known.title if known else "",
        encoding=source.encoding,
        delimiter=source.delimiter,
        sheets=_sheets(source, options),
    )


def _sheets(source: Source, options: ReadOptions) -> tuple[PeekSheet, ...]:
    tables = {table.sheet.name: table for table in tables_of(source, options)}
    found = []
    for sheet in source.sheets or (_as_sheet(source.text),):
        table = tables.get(sheet.name)
        found.append(
            PeekSheet(
                sheet.name,
                tuple(tuple(row) for row in sheet.rows[:ROWS]),
                tuple(sheet.lines[:ROWS]),
                table.header_line if table else 0,
                dict(table.columns) if table else {},
                len(sheet.rows),
            )
        )
    return tuple(found)


def _as_sheet(text: str) -> Sheet:
    """A file that is no table, line by line."""
    lines = text.splitlines()
    return Sheet("", [[line] for line in lines[:ROWS]], list(range(1, min(len(lines), ROWS) + 1)))
