"""A balance that was read off stays: what lies before it explains it and does not come on top.

An edit that adds, changes or removes money of the time before the count takes the opposite sum
into `opening`. So the counted balance, and with it today's, is what its owner has seen.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from planner.basics.text import N_, Amount, Text, text
from planner.book.account import Account
from planner.book.book import Book
from planner.book.counted import Move, holds, moves_of
from planner.book.edit import Change, Edit, apply
from planner.book.entry import Entry

_LOAN_KINDS = frozenset({"loan", "loan_event"})
_END_OF_DAY = dt.time(23, 59)


@dataclass(frozen=True, slots=True)
class Earlier:
    """What an edit moves in one account at a time that its known balance covers already."""

    account: Account
    """As it is before the edit."""
    total: int
    """Minor units by which the balance would change."""
    count: int
    """How many movements."""
    first: dt.date
    """The earliest day among those that are added; else that of the opening."""
    last: dt.date

    @property
    def counted_at(self) -> dt.datetime:
        """The moment up to which the balance is known."""
        account = self.account
        if account.counted_at is not None:
            return account.counted_at
        return dt.datetime.combine(account.opened_on - dt.timedelta(days=1), _END_OF_DAY)


def minute_of(now: dt.datetime) -> dt.datetime:
    """`now` as an account keeps it."""
    return now.replace(second=0, microsecond=0)


def movements(book: Book, edit: Edit) -> tuple[list[Move], list[Move]]:
    """What goes and what comes with `edit`, entries and loan money. Raises UserError (see `apply`)."""
    gone: list[Move] = []
    come: list[Move] = []
    for change in edit.changes:
        if change.kind == "entry":
            for fact, moves in ((change.before, gone), (change.after, come)):
                if isinstance(fact, Entry):
                    moves.extend(moves_of(fact))
    if any(change.kind in _LOAN_KINDS for change in edit.changes):
        before, after = _loan_moves(book), _loan_moves(_with_loans(book, edit))
        gone += (before - after).elements()
        come += (after - before).elements()
    return gone, come


def is_known(account: Account) -> bool:
    """Whether a balance was ever named: a new account with 0 says nothing about the past."""
    return account.counted_at is not None or account.opening != 0


def earlier(book: Book, edit: Edit) -> tuple[Earlier, ...]:
    """What `edit` moves before the known balances of accounts, by account, those without left out.

    An account that the edit itself adds or changes is not among them.
    """
    own = {change.id for change in edit.changes if change.kind == "account"}
    accounts = {key: one for key, one in book.accounts.items() if key not in own and is_known(one)}
    return _among(accounts, *movements(book, edit)) if accounts else ()


def _among(
    accounts: Mapping[str, Account], gone: Iterable[Move], come: Iterable[Move]
) -> tuple[Earlier, ...]:
    """Those of the movements that the known balances of `accounts` hold, summed by account."""
    totals: Counter[str] = Counter()
    days: dict[str, list[dt.date]] = {}
    counts: Counter[str] = Counter()
    for moves, sign in ((gone, -1), (come, 1)):
        for move in moves:
            account = accounts.get(move.account)
            if account is None or not holds(account, move):
                continue
            totals[account.id] += sign * move.amount
            counts[account.id] += 1
            if sign > 0:
                days.setdefault(account.id, []).append(move.date)
    return tuple(
        Earlier(
            accounts[key], totals[key], counts[key],
            min(days.get(key, ()), default=accounts[key].opened_on),
            max(days.get(key, ()), default=accounts[key].opened_on),
        )
        for key in accounts if counts[key]
    )  # fmt: skip


def held(one: Earlier) -> Change:
    """The change of the account that keeps its known balance."""
    account = one.account
    after = replace(
        account,
        opening=account.opening - one.total,
        opened_on=min(account.opened_on, one.first),
        counted_at=one.counted_at,
    )
    return Change("account", account.id, account, after)


def keeping(book: Book, edit: Edit, *, also_uncounted: bool = False) -> Edit:
    """`edit`, with the counted balances it touches kept as they are.

    `also_uncounted`: those known only as the balance of the opening day too. Raises UserError
    when the edit no longer fits.
    """
    kept = [
        held(one)
        for one in earlier(book, edit)
        if also_uncounted or one.account.counted_at is not None
    ]
    changes = tuple(change for change in kept if change.before != change.after)
    return replace(edit, changes=(*edit.changes, *changes)) if changes else edit


def kept(book: Book, edit: Edit) -> tuple[Edit, Text | None]:
    """`edit` with counted balances kept (see `keeping`), and what to say where that took something."""
    after = keeping(book, edit)
    for change in after.changes[len(edit.changes) :]:
        account = change.after
        assert isinstance(account, Account)
        assert account.counted_at is not None
        stays = text(
            N_("The balance of {account} counted on {date} stays: {sum}."),
            account=account.name,
            date=account.counted_at.date(),
            sum=Amount(counted_balance(book, account.id), book.currency),
        )
        return after, stays
    return edit, None


def both(done: Text | None, stays: Text | None) -> Text | None:
    """What was done and what stayed, as one sentence; None where there is nothing to say."""
    if done is None or stays is None:
        return done or stays
    return text(N_("{done} · {more}"), done=done, more=stays)


def counted_balance(book: Book, key: str) -> int:
    """The balance that was counted in an account, minor units; without a count its opening."""
    account = book.accounts[key]
    if account.counted_at is None:
        return account.opening
    return account.opening + _known_sum(book, account)


def counted(book: Book, account: Account, balance: int, at: dt.datetime) -> Account:
    """`account` with `balance` (minor units) as what was in it at the moment `at`."""
    known = replace(account, counted_at=minute_of(at), opened_on=at.date())
    first = _first_day(book, account.id) or known.opened_on
    return replace(
        known,
        opening=balance - _known_sum(book, known),
        opened_on=min(known.opened_on, first),
    )


def opened(book: Book, account: Account, balance: int, on: dt.date) -> Account:
    """`account` with `balance` as what was in it when the day `on` began.

    Where the book knows of earlier movements, they explain it.
    """
    fresh = replace(account, opened_on=on, opening=balance, counted_at=None)
    first = _first_day(book, account.id)
    if first is None or first >= on:
        return fresh
    return counted(book, fresh, balance, Earlier(fresh, 0, 0, on, on).counted_at)


def _known_sum(book: Book, account: Account) -> int:
    """The sum of all movements that the known balance holds."""
    ledger, total = book.ledger, 0
    day = account.opened_on if account.counted_at is None else account.counted_at.date()
    begin, end = np.searchsorted(ledger.days, [day.toordinal(), day.toordinal() + 1])
    for column, sign in ((ledger.accounts, 1), (ledger.to_accounts, -1)):
        code = column.code_of(account.id)
        if code >= 0:
            total += sign * int(ledger.amounts[:begin][column.codes[:begin] == code].sum())
    moves = [move for row in range(begin, end) for move in moves_of(ledger.entry(row))]
    moves += _loan_moves(book).elements()
    return total + sum(
        move.amount for move in moves if move.account == account.id and holds(account, move)
    )


def _first_day(book: Book, key: str) -> dt.date | None:
    """The day of the earliest movement of an account; None without any."""
    ledger = book.ledger
    days = [move.date for move in book.loan_cash if move.account == key]
    for column in (ledger.accounts, ledger.to_accounts):
        code = column.code_of(key)
        rows = np.flatnonzero(column.codes == code) if code >= 0 else ()
        days += [dt.date.fromordinal(int(ledger.days[row])) for row in rows[:1]]
    return min(days, default=None)


def _loan_moves(book: Book) -> Counter[Move]:
    return Counter(Move(one.date, one.account, one.amount, one.told) for one in book.loan_cash)


def _with_loans(book: Book, edit: Edit) -> Book:
    """The book with the loans of `edit`, and the accounts and categories that come with them."""
    changes = tuple(
        one
        for one in edit.changes
        if one.kind in _LOAN_KINDS or (one.kind in {"account", "category"} and one.before is None)
    )
    return apply(book, replace(edit, changes=changes))
