"""Questions that only the owner can answer, asked once per file."""

from collections.abc import Iterator, Sequence

from planner.basics.text import N_, text
from planner.importers.dates import DateOrder
from planner.importers.importer import Question
from planner.importers.numbers import MarkFound


def date_questions(order: DateOrder) -> Iterator[Question]:
    """Asks for the order of day and month where no date of the file tells it."""
    if order.is_ambiguous:
        yield Question(
            "day_first",
            text(N_("Is the day or the month first in {example}?"), example=order.example),
            ("day-first", "month-first"),
        )


def mark_questions(mark: MarkFound) -> Iterator[Question]:
    """Asks for the decimal mark where no amount of the file tells it."""
    if mark.is_ambiguous:
        yield Question(
            "decimal_mark",
            text(N_("Is the decimal mark a point or a comma in {example}?"), example=mark.example),
            ("decimal-point", "decimal-comma"),
        )


def account_questions(names: Sequence[str]) -> Iterator[Question]:
    """Asks which account of a file counts where they can't be told by those of the book."""
    yield Question(
        "account",
        text(
            N_(
                "The file holds several accounts ({names}): which one is to be imported here? "
                "With their last four digits in the names of your accounts all are found by "
                "themselves."
            ),
            names=tuple(names),
        ),
        tuple(f"account={name}" for name in names),
    )
