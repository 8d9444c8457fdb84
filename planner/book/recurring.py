"""Income and expense that come again by a rule."""

import datetime as dt
from dataclasses import dataclass

from planner.basics.repeat import occurrences


@dataclass(frozen=True, slots=True)
class Recurring:
    """A flow that repeats: `amount` (minor units, + in, − out) at each occurrence of `rrule`."""

    id: str
    title: str
    account: str
    amount: int
    rrule: str
    """RFC 5545 rule; a day 29–31 that a month lacks falls on its last day."""
    start: dt.date
    until: dt.date | None = None
    category: str = ""
    spread: int = 0
    """Standard deviation of one occurrence, minor units."""
    is_change: bool = False
    """It only changes what is usual or planned elsewhere (20 % fewer takings from now on): it is
    no flow of its own, explains no entry of the past and is never waited for."""

    @property
    def anchored_rule(self) -> str:
        """The rule as it must read with another first day: neither counted nor bound to that day."""
        parts = [part for part in self.rrule.split(";") if not part.startswith("COUNT=")]
        rule = ";".join(parts)
        if "FREQ=MONTHLY" in parts and "BY" not in rule:
            return f"{rule};BYMONTHDAY={self.start.day}"
        return rule

    def dates(self, first: dt.date, last: dt.date) -> list[dt.date]:
        """Its dates between `first` and `last`, both included."""
        return occurrences(self.rrule, self.start, self.until, first, last)
