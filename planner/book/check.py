"""Rules that every book keeps: references lead somewhere, money is within limits."""

from collections.abc import Iterable

from planner.basics.errors import UserError
from planner.basics.money import LIMIT
from planner.basics.repeat import check_range
from planner.basics.text import N_
from planner.book.book import Book, Fact
from planner.book.budget import BudgetLine, Reserve
from planner.book.chain import check_contact
from planner.book.contact import Contact
from planner.book.entry import Entry
from planner.book.invoice import Invoice
from planner.book.kind_words import kind_word
from planner.book.learned import PayeeRule, Profile, check_profile, check_rule
from planner.book.limits import Limits
from planner.book.loan import Loan, LoanEvent
from planner.book.market import Indicator, check_indicator
from planner.book.offer import Offer, check_offer
from planner.book.recurring import Recurring
from planner.book.terms_check import check_event
from planner.book.what_if import WhatIf, check_what_if

Changed = tuple[str, Fact | None, Fact | None]
_REFERRING = (
    "entry", "recurring", "invoice", "loan", "loan_event", "offer", "budget", "reserve", "rule",
    "indicator",
)  # fmt: skip
"""Kinds whose facts point to others."""


def check(before: Book, after: Book, changes: Iterable[Changed]) -> None:
    """Raises UserError naming the first fact that breaks a rule; returns nothing."""
    removed: set[tuple[str, str]] = set()
    listed = list(changes)
    for kind, old, new in listed:
        if new is None and old is not None:
            removed.add((kind, old.id))
        elif new is not None:
            check_fact(after, kind, new)
            _check_values(kind, new)
        if kind == "contact":
            check_contact(_contact(old), _contact(new), after.contacts)
    if removed:
        _check_unused(after, removed)
    _check_currency(before, after)
    _check_sum(after)


def _contact(fact: Fact | None) -> Contact | None:
    return fact if isinstance(fact, Contact) else None


def _check_values(kind: str, fact: Fact) -> None:
    """What is refused in a change; a book that holds it from earlier still opens."""
    if isinstance(fact, Recurring):
        try:
            check_range(fact.rrule)
        except UserError as error:
            raise UserError(
                N_('{kind} "{id}": {reason}'), kind=kind_word(kind), id=fact.id, reason=error.text
            ) from None
    if isinstance(fact, Limits) and fact.tight_chance > fact.short_chance:
        raise UserError(
            N_(
                'limits: "tight_chance" ({tight}) lies above "short_chance" ({short}); '
                "tight must begin first."
            ),
            tight=str(fact.tight_chance),
            short=str(fact.short_chance),
        )


def check_fact(book: Book, kind: str, fact: Fact) -> None:
    """Raises UserError when `fact` points to an account, category or loan that is not there."""
    for target_kind, key in references(fact):
        if book.find(target_kind, key) is None:
            raise UserError(
                N_(
                    '{kind} "{id}" names the {target_kind} "{target}", which is not in the book. '
                    "Nothing was changed."
                ),
                kind=kind_word(kind),
                id=fact.id,
                target_kind=kind_word(target_kind),
                target=key,
            )
    match fact:
        case Entry():
            _check_transfer(fact)
        case LoanEvent():
            _check_event(book, fact)
        case Offer():
            check_offer(fact)
        case PayeeRule():
            check_rule(fact)
        case Profile():
            check_profile(fact)
        case Indicator():
            check_indicator(fact)
        case WhatIf():
            check_what_if(fact)
        case _:
            pass


def references(fact: Fact) -> list[tuple[str, str]]:
    """(kind, id) of all facts that `fact` points to."""
    pairs: list[tuple[str, str]] = []
    match fact:
        case Entry():
            pairs = [
                ("account", fact.account), ("account", fact.to_account), ("category", fact.category)
            ]  # fmt: skip
        case Recurring() | Invoice():
            pairs = [("account", fact.account), ("category", fact.category)]
        case Loan() | Offer():
            pairs = [("account", fact.debit_account)]
        case LoanEvent():
            pairs = [("loan", fact.loan), ("loan_event", fact.reverses)]
        case BudgetLine() | PayeeRule() | Indicator():
            pairs = [("category", fact.category)]
        case Reserve():
            pairs = [("account", key) for key in fact.accounts]
        case _:
            pass
    return [(kind, key) for kind, key in pairs if key]


def _check_transfer(entry: Entry) -> None:
    if entry.to_account and entry.to_account == entry.account:
        raise UserError(N_('entry "{id}" moves money from an account to itself.'), id=entry.id)
    if entry.to_account and entry.amount > 0:
        raise UserError(
            N_('entry "{id}" is a transfer: its amount must be negative (it leaves the account).'),
            id=entry.id,
        )


def _check_event(book: Book, event: LoanEvent) -> None:
    check_event(event, book.loans[event.loan].terms)
    if event.type != "reverse":
        return
    undone = book.loan_events[event.reverses]
    if undone.loan != event.loan or undone.id == event.id:
        raise UserError(
            N_('"reverses": the loan has no other event with the id "{id}".'), id=event.reverses
        )


def _check_unused(book: Book, removed: set[tuple[str, str]]) -> None:
    kinds = {kind for kind, _ in removed}
    if not kinds & {"account", "category", "loan", "loan_event"}:
        return
    for kind in _REFERRING:
        for fact in book.facts(kind):
            used = removed.intersection(references(fact))
            if used:
                target_kind, target = min(used)
                raise UserError(
                    N_(
                        'The {target_kind} "{target}" is still used by {kind} "{id}". '
                        "Change or remove that first; the book is unchanged."
                    ),
                    target_kind=kind_word(target_kind),
                    target=target,
                    kind=kind_word(kind),
                    id=fact.id,
                )


def _check_currency(before: Book, after: Book) -> None:
    if before.currency != after.currency and _holds_money(before) and _holds_money(after):
        raise UserError(
            N_("The book keeps {old}; its currency can't become {new} while it holds amounts."),
            old=before.currency,
            new=after.currency,
        )
    if after.info.language not in {"zh", "en"}:
        raise UserError(N_('The language of a book is "zh" or "en".'))


def _holds_money(book: Book) -> bool:
    return bool(len(book.ledger) or book.accounts or book.loans)


def _check_sum(book: Book) -> None:
    amounts = book.ledger.amounts
    total = int(abs(amounts).max(initial=0)) * len(amounts)
    if total > LIMIT:  # only then is the exact (slower) sum worth it
        total = sum(abs(int(amount)) for amount in amounts)
    if total > LIMIT:
        raise UserError(N_("The entries together exceed what a book can hold."))
