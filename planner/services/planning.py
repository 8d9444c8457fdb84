"""Filling the budget: from what repeats, or from another month; each one Edit."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence

from planner.basics.dates import ONE_DAY, add_months
from planner.basics.errors import UserError
from planner.basics.text import N_, Text, text
from planner.book.book import Book
from planner.book.budget import BudgetLine
from planner.book.edit import Change, Edit


def planned(book: Book, month: str, category: str, amount: int | None) -> Edit:
    """The Edit that plans `amount` (minor units, None: no plan) for a category in one month."""
    return planned_cells(
        book,
        {(month, category): amount},
        text(N_("Plan {name} for {month}"), name=_name(book, category), month=month),
    )


def planned_cells(book: Book, cells: dict[tuple[str, str], int | None], title: Text) -> Edit:
    """One Edit for several (month, category) cells; cells that stay as they are are left out."""
    changes = []
    for (month, category), amount in cells.items():
        key = f"{month}/{category}"
        before = book.budget.get(key)
        after = None if amount is None else BudgetLine(month, category, amount)
        if before != after:
            changes.append(Change("budget", key, before, after))
    return Edit(title, tuple(changes))


def plan_from_repeating(book: Book, months: Sequence[str]) -> Edit:
    """The Edit that plans what the repeating items bring in these months.

    Cells that are planned already stay. Raises UserError when nothing with a category repeats.
    """
    sums: dict[tuple[str, str], int] = defaultdict(int)
    for month in months:
        first = dt.date.fromisoformat(f"{month}-01")
        last = add_months(first, 1) - ONE_DAY
        for item in book.recurring.values():
            if item.category in book.categories:
                sums[month, item.category] += item.amount * len(item.dates(first, last))
    cells: dict[tuple[str, str], int | None] = {
        cell: amount
        for cell, amount in sums.items()
        if amount and f"{cell[0]}/{cell[1]}" not in book.budget
    }
    if not cells:
        raise UserError(
            N_("No repeating item with a category falls into empty months. Nothing was changed.")
        )
    return planned_cells(book, cells, text(N_("Plan from repeating items")))


def plan_copied(book: Book, source: str, target: str) -> Edit:
    """The Edit that plans month `target` like `source`. Raises UserError when that has no plan."""
    lines = [line for line in book.budget.values() if line.month == source]
    if not lines:
        raise UserError(
            N_("{month} has no plan that could be copied. Nothing was changed."), month=source
        )
    cells: dict[tuple[str, str], int | None] = {
        (target, line.category): line.amount for line in lines
    }
    title = text(N_("Plan {month} like {source}"), month=target, source=source)
    return planned_cells(book, cells, title)


def _name(book: Book, category: str) -> str:
    found = book.categories.get(category)
    return found.name if found else category
