"""What the owner has taught the book about foreign files: their columns, and whom to book where."""

from dataclasses import dataclass
from typing import Literal

from planner.basics.errors import UserError
from planner.basics.text import N_

HowMatched = Literal["contains", "equals"]


@dataclass(frozen=True, slots=True)
class NamedColumn:
    """What one column of a foreign table is for."""

    role: str
    """"date", "amount", "payee" and so on, as the import window offers them."""
    name: str
    """Its heading, cleaned."""
    place: int
    """0-based; counts where a heading stands twice."""


@dataclass(frozen=True, slots=True)
class Profile:
    """How a table of one layout is read; known again by its headings and its delimiter."""

    id: str
    name: str
    header: tuple[str, ...]
    """All headings, cleaned, each once and in order of the alphabet."""
    columns: tuple[NamedColumn, ...]
    delimiter: str = ""
    """What stands between cells; empty for workbooks."""
    answers: tuple[str, ...] = ()
    """What the owner has answered about such files, as words of `--profile`: "day-first"."""
    account: str = ""
    """Id of the account it was last imported into; it may be gone."""


@dataclass(frozen=True, slots=True)
class PayeeRule:
    """Whoever is named so gets this category; income and expense follow from the category."""

    id: str
    words: str
    category: str
    how: HowMatched = "contains"


def check_rule(rule: PayeeRule) -> None:
    """Raises UserError for a rule that would fit everything."""
    if not rule.words.strip():
        raise UserError(N_('"words": a rule needs the name of a payee, or a part of it.'))


def check_profile(profile: Profile) -> None:
    """Raises UserError for a profile without the columns that every table needs."""
    roles = {column.role for column in profile.columns}
    if "date" not in roles or not roles & {"amount", "money_in", "money_out"}:
        raise UserError(N_('"columns": a profile names the column of the date and of the amount.'))
