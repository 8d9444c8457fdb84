"""What an edited budget workbook changes, as JSON of the command-line contract and in words."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from planner.basics.money import plain
from planner.basics.text import N_, NN_, Amount, Text, counted, text
from planner.services.budgets.differences import (
    BudgetImport,
    Changed,
    MissingRow,
    NameChange,
    NewRow,
    PlanChange,
)
from planner.wording import Wording

Json = Any


def told(found: BudgetImport, wording: Wording, *, is_applied: bool) -> tuple[Json, list[str]]:
    """What the command line prints: the JSON, and the lines for a person."""
    return (
        budget_import_json(found, wording, is_applied=is_applied),
        budget_import_words(found, wording, is_applied=is_applied),
    )


def budget_import_json(found: BudgetImport, wording: Wording, *, is_applied: bool) -> Json:
    """The shape of `budget-import --json`: amounts as decimals, null where there is no plan."""
    currency = found.currency
    return {
        "file": found.file,
        "changes": [_change_json(change, currency) for change in found.changes],
        "conflicts": [
            _change_json(change, currency) | {"book": _value(change.book, currency)}
            for change in found.conflicts
        ],
        "added": [_added_json(new, currency) for new in found.added],
        "removed": [
            {"category": gone.category, "name": gone.name,
             "months": [plan.month for plan in gone.plans]}
            for gone in found.removed
        ],
        "not_understood": [
            {"cell": unread.cell, "written": unread.written, "reason": wording.say(unread.reason)}
            for unread in found.not_understood
        ],
        "applied": is_applied,
    }  # fmt: skip


def _change_json(change: Changed, currency: str) -> dict[str, Json]:
    is_plan = isinstance(change, PlanChange)
    return {
        "kind": "plan" if is_plan else "name",
        "month": change.month if isinstance(change, PlanChange) else None,
        "category": change.category,
        "before": _value(change.before, currency),
        "after": _value(change.after, currency),
        "cell": change.cell,
        **(
            {"written": change.written} if isinstance(change, PlanChange) and change.written else {}
        ),
    }


def _value(value: int | str | None, currency: str) -> str | None:
    return plain(value, currency) if isinstance(value, int) else value


def _added_json(new: NewRow, currency: str) -> dict[str, Json]:
    return {
        "category": new.category.id, "name": new.category.name, "flow": new.category.flow,
        "cell": new.cell,
        "plan": [{"month": plan.month, "amount": plain(plan.amount, currency)}
                 for plan in new.plans],
    }  # fmt: skip


def budget_import_words(found: BudgetImport, wording: Wording, *, is_applied: bool) -> list[str]:
    """Lines for a person: what changes, what has to be decided, and what came of it."""
    if found.is_empty:
        return [wording._(N_("The workbook changes nothing."))]
    lines = [wording.say(line) for line in _lines(found, wording)]
    said = (
        N_("Taken into the book as one edit; “undo” takes it back.")
        if is_applied
        else N_("The book is unchanged.")
    )
    return [*lines, wording._(said)]


def _lines(found: BudgetImport, wording: Wording) -> Iterator[Text]:
    for change in found.changes:
        yield change_words(change, found.currency, wording)
    for new in found.added:
        yield added_words(new)
    for change in found.conflicts:
        yield text(
            N_("{change} The book was changed too ({book}) and stays as it is."),
            change=change_words(change, found.currency, wording),
            book=book_words(change, found.currency),
        )
    for gone in found.removed:
        yield removed_words(gone)
    for unread in found.not_understood:
        yield text(
            N_("{cell} “{written}” was not taken: {reason}"),
            cell=unread.cell,
            written=unread.written,
            reason=unread.reason,
        )


def change_words(change: Changed, currency: str, wording: Wording) -> Text:
    """One change in a sentence."""
    if isinstance(change, NameChange):
        return text(
            N_("{cell} “{before}” is now called “{after}”."),
            cell=change.cell, before=change.before, after=change.after,
        )  # fmt: skip
    return text(
        N_("{cell} {name}, {month}: {before} → {after}."),
        cell=change.cell,
        name=change.name,
        month=month_words(change.month, wording),
        before=Amount(change.before, currency),
        after=value_words(change.after, currency),
    )


def month_words(month: str, wording: Wording) -> str:
    """A month written like 2026-12, as a person says it."""
    return wording.date(dt.date.fromisoformat(f"{month}-01"), "month")


def value_words(value: int | None, currency: str) -> Amount | Text:
    """A plan, or that there is none of the owner's."""
    return Amount(value, currency) if value is not None else text(N_("worked out"))


def book_words(change: Changed, currency: str) -> Amount | Text | str:
    """What the book holds now."""
    if isinstance(change, NameChange):
        return change.book
    return value_words(change.book, currency)


def added_words(new: NewRow) -> Text:
    """A new row in a sentence."""
    return counted(
        *NN_("{cell} “{name}” is new: a category with a plan for {count} month.",
             "{cell} “{name}” is new: a category with a plan for {count} months."),
        len(new.plans), cell=new.cell, name=new.category.name,
    )  # fmt: skip


def removed_words(gone: MissingRow) -> Text:
    """A row that is gone, in a sentence."""
    return text(N_("“{name}” is not in the file any more; it stays in the book."), name=gone.name)
