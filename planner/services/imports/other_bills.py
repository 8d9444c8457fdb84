"""The same payment in two bills of platforms: a shop's own and that of the wallet it was paid with.

JD and Meituan print what was paid through WeChat or Alipay, and so does the wallet's bill.
Alipay gives merchants two bills of the same money, trades and cash log. Where an entry came
from is kept with it, so that both orders of the files end in one entry, in the account that paid:
that is the wallet's, whose bill knows it.
"""

from collections.abc import Iterable, Iterator, Sequence

from planner.basics.text import N_, text
from planner.book.entry import Entry
from planner.services.imports.batch import BatchRow, Suggestion
from planner.services.imports.match import Candidate, Sight
from planner.services.imports.origins import MARKS, SHOPS, WALLET_BILLS, bill_of, wallet_mark

SAME_MONEY = text(N_("In the book already from another bill of the same payment."))
_DAYS = 1
"""A bill may print the order's time, the other one the payment's."""


def other_bills(sight: Sight, rows: Sequence[BatchRow]) -> Iterator[Candidate]:
    """Every pair of a row and an entry that another bill of the same payment brought."""
    is_shop = bill_of(sight.bill) in SHOPS
    for row in rows:
        if row.outcome not in {"entry", "refund"} or row.date is None or not row.amount:
            continue
        for days, entry in _same_money(sight, row):
            if days <= _DAYS:
                known = row._replace(
                    outcome="duplicate", reason=SAME_MONEY, linked=entry,
                    account=entry.account if is_shop else row.account,
                )  # fmt: skip
                yield Candidate(
                    row, entry.id, (days,), True, lambda known=known: known,  # type: ignore[misc]
                    Suggestion("double", entry, SAME_MONEY),
                )  # fmt: skip


def _same_money(sight: Sight, row: BatchRow) -> Iterable[tuple[int, Entry]]:
    assert row.date is not None
    bill = bill_of(sight.bill)
    here = sight.same(row.account, row.amount, row.date)
    if bill in MARKS:
        sister = next(mark for name, mark in MARKS.items() if name != bill)
        return (one for one in here if sister in one[1].source.split())
    anywhere = (*here, *sight.opposite(row.account, row.amount, row.amount, row.date))
    if bill in SHOPS and wallet_mark(row.read.place):
        wallets = {key for key, one in sight.book.accounts.items() if one.kind == "wallet"}
        return (
            one
            for one in anywhere
            if one[1].account in wallets and SHOPS[bill].search(f"{one[1].payee} {one[1].note}")
        )
    if bill in WALLET_BILLS:
        words = f"{row.payee} {row.note}"
        marks = {
            f"{WALLET_BILLS[bill]}-{shop}" for shop, name in SHOPS.items() if name.search(words)
        }
        return (one for one in anywhere if not marks.isdisjoint(one[1].source.split()))
    return ()
