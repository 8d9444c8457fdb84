"""Our own budget workbook, come back from Excel, WPS or LibreOffice with the owner's changes.

Rows are found by the ids in their hidden column, so that they may be sorted, moved and renamed.
What the workbook was made from stands on its hidden sheet (`planner.exports.workbook.hidden`).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from planner.basics.errors import UserError
from planner.basics.money import LIMIT, exponent, parse_amount, rounded
from planner.basics.text import N_, Text, text
from planner.importers.child import HIDDEN
from planner.importers.numbers import read_cell
from planner.importers.safe import check_archive, is_archive, is_workbook, read_bytes
from planner.importers.source import Cancelled, Number, Sheet, never
from planner.importers.workbook import read_sheets

SCHEMA = "1"
_FORMULA = "\0"
_HEAD_ROWS = 30


class Planned(NamedTuple):
    """A plan as it was exported: minor units, + in, − out; typed by the owner or worked out."""

    amount: int
    is_typed: bool


class Named(NamedTuple):
    """A category as it was exported."""

    name: str
    flow: str


class PlanCell(NamedTuple):
    """A yellow cell as it is in the file."""

    place: str
    minor: int | None
    """As shown there; None where nothing can be read (then with a reason) or the cell is empty."""
    written: str = ""
    """A formula, or an amount as text; "" for a plain number."""
    reason: Text | None = None


@dataclass(frozen=True, slots=True)
class EditedRow:
    """One line of plans."""

    place: str
    """The cell of its name."""
    key: str
    """The hidden id; empty for a row that the owner has added."""
    name: str
    part: str
    """The part of the sheet under whose heading it stands: income, expense, debt, other."""
    cells: Mapping[str, PlanCell]
    """By month, written like 2026-12."""

    @property
    def is_empty(self) -> bool:
        """Whether no month holds anything."""
        return all(cell.minor is None and not cell.reason for cell in self.cells.values())


@dataclass(frozen=True, slots=True)
class BudgetWorkbook:
    """What was exported, and what the file holds now."""

    file: str
    book_id: str
    currency: str
    names: Mapping[str, Named]
    """By category id."""
    base: Mapping[tuple[str, str], Planned]
    """By month and row id."""
    rows: tuple[EditedRow, ...]


def read_budget_workbook(path: Path, cancelled: Cancelled = never) -> BudgetWorkbook:
    """The workbook in the file at `path`, checked like every foreign file and read in a child.

    Raises UserError when it is none of ours, of another version, or can't be read.
    """
    raw, name = read_bytes(path), path.name
    if not is_archive(raw) or not is_workbook(raw):
        raise _not_ours(name)
    check_archive(raw, name)
    sheets = read_sheets(raw, "budget", name, cancelled)
    written, stored = sheets[: len(sheets) // 2], sheets[len(sheets) // 2 :]
    hidden = next((sheet for sheet in written if sheet.name == HIDDEN), None)
    if hidden is None:
        raise _not_ours(name)
    facts, names, base = _hidden(hidden, name)
    for sheet, values in zip(written, stored, strict=True):
        head = None if sheet is hidden else _head(sheet, sorted({month for month, _ in base}))
        if head is not None:
            rows = tuple(_rows(_Grid(sheet, values, head, facts, names)))
            return BudgetWorkbook(
                name, facts.get("book_id", ""), facts["currency"], names, base, rows
            )
    raise UserError(
        N_(
            "{file}: the budget sheet lacks its head row with the hidden ids and the months. "
            "Nothing was changed; export the workbook again and repeat your changes."
        ),
        file=name,
    )


def _not_ours(name: str) -> UserError:
    return UserError(
        N_(
            "{file} is no budget workbook of Leeway. Nothing was changed; a sheet kept by hand "
            "comes in through “Import bills”."
        ),
        file=name,
    )


# the hidden sheet

_Hidden = tuple[dict[str, str], dict[str, Named], dict[tuple[str, str], Planned]]


def _hidden(sheet: Sheet, name: str) -> _Hidden:
    facts: dict[str, str] = {}
    names: dict[str, Named] = {}
    base: dict[tuple[str, str], Planned] = {}
    part = "facts"
    for found in sheet.rows:
        first, second, third, fourth = (*map(str, found), "", "", "", "")[:4]
        if (first, second) in {("category", "name"), ("month", "category")}:
            part = first
        elif part == "facts":
            facts[first] = second
        elif part == "category":
            names[first] = Named(second, third)
        else:
            base[first, second] = Planned(_amount(third, facts, name), fourth == "1")
    if facts.get("format") != "leeway-budget" or not base or "currency" not in facts:
        raise _not_ours(name)
    if facts.get("schema") != SCHEMA:
        raise UserError(
            N_(
                "{file} was written by another version of Leeway. Nothing was changed; export the "
                "workbook again and repeat your changes."
            ),
            file=name,
        )
    return facts, names, base


def _amount(written: str, facts: Mapping[str, str], name: str) -> int:
    try:
        return parse_amount(written, facts.get("currency", ""))
    except UserError:
        raise _not_ours(name) from None


# the budget sheet


class _Head(NamedTuple):
    """Where the head row stands: 0-based row, columns of ids, names, measures and months."""

    row: int
    key: int
    name: int
    months: Mapping[str, int]


class _Grid(NamedTuple):
    sheet: Sheet
    values: Sheet
    head: _Head
    facts: Mapping[str, str]
    names: Mapping[str, Named]


def _head(sheet: Sheet, months: Sequence[str]) -> _Head | None:
    """The row with "id", a name and one date, or one formula counting on, for each month."""
    for number, row in enumerate(sheet.rows[:_HEAD_ROWS]):
        if "id" not in row:
            continue
        key = list(row).index("id")
        named = [at for at in range(key + 1, len(row)) if row[at]]
        dated = [at for at in named if _is_month(str(row[at]))]
        if named and len(dated) == len(months):
            columns = MappingProxyType(dict(zip(months, dated, strict=True)))
            return _Head(number, key, named[0], columns)
    return None


def _is_month(cell: str) -> bool:
    is_counted = cell.startswith(_FORMULA) and "EDATE(" in cell.upper()
    return is_counted or (len(cell) == len("2026-12-01") and cell[4::3] == "--")


def _rows(grid: _Grid) -> Iterator[EditedRow]:
    """Every line of plans, and the owner's own rows between them."""
    head, sheet = grid.head, grid.sheet
    others = {grid.facts.get("measure:1"), grid.facts.get("measure:2")} - {None, ""}
    stored = dict(zip(grid.values.lines, grid.values.rows, strict=True))
    rows = list(zip(sheet.lines, sheet.rows, strict=True))[head.row + 1 :]
    last = max((line for line, row in rows if _at(row, head.key)), default=0)
    part = ""
    for line, row in rows:
        key, name = _at(row, head.key), _at(row, head.name).strip()
        part = _part(key, grid.names) or part
        is_ours = key in grid.names or key.startswith(("_", "loan:", "draw:"))
        if _at(row, head.name + 1) in others or (key and not is_ours):
            continue
        cells = {
            month: _cell(row, stored.get(line, ()), column, line, grid.facts["currency"])
            for month, column in head.months.items()
        }
        edited = EditedRow(_place(head.name, line), key, name, part, MappingProxyType(cells))
        if key or (name and line < last) or not edited.is_empty:
            yield edited


