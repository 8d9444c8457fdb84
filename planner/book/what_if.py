"""A what-if that the owner keeps: its kind, its name and what was chosen; it moves no money."""

from dataclasses import dataclass

from planner.basics.errors import UserError
from planner.basics.text import N_


@dataclass(frozen=True, slots=True)
class Chosen:
    """One thing chosen: its key and its value as text (a number, a date, an id)."""

    key: str
    value: str


@dataclass(frozen=True, slots=True)
class WhatIf:
    """A kept what-if."""

    id: str
    name: str
    kind: str
    """Key of the kind of scenario: "takings", "repair"."""
    values: tuple[Chosen, ...] = ()


def check_what_if(kept: WhatIf) -> None:
    """Raises UserError for one without a name, or with something chosen twice."""
    if not kept.name.strip():
        raise UserError(N_('"name": a what-if needs a name.'))
    keys = [one.key for one in kept.values]
    if len(keys) != len(set(keys)):
        raise UserError(N_('"values": the same thing is chosen twice.'))
