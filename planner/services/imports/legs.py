"""Own money that leaves one account and arrives in another: two files, one transfer.

Each side may say so: it names the other account, it is own money by its kind, or it speaks of a
transfer. What they say together makes a match certain, or only likely. A fee may be kept back.
"""

import re
from collections.abc import Iterator, Sequence

from planner.basics.text import N_, text
from planner.book.entry import Entry
from planner.services.imports.batch import BatchRow, Suggestion
from planner.services.imports.match import Candidate, Sight
from planner.services.imports.twins import names_platform

_WORDS = re.compile(r"转账|转入|转出|汇款|汇入|汇出|跨行|本人|提现|充值|transfer", re.IGNORECASE)
_NAMES, _OWN, _SPEAKS = 3, 2, 1
_CERTAIN, _LIKELY = 3, 2
_LARGEST_FEE = 5_000
"""Minor units; above it a fee is at most one in a hundred."""
_MOVED = text(N_("Own money moved: the other half came from another file; both are one now."))
_MAYBE = N_("Maybe own money: {account} has the other half, of {date}.")


def legs(sight: Sight, rows: Sequence[BatchRow]) -> Iterator[Candidate]:
    """Every pair of a row and an entry of another own account that may be one transfer."""
    for row in rows:
        mine = _row_says(sight, row)
        if not row.amount or row.to_account or row.date is None:
            continue
        if row.account not in sight.book.accounts:
            continue  # a card that comes with this file
        low, high = _range(row.amount)
        for days, entry in sight.opposite(row.account, low, high, row.date):
            weight = _weight(sight, row, entry, mine)
            fee = abs(abs(row.amount) - abs(entry.amount))
            is_exact = fee == 0
            if weight >= (_LIKELY if is_exact else _CERTAIN):
                yield _candidate(sight, row, entry, days, is_certain=weight >= _CERTAIN + (fee > 0))


def _range(amount: int) -> tuple[int, int]:
    """Amounts the other half may have: what arrives is at most a fee below what left."""
    size = abs(amount)
    fee = max(size // 100, min(_LARGEST_FEE, size // 20))
    return (size - fee, size) if amount < 0 else (-(size + fee), -size)


def _weight(sight: Sight, row: BatchRow, entry: Entry, mine: int) -> int:
    mine = _NAMES if _names(sight, f"{row.payee} {row.note}", entry.account) else mine
    category = sight.book.categories.get(entry.category)
    words = f"{entry.payee} {entry.note}"
    if _names(sight, words, row.account):
        other = _NAMES
    elif category is not None and category.flow == "transfer":
        other = _OWN
    else:
        other = _SPEAKS if _speaks(words) else 0
    return mine + other


def _row_says(sight: Sight, row: BatchRow) -> int:
    if row.outcome == "transfer":
        return _OWN
    return _SPEAKS if _speaks(f"{row.payee} {row.note}") else 0


def _speaks(words: str) -> bool:
    return _WORDS.search(words) is not None or names_platform(words)


def _names(sight: Sight, words: str, account: str) -> bool:
    """Whether words name a bank account; a wallet's name stands in every payment through it."""
    if sight.book.accounts[account].kind in {"wallet", "cash"}:
        return False
    return any(sight.accounts.named(word) == account for word in words.split())


def _candidate(
    sight: Sight, row: BatchRow, entry: Entry, days: int, *, is_certain: bool
) -> Candidate:
    is_out = row.amount < 0
    left, arrived = (row.amount, entry.amount) if is_out else (entry.amount, row.amount)
    source, target = (row.account, entry.account) if is_out else (entry.account, row.account)

    def sure() -> BatchRow:
        read = row.read._replace(fee=row.read.fee + left + arrived)
        if not is_out:
            read = read._replace(payee=entry.payee, note=entry.note, date=entry.date)
        return row._replace(
            read=read, outcome="transfer", amount=-arrived, reason=_MOVED, account=source,
            to_account=target, category="", linked=entry, mark="", why=text(""),
        )  # fmt: skip

    name = sight.book.accounts[entry.account].name
    said = text(_MAYBE, account=name, date=entry.date)
    distance = (abs(left + arrived), days)
    return Candidate(row, entry.id, distance, is_certain, sure, Suggestion("transfer", entry, said))
