"""The page of one loan: where its figures stand, and what they are drawn from."""

from dataclasses import dataclass

from planner.book.loan import Loan, LoanEvent, Terms
from planner.exports.cells import Cells, on_sheet, ref, span
from planner.exports.workbook.draft import Draft
from planner.exports.workbook.loan_model import LoanModel

NUMBER, DUE, PAYMENT, PRINCIPAL, INTEREST, FEE, BALANCE, STATE, SHARE = range(1, 10)
TOP = 4
"""First row of the contract's figures."""
HEAD = TOP + 8
FIRST = HEAD + 1
SPARE = 12
"""Empty rows below the plan, for more instalments than the contract has."""
OWED = TOP + 3
"""Row of the principal owed on the day of the export."""


@dataclass(frozen=True, slots=True)
class LoanPage:
    """A loan's sheet; `number` is the loan's place in the book, from 1."""

    draft: Draft
    cells: Cells
    loan: Loan
    model: LoanModel
    number: int

    @property
    def terms(self) -> Terms:
        """The contract."""
        return self.loan.terms

    @property
    def events(self) -> tuple[LoanEvent, ...]:
        """What happened to the loan."""
        return self.draft.subject.book.events_of(self.loan.id)

    @property
    def rows(self) -> int:
        """Rows of the table, spare ones included."""
        is_open = self.model.is_live and self.terms.method != "single_payment"
        return len(self.model.rows) + (SPARE if is_open else 0)

    @property
    def last(self) -> int:
        """The last row of the table."""
        return FIRST + self.rows - 1

    def column(self, column: int) -> str:
        """A column of the table, for formulas on other sheets."""
        return on_sheet(self.cells.sheet.name, span((FIRST, column), (self.last, column), "rc"))

    def cell(self, row: int, column: int) -> str:
        """A cell, for formulas on other sheets."""
        return on_sheet(self.cells.sheet.name, ref(row, column, "rc"))
