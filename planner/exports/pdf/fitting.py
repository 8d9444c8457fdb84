"""The blocks of a part made small enough for one page.

What finds no room is made smaller in this order: rows of tables that may be left out (they are
counted in a sentence below), then the chart.
"""

from collections.abc import Sequence

from planner.exports.pdf.blocks import Block, Table
from planner.exports.pdf.chart import LOWEST
from planner.exports.pdf.paper import ROOM, Paper
from planner.exports.pdf.shapes import FAN_HEIGHT, gap, height_of


def fitting(paper: Paper, blocks: Sequence[Block]) -> tuple[list[Block], float]:
    """The blocks made small enough for one page, and the height of the chart."""
    fitted, fan = list(blocks), FAN_HEIGHT
    while _whole(paper, fitted, fan) > ROOM:
        longest = _longest(fitted)
        if longest is None and fan <= LOWEST:
            break
        if longest is None:
            fan = max(LOWEST, fan - 10)
            continue
        table = fitted[longest]
        assert table["block"] == "table"
        fitted[longest] = _without_last(table)
    return fitted, fan


def _longest(blocks: Sequence[Block]) -> int | None:
    """Which table may lose a row; None: none."""
    rows = {
        number: len(block["rows"])
        for number, block in enumerate(blocks)
        if block["block"] == "table" and block["more"] and len(block["rows"]) > 2
    }
    return max(rows, key=lambda number: rows[number]) if rows else None


def _without_last(table: Table) -> Table:
    """The table with one row less; the sentence for it moves to the front of `more`."""
    return {**table, "rows": table["rows"][:-1], "left_out": table["left_out"] + 1}


def _whole(paper: Paper, blocks: Sequence[Block], fan: float) -> float:
    return sum(height_of(paper, block, fan) + gap(block) for block in blocks)
