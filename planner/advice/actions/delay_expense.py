"""Pay a named outgoing some days later, after the instalment."""

from collections.abc import Iterator

from planner.advice.action import Idea
from planner.advice.actions._postpone import postponed, waits
from planner.basics.text import N_, Amount, text
from planner.book.book import Book
from planner.book.edit import Edit
from planner.outlook.outlook import Due, Outlook


def delay_expense(book: Book, outlook: Outlook, due: Due) -> Iterator[Idea]:
    """One idea per large outgoing shortly before the due date: the whole of it waits."""
    for place, wait in enumerate(waits(outlook, due)):
        changes = postponed(book, wait, -wait.flow.amount)
        if changes:
            said = text(
                N_("Pay {title} of {amount} on {date} instead of {planned}"),
                title=wait.flow.title,
                amount=Amount(-wait.flow.amount, book.currency),
                date=wait.date,
                planned=wait.flow.date,
            )
            yield Idea("delay_expense", said, Edit(said, changes), effort=4 + 2 * place)
