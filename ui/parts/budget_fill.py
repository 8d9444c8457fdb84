"""Many cells of the budget at once: which are meant, and what they are filled with."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QModelIndex

from ui.parts.budget_model import BudgetModel

Key = tuple[str, str]
"""Month (2026-12) and category: one cell of the plan."""
Cells = dict[Key, int | None]
"""What is planned in cells, minor units; None: nothing."""


def typable(model: BudgetModel, chosen: Sequence[QModelIndex]) -> dict[Key, QModelIndex]:
    """Those cells among `chosen` in which a plan can be typed."""
    return {
        (model.month_of(index.column()), model.lines[index.row()].category): index
        for index in chosen
        if model.can_type(index)
    }


def filled(model: BudgetModel, chosen: Sequence[QModelIndex], *, to_right: bool) -> Cells:
    """The chosen cells filled from the first of them, downwards or to the right.

    A single cell takes the plan of its neighbour above or to the left.
    """
    wanted = typable(model, chosen)
    places = [_place(index, to_right=to_right) for index in wanted.values()]
    cells: Cells = {}
    for key, index in wanted.items():
        first = min(places) if len(chosen) > 1 else _place(index, to_right=to_right) - 1
        source = _source(model, index, first, to_right=to_right)
        if source.isValid() and source != index:
            month = model.columns[source.column()].month
            cells[key] = model.lines[source.row()].value(month, "plan")
    return cells


def spread(start: QModelIndex, words: str) -> Iterator[tuple[QModelIndex, str]]:
    """The cells from `start` on, with the words of a copied table that belong into each."""
    for down, row in enumerate(words.splitlines()):
        for right, typed in enumerate(row.split("\t")):
            yield start.sibling(start.row() + down, start.column() + right), typed


def _place(index: QModelIndex, *, to_right: bool) -> int:
    return index.column() if to_right else index.row()


def _source(model: BudgetModel, index: QModelIndex, first: int, *, to_right: bool) -> QModelIndex:
    """The cell at `first` or the nearest before it that holds a plan of a category."""
    if to_right:
        plans = (
            column for column in range(first, -1, -1) if model.columns[column].measure == "plan"
        )
        return index.siblingAtColumn(next(plans, -1))
    rows = (row for row in range(first, -1, -1) if model.lines[row].category)
    return model.index(next(rows, -1), index.column())
