"""Exporting: the one door through which anything leaves the book as a file."""

import datetime as dt
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path

from planner.basics.errors import UserError
from planner.basics.text import N_
from planner.book.book import Book
from planner.exports.budget_table import BudgetTable
from planner.exports.export import Export, Subject, suffix_of, write
from planner.exports.kinds import EXPORTS
from planner.exports.loan_standing import LoanStanding
from planner.services.budgeting import budget_table
from planner.services.lending import loan_lines, loan_view
from planner.services.look_ahead import LookAhead
from planner.services.outlook_words import MOST_ACTIONS, banner
from planner.services.troubles.proposing import USUAL, Wishes, proposal
from planner.services.troubles.record_table import contact_table
from planner.simulation.setting import Cancelled, never
from planner.wording import Wording

__all__ = ["KINDS", "Export", "Wishes", "export", "kind_named", "subject"]

KINDS: tuple[Export, ...] = EXPORTS
"""Everything that can be exported, in the order in which it is offered."""


def export(
    book: Book,
    look: LookAhead,
    kind: str,
    path: Path,
    language: str,
    *,
    today: dt.date,
    book_id: str,
    wishes: Wishes = USUAL,
    cancelled: Callable[[], bool] = never,
) -> None:
    """Writes one export ("budget", "entries", …) of `book` to `path` in `language` ("zh", "en").

    `book_id` is that of the session: a budget workbook can be brought back to this book only.
    `wishes` are what a proposal to a lender should say.
    Raises UserError for an unknown kind, a name with the wrong ending, nothing to export, or a
    file that can't be written, Cancelled once `cancelled()` is true; then nothing was written.
    """
    chosen = kind_named(kind)
    suffix = suffix_of(chosen, path)
    told = subject(book, look, language, today=today, book_id=book_id, wishes=wishes)
    content = chosen.content(told, suffix)
    if cancelled():
        raise Cancelled
    write(path, content)


def kind_named(kind: str) -> Export:
    """The row of `KINDS` of that name. Raises UserError listing the names when there is none."""
    for row in KINDS:
        if row.kind == kind:
            return row
    raise UserError(
        N_('There is no export "{kind}". There are: {kinds}.'),
        kind=kind,
        kinds=tuple(row.kind for row in KINDS),
    )


def subject(
    book: Book,
    look: LookAhead,
    language: str,
    *,
    today: dt.date,
    book_id: str = "",
    wishes: Wishes = USUAL,
) -> Subject:
    """What the exports of `EXPORTS` are given: twelve budget months begin with that of `today`."""

    @cache
    def budget() -> BudgetTable:
        return budget_table(book, look, f"{today:%Y-%m}")

    wording = Wording(language)
    return Subject(
        book,
        look.outlook,
        look.warnings,
        wording,
        today,
        budget,
        contacts=partial(contact_table, book, wording, today, is_redacted=False),
        masked_contacts=partial(contact_table, book, wording, today, is_redacted=True),
        loans=partial(_standings, book, look, today),
        proposal=cache(partial(proposal, book, look, today, wishes)),
        book_id=book_id,
        actions=look.actions[:MOST_ACTIONS] or look.steps(MOST_ACTIONS),
        headline=tuple(banner(book, look)),
    )


def _standings(book: Book, look: LookAhead, today: dt.date) -> tuple[LoanStanding, ...]:
    lines = loan_lines(book, today, look.outlook)
    views = {line.id: loan_view(book, line.id, today, look.outlook) for line in lines}
    return tuple(
        LoanStanding(
            line.name, line.lender, line.principal_left, views[line.id].state.payoff,
            line.next_due, line.next_amount, line.level, line.days_past_due, line.paid, line.count,
            None if views[line.id].loan.terms.is_rate_unknown else views[line.id].cost.compound,
        )
        for line in lines
    )  # fmt: skip
