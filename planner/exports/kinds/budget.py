"""The budget workbook: overview, budget, cash flow, loans, entries, inputs, notes."""

from planner.basics.text import N_
from planner.exports.export import Export, Subject
from planner.exports.workbook.budget_rows import BudgetGrid
from planner.exports.workbook.budget_sheet import write_budget
from planner.exports.workbook.cashflow import write_cashflow
from planner.exports.workbook.draft import new_draft
from planner.exports.workbook.entries_sheet import write_entries
from planner.exports.workbook.hidden import TITLE, write_hidden
from planner.exports.workbook.inputs import write_inputs
from planner.exports.workbook.loan_sheet import write_loan_sheet
from planner.exports.workbook.notes import write_notes
from planner.exports.workbook.overview import OverviewParts, write_overview


def content(subject: Subject, suffix: str) -> bytes:
    """The workbook's bytes: the sheets are laid out first, then filled from the inputs upwards."""
    pgettext, table = subject.wording.pgettext, subject.budget()
    draft = new_draft(subject, subject.wording._("Leeway budget"))
    overview, budget = (
        draft.sheet(pgettext("sheet", "Overview")),
        draft.sheet(pgettext("sheet", "Budget")),
    )
    cashflow = draft.sheet(pgettext("sheet", "Cash flow"))
    plans = [draft.sheet(loan.name) for loan in subject.book.loans.values()]
    entries, inputs = (
        draft.sheet(pgettext("sheet", "Entries")),
        draft.sheet(pgettext("sheet", "Inputs")),
    )
    notes, hidden = draft.sheet(pgettext("sheet", "Notes")), draft.sheet(TITLE)
    names = write_inputs(draft, inputs, table)
    loans = [
        write_loan_sheet(draft, cells, loan, number)
        for number, (cells, loan) in enumerate(
            zip(plans, subject.book.loans.values(), strict=True), 1
        )
    ]
    columns = write_entries(draft, entries, table)
    by_id = {place.loan.id: place for place in loans}
    places = write_budget(BudgetGrid(draft, budget, table, names, columns, by_id))
    cash = write_cashflow(draft, cashflow, names)
    write_overview(draft, overview, OverviewParts(names, loans, places, cash))
    write_notes(draft, notes, loans)
    roles = {"budget": budget, "entries": entries, "inputs": inputs, "cashflow": cashflow}
    write_hidden(draft, hidden, table, {key: cells.sheet.name for key, cells in roles.items()})
    return draft.done()


BUDGET = Export(
    kind="budget",
    title=N_("Excel budget"),
    about=N_(
        "Twelve months of budget and actual figures, cash flow, loans and entries; for the bank."
    ),
    suffixes=(".xlsx",),
    content=content,
)
