"""What a row has to do with the book: known already? whose account? which category?

Certain matches only: by key, by a card's last digits, by an exact name.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import repeat

from planner.book.account import Account
from planner.book.book import Book
from planner.book.counted import FROM_FILE
from planner.book.loan import LoanEvent
from planner.importers.importer import KEYED, OUTSIDE, WALLET, Row

_ROUNDED_ID = re.compile(r"[0-9](?:\.[0-9]+)?[eE]\+?[0-9]+")
_TAIL = re.compile(r"[(（\[]\s*(?:尾号)?\s*[0-9*]*?([0-9]{4})\s*[)）\]]")
_TAIL_BARE = re.compile(r"(?:尾号|账户|卡号|\*)[:：]?([0-9]{4})(?![0-9])")
_NUMBER = re.compile(r"[0-9]{4,}")
_TAIL_IN_NAME = re.compile(r"[0-9]{4}(?![0-9])")
_BRACKETS = re.compile(r"[(（\[].*?[)）\]]")
_COUPON = re.compile(r"红包|立减|优惠|券|积分|集分宝|抵扣")
_BANK_WORD = re.compile(r"储蓄卡|借记卡|信用卡|银行卡|账户|股份有限公司|有限公司")
_WALLETS = frozenset({"余额", "账户余额", "余额宝", "零钱", "零钱通", "钱包余额", "支付宝", "微信"})


def is_rounded(key: str) -> bool:
    """Whether a spreadsheet has made the id a number (2.02601E+31, or zeros after 15 digits)."""
    if key.isdigit():
        return len(key) > 16 and not key[15:].strip("0")
    return _ROUNDED_ID.fullmatch(key) is not None


def usable_id(key: str) -> str:
    """The key without blanks, or nothing where it is no longer the one the platform gave."""
    if is_rounded(key):
        return ""
    return key if key.isalnum() else "".join(key.split())


def ids(rows: Sequence[Row]) -> list[str]:
    """What identifies each row: id + amount + minute; empty for rows without a usable id.

    An id alone is not enough, because platforms repeat it. Where rows of one file share even
    its amount and minute, all but the first by name take their words into it.
    """
    bases = list(map(_base, rows))
    distinct = set(bases)
    distinct.discard("")
    if len(distinct) + bases.count("") == len(bases):
        return bases
    return _with_own_words(rows, bases)


def _with_own_words(rows: Sequence[Row], bases: Sequence[str]) -> list[str]:
    words: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for row, base in zip(rows, bases, strict=True):
        words[base].add((row.payee, row.note))
    found = []
    for row, base in zip(rows, bases, strict=True):
        mine = (row.payee, row.note)
        own = "" if mine == min(words[base]) else f"|{mine}"
        found.append(base + own if base else "")
    return found


def _base(row: Row) -> str:
    key, date = row.key, row.date
    if not key or date is None or row.outcome not in KEYED:
        return ""
    if not key.isdigit() or key[-1] == "0":
        key = usable_id(key)
        if not key:
            return ""
    return f"i{key}|{row.amount}|{date.toordinal()}|{row.minute}"


def fingerprints(
    rows: Sequence[Row], account: str, known: Sequence[str] | None = None
) -> list[str]:
    """What identifies each row by its content; equal rows are counted.

    So two alike stay two, and a third one in the next file is new. Rows that are `known` by
    an id already keep that.
    """
    counts: dict[tuple[object, ...], int] = defaultdict(int)
    found = []
    for row, by_id in zip(rows, known or repeat(""), strict=False):
        date = 0 if row.date is None else row.date.toordinal()
        content = (account, date, row.minute, row.amount, row.payee, row.note)
        counts[content] += 1
        found.append(by_id or f"f{content!r}|{counts[content]}")
    return found


def source_key(identity: str) -> str:
    """The short key under which a book remembers a row; i: by its id, f: by its content."""
    digest = hashlib.blake2b(identity.encode("utf-8", "replace"), digest_size=10)
    return identity[:1] + digest.hexdigest()


def known_keys(book: Book) -> set[str]:
    """Source keys of everything in the book that came from a file."""
    sources = [*book.ledger.sources, *(event.source for event in book.loan_events.values())]
    known = {key for source in sources if source for key in source.split()}
    # An entry keeps its id even if its source was lost on the way through another program.
    known.update(key[len(ID) :] for key in book.ledger.ids if key.startswith(ID))
    return known


def unnumbered(book: Book) -> dict[str, int | LoanEvent]:
    """What came from files without transaction numbers, by the key of its content.

    A spreadsheet that saves a bill rounds its numbers away; the original brings them later.
    Entries are told by their row in the ledger.
    """
    found: dict[str, int | LoanEvent] = {}
    for row, source in enumerate(book.ledger.sources):
        if source and source[0] == "f":
            found |= dict.fromkeys(_content_keys(source), row)
    for event in book.loan_events.values():
        found |= dict.fromkeys(_content_keys(event.source), event)
    return found


def _content_keys(source: str) -> tuple[str, ...]:
    keys = source.split()
    return () if any(key[0] == "i" for key in keys) else tuple(k for k in keys if k[0] == "f")


ID = FROM_FILE
"""Ids of imported facts: this and their source key."""


class Places:
    """Which of the owner's accounts a payment method or bank name means."""

    def __init__(self, accounts: Iterable[Account], imported: str) -> None:
        self._accounts = tuple(accounts)
        self._imported = imported
        self._known: dict[str, str | None] = {}

    def account(self, place: str) -> str | None:
        """The id of the account, or None where no one account is meant for certain."""
        if place not in self._known:
            self._known[place] = self._found(place)
        return self._known[place]

    def may_be(self, card: str) -> bool:
        """Whether an account of the book may be that of a card, if not for certain."""
        tail, bank = card_tail(card), bank_of(card)
        return any(
            tail in account.name
            or (_same_name(bank, account.name) and not _TAIL_IN_NAME.search(account.name))
            for account in self._accounts
        )

    def of_number(self, name: str) -> str | None:
        """The account that a file names: by its whole name, its last digits, or the bank's name."""
        same = self._only(account for account in self._accounts if account.name == name)
        tails = {digits[-4:] for digits in _NUMBER.findall(name)}
        return (
            same
            or self._only(
                account
                for account in self._accounts
                if not tails.isdisjoint(_TAIL_IN_NAME.findall(account.name))
            )
            or (None if tails else self._by_name(name))
        )

    def named(self, word: str) -> str | None:
        """The account that a word in the text of a row means: its digits, or its whole name."""
        tail = _TAIL.search(word) or _TAIL_BARE.search(word)
        return self._only(
            account
            for account in self._accounts
            if (len(account.name) > 1 and account.name in word)
            or (tail is not None and tail[1] in _TAIL_IN_NAME.findall(account.name))
        )

    def _found(self, place: str) -> str | None:
        if place == WALLET:
            return self._imported
        name = main_method(place)
        if not name:
            return None
        return (
            self._by_tail(name)
            or self._by_name(name)
            or (self._imported if name in _WALLETS else None)
        )

    def _by_tail(self, name: str) -> str | None:
        tail = card_tail(name)
        return self._only(account for account in self._accounts if tail and tail in account.name)

    def _by_name(self, name: str) -> str | None:
        """The bank's or wallet's name, unless the account's own digits are other ones."""
        bare = bank_of(name)
        if len(bare) < 2:
            return None
        tail = _TAIL.search(name)
        is_credit = "信用卡" in name
        found = [
            account
            for account in self._accounts
            if _same_name(bare, account.name)
            and (tail is None or not _TAIL_IN_NAME.search(account.name))
            and (not is_credit or account.kind == "card")
        ]
        # A bank named alone is the account there, not the credit card beside it.
        return self._only(found) or self._only(one for one in found if one.kind != "card")

    def _only(self, found: Iterable[Account]) -> str | None:
        ids = [account.id for account in found]
        return ids[0] if len(ids) == 1 else None


def card_tail(place: str) -> str:
    """The last four digits of a card in brackets; empty where none are named."""
    tail = _TAIL.search(place)
    return tail[1] if tail else ""


def bank_of(name: str) -> str:
    """What is left of the name of a card: "招商银行信用卡(5678)" -> "招商银行"."""
    return _BANK_WORD.sub("", _BRACKETS.sub("", name)).strip()


def _same_name(bare: str, account_name: str) -> bool:
    other = bank_of(account_name)
    if bare in _WALLETS or other in _WALLETS:
        return bare == other
    return len(other) >= 2 and (bare in other or other in bare)


def main_method(place: str) -> str:
    """The payment method without the coupons joined to it: "花呗&红包" -> "花呗"."""
    if place == OUTSIDE:
        return ""
    parts = [part.strip() for part in place.split("&")]
    paid = [part for part in parts if part and not _COUPON.search(part)]
    return paid[0] if paid else ""
