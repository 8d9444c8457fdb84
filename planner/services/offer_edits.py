"""Offers entered, followed and paid out: each one intent, one Edit.

An offer that is paid out becomes a loan in one Edit: the loan is added, and the offer keeps its
steps and papers as a record that nothing counts any more.
"""

import datetime as dt
from dataclasses import dataclass, replace

from planner.basics.dates import ONE_DAY, add_months, clamped
from planner.basics.errors import UserError
from planner.basics.ids import new_id
from planner.basics.text import N_, text
from planner.book.book import Book
from planner.book.counted import holds_day
from planner.book.edit import Change, Edit, adding, replacing
from planner.book.loan import Fee, Loan, Terms
from planner.book.offer import Decision, Offer, Step, StepDone
from planner.services.editing import changes_titled, saved
from planner.services.loans.edits import refuse, terms_problems

STEP_NAMES: dict[Step, str] = {
    "registered": N_("Registered"),
    "papers": N_("Papers handed in"),
    "review": N_("Under review"),
    "granted": N_("Limit granted"),
    "paid_out": N_("Paid out"),
}
"""Step of an application -> its name."""


@dataclass(frozen=True, slots=True)
class PaidOut:
    """What really came, where it may differ from the offer. Amounts in minor units."""

    principal: int
    received: int
    """What reached the account; what is missing was kept back as a charge."""
    first_due: dt.date


def offer_edit(book: Book, offer: Offer) -> Edit:
    """The Edit that adds or replaces `offer`. Raises UserError for terms that contradict themselves."""
    refuse(terms_problems(offer.terms, book.currency))
    return saved(book, "offer", offer)


def step_edit(book: Book, offer_id: str, date: dt.date) -> Edit:
    """The Edit that records the next step of the application, done on `date`.

    Raises UserError when only paying out is left: that is `pay_out`.
    """
    offer = found_offer(book, offer_id)
    step = offer.next_step
    if step is None or step == "paid_out":
        raise UserError(N_("What is left is the pay-out; record it with its amounts."))
    steps = (*offer.steps, StepDone(step, date))
    title = text(N_("“{name}”: {step}"), name=offer.name, step=text(STEP_NAMES[step]))
    return Edit(title, (replacing("offer", offer, steps=steps),))


def step_back_edit(book: Book, offer_id: str) -> Edit:
    """The Edit that takes the last step back. Raises UserError when there is none to take back."""
    offer = found_offer(book, offer_id)
    if not offer.steps or offer.is_paid_out:
        raise UserError(N_("There is no step that could be taken back."))
    title = text(
        N_("“{name}”: not yet {step}"),
        name=offer.name,
        step=text(STEP_NAMES[offer.steps[-1].step]),
    )
    return Edit(title, (replacing("offer", offer, steps=offer.steps[:-1]),))


def paper_edit(book: Book, offer_id: str, number: int, *, is_done: bool) -> Edit:
    """The Edit that ticks the paper `number` (from 0) of the checklist, or takes the tick away."""
    offer = found_offer(book, offer_id)
    papers = tuple(
        replace(paper, done=is_done) if place == number else paper
        for place, paper in enumerate(offer.papers)
    )
    title = text(N_("“{paper}” for “{name}”"), paper=offer.papers[number].name, name=offer.name)
    return changes_titled(title, [replacing("offer", offer, papers=papers)])


def decision_edit(book: Book, offer_id: str, decision: Decision) -> Edit:
    """The Edit that chooses, declines or reopens an offer; only one can be the chosen one."""
    offer = found_offer(book, offer_id)
    titles = {
        "chosen": N_("Choose offer “{name}”"),
        "declined": N_("Decline offer “{name}”"),
        "open": N_("Reopen offer “{name}”"),
    }
    others = [
        other
        for other in book.offers.values()
        if decision == "chosen"
        and other.decision == "chosen"
        and other.id != offer_id
        and not other.is_paid_out
    ]
    changes = [replacing("offer", other, decision="open") for other in others]
    changes.append(replacing("offer", offer, decision=decision))
    return changes_titled(text(titles[decision], name=offer.name), changes)


