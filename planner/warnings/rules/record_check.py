"""After a delay has ended: it is time for a look at the own credit report."""

import datetime as dt

from planner.basics.text import N_, Fact, text
from planner.book.book import Book
from planner.loans.arrears import check_days, cleared_on
from planner.outlook.level import Level
from planner.outlook.outlook import Outlook
from planner.warnings.early_warning import EarlyWarning
from planner.warnings.rules._said import lead

BEFORE, AFTER = 7, 14
"""Days before and after a day for a look at the report on which it is brought to mind."""


def record_check(book: Book, outlook: Outlook) -> list[EarlyWarning]:
    """A note per loan around each of its days; it never raises the level."""
    today = outlook.stamp.today
    found = []
    for key, loan in book.loans.items():
        cleared = cleared_on(loan.terms, book.events_of(key), today)
        days = check_days(cleared) if cleared else ()
        near = [day for day in days if -AFTER <= lead(day, today) <= BEFORE]
        found += [_note(loan.name, key, cleared, day, today) for day in near[:1] if cleared]
    return found


def _note(name: str, loan: str, cleared: dt.date, day: dt.date, today: dt.date) -> EarlyWarning:
    facts: dict[str, Fact] = {"loan": name, "date": day, "cleared": cleared}
    return EarlyWarning(
        rule="record_check",
        level=Level.covered,
        headline=text(N_("A look at your credit report: {date}"), **facts),
        sentence=text(
            N_("Nothing of {loan} is overdue since {cleared}. See whether your credit report says "
               "so too: two reports a year are free."), **facts,
        ),
        detail=text(N_("If it does not, object: an answer must come within 20 days.")),
        reason=text(N_("Days for it: a month after the delay ended, then every six months for "
                       "five years.")),
        due=day,
        loan=loan,
        lead_days=lead(day, today),
    )  # fmt: skip
