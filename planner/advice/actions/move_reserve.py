"""Use the emergency fund: move what is missing into the account that is debited."""

from collections.abc import Iterator

from planner.advice.action import Idea
from planner.advice.actions._transfer import transfer
from planner.book.book import Book
from planner.outlook.outlook import Due, Outlook


def move_reserve(book: Book, outlook: Outlook, due: Due) -> Iterator[Idea]:
    """One idea per reserve account that holds money; all it has when that is less than wanted."""
    if due.days_past_due:
        return  # `pay_overdue` moves it and pays
    for key in book.reserve_accounts:
        amount = min(due.to_cover, outlook.accounts[key])
        if key != due.account and amount > 0:
            yield transfer("move_reserve", book, outlook, due, account=key, amount=amount, effort=2)
