"""Three things to do today, by stage; each one leads to the place where it is done.

Tone: the fact, the size, the time left, the next step; no blame, no threat.
"""

from collections.abc import Callable
from dataclasses import dataclass

from planner.basics.text import N_, NN_, Amount, Fact, Text, counted, text
from planner.book.book import Book
from planner.services.troubles.stages import Situation, Stage
from planner.services.troubles.statements import Statement, statement


@dataclass(frozen=True, slots=True)
class NextStep:
    """One thing to do: what, why, and where a click leads."""

    title: Text
    why: Text
    button: Text
    page: str
    """Key of the page …"""
    focus: str
    """… and what it shows first."""
    rests_on: tuple[Statement, ...] = ()
    """What its words say of law or practice, with source, date and certainty."""


Make = Callable[[dict[str, Fact]], NextStep]


def next_steps(book: Book, now: Situation) -> tuple[NextStep, NextStep, NextStep]:
    """Three steps for the stage of `now`, the one that helps most first."""
    lender = now.loan.lender or now.loan.name
    facts: dict[str, Fact] = {
        "loan": now.loan.name,
        "lender": lender,
        "amount": Amount(now.wanted, book.currency),
        "date": now.due,
        "days": max((now.due - now.today).days, 0),
        "penalty": Amount(now.penalty, book.currency),
    }
    account = now.loan.debit_account
    balance = book.balances(now.today)[account]
    makes = _BY_STAGE[now.stage]
    if now.stage is not Stage.ahead and balance >= now.wanted:
        facts["account"] = book.accounts[account].name
        facts["balance"] = Amount(balance, book.currency)
        facts["left"] = Amount(balance - now.wanted, book.currency)
        makes = (_PAY_ALL, _SAY_PAID, _AFTER_PAYING.get(now.stage, _PLAN))
    first, second, third = (make(facts) for make in makes)
    return first, second, third


def _step(title: str, why: str, button: str, page: str, focus: str, *rests_on: str) -> Make:
    found = tuple(statement(key) for key in rests_on)

    def make(facts: dict[str, Fact]) -> NextStep:
        return NextStep(text(title, **facts), text(why, **facts), text(button), page, focus, found)

    return make


_SEE_OPTIONS = _step(
    N_("See where the money for {date} can come from"),
    N_("{amount} is wanted for {loan}. Moving money or asking a customer in time costs least."),
    N_("See options"), "outlook", "options",
)  # fmt: skip
_PAY = _step(
    N_("Pay {amount} today if you can"),
    N_("That ends the delay of {loan}. Already paid? Then record the payment."),
    N_("Record payment"), "loans", "pay",
)  # fmt: skip
_PAY_ALL = _step(
    N_("Pay {amount} today: by your book {account} holds {balance}"),
    N_("That ends the delay of {loan}; {left} stays. Already paid? Then record the payment."),
    N_("Record payment"), "loans", "pay",
)  # fmt: skip
_SAY_PAID = _step(
    N_("Tell {lender} that you have paid"),
    N_("Ask whether anything is still open, and note who you spoke to."),
    N_("Note the call"), "trouble", "new_contact",
)  # fmt: skip
_PAY_PART = _step(
    N_("Pay a part, however small"),
    N_("{amount} is open. Every part that settles principal lowers what a day costs; agree with "
       "{lender} first what it settles."),
    N_("Record payment"), "loans", "pay", "order_of_payment",
)  # fmt: skip
_PLAN = _step(
    N_("Work out what you can really pay each month"),
    N_("A plan that you can keep helps more than a promise that you can't."),
    N_("Work out a plan"), "trouble", "plan",
)  # fmt: skip
_CALL_EARLY = _step(
    N_("Call {lender} before the due date"),
    N_("An extension can be asked for before the loan is due. Afterwards there are fewer choices."),
    N_("Note the call"), "trouble", "new_contact", "extension",
)  # fmt: skip
_CALL = _step(
    N_("Tell {lender} when the money will come"),
    N_("Name a day and a sum that you can keep, and note who you spoke to."),
    N_("Note the call"), "trouble", "new_contact",
)  # fmt: skip
_PREPARE_VISIT = _step(
    N_("Be prepared for calls and visits"),
    N_("Write down who came, what was said and what was promised, on both sides."),
    N_("Note a contact"), "trouble", "new_visit",
)  # fmt: skip
_TIMELINE = _step(
    N_("Look at what may happen when"),
    N_("{lender} may demand the whole debt or go to court. Answer every letter in time, and take "
       "advice from a lawyer or a legal aid office."),
    N_("See the timeline"), "trouble", "timeline", "whole_debt", "court",
)  # fmt: skip

_BY_STAGE: dict[Stage, tuple[Make, Make, Make]] = {
    Stage.ahead: (_SEE_OPTIONS, _CALL_EARLY, _PLAN),
    Stage.first_days: (_PAY, _CALL, _SEE_OPTIONS),
    Stage.first_month: (_PLAN, _CALL, _PAY_PART),
    Stage.third_month: (_PLAN, _PREPARE_VISIT, _PAY_PART),
    Stage.long: (_TIMELINE, _PLAN, _PREPARE_VISIT),
}

_AFTER_PAYING = {Stage.first_days: _SEE_OPTIONS, Stage.long: _TIMELINE}
"""What comes third where the account holds all that is open; else the plan."""


def headline(book: Book, now: Situation) -> Text:
    """The answer of the page in one line: how things stand with this loan."""
    owed = Amount(now.wanted, book.currency)
    if now.stage is Stage.ahead:
        return text(
            N_("{loan} is not overdue. {amount} falls due on {date}."),
            loan=now.loan.name, amount=owed, date=now.due,
        )  # fmt: skip
    return counted(
        *NN_(
            "{loan} is {count} day past its due date. {amount} ends the delay today.",
            "{loan} is {count} days past its due date. {amount} ends the delay today.",
        ),
        now.days_past_due,
        loan=now.loan.name,
        amount=owed,
    )
