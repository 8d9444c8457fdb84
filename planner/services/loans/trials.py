"""Trying a loan out: other terms, an early repayment, days late; what would come of it, as values.

A loan that is not paid out yet is tried with other terms. One that runs is tried from today on:
another term, rate or method is a reschedule (重组) of what is owed, an extra sum an early
repayment. Adopting a trial is one Edit. Amounts are minor units.
"""

import datetime as dt
from dataclasses import dataclass, replace
from decimal import Decimal

from planner.basics.dates import ONE_DAY
from planner.basics.errors import UserError
from planner.basics.ids import new_id
from planner.basics.text import N_, text
from planner.book.book import Book
from planner.book.edit import Change, Edit, adding
from planner.book.loan import Loan, LoanEvent, Method, Rate, Terms
from planner.book.terms import with_rate_known
from planner.loans.instalment import OpenDue
from planner.loans.replay import open_dues, state
from planner.loans.schedule import plan
from planner.services.editing import changes_titled
from planner.services.lending import cost_of_lateness, found
from planner.services.loans.areas import Areas, areas_of, with_late


@dataclass(frozen=True, slots=True)
class Knobs:
    """What can be turned, and where it stands now."""

    principal: int
    instalments: int
    """Those still to come."""
    rate: Decimal
    """As in the contract: per year or per day."""
    method: Method
    extra: int = 0
    """Repaid early today."""
    days_late: int = 0
    """The next instalment is paid so many days after its day."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What would come of it."""

    areas: Areas
    instalment: int
    """The next one; 0: all is repaid."""
    still_to_pay: int
    """Everything from today on: instalments, the extra sum, penalty."""
    interest_to_come: int
    penalty: int
    last_due: dt.date | None
    terms: Terms
    events: tuple[LoanEvent, ...]


def has_begun(book: Book, loan_id: str, today: dt.date) -> bool:
    """Whether the loan runs already; before, all of its terms can still be chosen."""
    loan = found(book, loan_id)
    return loan.terms.drawn_on < today or bool(book.events_of(loan_id))


def knobs_now(book: Book, loan_id: str, today: dt.date) -> Knobs:
    """Where everything stands today. Raises UserError when nothing is left to repay."""
    loan, events = found(book, loan_id), book.events_of(loan_id)
    terms = loan.terms
    opened = open_dues(terms, events, today)
    if not opened:
        raise UserError(N_("This loan is repaid; there is nothing to try out."))
    begun = has_begun(book, loan_id, today)
    now = state(terms, events, today)
    return Knobs(
        principal=now.principal_normal + now.principal_overdue if begun else terms.principal,
        instalments=max(len(_coming(opened, today)), 1) if begun else terms.instalments,
        rate=_rate_now(terms, events).value,
        method=_method_now(terms, events),
    )


def days_of_skipping(book: Book, loan_id: str, today: dt.date) -> int:
    """How late the next instalment is when it is paid with the one after it; 0: none follows."""
    opened = open_dues(found(book, loan_id).terms, book.events_of(loan_id), today)
    coming = [due.due for due in _coming(opened, today)]
    return (coming[1] - coming[0]).days if len(coming) > 1 else 0


def try_out(book: Book, loan_id: str, knobs: Knobs, today: dt.date) -> Trial:
    """What turning the knobs would do. Raises UserError where no plan can follow."""
    loan, now = found(book, loan_id), knobs_now(book, loan_id, today)
    terms, events = _turned(book, loan, now, knobs, today)
    schedule = plan(terms, events)
    opened = open_dues(terms, events, today)
    areas = areas_of(terms, events, schedule)
    following = next((due for due in opened if due.due >= today), None)
    penalty = 0
    if knobs.days_late and following is not None:
        cost = cost_of_lateness(terms, events, following.due, knobs.days_late, today)
        penalty = cost.total
        until = following.due + knobs.days_late * ONE_DAY
        areas = with_late(areas, following.due, until, following.left + penalty)
    numbers = {due.number for due in opened}
    return Trial(
        areas=areas,
        instalment=_instalment(opened, today),
        still_to_pay=sum(due.left for due in opened) + knobs.extra + penalty,
        interest_to_come=sum(row.interest for row in schedule.rows if row.number in numbers),
        penalty=penalty,
        last_due=opened[-1].due if opened else None,
        terms=terms,
        events=events,
    )


def trial_edit(book: Book, loan_id: str, knobs: Knobs, today: dt.date) -> Edit:
    """The one Edit that makes a trial real; days late are no part of it.

    Raises UserError when nothing was turned.
    """
    loan, now = found(book, loan_id), knobs_now(book, loan_id, today)
    terms, events = _turned(book, loan, now, knobs, today)
    known = {event.id for event in book.events_of(loan_id)}
    changes = [Change("loan", loan.id, loan, replace(loan, terms=terms))]
    changes += [
        adding("loan_event", replace(event, id=new_id()))
        for event in events
        if event.id not in known
    ]
    edit = changes_titled(text(N_("Change plan of “{name}”"), name=loan.name), changes)
    if not edit.changes:
        raise UserError(N_("Nothing was turned, so there is nothing to adopt."))
    return edit


def _turned(
    book: Book, loan: Loan, now: Knobs, knobs: Knobs, today: dt.date
) -> tuple[Terms, tuple[LoanEvent, ...]]:
    """Terms and events as they would be."""
    events, terms = book.events_of(loan.id), loan.terms
    if not has_begun(book, loan.id, today):
        turned = replace(
            with_rate_known(terms, is_known=knobs.rate > 0 or not terms.is_rate_unknown),
            principal=knobs.principal,
            instalments=knobs.instalments,
            method=knobs.method,
            rate=replace(terms.rate, value=knobs.rate),
        )
        return turned, events
    order = sum(event.date == today for event in events)
    added = []
    if knobs.extra:
        added.append(LoanEvent("extra", loan.id, "prepay", today, knobs.extra, order))
    if (knobs.instalments, knobs.rate, knobs.method) != (now.instalments, now.rate, now.method):
        added.append(_reschedule(loan, events, knobs, today, order + len(added)))
    return terms, (*events, *added)


def _reschedule(
    loan: Loan, events: tuple[LoanEvent, ...], knobs: Knobs, today: dt.date, order: int
) -> LoanEvent:
    """A new plan of what is owed, from the next due date on."""
    opened = open_dues(loan.terms, events, today)
    coming = _coming(opened, today)
    first_due = coming[0].due if coming else today + 30 * ONE_DAY
    rate = replace(_rate_now(loan.terms, events), value=knobs.rate)
    return LoanEvent(
        id="reschedule",
        loan=loan.id,
        type="reschedule",
        date=today,
        order=order,
        rate=rate,
        instalments=knobs.instalments,
        first_due=first_due,
        method=knobs.method,
    )


def _coming(opened: tuple[OpenDue, ...], today: dt.date) -> list[OpenDue]:
    return [due for due in opened if due.due > today]


def _instalment(opened: tuple[OpenDue, ...], today: dt.date) -> int:
    coming = _coming(opened, today) or list(opened)
    return coming[0].payment if coming else 0


def _rate_now(terms: Terms, events: tuple[LoanEvent, ...]) -> Rate:
    changed = [event.rate for event in events if event.rate is not None]
    return changed[-1] if changed else terms.rate


def _method_now(terms: Terms, events: tuple[LoanEvent, ...]) -> Method:
    changed = [event.method for event in events if event.method is not None]
    return changed[-1] if changed else terms.method
