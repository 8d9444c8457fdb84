"""The letter to the lender: a proposal for repayment, as a PDF to sign or a Word file to edit."""

from planner.basics.text import N_
from planner.exports.export import Export, Subject
from planner.exports.letter.docx_file import docx
from planner.exports.letter.text import document
from planner.exports.pdf.press import pdf


def content(subject: Subject, suffix: str) -> bytes:
    """The letter. Raises UserError when no loan is open, or where Qt can't draw the PDF."""
    told = subject.proposal()
    letter = document(told, subject.wording)
    if suffix == ".docx":
        return docx(letter, told.sender)
    return pdf(letter)


PROPOSAL = Export(
    kind="proposal",
    title=N_("Proposal for repayment"),
    about=N_(
        "A letter to the lender: what is owed, income and expenses, the plan you offer and what "
        "you ask for; as PDF to sign, or as Word file to edit."
    ),
    suffixes=(".pdf", ".docx"),
    content=content,
)
