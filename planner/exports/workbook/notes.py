"""The sheet of notes: what each sheet holds, what may be changed, how the figures come about."""

from planner.exports.cells import Cells
from planner.exports.styles import lines_of
from planner.exports.workbook.draft import Draft
from planner.exports.workbook.loan_sheet import LoanPlaces
from planner.exports.workbook.page import set_page

WIDTH = 118


def write_notes(draft: Draft, cells: Cells, loans: list[LoanPlaces]) -> None:
    """Fills the sheet."""
    _ = draft.wording._
    cells.text(0, 1, _("Notes"), "title")
    row = 2
    for heading, lines in _parts(draft, loans):
        cells.text(row, 1, heading, "heading")
        for line in lines:
            row += 1
            cells.text(row, 1, line, "wrap", "top")
            cells.sheet.set_row(row, 16 * lines_of(line, WIDTH))
        row += 2
    cells.sheet.set_column(0, 0, 3)
    cells.sheet.set_column(1, 1, WIDTH)
    cells.sheet.set_row(0, 28)
    set_page(draft, cells)


def _parts(draft: Draft, loans: list[LoanPlaces]) -> list[tuple[str, list[str]]]:
    _, outlook = draft.wording._, draft.subject.outlook
    fixed = [place.loan.name for place in loans if not place.is_live]
    about_loans = [
        _("On a loan's sheet the yellow cells are the contract's figures. Change the rate, the "
             "principal or the number of instalments, and plan, budget and balances follow."),
    ]  # fmt: skip
    if fixed:
        about_loans.append(
            _("Fixed figures, because the plan has special rules or was changed on the way: "
                 "{names}.").format(names=_(", ").join(fixed))
        )  # fmt: skip
    short_history = (
        [_("There are fewer than 60 days of entries yet, so only the owner's own plan is "
              "counted on.")]
        if outlook.has_short_history
        else []
    )  # fmt: skip
    return [
        (_("What may be changed"), [
            _("Yellow cells. All others are protected against slips, without a password."),
            _("Amounts are written without a minus: income, expenses and repayments each have "
                 "their own part."),
            _("The hidden sheet and columns hold the ids of rows; they are left as they are, so "
                 "that this workbook can be recognised again."),
        ]),
        (_("How the figures come about"), [
            _("Budget: what the owner has planned. Where nothing is planned, what repeats, what "
                 "is invoiced and what is usual (italic). In a month that is not over: booked so "
                 "far, and what is still to come."),
            _("Actual: the sheet of entries, added up. Difference: actual less budget."),
            _("Lowest balance: month ends can hide a gap within the month. How far the lowest "
                 "day lies below the month's end was worked out day by day."),
            _("Bad case: 19 of 20 possible courses stay above it ({paths} courses, seed "
                 "{seed}).").format(paths=outlook.stamp.paths, seed=outlook.stamp.seed),
            *short_history,
        ]),
        *([(_("Loans"), about_loans)] if loans else []),
        (_("Words"), [
            _("Shortfall: below zero. Tight: below the cushion. Below goal: balance and "
                 "emergency fund together do not reach the goal. Enough: none of these."),
            _("Due dates: Covered, Tight, Likely short and Overdue judge each one on the "
                 "debited account, by the chance that it will be short."),
        ]),
    ]  # fmt: skip
