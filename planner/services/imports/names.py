"""Categories and accounts that an imported row belongs to, and those a file adds to the book.

Ids of added facts follow from their names, so that two files that need the same category add
the same one.
"""

import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence

from planner.basics.text import N_, text
from planner.book.account import Account, Category, Flow
from planner.book.book import Book
from planner.book.learned import PayeeRule
from planner.importers.importer import Row
from planner.importers.match import Places, bank_of, card_tail, main_method
from planner.importers.payee import tidy
from planner.importers.words import CREDIT_PLACES
from planner.services.imports.memory import NOTHING, Given, Memory, Rules, mark_of
from planner.services.imports.similar import Similar
from planner.wording import Wording

OWN_TITLES: dict[Flow, str] = {
    "transfer": N_("Own transfers"),
    "debt": N_("Repayments"),
    "expense": N_("Service fees"),
}
"""Categories a file may need that no platform names, in the book's language when added."""


class Categories:
    """Finds the category of a row and says why.

    In this order: a rule, what the owner gave this payee last, the file's own category, what
    files gave this payee, the most similar entries.
    """

    def __init__(
        self, book: Book, rules: Iterable[PayeeRule] = (), added: Iterable[Category] = ()
    ) -> None:
        self._wording = Wording(book.info.language)
        self.added = {category.id: category for category in added}
        known = {**self.added, **book.categories}
        self._rules = Rules((*rules, *book.rules.values()), known)
        self._memory = Memory(book)
        self._similar = Similar(book) if self._memory else None
        self._given: dict[tuple[str, str, bool], Given] = {}
        self._by_name: dict[tuple[str, Flow], str] = {}
        self._by_flow: dict[Flow, str] = {}
        for category in known.values():
            self._by_name.setdefault((category.name, category.flow), category.id)
            self._by_flow.setdefault(category.flow, category.id)

    def of(self, payee: str, note: str, kind: str, *, is_income: bool) -> Given:
        """The category; one with the id "" where nothing is known.

        `is_income` names the side of the books, so a refund received is asked for as expense.
        """
        key = (payee, kind, is_income)
        given = self._given.get(key)
        if given is None:
            given = self._given[key] = self._by_payee(tidy(payee), kind, is_income=is_income)
        if given.category or self._similar is None:
            return given
        return self._similar.of(payee, note, _flow(is_income=is_income)) or given

    def _by_payee(self, payee: str, kind: str, *, is_income: bool) -> Given:
        flow = _flow(is_income=is_income)
        if payee and (given := self._rules.of(payee, flow) or self._memory.confirmed(payee, flow)):
            return given
        if kind:
            category = self._named(kind, flow)
            return Given(category, text(_OF_FILE, kind=kind[:40]), mark_of(category, "k"))
        told = self._memory.told(payee, flow) if payee else None
        return told or NOTHING

    def own(self, flow: Flow) -> str:
        """The category for transfers, repayments or fees; the book's own where it has one."""
        if flow != "expense" and flow in self._by_flow:
            return self._by_flow[flow]
        return self._named(self._wording._(OWN_TITLES[flow]), flow)

    def _named(self, name: str, flow: Flow) -> str:
        found = self._by_name.get((name, flow))
        if found is None:
            found = f"imp-{flow}-{_short(name)}"
            self.added[found] = Category(found, name, flow)
            self._by_name[name, flow] = found
        return found


_OF_FILE = N_("The file's own category: {kind}.")


def _flow(*, is_income: bool) -> Flow:
    return "income" if is_income else "expense"


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
        self._banks: dict[str, str] = {}
        """Debit cards that no account of the book is for: paid by hand they would lower the wallet."""
        self._in_file: dict[str, str] = {}
        """Of a file with several accounts: the account of the book for each of them."""
        self._paying: dict[str, str] = {}
        self._words: dict[str, str | None] = {}
        self.added: dict[str, Account] = {}

    def prepare(self, rows: Iterable[Row]) -> None:
        """Add the accounts of cards that purchases of this file were paid with."""
        for place in dict.fromkeys(row.place for row in rows if row.outcome in {"entry", "refund"}):
            name = main_method(place)
            if not name or self._places.account(name) is not None:
                continue
            if CREDIT_PLACES.search(name):
                key = f"imp-card-{_short(name)}"
                self.added[key] = Account(key, name, "card", 0, self._opened_on)
                self._cards[name] = key
            elif card_tail(name) and "银行" in name and not self._places.may_be(name):
                key = f"imp-bank-{_short(name)}"
                self.added[key] = Account(key, name, "bank", 0, self._opened_on)
                self._banks[name] = key

    def assign(self, names: Sequence[str], chosen: str) -> bool:
        """Find the own account for each one of a file; False: the owner has to choose one.

        `chosen` is the one whose rows go to the account of the import.
        """
        if chosen or not names:
            self._in_file = {chosen: self._imported} if chosen else {}
            return True
        found = {name: self._places.of_number(name) or "" for name in names}
        if "" in found.values() or len(set(found.values())) < len(names):
            return False
        self._in_file = found
        return True

    def paying(self, place: str) -> str:
        """The account a payment came from or went to."""
        if place not in self._paying:
            name = main_method(place)
            found = self._places.account(place) or self._cards.get(name) or self._banks.get(name)
            self._paying[place] = self._in_file.get(place) or found or self._imported
        return self._paying[place]

    def own(self, place: str) -> str | None:
        """The owner's account that `place` names, or None."""
        return (
            self._in_file.get(place)
            or self._places.account(place)
            or self._banks.get(main_method(place))
        )

    def named(self, word: str) -> str | None:
        """The owner's account whose last digits or own name a word of a row holds, or None."""
        if word not in self._words:
            self._words[word] = self._places.named(word)
        return self._words[word]

    def card_repaid(self, words: str) -> str:
        """The card account that the words of a repayment mean; empty: none for certain.

        By its name, or as the only credit card of the bank they name.
        """
        found = {key for name, key in self._cards.items() if len(name) > 1 and name in words}
        if not found and "信用卡" in words:
            found = {key for name, key in self._cards.items() if _is_card_of(name, words)}
        return found.pop() if len(found) == 1 else ""


def _is_card_of(name: str, words: str) -> bool:
    """Whether words name the bank of a credit card, and not the digits of another card."""
    tail, said = card_tail(name), card_tail(words)
    if said and tail and said != tail:
        return False
    bank = bank_of(name)
    return "信用卡" in name and len(bank) > 1 and bank in words


def _short(name: str) -> str:
    return hashlib.blake2b(name.encode(), digest_size=5).hexdigest()
