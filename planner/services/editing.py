"""Edits as a person makes them: one fact saved, some facts removed, each with a title.

Titles are `Text`s, so that the history speaks the language of the screen.
"""

from collections.abc import Iterable, Sequence

from planner.basics.errors import UserError
from planner.basics.text import N_, Text, text
from planner.book.account import Account, Category
from planner.book.book import Book, Fact
from planner.book.budget import BudgetLine, Reserve
from planner.book.contact import Contact
from planner.book.edit import Change, Edit, removing
from planner.book.entry import Entry
from planner.book.invoice import Invoice
from planner.book.learned import PayeeRule, Profile
from planner.book.limits import Identity, Limits
from planner.book.loan import Loan, LoanEvent
from planner.book.market import Indicator
from planner.book.offer import Offer
from planner.book.recurring import Recurring
from planner.book.what_if import WhatIf

_ADDED = {
    "account": N_("Add account “{name}”"),
    "category": N_("Add category “{name}”"),
    "entry": N_("Add entry “{name}”"),
    "recurring": N_("Add repeating item “{name}”"),
    "invoice": N_("Add invoice “{name}”"),
    "loan": N_("Add loan “{name}”"),
    "loan_event": N_("Record payment “{name}”"),
    "budget": N_("Plan {name}"),
    "contact": N_("Record contact “{name}”"),
    "offer": N_("Add offer “{name}”"),
    "profile": N_("Remember columns “{name}”"),
    "rule": N_("Add rule “{name}”"),
    "indicator": N_("Note market figures “{name}”"),
    "what_if": N_("Keep what-if “{name}”"),
}
_CHANGED = {
    "account": N_("Change account “{name}”"),
    "category": N_("Change category “{name}”"),
    "entry": N_("Change entry “{name}”"),
    "recurring": N_("Change repeating item “{name}”"),
    "invoice": N_("Change invoice “{name}”"),
    "loan": N_("Change loan “{name}”"),
    "loan_event": N_("Change payment “{name}”"),
    "budget": N_("Change plan of {name}"),
    "contact": N_("Amend contact “{name}”"),
    "offer": N_("Change offer “{name}”"),
    "profile": N_("Change remembered columns “{name}”"),
    "rule": N_("Change rule “{name}”"),
    "indicator": N_("Change market figures “{name}”"),
    "what_if": N_("Change what-if “{name}”"),
    "reserve": N_("Change emergency fund goal"),
    "limits": N_("Change limits"),
    "book": N_("Change book settings"),
}
_REMOVED = {
    "account": N_("Remove account “{name}”"),
    "category": N_("Remove category “{name}”"),
    "entry": N_("Remove entry “{name}”"),
    "recurring": N_("Remove repeating item “{name}”"),
    "invoice": N_("Remove invoice “{name}”"),
    "loan": N_("Remove loan “{name}”"),
    "loan_event": N_("Remove payment “{name}”"),
    "budget": N_("Remove plan of {name}"),
    "contact": N_("Remove contact “{name}”"),
    "offer": N_("Remove offer “{name}”"),
    "profile": N_("Forget columns “{name}”"),
    "rule": N_("Remove rule “{name}”"),
    "indicator": N_("Remove market figures “{name}”"),
    "what_if": N_("Remove what-if “{name}”"),
}


def saved(book: Book, kind: str, fact: Fact) -> Edit:
    """The Edit that adds `fact`, or replaces the one of its id."""
    before = book.find(kind, fact.id)
    titles = _ADDED if before is None else _CHANGED
    title = text(titles[kind], name=fact_name(book, fact))
    return Edit(title, () if before == fact else (Change(kind, fact.id, before, fact),))


def removed(book: Book, kind: str, ids: Sequence[str]) -> Edit:
    """The Edit that removes facts of one kind; a loan takes its events along.

    Raises UserError when an id is not in the book.
    """
    facts = [_found(book, kind, key) for key in ids]
    events = [
        Change("loan_event", event.id, event, None)
        for fact in facts
        if isinstance(fact, Loan)
        for event in book.events_of(fact.id)
    ]
    changes = (*events, *(removing(kind, fact) for fact in facts))
    if len(facts) == 1:
        return Edit(text(_REMOVED[kind], name=fact_name(book, facts[0])), changes)
    return Edit(text(N_("Remove {count} items"), count=len(facts)), changes)


def changes_titled(title: Text, changes: Iterable[Change]) -> Edit:
    """An Edit of several changes that are one intent; changes that change nothing are left out."""
    return Edit(title, tuple(change for change in changes if change.before != change.after))


def fact_name(book: Book, fact: Fact) -> str:
    """What a person would call `fact`."""
    match fact:
        case (
            Account() | Category() | Loan() | Offer() | Profile() | Identity() | Indicator()
            | WhatIf()
        ):  # fmt: skip
            return fact.name
        case Entry():
            return fact.payee or fact.note or _category_name(book, fact.category) or str(fact.date)
        case Recurring():
            return fact.title
        case Invoice():
            return fact.party
        case PayeeRule():
            return fact.words
        case LoanEvent():
            loan = book.loans.get(fact.loan)
            return f"{loan.name if loan else fact.loan} {fact.date}"
        case BudgetLine():
            return f"{_category_name(book, fact.category)} {fact.month}".strip()
        case Contact():
            return f"{fact.lender} {fact.at:%Y-%m-%d}"
        case Reserve() | Limits():
            return ""


def _category_name(book: Book, key: str) -> str:
    category = book.categories.get(key)
    return category.name if category else ""


def _found(book: Book, kind: str, key: str) -> Fact:
    fact = book.find(kind, key)
    if fact is None:
        raise UserError(
            N_('"{id}" is no longer in the book. Nothing was changed; look at the page again.'),
            id=key,
        )
    return fact
