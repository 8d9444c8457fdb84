"""A table on paper: head, rows with a fine line under each, the last cell on its level's ground."""

from itertools import accumulate

from planner.exports import styles
from planner.exports.pdf.blocks import Row, Table
from planner.exports.pdf.paper import GROUNDS, Paper

SIZE, PAD, AIR = 8.5, 4.0, 5.0
_SMALL = 7.5


def height_of_table(paper: Paper, table: Table) -> float:
    """Head, rows, and the sentence about rows that are left out."""
    rows = sum(row_height(paper, table, row["cells"]) for row in table["rows"])
    more = paper.height_of(_more(table), _SMALL, paper.inner) + 3 if _more(table) else 0
    return head_height(paper, table) + rows + more


def draw_table(paper: Paper, table: Table, at: float) -> None:
    """Everything from the top edge `at` downwards."""
    at += _draw_head(paper, table, at)
    for row in table["rows"]:
        height = row_height(paper, table, row["cells"])
        _draw_row(paper, table, row, (at, height))
        at += height
    if _more(table):
        paper.text(
            (paper.margin + PAD, at + 3, paper.inner, 12), _more(table), _SMALL, styles.MUTED
        )


def _draw_head(paper: Paper, table: Table, at: float) -> float:
    """How high it is."""
    height = head_height(paper, table)
    if not height:
        return height
    ground, color = (styles.SIDE, styles.TEXT) if paper.is_letter else (styles.ACCENT, "#FFFFFF")
    paper.box((paper.margin, at, paper.inner, height), ground)
    for column, (left, width) in zip(table["columns"], _columns(paper, table), strict=True):
        place = (left + PAD, at, width - 2 * PAD, height)
        paper.text(place, column["title"], _SMALL, color, column["align"], bold=True, middle=True)
    return height


def _has_head(table: Table) -> bool:
    return any(column["title"] for column in table["columns"])


def _draw_row(paper: Paper, table: Table, row: Row, place: tuple[float, float]) -> None:
    at, height = place
    columns = list(zip(table["columns"], _columns(paper, table), row["cells"], strict=True))
    for number, (column, (left, width), cell) in enumerate(columns):
        is_last = number == len(columns) - 1
        color = styles.TEXT
        if is_last and row["level"]:
            ground, color = GROUNDS[row["level"]]
            paper.box((left + 1, at + 1.5, width - 2, height - 3), ground, 3)
        inner = (left + PAD, at, width - 2 * PAD, height)
        is_bold = is_last and bool(row["level"])
        paper.text(inner, cell, SIZE, color, column["align"], bold=is_bold, middle=True)
    paper.line(
        [(paper.margin, at + height), (paper.margin + paper.inner, at + height)], styles.LINE, 0.6
    )


def widths(paper: Paper, table: Table) -> list[float]:
    """Points of each column, the air in it included."""
    whole = sum(column["share"] for column in table["columns"])
    return [column["share"] / whole * paper.inner for column in table["columns"]]


def _columns(paper: Paper, table: Table) -> list[tuple[float, float]]:
    """Left edge and width of each column."""
    found = widths(paper, table)
    return list(zip(accumulate(found[:-1], initial=paper.margin), found, strict=True))


def row_height(paper: Paper, table: Table, cells: list[str]) -> float:
    """Points of a row."""
    heights = (
        paper.height_of(cell, SIZE, width - 2 * PAD)
        for cell, (_, width) in zip(cells, _columns(paper, table), strict=True)
    )
    return max(heights) + AIR


def head_height(paper: Paper, table: Table) -> float:
    """Points of the head; 0: there is none."""
    if not _has_head(table):
        return 0.0
    heights = (
        paper.height_of(column["title"], _SMALL, width - 2 * PAD, bold=True)
        for column, (_, width) in zip(table["columns"], _columns(paper, table), strict=True)
    )
    return max(heights) + AIR


def _more(table: Table) -> str:
    left_out = table["left_out"]
    return table["more"][left_out - 1] if left_out else ""
