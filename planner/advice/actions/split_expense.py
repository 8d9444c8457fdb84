"""Pay a named outgoing in two parts, the second after the instalment."""

from collections.abc import Iterator

from planner.advice.action import Idea
from planner.advice.actions._postpone import postponed, waits
from planner.basics.money import split
from planner.basics.text import N_, Amount, text
from planner.book.book import Book
from planner.book.edit import Edit
from planner.outlook.outlook import Due, Outlook


def split_expense(book: Book, outlook: Outlook, due: Due) -> Iterator[Idea]:
    """One idea per large outgoing shortly before the due date: half of it waits."""
    for place, wait in enumerate(waits(outlook, due)):
        now, later = split(-wait.flow.amount, 2)
        changes = postponed(book, wait, later)
        if now > 0 and later > 0 and changes:
            said = text(
                N_("Pay {title} in two parts: {now} on {planned}, {later} on {date}"),
                title=wait.flow.title,
                now=Amount(now, book.currency),
                later=Amount(later, book.currency),
                planned=wait.flow.date,
                date=wait.date,
            )
            yield Idea("split_expense", said, Edit(said, changes), effort=5 + 2 * place)
