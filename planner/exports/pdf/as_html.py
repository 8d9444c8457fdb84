"""Blocks as HTML without colours of its own: a preview says what the printed page will say."""

from collections.abc import Iterable, Iterator
from html import escape

from planner.exports.pdf.blocks import Block, Items, Table, Words

_TAGS = {
    "title": "<h2>{}</h2>", "heading": "<h3>{}</h3>", "strong": "<p><b>{}</b></p>",
    "text": "<p>{}</p>", "right": '<p align="right">{}</p>', "muted": "<p><small>{}</small></p>",
}  # fmt: skip


def html(blocks: Iterable[Block]) -> str:
    """The blocks as one piece; pictures are left out, nothing is loaded or run."""
    return "".join(part for block in blocks for part in _parts(block))


def plain(blocks: Iterable[Block]) -> str:
    """The words of paragraphs and lists as plain text, to be copied."""
    lines: list[str] = []
    for block in blocks:
        if block["block"] == "words":
            lines.append(block["text"])
        elif block["block"] == "items":
            pairs = zip(block["marks"], block["items"], strict=True)
            lines += [f"{mark} {item}" for mark, item in pairs]
    return "\n".join(lines)


def _parts(block: Block) -> Iterator[str]:
    match block["block"]:
        case "words":
            yield _words(block)
        case "items":
            yield from _items(block)
        case "table":
            yield from _table(block)


def _words(block: Words) -> str:
    return _TAGS[block["style"]].format(_escaped(block["text"]))


def _items(block: Items) -> Iterator[str]:
    yield '<table cellpadding="2">'
    for mark, item in zip(block["marks"], block["items"], strict=True):
        yield f"<tr><td>{_escaped(mark)}</td><td>{_escaped(item)}</td></tr>"
    yield "</table>"


def _table(block: Table) -> Iterator[str]:
    columns = block["columns"]
    whole = sum(column["share"] for column in columns)
    widths = [f"{100 * column['share'] / whole:.0f}%" for column in columns]
    yield '<table width="100%" cellpadding="2" cellspacing="0">'
    if any(column["title"] for column in columns):
        heads = "".join(
            f'<th align="{column["align"]}" width="{width}">{_escaped(column["title"])}</th>'
            for column, width in zip(columns, widths, strict=True)
        )
        yield f"<tr>{heads}</tr>"
    for row in block["rows"]:
        cells = "".join(
            f'<td align="{column["align"]}" width="{width}">{_escaped(cell)}</td>'
            for column, cell, width in zip(columns, row["cells"], widths, strict=True)
        )
        yield f"<tr>{cells}</tr>"
    yield "</table>"


def _escaped(said: str) -> str:
    return escape(said).replace("\n", "<br>")
