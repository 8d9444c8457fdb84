"""The budget as one value: months across, categories down, plan beside actual.

Filled by `planner.services.budgeting`, shown by the Budget page and by the workbook. Amounts are
minor units of the book's currency, + in, − out.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from planner.basics.text import Text
from planner.book.account import Flow
from planner.outlook.level import Level

PlanSource = Literal["typed", "actual", "recurring", "invoice", "usual", "schedule"]
"""Where a plan comes from: typed by the owner, or put together from the book's other facts.

`actual` stands for what has already been booked in a month that is not over.
"""


@dataclass(frozen=True, slots=True)
class BudgetCell:
    """One row in one month."""

    plan: int
    actual: int
    sources: tuple[PlanSource, ...] = ()
    """Empty: nothing is planned and nothing expected."""

    @property
    def difference(self) -> int:
        """Actual less plan: negative means less income or more expense than planned."""
        return self.actual - self.plan

    @property
    def is_typed(self) -> bool:
        """Whether the owner has typed this plan; otherwise it is derived."""
        return self.sources == ("typed",)


@dataclass(frozen=True, slots=True)
class BudgetRow:
    """A category, a loan, or what belongs to neither, over all months."""

    key: str
    """Unique in its table: the category's id, `loan:<id>`, `draw:<id>`, or a word with `_`."""
    name: str | Text
    flow: Flow
    cells: tuple[BudgetCell, ...]
    category: str = ""
    loan: str = ""
    group: str = ""
    is_essential: bool = False

    @property
    def plan(self) -> int:
        """Planned over all months."""
        return sum(cell.plan for cell in self.cells)

    @property
    def actual(self) -> int:
        """Booked over all months."""
        return sum(cell.actual for cell in self.cells)


@dataclass(frozen=True, slots=True)
class BudgetTable:
    """Plan and actual month by month, and the balance that follows from them."""

    currency: str
    today: dt.date
    months: tuple[str, ...]
    """Written like 2026-12."""
    rows: tuple[BudgetRow, ...]
    opening: tuple[int, ...]
    """Spendable cash at the start of each month: booked where the month before is over, else planned."""
    closing: tuple[int, ...]
    """`opening` and all plans of the month."""
    opening_actual: tuple[int | None, ...]
    closing_actual: tuple[int | None, ...]
    """Booked so far; None for months that have not begun."""
    dip: tuple[int, ...]
    """How far the expected balance lies below its month end at the month's lowest day (>= 0)."""
    worst_due: tuple[Level | None, ...]
    """The worst level among the instalments due in each month; None: none is due."""
    reserve: int
    """Money in the emergency fund."""
    reserve_target: int

    @property
    def first_days(self) -> tuple[dt.date, ...]:
        """The first day of each month."""
        return tuple(dt.date.fromisoformat(f"{month}-01") for month in self.months)

    def has_begun(self, month: int) -> bool:
        """Whether the month with this index has begun by `today`."""
        return self.first_days[month] <= self.today

    def rows_of(self, flow: Flow) -> tuple[BudgetRow, ...]:
        """Rows of one flow, in the order of the book."""
        return tuple(row for row in self.rows if row.flow == flow)

    def planned(self, flow: Flow) -> tuple[int, ...]:
        """Planned sum of a flow, month by month."""
        rows = self.rows_of(flow)
        return tuple(sum(row.cells[i].plan for row in rows) for i in range(len(self.months)))

    def booked(self, flow: Flow) -> tuple[int, ...]:
        """Booked sum of a flow, month by month."""
        rows = self.rows_of(flow)
        return tuple(sum(row.cells[i].actual for row in rows) for i in range(len(self.months)))

    def lowest(self, month: int) -> int:
        """The planned balance on the lowest day of a month."""
        return self.closing[month] - self.dip[month]
