"""Back to a clean record: when arrears ended, what has been paid on time since, until when it may show."""

import datetime as dt
from dataclasses import dataclass

from planner.basics.dates import ONE_DAY
from planner.basics.text import N_, NN_, Amount, Chance, Text, counted, text
from planner.book.book import Book
from planner.book.contact import Contact, Promise
from planner.loans.arrears import check_days, cleared_on
from planner.loans.schedule import plan
from planner.outlook.level import Level
from planner.outlook.outlook import Outlook
from planner.services.lending import found
from planner.services.troubles.happenings import record_until
from planner.services.troubles.statements import statement

KEPT = statement("record_kept")
"""What the dates rest on."""
FREE = statement("free_reports")
OBJECTION = statement("objection")
OBJECTION_DAYS = 20
MATTERS_DAYS = 120
"""How far the dues that matter most are looked for."""


@dataclass(frozen=True, slots=True)
class CleanRecord:
    """A loan that was overdue and is no longer."""

    cleared_on: dt.date
    """The day on which nothing was overdue any more, by payment or by agreement."""
    on_time: int
    """Instalments since then, all of them paid in time."""
    shown_until: dt.date
    """Until then the credit record may show it (see `KEPT`)."""

    def next_check(self, today: dt.date) -> dt.date | None:
        """The next day for a look at the own credit report; None: no more is needed."""
        return next((day for day in check_days(self.cleared_on) if day >= today), None)


def clean_record(book: Book, loan_id: str, today: dt.date) -> CleanRecord | None:
    """How far a loan has come; None: it never was overdue, or is now. Raises UserError if gone."""
    loan, events = found(book, loan_id), book.events_of(loan_id)
    day = cleared_on(loan.terms, events, today)
    if day is None:
        return None
    rows = plan(loan.terms, events).rows
    return CleanRecord(day, sum(day < row.due <= today for row in rows), record_until(day))


def clean_records(book: Book, today: dt.date) -> tuple[tuple[str, CleanRecord], ...]:
    """Every loan that has come back, by its id; the one cleared last first."""
    every = ((key, clean_record(book, key, today)) for key in book.loans)
    known = [(key, record) for key, record in every if record is not None]
    return tuple(sorted(known, key=lambda one: (-one[1].cleared_on.toordinal(), one[0])))


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


def check_words(record: CleanRecord, today: dt.date) -> Text:
    """When to look at the own credit report next."""
    day = record.next_check(today)
    if day is None:
        return text(N_("The five years are over: a last look at your credit report closes it."))
    return text(
        N_("Next look at your credit report: {date}. Does it say that nothing is overdue?"),
        date=f"{day:%Y-%m-%d}",
    )


def matters_most(outlook: Outlook, loan_id: str, currency: str) -> Text | None:
    """Which coming due of a loan that has come back matters most; None: none is coming.

    The one most likely to be short within the next months; where all are covered, the next one.
    """
    last = outlook.stamp.today + MATTERS_DAYS * ONE_DAY
    dues = [due for due in outlook.dues
            if due.loan == loan_id and not due.days_past_due and due.date <= last]  # fmt: skip
    if not dues:
        return None
    first = min(dues, key=lambda due: due.date)
    risky = [due for due in dues if due.level is not Level.covered]
    if not risky:
        return counted(
            *NN_(
                "The next instalment is covered: {amount} on {date}.",
                "The next {count} instalments are covered; the first is {amount} on {date}.",
            ),
            len(dues),
            amount=Amount(first.amount, currency),
            date=first.date,
        )
    worst = max(risky, key=lambda due: (due.chance_short, -due.date.toordinal()))
    if not worst.move:
        key = N_("Matters most now: {amount} on {date}; little is left after it.")
        return text(key, amount=Amount(worst.amount, currency), date=worst.date)
    return text(
        N_("Matters most now: {amount} on {date}, which may be short {chance}. {move} more in the "
           "account by {act_by} covers it."),
        amount=Amount(worst.amount, currency), date=worst.date, chance=Chance(worst.chance_short),
        move=Amount(worst.to_cover, currency, exact=False), act_by=worst.act_by,
    )  # fmt: skip


def objection(book: Book, loan_id: str, today: dt.date, what: str, answer: str) -> Contact:
    """A record to begin with when an entry of the credit report is contested on `today`.

    `what` and `answer` are its words in the owner's language; the answer is due after 20 days
    (see `OBJECTION`), so that it is brought to mind like every promise.
    """
    loan = found(book, loan_id)
    due = today + OBJECTION_DAYS * ONE_DAY
    return Contact(
        id="",
        at=dt.datetime.combine(today, dt.time()),
        lender=loan.lender or loan.name,
        channel="letter",
        said=what,
        loan=loan_id,
        promises=(Promise("other", answer, due),),
    )
