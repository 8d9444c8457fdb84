"""The report: outlook, budget and loans on two printed pages, for the bank or one's own folder."""

from planner.basics.text import N_
from planner.exports.export import Export, Subject
from planner.exports.pdf.blocks import Document
from planner.exports.pdf.press import pdf
from planner.exports.report.budget_page import budget_page
from planner.exports.report.outlook_page import outlook_page


def content(subject: Subject, suffix: str) -> bytes:
    """The PDF. Raises UserError where Qt can't draw one."""
    return pdf(document(subject))


def document(subject: Subject) -> Document:
    """Both pages in words and numbers."""
    wording, stamp = subject.wording, subject.outlook.stamp
    _ = wording._
    name = subject.book.info.name
    title = _(N_("Business report"))
    footer = _(
        N_("Worked out by Leeway from the book's entries; a forecast, no promise. Seed {seed}, state {book}.")
    ).format(seed=stamp.seed, book=stamp.book[:8])  # fmt: skip
    return {
        "title": f"{name} · {title}" if name else title,
        "language": wording.language,
        "date": subject.today.isoformat(),
        "header": [f"{name} · {title}" if name else title, wording.date(subject.today, "year")],
        "footer": footer,
        "pages_words": _("Page {page} of {pages}"),
        "flows": False,
        "pages": [outlook_page(subject), budget_page(subject)],
    }


REPORT = Export(
    kind="report",
    title=N_("Report on two pages"),
    about=N_(
        "Outlook with chart, coming payments and ways out, the budget and the loans; to print."
    ),
    suffixes=(".pdf",),
    content=content,
    tells_actions=True,
)
