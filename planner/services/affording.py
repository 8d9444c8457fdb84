"""How much can be borrowed safely, as the `afford` command and the window ask it."""

import datetime as dt
from collections.abc import Callable
from dataclasses import fields
from typing import NamedTuple

from planner.basics.errors import UserError
from planner.basics.money import exponent, plain
from planner.basics.text import N_, Amount, Percent, Text, WithYear, text
from planner.book.book import Book
from planner.book.fields import Json
from planner.book.loan import Loan, Terms
from planner.book.terms import read_terms
from planner.outlook.affordable import Affordable, afford
from planner.simulation.setting import never
from planner.wording import Wording

__all__ = ["Affordable", "afford", "afford_document", "afford_json", "afford_words"]


class Wish(NamedTuple):
    """Terms that money is wanted on, and the account they would be debited from."""

    terms: Terms
    account: str


def afford_document(
    book: Book,
    document: Json,
    today: dt.date,
    *,
    seed: int = 1,
    cancelled: Callable[[], bool] = never,
) -> Affordable:
    """`afford` on the terms of a file: those of `loan`, the principal may be left out.

    A "debit_account" beside the terms names the account; otherwise `usual_account` does. Raises
    UserError naming what is wrong.
    """
    terms, account = read_wish(book, document, today)
    return afford(book, terms, account, today, seed=seed, cancelled=cancelled)


def read_wish(book: Book, document: Json, today: dt.date) -> Wish:
    """Terms and account of a terms file. Raises UserError naming the key."""
    if not isinstance(document, dict):
        raise UserError(N_("Expected an object with named values."))
    if document.get("events"):
        raise UserError(N_('"events": a loan that is still wanted has none.'))
    own = {field.name for field in fields(Loan)} - {"terms"}
    rest = {key: document[key] for key in document if key not in own and key != "events"}
    hundred = plain(100 * 10 ** exponent(book.currency), book.currency)
    terms = read_terms({"principal": hundred, **rest}, book.currency)
    named = document.get("debit_account")
    account = str(named) if named is not None else usual_account(book, today)
    return Wish(terms, account)


def usual_account(book: Book, today: dt.date) -> str:
    """Where loans are debited: the account of the newest loan, else the fullest spendable one.

    Raises UserError when the book has no account that money can be spent from.
    """
    drawn = [(loan.terms.drawn_on, loan.debit_account) for loan in book.loans.values()]
    if drawn:
        return max(drawn)[1]
    balances = book.balances(today)
    spendable = [key for key, account in book.accounts.items() if account.is_spendable]
    if not spendable:
        raise UserError(N_("This book has no account yet. Add one, and ask again."))
    return max(spendable, key=lambda key: balances[key])


def afford_json(book: Book, found: Affordable, wording: Wording) -> dict[str, Json]:
    """The contract's JSON. Beyond it: account, checked_until, spent, chance_short, advice."""
    cost, due = found.cost, found.binding
    return {
        "largest": plain(found.largest, book.currency),
        "binding_due": due.date.isoformat() if due else None,
        "instalment": plain(found.instalment, book.currency),
        "annual_cost": cost
        and {"simple": round(cost.simple, 10), "compound": round(cost.compound, 10)},
        "days_of_safety": found.days_of_safety,
        "reason": wording.say(found.reason),
        "advice": wording.say(found.advice) if found.advice else "",
        "account": found.account,
        "checked_until": found.until.isoformat(),
        "spent": found.is_spent,
        "chance_short": due.chance_short if due else None,
        "expected_balance_after": plain(due.expected_balance_after, book.currency) if due else None,
        "note": wording.say(how_counted(found)),
    }


def afford_words(book: Book, found: Affordable, wording: Wording) -> list[str]:
    """Lines for a person: the sum, what it costs, what limits it, how it was counted."""
    lines = [headline(book, found), *figures(book, found), found.reason]
    lines += [found.advice] if found.advice else []
    return [wording.say(line) for line in (*lines, how_counted(found))]


def headline(book: Book, found: Affordable) -> Text:
    """The answer in one sentence."""
    if not found.largest:
        return text(N_("At present no new loan can be carried safely."))
    return text(
        N_("You can borrow up to {amount} safely."),
        amount=Amount(found.largest, book.currency, exact=False),
    )


def figures(book: Book, found: Affordable) -> list[Text]:
    """Instalment and true yearly cost of the largest sum; nothing when there is none."""
    if found.cost is None:
        return []
    return [
        text(
            N_("The largest instalment would be {instalment}, the true yearly cost {rate}."),
            instalment=Amount(found.instalment, book.currency),
            rate=Percent(found.cost.simple, 2),
        )
    ]


def how_counted(found: Affordable) -> Text:
    """What the answer takes for granted."""
    if found.is_spent:
        key = N_(
            "Counted as if the money is spent at once on what it is borrowed for; what that earns "
            "later is not counted. Looked ahead to {date}; the emergency fund stays untouched."
        )
    else:
        key = N_(
            "Counted as if the borrowed money stays in the account. "
            "Looked ahead to {date}; the emergency fund stays untouched."
        )
    return text(key, date=WithYear(found.until))
