"""Walking over the data rows of a table whose columns are known by name."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from planner.basics.text import N_, Text, text
from planner.importers.columns import clean, clean_name, header_of
from planner.importers.importer import Task, new_tuple
from planner.importers.source import Sheet, Source

TICK = 2048
"""Rows between two looks at `cancelled`."""

CUT = text(N_("The file ends in the middle of this row; download it again."))
TOO_MANY_CELLS = text(
    N_("The row has more cells than the header, so its columns can't be told apart.")
)
_TOTAL = re.compile(
    r"(?:合计|小计|累计|总计|人民币合计|交易合计|退款合计|本页|本月合计|总交易单数|总笔数|以上数据|"
    r"收入合计|支出合计|余额合计|共\s*[0-9]+\s*笔|[已待](?:收入|支出)\s*[:：]|导出时间|"
    r"(?:total|subtotal|sum)\b)|[-*=]{3,}|#",
    re.IGNORECASE,
)

_THOUSANDS = re.compile(r"[-+(]?\s*[¥￥]?\s*[1-9][0-9]{0,2}")
_GROUP = re.compile(r"[0-9]{3}(?:\.[0-9]*)?\)?元?")
_TOTAL_ALONE = re.compile(
    r"(?:本[日周月季页年期]|全[月年]|[0-9]{1,2}月)?(?:收入|支出|收支)?(?:合计|小计|累计|总计|共计)"
    r"(?:收入|支出|金额)?[:：]?|(?:grand |sub-?)?total:?",
    re.IGNORECASE,
)
_SENTENCE = 12
"""A longer text alone in a row is a remark, not data."""


class DataRow(NamedTuple):
    """One row below the header; `fault`: why its cells can't be trusted."""

    line: int
    cells: Sequence[str]
    fault: Text | None


@dataclass(frozen=True, slots=True)
class Table:
    """The data rows below a header. `columns`: role -> index of its column."""

    sheet: Sheet
    header: int
    """Index of the header's row."""
    columns: Mapping[str, int]
    is_cut: bool = False

    @property
    def header_line(self) -> int:
        """1-based line of the header in its file; 0: there is none."""
        if self.header < 0:
            return 0
        return self.sheet.lines[self.header]

    @property
    def width(self) -> int:
        """Number of columns that have a name; without a header, of the first row."""
        if self.header < 0:
            return len(self.sheet.rows[0]) if self.sheet.rows else 0
        names = [clean_name(cell) for cell in self.sheet.rows[self.header]]
        return max(index for index, name in enumerate(names) if name) + 1

    @property
    def preamble(self) -> str:
        """Everything above the header, one line per row."""
        rows = self.sheet.rows[: max(0, self.header)]
        return "\n".join("".join(cell for cell in row if cell) for row in rows)


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of one platform: what its header must hold, and its names by role."""

    required: frozenset[str]
    """Cleaned names."""
    roles: Mapping[str, tuple[str, ...]]
    """Role -> the cleaned names it has gone by."""
    more: tuple[str, ...] = ()
    """Roles of its own, whose cells a format wants beside the usual ones."""

    def tables(self, source: Source) -> list[Table]:
        """One table per sheet that has this header."""
        return list(self._found(source))

    def _found(self, source: Source) -> Iterator[Table]:
        for sheet in source.sheets:
            header = header_of(sheet, self.required)
            if header is None:
                continue
            names = [clean_name(cell) for cell in sheet.rows[header]]
            columns = _by_role(self.roles, names)
            if "date" in columns or "date" not in self.roles:
                yield Table(sheet, header, columns, source.is_cut)

    def fits(self, source: Source) -> bool:
        """Whether any sheet has this header, with a column for the date."""
        return any(True for _ in self._found(source))


def _by_role(roles: Mapping[str, tuple[str, ...]], names: Sequence[str]) -> dict[str, int]:
    return {
        role: names.index(alias)
        for role, aliases in roles.items()
        for alias in aliases[::-1]
        if alias in names
    }


def data_rows(table: Table, task: Task, done: int = 0) -> Iterator[DataRow]:
    """Every data row, its cells cleaned and padded to the header's width.

    Blank rows, totals, footers, comments and repeated headers are no data rows.
    """
    rows, lines = table.sheet.rows, table.sheet.lines
    width = max(table.width, max(table.columns.values(), default=0) + 1)
    date = table.columns.get("date", 0)
    title = [clean(cell) for cell in rows[table.header]] if table.header >= 0 else []
    is_plain, is_bare = table.sheet.is_plain, table.sheet.is_bare
    usual = 0  # the number of cells that most rows have, once it is needed
    last = len(rows) - 1 if table.is_cut else -1
    for index in range(table.header + 1, len(rows)):
        if not index % TICK:
            task.tick(done + index, done + len(rows))
        row = rows[index]
        if is_bare:
            cells = row
        elif is_plain:
            cells = [cell.strip() for cell in row]
        else:
            cells = [clean(cell) for cell in row]
        fault = None
        if len(cells) < width:
            fault = CUT if index == last else None
            cells = [*cells, *[""] * (width - len(cells))]
        elif len(cells) > width:
            usual = usual or _usual_width(table)
            is_torn = len(cells) > usual and _holds_torn_number(cells)
            fault = TOO_MANY_CELLS if is_torn or any(cells[width:]) else None
        day = cells[date]
        if day.endswith("计") or (not day[:1].isdigit() and _is_no_data(cells, title, date)):
            continue
        yield new_tuple(DataRow, (lines[index], cells, fault))


def _usual_width(table: Table) -> int:
    """How many cells most rows have, empty ones at the end included; at least the header's."""
    rows = table.sheet.rows
    counts = Counter(len(row) for row in rows[table.header + 1 :] if len(row) > 1)
    most = max(counts.values(), default=0)
    usual = min((width for width, count in counts.items() if count == most), default=0)
    return max(usual, len(rows[table.header]) if table.header >= 0 else 0)


def _holds_torn_number(cells: Sequence[str]) -> bool:
    """Whether two neighbours look like one amount, torn at the comma of its thousands."""
    return any(
        _THOUSANDS.fullmatch(first) and _GROUP.fullmatch(second)
        for first, second in pairwise(cells)
    )


def _is_no_data(cells: Sequence[str], title: Sequence[str], date: int) -> bool:
    filled = [cell for cell in cells if cell]
    if not filled or _TOTAL.match(filled[0]) or _TOTAL.match(cells[date]):
        return True
    if len(filled) == 1:
        return not cells[date] or len(filled[0]) > _SENTENCE or "注" in filled[0]
    return filled == [cell for cell in title if cell]


def is_total(cell: str) -> bool:
    """Whether a description says nothing but that its row is a total: such rows may have a date."""
    return ("计" in cell or "otal" in cell.lower()) and _TOTAL_ALONE.fullmatch(cell) is not None


def cells_of(rows: Iterable[Sequence[str]], index: int | None) -> list[str]:
    """The cells of one column; nothing where the column is missing."""
    if index is None:
        return []
    return [clean(row[index]) for row in rows if index < len(row)]
