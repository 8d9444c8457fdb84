"""Back to a clean record: when arrears ended, what has been paid on time since, until when it may show."""

import datetime as dt
from dataclasses import dataclass

from planner.basics.dates import ONE_DAY
from planner.basics.text import NN_, Text, counted
from planner.book.book import Book
from planner.loans.replay import state
from planner.loans.schedule import plan
from planner.services.lending import found
from planner.services.troubles.happenings import record_until
from planner.services.troubles.statements import statement

KEPT = statement("record_kept")
"""What the dates rest on."""


@dataclass(frozen=True, slots=True)
class CleanRecord:
    """A loan that was overdue and is no longer."""

    cleared_on: dt.date
    """The day on which nothing was overdue any more, by payment or by agreement."""
    on_time: int
    """Instalments since then, all of them paid in time."""
    shown_until: dt.date
    """Until then the credit record may show it (see `KEPT`)."""


def clean_record(book: Book, loan_id: str, today: dt.date) -> CleanRecord | None:
    """How far a loan has come; None: it never was overdue, or is now. Raises UserError if gone."""
    loan, events = found(book, loan_id), book.events_of(loan_id)
    if state(loan.terms, events, today).days_past_due:
        return None
    days = sorted({event.date for event in events if event.date <= today}, reverse=True)
    for day in days:
        was_late = state(loan.terms, events, day - ONE_DAY).days_past_due > 0
        if was_late and not state(loan.terms, events, day).days_past_due:
            rows = plan(loan.terms, events).rows
            since = sum(day < row.due <= today for row in rows)
            return CleanRecord(day, since, record_until(day))
    return None


def record_words(record: CleanRecord) -> Text:
    """The record in one sentence."""
    return counted(
        *NN_(
            "Nothing is overdue since {cleared}; {count} instalment in time since then. The credit "
            "record may show the delay until {until}.",
            "Nothing is overdue since {cleared}; {count} instalments in time since then. The credit "
            "record may show the delay until {until}.",
        ),
        record.on_time,
        cleared=f"{record.cleared_on:%Y-%m-%d}",
        until=f"{record.shown_until:%Y-%m-%d}",
    )
