"""Repay early with money that lies idle: it lowers later instalments and saves interest."""

from collections.abc import Iterator

from planner.advice.action import Idea
from planner.advice.actions._loan_cost import still_to_pay
from planner.advice.actions._payment import paying, payment_today
from planner.advice.actions._shared import fresh_id, room
from planner.basics.money import exponent
from planner.basics.text import N_, Amount, text
from planner.book.book import Book
from planner.book.edit import Change, Edit, adding
from planner.book.entry import Entry
from planner.book.loan import LoanEvent
from planner.loans.replay import prepayments_locked, state
from planner.outlook.due_risk import cushion_of
from planner.outlook.outlook import Due, Outlook


def prepay(book: Book, outlook: Outlook, due: Due) -> Iterator[Idea]:
    """One idea for the loan of `due`: what lies idle goes into it today, in full hundreds.

    Idle is what 19 in 20 futures never need, over the cushion, once the emergency fund holds what
    is advised; for a due at risk, what another own account never needs. Nothing where the
    contract locks early payments or where no interest is saved.
    """
    for source, idle in _idle(book, outlook, due):
        made = _idea(book, outlook, due, source, idle)
        if made is not None:
            yield made


def _idle(book: Book, outlook: Outlook, due: Due) -> Iterator[tuple[str, int]]:
    if due.days_past_due or outlook.has_short_history:
        return
    if outlook.first_risky_due is None:
        if outlook.reserve.amount >= outlook.reserve.advised:
            free = min(outlook.free_to_spend, outlook.accounts[due.account])
            yield due.account, free - cushion_of(book, due.account)
        return
    reserves = book.reserve_accounts
    for key, account in book.accounts.items():
        if key != due.account and key not in reserves and account.is_spendable:
            yield key, room(book, outlook, key)


def _idea(book: Book, outlook: Outlook, due: Due, source: str, idle: int) -> Idea | None:
    loan, today = book.loans[due.loan], outlook.stamp.today
    events, terms = book.events_of(loan.id), loan.terms
    if terms.drawn_on > today:
        return None
    hundreds: int = 100 * 10 ** exponent(book.currency)
    amount = min(idle // hundreds * hundreds, state(terms, events, today).payoff)
    if amount <= 0:
        return None
    event = payment_today(book, outlook, loan, "prepay", amount)
    if any(one.id == event.id for one in prepayments_locked(terms, (*events, event))):
        return None
    after = still_to_pay(terms, (*events, event), today) + amount
    cost = after - still_to_pay(terms, events, today)
    if cost >= 0:
        return None
    said = text(
        N_("Repay {amount} of {loan} early from {source}"),
        amount=Amount(amount, book.currency, exact=amount % 100 != 0),
        loan=loan.name,
        source=book.accounts[source].name,
    )
    return Idea(
        "prepay", said, Edit(said, tuple(_changes(book, due, event, source))), cost, effort=3
    )


def _changes(book: Book, due: Due, event: LoanEvent, source: str) -> Iterator[Change]:
    account = book.loans[due.loan].debit_account
    if source != account:
        move = Entry(
            fresh_id(book, "entry", f"{event.id}-move"), event.date, source, -event.amount,
            to_account=account,
        )  # fmt: skip
        yield adding("entry", move)
    yield from paying(book, event)
