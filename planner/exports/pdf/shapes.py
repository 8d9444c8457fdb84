"""How high each block stands, and how it is drawn."""

from planner.exports import styles
from planner.exports.pdf.bars import draw_bars
from planner.exports.pdf.blocks import Banner, Block, Figures, Items, Style, Words
from planner.exports.pdf.chart import draw_fan
from planner.exports.pdf.paper import GROUNDS, Paper
from planner.exports.pdf.table import draw_table, height_of_table

FAN_HEIGHT, BARS_HEIGHT = 178.0, 130.0
_GAP = 9.0
SIZES = {
    "title": 19.0, "heading": 11.5, "strong": 9.6, "text": 9.0, "right": 9.0, "muted": 8.0,
}  # fmt: skip
_ACCENTED = {"title", "heading"}
INDENT, ITEM_GAP, HEADING_AIR = 18.0, 2.5, 5.0


def gap(block: Block) -> float:
    """Air below a block."""
    if block["block"] != "words":
        return _GAP
    return 6.0 if block["style"] in {"text", "right"} else 3.0


def is_bold(style: Style) -> bool:
    """Whether words of this style are bold."""
    return style in {"title", "heading", "strong"}


def height_of(paper: Paper, block: Block, charts: float = 1.0) -> float:
    """Points; charts get the share `charts` of their full height."""
    match block["block"]:
        case "words":
            return _words_height(paper, block)
        case "items":
            return sum(_item_heights(paper, block)) + ITEM_GAP * (len(block["items"]) - 1)
        case "banner":
            return _banner_height(paper, block)
        case "figures":
            return 58.0
        case "table":
            return height_of_table(paper, block)
        case "fan":
            return FAN_HEIGHT * charts
        case "bars":
            return BARS_HEIGHT * charts


def draw_block(paper: Paper, block: Block, at: float, height: float) -> None:
    """Draw from the top edge `at` downwards."""
    match block["block"]:
        case "words":
            _draw_words(paper, block, at, height)
        case "items":
            _draw_items(paper, block, at)
        case "banner":
            _draw_banner(paper, block, at, height)
        case "figures":
            _draw_figures(paper, block, at, height)
        case "table":
            draw_table(paper, block, at)
        case "fan":
            draw_fan(paper, block, at, height)
        case "bars":
            draw_bars(paper, block, at, height)


def _words_height(paper: Paper, block: Words) -> float:
    style = block["style"]
    height = paper.height_of(block["text"], SIZES[style], paper.inner, bold=is_bold(style))
    return _air(style) + height


def _air(style: Style) -> float:
    return HEADING_AIR if style in {"heading", "strong"} else 0.0


def _draw_words(paper: Paper, block: Words, at: float, height: float) -> None:
    style = block["style"]
    paper.text(
        (paper.margin, at + _air(style), paper.inner, height + 2), block["text"], SIZES[style],
        _color(paper, style), "right" if style == "right" else "left", bold=is_bold(style),
    )  # fmt: skip


def _color(paper: Paper, style: Style) -> str:
    if style == "muted":
        return styles.MUTED
    return styles.ACCENT if style in _ACCENTED and not paper.is_letter else styles.TEXT


def _item_heights(paper: Paper, block: Items) -> list[float]:
    width = paper.inner - INDENT
    return [paper.height_of(item, SIZES["text"], width) for item in block["items"]]


def _draw_items(paper: Paper, block: Items, at: float) -> None:
    size, rows = SIZES["text"], zip(block["marks"], block["items"], strict=True)
    for (mark, item), height in zip(rows, _item_heights(paper, block), strict=True):
        paper.text((paper.margin, at, INDENT - 5, size * 2), mark, size, styles.MUTED, "right")
        paper.text((paper.margin + INDENT, at, paper.inner - INDENT, height + 2), item, size)
        at += height + ITEM_GAP


_PADDING = 10.0


def _banner_height(paper: Paper, block: Banner) -> float:
    width = paper.inner - 2 * _PADDING - 4
    first, *rest = block["lines"]
    height = paper.height_of(first, 12, width, bold=True)
    return height + sum(paper.height_of(line, 9, width) + 3 for line in rest) + 2 * 8


def _draw_banner(paper: Paper, block: Banner, at: float, height: float) -> None:
    ground, color = GROUNDS[block["level"]]
    width = paper.inner - 2 * _PADDING - 4
    paper.box((paper.margin, at, paper.inner, height), ground, 4)
    paper.box((paper.margin, at, 4, height), color)
    top, left = at + 8, paper.margin + _PADDING + 4
    for number, line in enumerate(block["lines"]):
        size, is_bold = (12.0, True) if number == 0 else (9.0, False)
        room = paper.height_of(line, size, width, bold=is_bold)
        shade = color if number == 0 else styles.TEXT
        paper.text((left, top, width, room + 2), line, size, shade, bold=is_bold)
        top += room + 3


def _draw_figures(paper: Paper, block: Figures, at: float, height: float) -> None:
    gap, cells = 6.0, block["cells"]
    width = (paper.inner - gap * (len(cells) - 1)) / len(cells)
    for number, cell in enumerate(cells):
        left = paper.margin + number * (width + gap)
        paper.box((left, at, width, height), styles.SIDE, 4)
        inner = width - 12
        size = 13.0
        while size > 8 and paper.width_of(cell["value"], size, bold=True) > inner:
            size -= 0.5
        paper.line_of((left + 6, at + 6, inner, 11), cell["label"], 7, styles.MUTED)
        paper.text((left + 6, at + 16, inner, 18), cell["value"], size, bold=True, middle=True)
        note = paper.clipped(cell["note"], 7, inner, 2)
        paper.text((left + 6, at + 35, inner, 22), note, 7, styles.MUTED)
