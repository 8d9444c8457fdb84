"""The same payment in two files: once in a platform's bill, once in the bank's statement.

A card payment through Alipay, WeChat or JD stands in both. Merged are only pairs that are
certain: same account, same sum, at most three days apart, and the bank's row names a platform
while the platform's own row names the shop. The platform's words win, the bank confirms.
"""

import re
from collections import defaultdict
from dataclasses import replace

from planner.book.book import Book
from planner.book.entry import Entry
from planner.importers.importer import Row

_PLATFORM = re.compile(
    r"支付宝|财付通|微信支付|微信转账|微信零钱|微信提现|网银在线|京东支付|抖音支付|alipay|tenpay|wechat",
    re.IGNORECASE,
)
_DAYS = 3
"""Banks post a day later, over holidays up to three."""


class Twins:
    """Imported entries that a row of another file may confirm, each at most once.

    Only those of bank and card accounts: a wallet has no statement of a bank.
    """

    def __init__(self, book: Book) -> None:
        self._ledger = book.ledger
        self._rows: dict[tuple[str, int], list[int]] = defaultdict(list)
        """(account, sum that moved there) -> rows of the ledger."""
        self._used: set[int] = set()
        ledger = book.ledger
        banks = {key for key, one in book.accounts.items() if one.kind in {"bank", "card"}}
        names, others = ledger.accounts.values, ledger.to_accounts.values
        columns = zip(
            ledger.accounts.codes, ledger.to_accounts.codes, ledger.amounts, ledger.sources,
            strict=True,
        )  # fmt: skip
        for row, (account, other, amount, source) in enumerate(columns):
            if not source or not amount:
                continue
            if names[account] in banks:
                self._rows[names[account], int(amount)].append(row)
            if others[other] in banks:
                self._rows[others[other], -int(amount)].append(row)

    def __bool__(self) -> bool:
        return bool(self._rows)

    def of(self, row: Row, account: str, amount: int) -> Entry | None:
        """The entry that is the same payment, or None where none is it for certain."""
        found = self._rows.get((account, amount))
        if not found or row.date is None:
            return None
        is_bank = names_platform(f"{row.payee} {row.note}")
        near = []
        for index in found:
            days = abs(int(self._ledger.days[index]) - row.date.toordinal())
            if days > _DAYS or index in self._used:
                continue
            entry = self._ledger.entry(index)
            if names_platform(f"{entry.payee} {entry.note}") != is_bank:
                near.append((days, index, entry))
        if not near:
            return None
        _, index, entry = min(near, key=lambda pair: pair[:2])
        self._used.add(index)
        return entry


def names_platform(words: str) -> bool:
    """Whether a bank's row says that a payment platform stands between it and the shop."""
    return _PLATFORM.search(words) is not None


def confirmed(entry: Entry, payee: str, note: str, category: str, source: str) -> Entry:
    """The entry with the keys of both files; one from the bank also gets the better words."""
    keys = " ".join(dict.fromkeys([*entry.source.split(), *source.split()]))
    if not names_platform(f"{entry.payee} {entry.note}"):
        return replace(entry, source=keys)
    return replace(
        entry, source=keys, payee=payee or entry.payee, note=note or entry.note,
        category=entry.category or category,
    )  # fmt: skip
