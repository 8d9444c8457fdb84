"""Questions that only the owner can answer, asked once per file."""

from collections.abc import Iterator, Sequence

from planner.basics.text import N_, text
from planner.importers.dates import DateOrder
from planner.importers.importer import NO_REASON, Question
from planner.importers.numbers import MarkFound


def date_questions(order: DateOrder) -> Iterator[Question]:
    """Asks for the order of day, month and year where the dates of the file don't tell it."""
    if order.is_ambiguous:
        asked = text(N_("Is the day or the month first in {example}?"), example=order.example)
        if "year-first" in order.choices:
            asked = text(N_("How is the date {example} meant?"), example=order.example)
        yield Question("day_first", asked, order.choices)


def mark_questions(mark: MarkFound) -> Iterator[Question]:
    """Asks for the decimal mark where no amount of the file tells it."""
    if mark.is_ambiguous:
        yield Question(
            "decimal_mark",
            text(N_("Is the decimal mark a point or a comma in {example}?"), example=mark.example),
            ("decimal-point", "decimal-comma"),
        )


_AS_WRITTEN = text(
    N_(
        "No amount has a sign and nothing says in or out: all are taken as money in. For expenses "
        "write a minus before them, or 支出 above the column."
    )
)
_TOGETHER = N_(
    "The file holds several accounts ({names}): all rows go to “{only}”, the only account of the "
    "book. Add the others first to keep them apart."
)


def sign_questions(example: str, *, is_plain: bool = False) -> Iterator[Question]:
    """Asks which way money went where an amount has no sign and nothing beside it tells.

    `is_plain`: no row speaks of spending, so that all may be taken as written.
    """
    if example:
        yield Question(
            "sign",
            text(
                N_(
                    "Did amounts like {example} come in or go out? The file does not say. Where it "
                    "holds both, add a column with in or out."
                ),
                example=example,
            ),
            ("sign-as-written", "sign-reversed"),
            _AS_WRITTEN if is_plain else NO_REASON,
        )


def account_questions(names: Sequence[str], only: str = "") -> Iterator[Question]:
    """Asks which account of a file counts where they can't be told by those of the book.

    `only`: the name of the one account of the book; there is no other that any could be.
    """
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
        text(_TOGETHER, names=tuple(names), only=only) if only else NO_REASON,
    )
