"""Why not more: the sentences that go with an affordable principal."""

import datetime as dt
from fractions import Fraction

from planner.basics.money import rounded
from planner.basics.text import N_, Amount, Chance, Text, WithYear, text
from planner.loans.schedule import plan
from planner.outlook.borrowing import Borrowing
from planner.outlook.due_risk import cushion_of
from planner.outlook.level import Level
from planner.outlook.outlook import Due

UNMISTAKABLE = 300
"""Days within which a day and a month say which year is meant."""


def why_not_more(trial: Borrowing, due: Due) -> Text:
    """What one step more would do to `due`: its chance, or the cushion it would break into."""
    book, payment = trial.book, _payment(trial, due)
    step = Amount(trial.step, book.currency, exact=False)
    if due.chance_short >= book.limits.tight_chance:
        return text(
            N_("With {step} more, money for {payment} would be short {chance}."),
            step=step,
            payment=payment,
            chance=Chance(due.chance_short),
        )
    cushion = cushion_of(book, due.account)
    if cushion <= 0:
        return text(
            N_("With {step} more, the plan would not hold {payment}."), step=step, payment=payment
        )
    return text(
        N_("With {step} more, less than the cushion of {cushion} would be left after {payment}."),
        step=step,
        payment=payment,
        cushion=Amount(cushion, book.currency, exact=False),
    )


def why_nothing(trial: Borrowing, due: Due) -> Text:
    """Why not even the smallest sum is affordable when all is covered without it."""
    return text(
        N_("Even {least} on these terms would leave too little room for {payment}."),
        least=Amount(trial.smallest, trial.book.currency, exact=False),
        payment=_payment(trial, due),
    )


def why_already(trial: Borrowing, due: Due) -> Text:
    """Why nothing: a due that is not covered even without a new loan."""
    if due.level is Level.overdue:
        return text(
            N_("The {loan} payment of {date} is overdue. Settle that first."),
            loan=due.loan_name,
            date=day_of(due.date, trial.setting.today),
        )
    return text(
        N_("Without any new loan, {payment} is not covered yet."), payment=_payment(trial, due)
    )


def why_unlimited(trial: Borrowing, largest: int) -> Text:
    """What is said when the search ended without finding a limit."""
    return text(
        N_("No limit was found up to {amount}."),
        amount=Amount(largest, trial.book.currency, exact=False),
    )


def what_is_missing(trial: Borrowing, due: Due) -> Text | None:
    """What would cover a due that is not covered; None when it is overdue."""
    book = trial.book
    if due.level is Level.overdue:
        return None
    return text(
        N_("{amount} more in {account} by {date} would cover it."),
        amount=Amount(due.to_cover, book.currency, exact=False),
        account=book.accounts[due.account].name,
        date=day_of(due.act_by, trial.setting.today),
    )


def what_raises(trial: Borrowing, largest: int, due: Due) -> Text | None:
    """How much more principal some more money in the account by the binding due would carry.

    The share of the principal that is paid back by then says it; None: none is by then.
    """
    terms = trial.of(largest)
    taken = sum(row.payment for row in plan(terms).rows if row.due <= due.date)
    if not trial.is_spent:
        taken -= terms.received
    if taken <= 0:
        return None
    currency, more = trial.book.currency, 10 * trial.step
    carried = rounded(Fraction(more * largest, taken), unit=trial.step)
    return text(
        N_("Each {more} more in {account} by {date} would carry about {amount} more."),
        more=Amount(more, currency, exact=False),
        account=trial.book.accounts[due.account].name,
        date=day_of(due.act_by, trial.setting.today),
        amount=Amount(carried, currency, exact=False),
    )


def day_of(date: dt.date, today: dt.date) -> dt.date | WithYear:
    """A day inside a sentence, with its year where the bare day could be taken for a nearer one."""
    if abs((date - today).days) < UNMISTAKABLE:
        return date
    return WithYear(date)


def _payment(trial: Borrowing, due: Due) -> Text:
    """Which payment is meant, inside a sentence."""
    date = day_of(due.date, trial.setting.today)
    if due.loan == trial.key:
        return text(N_("the payment of the new loan on {date}"), date=date)
    return text(N_("the {loan} payment on {date}"), loan=due.loan_name, date=date)
