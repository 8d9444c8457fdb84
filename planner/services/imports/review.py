"""A second look at the rows of a file: own transfers, paid invoices, known payments in other words.

Certain matches are made; likely ones are only suggested, and the owner decides. Every fact of
the book is matched once, the nearest first, so that the order of the rows does not matter.
"""

from collections.abc import Mapping, Sequence

from planner.book.book import Book
from planner.services.imports.batch import BatchRow, Choice
from planner.services.imports.doubles import doubles
from planner.services.imports.invoices import payments
from planner.services.imports.legs import legs
from planner.services.imports.match import Sight, one_to_one
from planner.services.imports.names import Accounts
from planner.services.imports.other_bills import other_bills


def reviewed(
    book: Book,
    rows: Sequence[BatchRow],
    choices: Mapping[int, Choice],
    accounts: Accounts,
    bill: str = "",
) -> tuple[BatchRow, ...]:
    """The rows of a file in the format `bill` with what they are for certain, or probably."""
    sight = Sight(book, rows, accounts, bill)
    found = list(rows)
    taken: set[str] = set()
    for look in (other_bills, legs, payments, doubles):
        free = [row for row in found if _is_free(row, choices.get(row.number))]
        for one in one_to_one(look(sight, free), taken):
            choice = choices.get(one.row.number)
            is_sure = one.is_certain or (choice is not None and choice.accept)
            row = one.sure() if is_sure else one.row._replace(maybe=one.guess)
            found[one.row.number - 1] = row
    return tuple(found)


def _is_free(row: BatchRow, choice: Choice | None) -> bool:
    """Whether nothing is decided about a row yet."""
    if choice is not None and choice.outcome is not None:
        return False
    is_plain = row.outcome in {"entry", "refund", "transfer"} and not row.read.moved
    return is_plain and row.linked is None and row.settles is None and row.maybe is None
