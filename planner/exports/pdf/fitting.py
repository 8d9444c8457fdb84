"""The blocks of a part made small enough for one page.

Names of more than two lines lose their middle. What still finds no room is made smaller in this
order: charts down to three quarters, rows of tables that may be left out (they are counted in a
sentence below), charts again, rows of the last table.
"""

from collections.abc import Sequence

from planner.exports.pdf.blocks import Block, Row, Table
from planner.exports.pdf.paper import ROOM, Paper
from planner.exports.pdf.shapes import SIZES, gap, height_of, is_bold
from planner.exports.pdf.table import PAD, SIZE, widths

_LINES, _FEWEST = 2, 2
_STEP, _COMFORTABLE, _LEAST = 0.05, 0.75, 0.4


def fitting(paper: Paper, blocks: Sequence[Block]) -> tuple[list[Block], float]:
    """The blocks for one page, and the share of their height that charts get."""
    fitted, charts = [_clipped(paper, block) for block in blocks], 1.0
    while sum(height_of(paper, block, charts) + gap(block) for block in fitted) > ROOM:
        long = _long(fitted)
        is_dear = long is None or long == _last_table(fitted)
        if charts > (_LEAST if is_dear else _COMFORTABLE):
            charts -= _STEP
            continue
        if long is None:
            break
        table = fitted[long]
        assert table["block"] == "table"
        fitted[long] = _without_last(table)
    return fitted, charts


def _clipped(paper: Paper, block: Block) -> Block:
    if block["block"] == "words" and block["style"] == "title":
        place = SIZES["title"], paper.inner, _LINES
        return {**block, "text": paper.clipped(block["text"], *place, bold=is_bold("title"))}
    if block["block"] == "table":
        return {**block, "rows": [_short_row(paper, block, row) for row in block["rows"]]}
    return block


def _short_row(paper: Paper, table: Table, row: Row) -> Row:
    cells = [
        paper.clipped(cell, SIZE, width - 2 * PAD, _LINES)
        for cell, width in zip(row["cells"], widths(paper, table), strict=True)
    ]
    return {**row, "cells": cells}


def _long(blocks: Sequence[Block]) -> int | None:
    """The first table that may lose a row; None: none."""
    rows = (
        number
        for number, block in enumerate(blocks)
        if block["block"] == "table" and block["more"] and len(block["rows"]) > _FEWEST
    )
    return next(rows, None)


def _last_table(blocks: Sequence[Block]) -> int:
    return max(number for number, block in enumerate(blocks) if block["block"] == "table")


def _without_last(table: Table) -> Table:
    """The table with one row less, which the sentence below it counts."""
    return {**table, "rows": table["rows"][:-1], "left_out": table["left_out"] + 1}