def _part(key: str, names: Mapping[str, Named]) -> str:
    if key in names:
        return names[key].flow
    word, _, part = key.partition(":")
    return part if word in {"part", "group", "sum"} else ""


def _at(row: Sequence[str], column: int) -> str:
    return str(row[column]) if column < len(row) else ""


def _place(column: int, line: int) -> str:
    letters, number = "", column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{line}"


def _cell(
    row: Sequence[str], stored: Sequence[str], column: int, line: int, currency: str
) -> PlanCell:
    place = _place(column, line)
    value = row[column] if column < len(row) else ""
    if value.startswith(_FORMULA):
        return _of_formula(value, stored[column] if column < len(stored) else "", place, currency)
    minor, reason = read_cell(value, currency)
    is_plain = isinstance(value, Number)
    return PlanCell(place, minor, "" if is_plain else value[:40], reason)


def _of_formula(formula: str, stored: str, place: str, currency: str) -> PlanCell:
    """The value that the owner's program has stored, to the nearest unit of the currency."""
    written = formula.removeprefix(_FORMULA)[:80]
    if not isinstance(stored, Number):
        reason = text(
            N_(
                "The formula has no amount stored. Save the file in Excel, WPS or LibreOffice first."
            )
        )
        return PlanCell(place, None, written, reason)
    exact = Decimal(stored).scaleb(exponent(currency))
    if not exact.is_finite() or abs(exact) > LIMIT:
        return PlanCell(place, None, written, text(N_('"{written}" is no amount.'), written=stored))
    return PlanCell(place, rounded(exact), written)
