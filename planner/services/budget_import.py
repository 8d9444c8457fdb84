"""An edited budget workbook comes back into the book it was exported from, as one Edit."""

from collections.abc import Callable
from pathlib import Path

from planner.basics.errors import UserError
from planner.basics.text import N_, text
from planner.book.book import Book
from planner.book.check import references
from planner.book.edit import Change, Edit, adding, removing, replacing
from planner.importers.budget_workbook import read_budget_workbook
from planner.importers.source import never
from planner.services.budgets.compare import compared
from planner.services.budgets.differences import (
    BudgetImport,
    MissingRow,
    NameChange,
    NewRow,
    PlanChange,
    Unread,
)
from planner.services.planning import planned_cells

__all__ = [
    "BudgetImport", "MissingRow", "NameChange", "NewRow", "PlanChange", "Unread",
    "budget_import_edit", "read_budget_import",
]  # fmt: skip


def read_budget_import(
    book: Book, book_id: str, path: Path, cancelled: Callable[[], bool] = never
) -> BudgetImport:
    """In what the workbook at `path` differs from what was exported and from `book` now.

    Nothing is changed. Raises UserError when the file is no budget workbook of ours, or was
    exported from another book than `book_id`; ImportCancelled when `cancelled()` turns true.
    """
    workbook = read_budget_workbook(path, cancelled)
    if workbook.book_id != book_id or workbook.currency != book.currency:
        raise UserError(
            N_(
                "{file} was exported from another book. Nothing was changed; open that book, or "
                "export a workbook from this one."
            ),
            file=workbook.file,
        )
    return compared(book, workbook)


def budget_import_edit(
    book: Book, found: BudgetImport, taken: frozenset[str] | None = None
) -> Edit:
    """The one Edit that takes the findings with these keys from the file; None: the usual ones.

    A row that is gone takes its plans along, and its category where nothing else names it.
    """
    wanted = found.usual if taken is None else taken
    cells: dict[tuple[str, str], int | None] = {}
    categories: list[Change] = []
    for change in (*found.changes, *found.conflicts):
        if change.key not in wanted:
            continue
        if isinstance(change, PlanChange):
            cells[change.month, change.category] = change.after
        else:
            fact = book.categories[change.category]
            categories.append(replacing("category", fact, name=change.after))
    for new in (new for new in found.added if new.key in wanted):
        categories.append(adding("category", new.category))
        cells |= {(plan.month, plan.category): plan.amount for plan in new.plans}
    for gone in (gone for gone in found.removed if gone.key in wanted):
        cells |= {(plan.month, plan.category): None for plan in gone.plans}
        if not _is_used(book, gone):
            categories.append(removing("category", book.categories[gone.category]))
    title = text(N_("Bring back {file}"), file=found.file)
    return Edit(title, (*categories, *planned_cells(book, cells, title).changes))


def _is_used(book: Book, gone: MissingRow) -> bool:
    """Whether anything but the plans that go with it names the category."""
    kinds = ("recurring", "invoice", "rule", "budget", "indicator", "entry")
    return any(
        ("category", gone.category) in references(fact) and fact not in gone.plans
        for kind in kinds
        for fact in book.facts(kind)
    )
