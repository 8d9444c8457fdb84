"""Categories and accounts that an imported row belongs to, and those a file adds to the book.

Ids of added facts follow from their names, so that two files that need the same category add
the same one.
"""

import datetime as dt
import hashlib
from collections.abc import Iterable

from planner.basics.text import N_
from planner.book.account import Account, Category, Flow
from planner.book.book import Book
from planner.importers.importer import Row
from planner.importers.match import Places, main_method, remembered
from planner.importers.words import CREDIT_PLACES
from planner.services.import_batch import tidy
from planner.wording import Wording

OWN_TITLES: dict[Flow, str] = {
    "transfer": N_("Own transfers"),
    "debt": N_("Repayments"),
    "expense": N_("Service fees"),
}
"""Categories a file may need that no platform names, in the book's language when added."""


class Categories:
    """Finds the category of a row: the payee's last one, else the platform's own, else none."""

    def __init__(self, book: Book) -> None:
        self._wording = Wording(book.info.language)
        self._memory = remembered(book.ledger)
        self._by_name: dict[tuple[str, Flow], str] = {}
        self._by_flow: dict[Flow, str] = {}
        self._known = book.categories
        self.added: dict[str, Category] = {}
        for category in book.categories.values():
            self._by_name.setdefault((category.name, category.flow), category.id)
            self._by_flow.setdefault(category.flow, category.id)

    def of(self, payee: str, kind: str, *, is_income: bool) -> str:
        """The id of the category; empty where nothing is known for certain.

        `is_income` names the side of the books, so a refund received is asked for as expense.
        """
        flow: Flow = "income" if is_income else "expense"
        if self._memory and payee:
            remembered_one = self._memory.get((tidy(payee), is_income))
            if remembered_one is not None and self._has_flow(remembered_one, flow):
                return remembered_one
        return self._named(kind, flow) if kind else ""

    def own(self, flow: Flow) -> str:
        """The category for transfers, repayments or fees; the book's own where it has one."""
        if flow != "expense" and flow in self._by_flow:
            return self._by_flow[flow]
        return self._named(self._wording._(OWN_TITLES[flow]), flow)

    def _has_flow(self, key: str, flow: Flow) -> bool:
        category = self._known.get(key)
        return category is not None and category.flow == flow

    def _named(self, name: str, flow: Flow) -> str:
        found = self._by_name.get((name, flow))
        if found is None:
            found = f"imp-{flow}-{_short(name)}"
            self.added[found] = Category(found, name, flow)
            self._by_name[name, flow] = found
        return found


class Accounts:
    """Finds the account of a row; ways to pay with borrowed money become card accounts.

    A purchase on credit lowers no cash: booked to the account of the file it would count twice,
    now and when the credit is repaid.
    """

    def __init__(self, book: Book, imported: str) -> None:
        self._places = Places(book.accounts.values(), imported)
        self._imported = imported
        self._opened_on: dt.date = book.accounts[imported].opened_on
        self._cards = {
            account.name: account.id for account in book.accounts.values() if account.kind == "card"
        }
        self._paying: dict[str, str] = {}
        self.added: dict[str, Account] = {}

    def prepare(self, rows: Iterable[Row]) -> None:
        """Add the card accounts that purchases of this file were paid with."""
        for place in dict.fromkeys(row.place for row in rows if row.outcome in {"entry", "refund"}):
            name = main_method(place)
            if name and CREDIT_PLACES.search(name) and self._places.account(name) is None:
                key = f"imp-card-{_short(name)}"
                self.added[key] = Account(key, name, "card", 0, self._opened_on)
                self._cards[name] = key

    def paying(self, place: str) -> str:
        """The account a payment came from or went to."""
        if place not in self._paying:
            found = self._places.account(place)
            self._paying[place] = found or self._cards.get(main_method(place), self._imported)
        return self._paying[place]

    def own(self, place: str) -> str | None:
        """The owner's account that `place` names, or None."""
        return self._places.account(place)

    def card_repaid(self, words: str) -> str:
        """The card account whose name stands in the words of a repayment; empty: none."""
        found = {key for name, key in self._cards.items() if len(name) > 1 and name in words}
        return found.pop() if len(found) == 1 else ""


def _short(name: str) -> str:
    return hashlib.blake2b(name.encode(), digest_size=5).hexdigest()
