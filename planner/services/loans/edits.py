"""Loans entered, taken over, paid and prepaid: each one intent, one Edit, checked field by field.

A `Problem` names the field it belongs to. Refusals stop the Edit; questions only want a second
look, because the contract may really say so.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from planner.basics.dates import add_months, shifted
from planner.basics.errors import UserError
from planner.basics.ids import new_id
from planner.basics.text import N_, Amount, Percent, Text, text
from planner.book.book import Book
from planner.book.edit import Change, Edit, adding
from planner.book.entry import Entry
from planner.book.loan import Loan, LoanEvent, Terms
from planner.loans.instalment import PaymentUse
from planner.loans.replay import open_dues, payments, state
from planner.loans.schedule import plan
from planner.services.lending import found
from planner.services.loans.report_words import due_day_note

PaymentType = Literal["pay", "prepay"]
HIGH_RATE = Decimal("0.36")
"""Annual rates above this are asked about. Source: the former 36 % line of 2015, a sanity limit
of ours and no statement of law."""

LOW_RATE = Decimal("0.005")
"""Annual rates below this are asked about: they are probably day rates."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one field; a question may be answered by saving again."""

    field: str
    text: Text
    is_question: bool = False


@dataclass(frozen=True, slots=True)
class PaymentTrial:
    """What a payment would do, before it is recorded. Amounts in minor units."""

    use: PaymentUse
    due_left: int
    """What is then still due on that day."""
    instalment_before: int
    instalment_after: int
    """The next instalment; 0: all is repaid."""
    saved: int
    """How much less is paid in the end, a prepayment fee counted."""
    last_due_before: dt.date
    last_due_after: dt.date


def annual_rate(terms: Terms) -> Decimal:
    """The contract rate per year; a day rate × `year_days` (`actual`: 365)."""
    if terms.rate.per == "year":
        return terms.rate.value
    return terms.rate.value * (365 if terms.year_days == "actual" else terms.year_days)


def terms_problems(terms: Terms, currency: str) -> tuple[Problem, ...]:
    """What contradicts itself in `terms`, by field, refusals before questions; () if nothing."""
    problems = [*_refusals(terms), *_questions(terms)]
    if not any(not problem.is_question for problem in problems):
        problems += _growing(terms, currency)
    return tuple(sorted(problems, key=lambda problem: problem.is_question))


def loan_edit(book: Book, loan: Loan, paid: int = 0) -> Edit:
    """The Edit that adds or replaces `loan`; its first `paid` instalments are recorded as paid.

    They are paid on their due dates with the sums of the plan. Raises UserError for terms that
    contradict themselves, and for more paid instalments than the plan has.
    """
    refuse(terms_problems(loan.terms, book.currency))
    rows = plan(loan.terms).rows
    if not 0 <= paid <= len(rows):
        raise UserError(
            N_("This loan has {count} instalments; so many can't be paid already."),
            count=len(rows),
        )
    before = book.loans.get(loan.id)
    title = N_("Add loan “{name}”") if before is None else N_("Change loan “{name}”")
    change = Change("loan", loan.id, before, loan)
    events = tuple(
        adding("loan_event", LoanEvent(new_id(), loan.id, "pay", row.due, row.payment))
        for row in rows[:paid]
        if before is None
    )
    loan_changes = () if before == loan else (change,)
    return Edit(text(title, name=loan.name), (*loan_changes, *events))


def payment_problems(book: Book, event: LoanEvent, today: dt.date) -> tuple[Problem, ...]:
    """What speaks against recording `event` (a pay or prepay), by field; refusals first."""
    loan = found(book, event.loan)
    if event.amount <= 0:
        return (Problem("amount", text(N_("The amount must be greater than 0."))),)
    if event.date < loan.terms.drawn_on:
        sentence = text(
            N_("The loan was paid out on {date}; a payment can't lie before that."),
            date=loan.terms.drawn_on,
        )
        return (Problem("date", sentence),)
    if event.date > today:
        sentence = text(N_("This day is still to come. Record a payment once it has been made."))
        return (Problem("date", sentence),)
    return _too_much(book, loan, event)


def payment_edit(
    book: Book,
    loan_id: str,
    date: dt.date,
    amount: int,
    today: dt.date,
    *,
    kind: PaymentType = "pay",
    as_entry: bool = False,
) -> Edit:
    """The Edit that records a payment of `amount` minor units on `date`.

    `as_entry` also books it as money out of the debited account, for loans whose cash the
    entries hold. Raises UserError for what `payment_problems` refuses.
    """
    event = new_event(book, loan_id, date, amount, kind)
    refuse(payment_problems(book, event, today))
    loan = book.loans[loan_id]
    title = N_("Record payment for {name}") if kind == "pay" else N_("Record prepayment of {name}")
    changes = [adding("loan_event", event)]
    if as_entry and not loan.books_cash:
        entry = Entry(new_id(), date, loan.debit_account, -amount, payee=loan.lender or loan.name)
        changes.append(adding("entry", entry))
    return Edit(text(title, name=loan.name), tuple(changes))


def new_event(
    book: Book,
    loan_id: str,
    date: dt.date,
    amount: int,
    kind: PaymentType = "pay",
    *,
    source: str = "",
) -> LoanEvent:
    """A payment that is not in the book yet, after those of its day."""
    order = sum(event.date == date for event in book.events_of(loan_id))
    return LoanEvent(new_id(), loan_id, kind, date, amount, order, source)


