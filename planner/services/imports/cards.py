"""Repayments of a card that was not in the book yet, once a file adds it: they reach the card now.

So it makes no difference whether the bill with the repayment or that with the purchases comes
first.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from planner.basics.text import N_, Text, text
from planner.book.account import Account, Category
from planner.book.book import Book
from planner.book.check import references
from planner.book.edit import Change, removing
from planner.book.entry import Entry
from planner.importers.match import ID
from planner.services.imports.memory import flows_of

ADDED_BANKS = N_(
    "Paid by cards that were not in the book: {names}. An account is added for each; import its "
    "bank's statement there, or enter its balance."
)


def told_of(added: Iterable[Account]) -> tuple[Text, ...]:
    """What to do about the bank accounts that a file adds; their balance is not known."""
    names = tuple(one.name for one in added if one.kind == "bank")
    return (text(ADDED_BANKS, names=names),) if names else ()


def repaid_before(book: Book, added: Mapping[str, Account]) -> tuple[Change, ...]:
    """Imported repayments that name an added card become transfers to it.

    A category that an import added for them and that nothing else needs goes with them.
    """
    if not added:
        return ()
    cards = {
        key: one.name for key, one in (*book.accounts.items(), *added.items()) if one.kind == "card"
    }
    changes = []
    for entry in _open_repayments(book):
        words = f"{entry.payee} {entry.note}"
        named = {key for key, name in cards.items() if len(name) > 1 and name in words}
        if len(named) == 1 and named <= set(added):
            after = replace(entry, to_account=named.pop(), category="")
            changes.append(Change("entry", entry.id, entry, after))
    return (*changes, *_without_use(book, changes))


def _open_repayments(book: Book) -> Iterable[Entry]:
    ledger = book.ledger
    debts = {code for code, flow in enumerate(flows_of(book)) if flow == "debt"}
    for row, code in enumerate(ledger.categories.codes):
        if int(code) in debts and ledger.sources[row]:
            entry = ledger.entry(row)
            if entry.amount < 0 and not entry.to_account:
                yield entry


def _without_use(book: Book, changes: Iterable[Change]) -> Iterable[Change]:
    moved = [change.before for change in changes if isinstance(change.before, Entry)]
    ledger = book.ledger
    for key in sorted({entry.category for entry in moved}):
        category = book.categories[key]
        count = int((ledger.categories.codes == ledger.categories.code_of(key)).sum())
        is_ours = key.startswith(ID) and count == sum(entry.category == key for entry in moved)
        if is_ours and not _is_referred_to(book, category):
            yield removing("category", category)


def _is_referred_to(book: Book, category: Category) -> bool:
    return any(
        ("category", category.id) in references(fact)
        for kind in ("recurring", "invoice", "budget", "rule", "indicator")
        for fact in book.facts(kind)
    )
