"""The due dates of a loan and the interest periods between them."""

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache

from planner.basics.dates import Holiday, add_months, shifted
from planner.book.loan import Terms


@dataclass(frozen=True, slots=True)
class DueDates:
    """Row k is due on `due(k)`; its interest period ends on `period_end(k)`; k counts from 1."""

    start: dt.date
    """The day of the draw (or of a reschedule): the first period begins here."""
    first_due: dt.date
    due_day: int
    holiday: Holiday
    runs_by_day: bool
    """Interest by the day: the period moves with the holiday rule. Otherwise it does not."""
    has_whole_start: bool
    """The first period is one month, not an odd number of days."""

    def plain(self, row: int) -> dt.date:
        """The due date before the holiday rule, clamped to the month's end."""
        return _plain(self.first_due, row, self.due_day)

    def due(self, row: int) -> dt.date:
        """The day on which row `row` is due, after the holiday rule."""
        return shifted(self.plain(row), self.holiday)

    def period_end(self, row: int) -> dt.date:
        """The end of the interest period of row `row`; of row 0: the start."""
        if row == 0:
            return self.start
        return self.due(row) if self.runs_by_day else self.plain(row)

    def period_of(self, day: dt.date) -> int:
        """The row whose unshifted period holds `day` (first day counts, last does not)."""
        months = (day.year - self.first_due.year) * 12 + day.month - self.first_due.month
        row = max(1, months + 1)
        return row if day < self.plain(row) else row + 1


def due_dates(terms: Terms, start: dt.date, *, runs_by_day: bool) -> DueDates:
    """The due dates of `terms`, whose first interest period begins on `start`."""
    due_day = terms.due_day or terms.first_due.day
    is_whole = (
        add_months(start, 1) == terms.first_due or add_months(terms.first_due, -1, due_day) == start
    )
    return DueDates(start, terms.first_due, due_day, terms.holiday, runs_by_day, is_whole)


@lru_cache(maxsize=8192)
def _plain(first_due: dt.date, row: int, due_day: int) -> dt.date:
    return first_due if row == 1 else add_months(first_due, row - 1, due_day)
