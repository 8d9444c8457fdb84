"""A part of a loan is repaid early."""

import datetime as dt

from planner.basics.errors import UserError
from planner.basics.ids import new_id
from planner.basics.money import exponent
from planner.basics.text import N_, Amount, text
from planner.book.edit import Change, Edit, adding
from planner.book.entry import Entry
from planner.book.loan import Loan
from planner.loans.replay import open_dues
from planner.services.loans.edits import new_event, payment_trial, payoff
from planner.services.what_ifs._kind import Ground, Kind, Param, Values
from planner.simulation.scenario import Scenario

_SUM = 5000
_NOTE = N_("The money leaves the account on that day; a fee of the contract is counted.")


def _params(ground: Ground) -> tuple[Param, ...]:
    loans = _running(ground)
    if not loans:
        raise UserError(N_("No loan in the book is still to be repaid."))
    whole = 10 ** exponent(ground.book.currency)
    most = payoff(ground.book, loans[0].id, ground.today)
    options = tuple((loan.id, loan.name) for loan in loans)
    return (
        Param("loan", N_("Loan"), "pick", loans[0].id, options=options),
        Param("amount", N_("Sum"), "amount", min(_SUM * whole, most), 1),
        Param("date", N_("Day"), "date", ground.today),
    )


def _running(ground: Ground) -> list[Loan]:
    return [
        loan
        for loan in ground.book.loans.values()
        if loan.terms.drawn_on <= ground.today
        and open_dues(loan.terms, ground.book.events_of(loan.id), ground.today)
    ]


def _make(ground: Ground, values: Values) -> Scenario:
    amount, date, book = int(str(values["amount"])), values["date"], ground.book
    assert isinstance(date, dt.date)
    loan = book.loans[str(values["loan"])]
    if date < ground.today:
        raise UserError(N_("Choose a day from today on."))
    if amount <= 0:
        raise UserError(N_("The amount must be greater than 0."))
    most = payoff(book, loan.id, date)
    if amount > most:
        raise UserError(
            N_("Repaying everything on that day takes {most}; more can't be paid."),
            most=Amount(most, book.currency),
        )
    name = text(
        N_("Repay {amount} of {name} early on {date}"),
        amount=Amount(amount, book.currency, exact=amount % 100 != 0),
        name=loan.name,
        date=date,
    )
    event = new_event(book, loan.id, date, amount, "prepay")
    changes: list[Change] = [adding("loan_event", event)]
    if not loan.books_cash:
        payee = loan.lender or loan.name
        entry = Entry(new_id(), date, loan.debit_account, -amount, payee=payee)
        changes.append(adding("entry", entry))
    saved = payment_trial(book, event, ground.today).saved
    return Scenario(name, (Edit(name, tuple(changes)),), "prepay", text(_NOTE), -saved)


PREPAY = Kind("prepay", N_("Repay early"), _params, _make)
