"""Move money between own accounts: from one that has room into the one that is debited."""

from collections.abc import Iterator

from planner.advice.action import Idea
from planner.advice.actions._shared import room
from planner.advice.actions._transfer import transfer
from planner.book.book import Book
from planner.outlook.outlook import Due, Outlook


def move_between(book: Book, outlook: Outlook, due: Due) -> Iterator[Idea]:
    """One idea per other spendable account whose plan leaves something over its minimum."""
    if due.days_past_due:
        return  # `pay_overdue` moves it and pays
    reserves = book.reserve_accounts
    for key, account in book.accounts.items():
        if key == due.account or key in reserves or not account.is_spendable:
            continue
        amount = min(due.to_cover, room(book, outlook, key))
        if amount > 0:
            yield transfer("move_between", book, outlook, due, account=key, amount=amount, effort=1)
