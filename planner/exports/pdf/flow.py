"""Blocks over as many pages as they need.

A heading, and a remark before a table, stay with what follows. A table goes on with its head
repeated; a paragraph, an item or a row goes on where its lines end.
"""

from collections import deque
from collections.abc import Sequence

from planner.exports.pdf.blocks import Block, Items, Row, Table, Words
from planner.exports.pdf.paper import ROOM, Paper
from planner.exports.pdf.shapes import (
    HEADING_AIR,
    INDENT,
    ITEM_GAP,
    SIZES,
    gap,
    height_of,
    is_bold,
)
from planner.exports.pdf.table import AIR, PAD, SIZE, head_height, row_height, widths

_LINES = 2
"""A paragraph begins at the foot of a page with so many lines, or on the next page."""
_WHOLE_ROWS = 9
"""A table of a letter with at most so many rows stands on one page."""
_WORD = 40
"""Longest run of letters that is moved to the next page whole."""


def flowing(paper: Paper, blocks: Sequence[Block]) -> list[list[Block]]:
    """The blocks of each page; one empty page for no blocks."""
    pages: list[list[Block]] = [[]]
    waiting, room = deque(blocks), ROOM
    while waiting:
        block = waiting.popleft()
        height = height_of(paper, block)
        head, tail = _begun(paper, block, room, list(waiting), height)
        if head is None and pages[-1]:
            waiting.appendleft(block)
            pages, room = [*pages, []], ROOM
            continue
        pages[-1].append(head or block)
        room -= height + gap(block)
        if tail is not None:
            waiting.appendleft(tail)
            pages, room = [*pages, []], ROOM
    return pages


def _begun(
    paper: Paper, block: Block, room: float, following: list[Block], height: float
) -> tuple[Block | None, Block | None]:
    """What of `block` stands in `room`, and what goes on; (None, None): it begins elsewhere."""
    needed = min(ROOM, _start(paper, [block, *following[:3]], height))
    if needed > room:
        return None, None
    return (block, None) if height <= room else _split(paper, block, room)


def _start(paper: Paper, blocks: list[Block], height: float) -> float:
    """The least room in which `blocks` may begin; `height` is that of the first."""
    block, *rest = blocks
    if _is_kept(paper, block, rest):
        below = _start(paper, rest, height_of(paper, rest[0]))
        return height + gap(block) + below
    match block["block"]:
        case "words":
            return min(height, _LINES * paper.height_of("|", SIZES[block["style"]], paper.inner))
        case "items":
            return min(height, _LINES * paper.height_of("|", SIZES["text"], paper.inner))
        case "table" if paper.is_letter and len(block["rows"]) <= _WHOLE_ROWS:
            return height
        case "table" if block["rows"]:
            return head_height(paper, block) + row_height(paper, block, block["rows"][0]["cells"])
        case _:
            return height


def _is_kept(paper: Paper, block: Block, rest: list[Block]) -> bool:
    if block["block"] != "words" or not rest:
        return False
    leads = {"muted", "text"} if paper.is_letter else {"muted"}
    is_remark = block["style"] in leads and (
        rest[0]["block"] != "words" or rest[0]["style"] == "right"
    )
    return is_remark or is_bold(block["style"])


def _split(paper: Paper, block: Block, room: float) -> tuple[Block | None, Block | None]:
    match block["block"]:
        case "words":
            return _split_words(paper, block, room)
        case "items":
            return _split_items(paper, block, room)
        case "table":
            return _split_table(paper, block, room)
        case _:
            return None, None


def _split_words(paper: Paper, block: Words, room: float) -> tuple[Block | None, Block | None]:
    style = block["style"]
    room -= HEADING_AIR if style in {"heading", "strong"} else 0
    head, tail = _parted(
        paper, block["text"], (SIZES[style], paper.inner, room), bold=is_bold(style)
    )
    return ({**block, "text": head}, {**block, "text": tail}) if head else (None, None)


def _split_items(paper: Paper, block: Items, room: float) -> tuple[Block | None, Block | None]:
    size, width = SIZES["text"], paper.inner - INDENT
    marks, listed, number = block["marks"], block["items"], 0
    while (height := paper.height_of(listed[number], size, width)) <= room:
        room -= height + ITEM_GAP
        number += 1
    head, tail = _parted(paper, listed[number], (size, width, room))
    if not head:
        return _items(block, marks[:number], listed[:number]), _items(
            block, marks[number:], listed[number:]
        )
    return (
        _items(block, marks[: number + 1], [*listed[:number], head]),
        _items(block, ["", *marks[number + 1 :]], [tail, *listed[number + 1 :]]),
    )


def _items(block: Items, marks: list[str], listed: list[str]) -> Items | None:
    return {**block, "marks": marks, "items": listed} if listed else None


def _split_table(paper: Paper, block: Table, room: float) -> tuple[Block | None, Block | None]:
    """As many rows as find room; a row that no page holds goes on below the next head."""
    room -= head_height(paper, block)
    whole = ROOM - head_height(paper, block)
    fitting: list[Row] = []
    rest = list(block["rows"])
    for row in block["rows"]:
        height = row_height(paper, block, row["cells"])
        if height > room:
            break
        room -= height
        fitting.append(rest.pop(0))
    if rest and row_height(paper, block, rest[0]["cells"]) > whole:
        upper, lower = _split_row(paper, block, rest[0], room)
        if upper is not None:
            fitting, rest = [*fitting, upper], [lower, *rest[1:]]
    if not fitting:
        return None, None
    return {**block, "rows": fitting}, ({**block, "rows": rest} if rest else None)


def _split_row(paper: Paper, block: Table, row: Row, room: float) -> tuple[Row | None, Row]:
    cells = [
        _parted(paper, cell, (SIZE, width - 2 * PAD, room - AIR))
        for cell, width in zip(row["cells"], widths(paper, block), strict=True)
    ]
    upper, lower = [head for head, _ in cells], [tail for _, tail in cells]
    return ({**row, "cells": upper} if any(upper) else None), {**row, "cells": lower}


def _parted(
    paper: Paper, text: str, place: tuple[float, float, float], *, bold: bool = False
) -> tuple[str, str]:
    """What of `text` finds room at `place` (size, width, height), and the rest."""
    size, width, height = place
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        fits = paper.height_of(text[:middle], size, width, bold=bold) <= height
        low, high = (middle, high) if fits else (low, middle - 1)
    if low < len(text):
        low = _word_end(text, low)
    return text[:low].rstrip(), text[low:].lstrip()


def _word_end(text: str, cut: int) -> int:
    """The last place at or before `cut` that is not inside a word."""
    for place in range(cut, max(0, cut - _WORD), -1):
        before, after = text[place - 1], text[place]
        if not (before.isascii() and after.isascii() and before.isalnum() and after.isalnum()):
            return place
    return cut