def expected_pay_out(offer: Offer, on: dt.date) -> PaidOut:
    """What comes on `on` if the lender pays as offered; the due dates follow the day of the draw."""
    terms = offer.terms
    return PaidOut(terms.principal, terms.received, first_due_after(terms, on))


def first_due_after(terms: Terms, on: dt.date) -> dt.date:
    """The first due date when the money comes on `on` instead of `terms.drawn_on`.

    As many months after the draw as offered; where the due day is fixed by the lender, the first
    such day that leaves at least as much time as half of the offered one.
    """
    if on == terms.drawn_on:
        return terms.first_due
    months = _whole_months(terms.drawn_on, terms.first_due)
    if months:
        return add_months(on, months)
    day = terms.due_day or terms.first_due.day
    earliest = on + max((terms.first_due - terms.drawn_on).days // 2, 1) * ONE_DAY
    due = clamped(earliest.year, earliest.month, day)
    return due if due >= earliest else add_months(due, 1, day)


def as_of_today(terms: Terms, today: dt.date) -> Terms:
    """`terms` with a draw that is past moved to `today`; the due dates follow."""
    if terms.drawn_on >= today:
        return terms
    return _moved(terms, today, first_due_after(terms, today))


def pay_out(book: Book, offer: Offer, on: dt.date, amounts: PaidOut) -> Edit:
    """The one Edit that turns `offer` into a loan drawn on `on`, with what really came.

    Less money than principal: the difference is a charge kept back at the draw. Raises UserError
    for an offer that is paid out already and for terms that contradict themselves.
    """
    if offer.is_paid_out:
        raise UserError(N_("This offer is paid out already; look for it among the loans."))
    if amounts.received > amounts.principal:
        raise UserError(N_("More came than was borrowed. Check both amounts."))
    terms = _drawn(offer.terms, on, amounts)
    refuse(terms_problems(terms, book.currency))
    account = book.accounts[offer.debit_account]
    loan = Loan(
        id=new_id(),
        name=offer.name,
        debit_account=offer.debit_account,
        terms=terms,
        lender=offer.lender,
        books_cash=not holds_day(account, on),
    )
    done = replace(
        offer,
        steps=(*offer.steps, StepDone("paid_out", on)),
        decision="chosen",
        loan=loan.id,
    )
    title = text(N_("“{name}” is paid out"), name=offer.name)
    return Edit(title, (adding("loan", loan), Change("offer", offer.id, offer, done)))


def found_offer(book: Book, offer_id: str) -> Offer:
    """The offer of this id. Raises UserError when it is no longer in the book."""
    offer = book.offers.get(offer_id)
    if offer is None:
        raise UserError(N_("This offer is no longer in the book. Choose one from the list."))
    return offer


def _drawn(terms: Terms, on: dt.date, amounts: PaidOut) -> Terms:
    kept_back = amounts.principal - amounts.received
    fees = tuple(fee for fee in terms.fees if fee.when != "draw")
    if kept_back:
        fees = (Fee(kept_back, "draw"), *fees)
    return replace(
        _moved(terms, on, amounts.first_due),
        principal=amounts.principal,
        fees=terms.fees if kept_back == terms.principal - terms.received else fees,
    )


def _moved(terms: Terms, on: dt.date, first_due: dt.date) -> Terms:
    """`terms` drawn on another day; a due day that was that of the first due date follows it."""
    due_day = terms.due_day
    if due_day in {0, terms.first_due.day}:
        due_day = on.day if _whole_months(on, first_due) else first_due.day
    return replace(terms, drawn_on=on, first_due=first_due, due_day=due_day)


def _whole_months(start: dt.date, end: dt.date) -> int:
    """How many whole months (up to twelve) lie between; 0: not a whole number."""
    return next((count for count in range(1, 13) if add_months(start, count) == end), 0)
