"""Repayment plans as a workbook: one sheet per loan, reckoned anew when a yellow cell changes."""

from planner.basics.errors import UserError
from planner.basics.text import N_
from planner.exports.export import Export, Subject
from planner.exports.workbook.draft import new_draft
from planner.exports.workbook.loan_sheet import write_loan_sheet


def content(subject: Subject, suffix: str) -> bytes:
    """The workbook's bytes. Raises UserError when the book holds no loan."""
    if not subject.book.loans:
        raise UserError(N_("There is no loan in this book yet. Add one, then export its plan."))
    draft = new_draft(subject, subject.wording._("Leeway repayment plans"))
    for number, loan in enumerate(subject.book.loans.values(), 1):
        write_loan_sheet(draft, draft.sheet(loan.name), loan, number)
    return draft.done()


SCHEDULE = Export(
    kind="schedule",
    title=N_("Repayment plans"),
    about=N_("Every loan's plan in Excel; change the rate and it is reckoned anew."),
    suffixes=(".xlsx",),
    content=content,
)
