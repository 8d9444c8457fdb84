"""What may happen when: dated for one loan, each line with the statement it rests on."""

import datetime as dt
from dataclasses import dataclass

from planner.basics.dates import ONE_DAY, add_months
from planner.basics.text import N_, Text, text
from planner.services.troubles.stages import Situation
from planner.services.troubles.statements import Statement, statement

LIMITATION_MONTHS = 36
RECORD_MONTHS = 60


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of the timeline."""

    date: dt.date
    title: Text
    statement: Statement
    is_past: bool
    """Its day has come."""
    is_range: bool = False
    """It may come from this day on."""


def happenings(now: Situation) -> tuple[Happening, ...]:
    """The timeline of a loan whose oldest open instalment stays unpaid, in order of date.

    Certain are only the dates of the contract; what others do may come earlier, later or never.
    """
    due, grace = now.due, now.loan.terms.penalty.grace_days
    late = due + (grace + 1) * ONE_DAY
    last = now.opened[-1].due
    rows: list[tuple[dt.date, str, str, bool]] = [
        (due, N_("Due date"), "on_the_day", False),
        (late, N_("Penalty interest begins, counted from the due date"), "penalty", False),
        (late, N_("Reminders begin"), "reminders", True),
        (late, N_("Calls and visits keep to hours and number"), "hours", True),
        (late, N_("Report to the credit register"), "register", True),
        (late, N_("Risk class “attention”"), "risk_attention", False),
        (due + 31 * ONE_DAY, N_("More than 30 days: the whole debt may be demanded"),
         "whole_debt", True),
        (due + 91 * ONE_DAY, N_("Risk class “substandard”"), "risk_substandard", False),
        (due + 91 * ONE_DAY, N_("Payments may settle principal first"), "principal_first", True),
        (due + 91 * ONE_DAY, N_("Court or arbitration becomes likelier"), "court", True),
        (due + 271 * ONE_DAY, N_("Risk class “doubtful”"), "risk_doubtful", False),
        (due + 361 * ONE_DAY, N_("Risk class “loss”"), "risk_loss", False),
        (add_months(last, LIMITATION_MONTHS),
         N_("The limitation period ends at the earliest, if no demand came in between"),
         "limitation", False),
    ]  # fmt: skip
    return tuple(
        Happening(date, text(title), statement(key), date <= now.today, is_range)
        for date, title, key, is_range in rows
    )


def record_until(cleared_on: dt.date) -> dt.date:
    """The day until which the credit record may show a delay that ended on `cleared_on`.

    Source: the statement `record_kept`.
    """
    return add_months(cleared_on, RECORD_MONTHS)
