"""Due dates as calendar events (RFC 5545): the instalment itself, and a day to get ready.

Alarms stand before the start, because some calendars ignore later ones; others ignore alarms of
imported files altogether, hence the separate events. A second export updates the first: the ids
stay, and SEQUENCE grows with the day.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from planner.basics.errors import UserError
from planner.basics.text import N_, Amount, Fact, text
from planner.book.contact import open_promises
from planner.exports.export import Export, Subject
from planner.loans.arrears import check_days, cleared_on
from planner.outlook.outlook import Due

ALARMS = (dt.timedelta(days=-2, hours=-15), dt.timedelta(hours=-15))
"""09:00 three days before and 09:00 on the day before."""
_DAY_ONE = dt.date(2020, 1, 1)


def content(subject: Subject, suffix: str) -> bytes:
    """The calendar's bytes. Raises UserError when no instalment is due."""
    from icalendar import Calendar

    more = [*_promises(subject), *_record_checks(subject)]
    if not subject.outlook.dues and not more:
        raise UserError(
            N_("No instalment is due in the coming time, so there is nothing to export.")
        )
    calendar = Calendar()
    calendar.add("prodid", "-//Leeway//Leeway//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", subject.wording._("Due dates"))
    for due in subject.outlook.dues:
        calendar.add_component(_instalment(subject, due))
        if due.act_by >= subject.today:
            calendar.add_component(_get_ready(subject, due))
    for event in more:
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _instalment(subject: Subject, due: Due) -> Any:
    from icalendar import Alarm

    event = _event(subject, f"loan-{due.loan}-{due.number}@leeway", due.date)
    amount = Amount(due.amount, subject.book.currency)
    title = text(N_("{loan}: instalment of {amount} due"), loan=due.loan_name, amount=amount)
    event.add("summary", subject.wording.say(title))
    event.add("description", subject.wording.say(text(
        N_("Instalment {number}. Debited from {account}."),
        number=due.number, account=_account(subject, due),
    )))  # fmt: skip
    for before in ALARMS:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", subject.wording.say(title))
        alarm.add("trigger", before)
        event.add_component(alarm)
    return event


def _get_ready(subject: Subject, due: Due) -> Any:
    event = _event(subject, f"prepare-{due.loan}-{due.number}@leeway", due.act_by)
    event.add("summary", subject.wording.say(text(
        N_("Get ready: {loan} is due on {date}"), loan=due.loan_name, date=due.date,
    )))  # fmt: skip
    amount = Amount(due.amount, subject.book.currency)
    event.add("description", subject.wording.say(text(
        N_("Last working day before the debit: {amount} should be in {account} by today."),
        amount=amount, account=_account(subject, due),
    )))  # fmt: skip
    return event


def _promises(subject: Subject) -> Iterator[Any]:
    """Open promises of contacts, without the words: a calendar is often shared."""
    for one in open_promises(subject.book.contacts):
        if one.promise.due is None or one.promise.due < subject.today:
            continue
        event = _event(subject, f"promise-{one.contact.id}-{one.number}@leeway", one.promise.due)
        is_mine = one.promise.by == "owner"
        key = (
            N_("Your promise to {lender} is due on {date}")
            if is_mine
            else N_("{lender} promised something for {date}")
        )
        facts: dict[str, Fact] = {"lender": one.contact.lender, "date": one.promise.due}
        event.add("summary", subject.wording.say(text(key, **facts)))
        yield event


def _record_checks(subject: Subject) -> Iterator[Any]:
    """Days for a look at the own credit report, for loans that were overdue and no longer are."""
    for key, loan in subject.book.loans.items():
        cleared = cleared_on(loan.terms, subject.book.events_of(key), subject.today)
        for number, day in enumerate(check_days(cleared) if cleared else (), 1):
            if day >= subject.today:
                event = _event(subject, f"record-{key}-{cleared}-{number}@leeway", day)
                said = text(N_("A look at your credit report: {date}"), date=day)
                event.add("summary", subject.wording.say(said))
                event.add("description", loan.name)
                yield event


def _event(subject: Subject, uid: str, date: dt.date) -> Any:
    from icalendar import Event

    made = dt.datetime(subject.today.year, subject.today.month, subject.today.day, tzinfo=dt.UTC)
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", made)
    event.add("last-modified", made)
    event.add("sequence", max(0, (subject.today - _DAY_ONE).days))
    event.add("dtstart", date)
    event.add("dtend", date + dt.timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    return event


def _account(subject: Subject, due: Due) -> str:
    return subject.book.accounts[due.account].name


CALENDAR = Export(
    kind="calendar",
    title=N_("Calendar of due dates"),
    about=N_("Due dates with reminders for the calendar of your phone or computer."),
    suffixes=(".ics",),
    content=content,
)
