"""How a simulation is run, and how it is called off."""

import datetime as dt
from dataclasses import dataclass


class Cancelled(Exception):  # noqa: N818 (a wish of the caller, no error)
    """The caller no longer wants the result."""


def never() -> bool:
    """The `cancelled` of somebody who waits for the result."""
    return False


@dataclass(frozen=True, slots=True)
class Setting:
    """Equal settings and equal books give equal paths."""

    today: dt.date
    days: int
    paths: int
    seed: int
