"""Blocks -> an editable Word file: the same words as the PDF, same document, same bytes.

python-docx writes the time of writing and a name of its own; here both are those of the document.
"""

import datetime as dt
import zipfile
from collections.abc import Sequence
from io import BytesIO
from typing import Any

from planner.exports.pdf.blocks import Block, Document, Items, Table, Words

_FONTS = {"zh": ("Times New Roman", "宋体"), "en": ("Calibri", "宋体")}
_SIZES = {
    "title": 16, "heading": 14, "strong": 11, "text": 10.5, "right": 10.5, "muted": 9,
}  # fmt: skip
_LINES = {
    "top": "single", "left": "nil", "bottom": "single", "right": "nil", "insideH": "single",
    "insideV": "nil",
}  # fmt: skip
_MARGIN_MM = 25
_WIDTH_MM = 210 - 2 * _MARGIN_MM


def docx(document: Document, author: str) -> bytes:
    """The finished file. `author` stands in its properties; empty: nobody."""
    import docx as writer

    made = writer.Document()
    _drop_picture(made)
    _set_page(made, document)
    for block in (block for page in document["pages"] for block in page):
        _add(made, block)
    _set_footer(made, document)
    _set_properties(made, document, author)
    buffer = BytesIO()
    made.save(buffer)
    return _steady(buffer.getvalue(), dt.date.fromisoformat(document["date"]))


def _drop_picture(made: Any) -> None:
    """The template's own small picture is none of this letter."""
    rels = made.part.package.rels
    for key in [key for key, rel in rels.items() if rel.reltype.endswith("/thumbnail")]:
        del rels[key]


def _set_page(made: Any, document: Document) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt

    section = made.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(_MARGIN_MM)
    section.top_margin, section.bottom_margin = Mm(22), Mm(20)
    normal = made.styles["Normal"]
    latin, han = _FONTS[document["language"]]
    normal.font.name, normal.font.size = latin, Pt(_SIZES["text"])
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), han)
    normal.paragraph_format.space_after = Pt(5)


def _add(made: Any, block: Block) -> None:
    match block["block"]:
        case "words":
            _add_words(made, block)
        case "items":
            _add_items(made, block)
        case "table":
            _add_table(made, block)
        case _:
            raise ValueError(block["block"])  # a letter has no charts


def _add_words(made: Any, block: Words) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt, RGBColor

    style = block["style"]
    paragraph = made.add_paragraph()
    written = paragraph.add_run(block["text"])
    written.font.size = Pt(_SIZES[style])
    written.bold = style in {"title", "heading", "strong"}
    paragraph.paragraph_format.keep_with_next = bool(written.bold)
    if style != "text":
        paragraph.paragraph_format.space_after = Pt(3)
    if style == "muted":
        written.font.color.rgb = RGBColor(0x5A, 0x65, 0x60)
    if style == "strong":
        paragraph.paragraph_format.space_before = Pt(8)
    if style == "right":
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _add_items(made: Any, block: Items) -> None:
    from docx.shared import Mm, Pt

    for mark, item in zip(block["marks"], block["items"], strict=True):
        paragraph = made.add_paragraph(f"{mark}\t{item}")
        paragraph.paragraph_format.left_indent = Mm(7)
        paragraph.paragraph_format.first_line_indent = Mm(-7)
        paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(7))
        paragraph.paragraph_format.space_after = Pt(2)


def _add_table(made: Any, block: Table) -> None:
    from docx.shared import Mm, Pt

    columns = block["columns"]
    head = [column["title"] for column in columns]
    rows = [head] if any(head) else []
    rows += [row["cells"] for row in block["rows"]]
    grid = made.add_table(rows=len(rows), cols=len(columns))
    grid.style, grid.autofit = made.styles["Table Grid"], False
    _soften(grid)
    whole = sum(column["share"] for column in columns)
    for at, column in enumerate(columns):
        grid.columns[at].width = Mm(_WIDTH_MM * column["share"] / whole)
    for number, cells in enumerate(rows):
        is_head = bool(any(head)) and number == 0
        for at, (column, said) in enumerate(zip(columns, cells, strict=True)):
            cell = grid.cell(number, at)
            cell.width = Mm(_WIDTH_MM * column["share"] / whole)
            _write_cell(cell, said, column["align"], is_bold=is_head)
        _mark(grid.rows[number], "w:cantSplit")
    if any(head):
        _mark(grid.rows[0], "w:tblHeader")  # repeated on every page it runs over
    made.add_paragraph().paragraph_format.space_after = Pt(0)


def _write_cell(cell: Any, said: str, align: str, *, is_bold: bool) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    paragraph = cell.paragraphs[0]
    written = paragraph.add_run(said)
    written.font.size, written.bold = Pt(9.5), is_bold
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(1.5)
    if align == "right":
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _mark(row: Any, name: str) -> None:
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement(name))


def _soften(grid: Any) -> None:
    """Fine grey lines between rows, none beside them."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    borders = OxmlElement("w:tblBorders")
    for side, kind in _LINES.items():
        line = OxmlElement(f"w:{side}")
        for key, value in (("val", kind), ("sz", "4"), ("space", "0"), ("color", "BFC6C1")):
            line.set(qn(f"w:{key}"), value)
        borders.append(line)
    grid._tbl.tblPr.append(borders)


def _set_footer(made: Any, document: Document) -> None:
    from docx.shared import Pt

    written = made.sections[0].footer.paragraphs[0].add_run(document["footer"])
    written.font.size = Pt(8)


def _set_properties(made: Any, document: Document, author: str) -> None:
    day = dt.datetime.combine(dt.date.fromisoformat(document["date"]), dt.time())
    about = made.core_properties
    about.author = about.last_modified_by = author
    about.title, about.comments, about.revision = document["title"], "", 1
    about.created = about.modified = day
    about.language = {"zh": "zh-CN", "en": "en-GB"}[document["language"]]


def _steady(content: bytes, day: dt.date) -> bytes:
    """The same parts in the same order with one date."""
    buffer = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(content)) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as new,
    ):
        for name in _in_order(old.namelist()):
            about = zipfile.ZipInfo(name, (max(day.year, 1980), day.month, day.day, 0, 0, 0))
            about.compress_type = zipfile.ZIP_DEFLATED
            about.create_system = 3
            about.external_attr = 0o100600 << 16
            new.writestr(about, old.read(name))
    return buffer.getvalue()


def _in_order(names: Sequence[str]) -> list[str]:
    """The list of types first, as readers expect it."""
    first = "[Content_Types].xml"
    return [first, *sorted(name for name in names if name != first)]