def payment_trial(book: Book, event: LoanEvent, today: dt.date) -> PaymentTrial:
    """What recording `event` would do. Raises UserError where it can't be replayed."""
    terms = found(book, event.loan).terms
    before = book.events_of(event.loan)
    after = with_event(before, event)
    day = max(event.date, today)
    old, new = plan(terms, before), plan(terms, after)
    uses = payments(terms, after, day)
    return PaymentTrial(
        use=next(use for use in reversed(uses) if _is_of(use, event)),
        due_left=state(terms, after, day).due_now,
        instalment_before=_next_payment(terms, before, day),
        instalment_after=_next_payment(terms, after, day),
        saved=_to_pay(terms, before, day) - _to_pay(terms, after, day) - event.amount,
        last_due_before=old.rows[-1].due if old.rows else event.date,
        last_due_after=new.rows[-1].due if new.rows else event.date,
    )


def with_event(events: Sequence[LoanEvent], event: LoanEvent) -> tuple[LoanEvent, ...]:
    """`events` and one more, in order of date."""
    return tuple(sorted((*events, event), key=lambda one: (one.date, one.order)))


def due_today(book: Book, loan_id: str, today: dt.date) -> int:
    """What to pay now: all that is due, penalty included; nothing due: the next instalment."""
    terms, events = found(book, loan_id).terms, book.events_of(loan_id)
    owed = state(terms, events, today).due_now
    opened = open_dues(terms, events, today)
    return owed or (opened[0].left if opened else 0)


def payoff(book: Book, loan_id: str, on: dt.date) -> int:
    """What repaying everything on `on` costs, minor units."""
    return state(found(book, loan_id).terms, book.events_of(loan_id), on).payoff


def refuse(problems: Sequence[Problem]) -> None:
    """Raises UserError for the first problem that is no question; returns nothing."""
    for problem in problems:
        if not problem.is_question:
            raise UserError(problem.text.key, **problem.text.facts)


def _refusals(terms: Terms) -> list[Problem]:
    problems = []
    if terms.principal <= 0:
        problems.append(Problem("principal", text(N_("The amount must be greater than 0."))))
    if terms.instalments < 1:
        problems.append(Problem("instalments", text(N_("A loan has at least one instalment."))))
    if terms.rate.value < 0:
        problems.append(Problem("rate", text(N_("A rate can't be below 0."))))
    if terms.first_due <= terms.drawn_on:
        sentence = N_("The first due date must come after the day the money is paid out.")
        problems.append(Problem("first_due", text(sentence)))
    elif shifted(terms.first_due, terms.holiday) <= terms.drawn_on:
        sentence = N_("Moved off the holiday, the first due date is not after the payout any more.")
        problems.append(Problem("first_due", text(sentence)))
    if terms.received <= 0 < terms.principal:
        sentence = N_("The fees at the draw must be less than the amount of the loan.")
        problems.append(Problem("fees", text(sentence)))
    return problems


def _questions(terms: Terms) -> list[Problem]:
    problems = []
    if terms.is_rate_unknown:
        sentence = text(
            N_("Without the rate, interest, penalty and true cost stay open. Save all the same?")
        )
        problems.append(Problem("rate", sentence, is_question=True))
    yearly = annual_rate(terms)
    if yearly > HIGH_RATE:
        sentence = text(
            N_("That is {rate} a year. Does the contract say so? Then save again."),
            rate=Percent(float(yearly), 1),
        )
        problems.append(Problem("rate", sentence, is_question=True))
    if terms.rate.per == "year" and 0 < yearly < LOW_RATE:
        sentence = text(
            N_("Only {rate} in a whole year? If it is the rate of one day, choose “a day”."),
            rate=Percent(float(yearly), 2),
        )
        problems.append(Problem("rate", sentence, is_question=True))
    if terms.first_due > add_months(terms.drawn_on, 3):
        sentence = text(
            N_("The first payment comes more than three months after the draw. Is that right?")
        )
        problems.append(Problem("first_due", sentence, is_question=True))
    if (note := due_day_note(terms)) is not None:
        problems.append(Problem("due_day", note, is_question=True))
    return problems


def _growing(terms: Terms, currency: str) -> list[Problem]:
    """The first instalment of a level plan that does not even pay its interest."""
    rows = plan(terms).rows
    if terms.method != "equal_instalment" or rows[0].principal > 0:
        return []
    sentence = text(
        N_("The first period's interest of {interest} is all the instalment pays. Is that right?"),
        interest=Amount(rows[0].interest, currency),
    )
    return [Problem("first_due", sentence, is_question=True)]


def _too_much(book: Book, loan: Loan, event: LoanEvent) -> tuple[Problem, ...]:
    most = payoff(book, loan.id, event.date)
    if event.amount > most:
        sentence = text(
            N_("Repaying everything on that day takes {most}; more can't be recorded."),
            most=Amount(most, book.currency),
        )
        return (Problem("amount", sentence),)
    twins = [
        other
        for other in book.events_of(loan.id)
        if (other.date, other.amount) == (event.date, event.amount)
    ]
    if twins:
        sentence = text(N_("The same payment is already recorded on that day. Another one?"))
        return (Problem("amount", sentence, is_question=True),)
    return ()


def _next_payment(terms: Terms, events: Sequence[LoanEvent], day: dt.date) -> int:
    """The first instalment of the plan due after `day`; 0: none."""
    return next((row.payment for row in plan(terms, events).rows if row.due > day), 0)


def _to_pay(terms: Terms, events: Sequence[LoanEvent], day: dt.date) -> int:
    return sum(due.left for due in open_dues(terms, events, day))


def _is_of(use: PaymentUse, event: LoanEvent) -> bool:
    return (use.date, use.amount) == (event.date, event.amount)
