"""A document onto sheets: its parts flow or are fitted; every sheet has its header and footer."""

from planner.exports import styles
from planner.exports.pdf.blocks import Block, Document
from planner.exports.pdf.fitting import fitting
from planner.exports.pdf.flow import flowing
from planner.exports.pdf.paper import HEIGHT, TOP, WIDTH, Paper
from planner.exports.pdf.shapes import draw_block, gap, height_of

Sheet = tuple[list[Block], float]
"""Blocks that find room together, and the share of their height that charts get."""


def drawn(document: Document) -> bytes:
    """The PDF as Qt writes it."""
    paper = Paper(document)
    found = sheets(paper, document)
    for number, sheet in enumerate(found, 1):
        if number > 1:
            paper.next_page()
        _margins(paper, document, (number, len(found)))
        _draw(paper, sheet)
    return paper.finished()


def sheets(paper: Paper, document: Document) -> list[Sheet]:
    """What stands on each sheet."""
    if not document["flows"]:
        return [fitting(paper, blocks) for blocks in document["pages"]]
    return [
        (blocks, 1.0) for part in document["pages"] for blocks in flowing(paper, part)
    ]  # fmt: skip


def _margins(paper: Paper, document: Document, place: tuple[int, int]) -> None:
    """Header and footer of the page `place`: its number, and of how many."""
    left, right = document["header"]
    muted = styles.MUTED
    paper.line_of((paper.margin, 26, paper.inner * 0.7, 14), left, 8, muted)
    paper.text(
        (paper.margin + paper.inner * 0.7, 26, paper.inner * 0.3, 14), right, 8, muted, "right"
    )
    paper.line([(paper.margin, 43), (WIDTH - paper.margin, 43)], styles.LINE, 0.8)
    said = document["pages_words"].format(page=place[0], pages=place[1])
    at = HEIGHT - 34
    paper.line([(paper.margin, at), (WIDTH - paper.margin, at)], styles.LINE, 0.8)
    paper.text((paper.margin, at + 5, paper.inner * 0.8, 22), document["footer"], 7, muted)
    paper.text(
        (paper.margin + paper.inner * 0.8, at + 5, paper.inner * 0.2, 14), said, 8, muted, "right"
    )


def _draw(paper: Paper, sheet: Sheet) -> None:
    blocks, charts = sheet
    at = TOP
    for block in blocks:
        height = height_of(paper, block, charts)
        draw_block(paper, block, at, height)
        at += height + gap(block)
