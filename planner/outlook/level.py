"""How worried to be about one due date."""

from enum import IntEnum


class Level(IntEnum):
    """Worse levels are greater. Names are those of the command-line contract."""

    covered = 0
    tight = 1
    short = 2
    overdue = 3
