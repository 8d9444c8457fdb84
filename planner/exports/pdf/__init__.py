"""Blocks -> a PDF, written by Qt in a child process: `press.pdf(document)` gives the bytes.

A document says what stands on every page and holds its blocks, all in words of its language:

    from planner.exports.pdf.blocks import Document, column, items, row, table, words
    from planner.exports.pdf.press import pdf

    document: Document = {
        "title": "…", "language": "zh", "date": today.isoformat(),
        "header": ["left", "right"], "footer": "…", "pages_words": _("Page {page} of {pages}"),
        "flows": True,
        "pages": [[
            words("title", "…"), words("heading", "…"), words("text", "a paragraph"),
            words("muted", "a remark"), items(["first", "second"], is_numbered=True),
            table([column("Date"), column("Amount", 1.5, "right")], [row(["…", "…"])]),
        ]],
    }

Each list of `pages` begins on a new page (that is the page break). With `flows` it runs over as
many pages as it needs: a heading stays with what follows it, a long table repeats its head, long
paragraphs and cells are broken. Without it each list is fitted onto one page, as the report is.
Other blocks are written as their TypedDict: `Banner`, `Figures`, `Fan`, `Bars`. Nothing of the
text is ever a formula, a link or a command. Same document, same bytes; UserError where Qt can't
draw.
"""
