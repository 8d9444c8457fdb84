"""What may differ between an edited budget workbook and the book, one value per finding.

Amounts are minor units, + in, − out. `key` is what the owner's decisions name a finding by.
"""

from dataclasses import dataclass

from planner.basics.text import Text
from planner.book.account import Category
from planner.book.budget import BudgetLine


@dataclass(frozen=True, slots=True)
class PlanChange:
    """One plan that the file changes."""

    cell: str
    month: str
    category: str
    name: str
    before: int
    """As it was exported, typed by the owner or worked out."""
    after: int | None
    """As it is in the file; None: no plan of the owner's any more."""
    book: int | None
    """The owner's plan in the book now; None: there is none."""
    written: str = ""
    """The formula or text from which it was read; "" for a plain number."""

    @property
    def key(self) -> str:
        """The cell."""
        return self.cell


@dataclass(frozen=True, slots=True)
class NameChange:
    """A category that is called otherwise in the file."""

    cell: str
    category: str
    before: str
    after: str
    book: str
    """What the book calls it now."""

    @property
    def key(self) -> str:
        """The cell."""
        return self.cell


@dataclass(frozen=True, slots=True)
class NewRow:
    """A row that the owner has written into the sheet, as the category it would become."""

    cell: str
    category: Category
    plans: tuple[BudgetLine, ...]

    @property
    def key(self) -> str:
        """The cell of its name."""
        return self.cell


@dataclass(frozen=True, slots=True)
class MissingRow:
    """A category of the book that was exported and is not in the file any more."""

    category: str
    name: str
    plans: tuple[BudgetLine, ...]
    """The owner's plans in the months of the workbook: they would go."""

    @property
    def key(self) -> str:
        """The category."""
        return f"removed:{self.category}"


@dataclass(frozen=True, slots=True)
class Unread:
    """Something in the file that could not be taken, and why."""

    cell: str
    written: str
    reason: Text


Changed = PlanChange | NameChange


@dataclass(frozen=True, slots=True)
class BudgetImport:
    """Everything in which file and book differ, in the order of the sheet."""

    file: str
    currency: str
    changes: tuple[Changed, ...]
    """Changed in the file only."""
    conflicts: tuple[Changed, ...]
    """Changed in file and book, and differently."""
    added: tuple[NewRow, ...]
    removed: tuple[MissingRow, ...]
    not_understood: tuple[Unread, ...]

    @property
    def usual(self) -> frozenset[str]:
        """What is taken from the file where nobody is asked: changes and new rows."""
        return frozenset(found.key for found in (*self.changes, *self.added))

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to take and nothing to say."""
        return not (
            self.changes or self.conflicts or self.added or self.removed or self.not_understood
        )
