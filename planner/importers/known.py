"""Tables whose columns the owner has named before, known again by their headings.

The header's signature is the set of its cleaned names and the delimiter; lines above it, the
order of the columns and the name of the sheet may differ from month to month.
"""

import csv
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from planner.importers.columns import HEADER_ROWS, ROLES, clean_name
from planner.importers.source import Sheet

_HEAD = 20_000
"""Bytes (or characters) at the beginning of a file that are searched for a header."""


class KnownHeader(NamedTuple):
    """A layout the owner has described. `is_named`: asked for by name, so its columns suffice."""

    id: str
    names: frozenset[str]
    """All cleaned headings; never empty."""
    columns: tuple[tuple[str, str, int], ...]
    """(role, cleaned heading, 0-based place)."""
    delimiter: str = ""
    """Empty for workbooks."""
    encoding: str = ""
    """The one the owner chose; empty: found by itself."""
    is_named: bool = False

    def fits(self, row: Sequence[str]) -> bool:
        """Whether `row` is the header of this layout."""
        names = signature(row)
        if self.is_named:
            return {name for _, name, _ in self.columns if name} <= names
        return names == self.names

    def placed(self, row: Sequence[str]) -> dict[str, int]:
        """Role -> index of its column under the header `row`."""
        names = [clean_name(cell) for cell in row]
        found = {}
        for role, name, place in self.columns:
            at = names.index(name) if names.count(name) == 1 else place
            if role in ROLES and at < len(names):
                found[role] = at
        return found


def signature(row: Iterable[str]) -> frozenset[str]:
    """The cleaned names in a row, without empty cells."""
    return frozenset(filter(None, map(clean_name, row)))


def header_in(sheet: Sheet, known: Iterable[KnownHeader]) -> tuple[int, KnownHeader] | None:
    """Index of the first row that is a known header, and which one; None where there is none."""
    listed = tuple(known)
    for index, row in enumerate(sheet.rows[:HEADER_ROWS] if listed else ()):
        for one in listed:
            if one.fits(row):
                return index, one
    return None


def recalled(raw: bytes, decoded: str, known: Iterable[KnownHeader]) -> KnownHeader | None:
    """The layout whose header stands in a text file, under its own encoding and delimiter."""
    for one in known:
        if not one.delimiter:
            continue
        head = raw[:_HEAD].decode(one.encoding, "ignore") if one.encoding else decoded[:_HEAD]
        if any(one.fits(_cells(line, one.delimiter)) for line in head.splitlines()[:HEADER_ROWS]):
            return one
    return None


def _cells(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter, skipinitialspace=True), [])
    except csv.Error:
        return []


def described(
    header: Sequence[str], columns: Mapping[str, int]
) -> tuple[tuple[str, str, int], ...]:
    """(role, cleaned heading, place) of the columns that were named under a header."""
    return tuple(
        (role, clean_name(header[place]) if place < len(header) else "", place)
        for role, place in sorted(columns.items())
    )
