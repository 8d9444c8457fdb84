"""Random numbers by name: each thing that chance decides has its own, whatever else is drawn."""

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from planner.flows.flow import ExpectedFlow
from planner.simulation.setting import Setting

Row = npt.NDArray[np.integer]
SIGMAS = 7
"""No normal draw of ours lies further out; used to choose a wide enough integer."""


def generator(seed: int, *key: str) -> np.random.Generator:
    """Random numbers that depend on `seed` and `key` alone (SFC64, the fastest of NumPy's)."""
    digest = hashlib.blake2b("\x1f".join(key).encode(), digest_size=8).digest()
    words = np.random.SeedSequence([seed, int.from_bytes(digest)])
    return np.random.Generator(np.random.SFC64(words))


class Luck(NamedTuple):
    """What chance does to one flow, and the name it is drawn under.

    A what-if that only moves the mean of a flow, or renames its fact, keeps its luck.
    """

    name: str
    date: dt.date
    account: str
    amount: int
    """What may arrive late, minor units; 0 where only the amount is unsure: its mean is sure."""
    spread: int
    delays: tuple[int, ...]
    twin: int = 0
    """Counts flows that are otherwise alike."""

    def bound(self) -> int:
        """No draw lies beyond ± this (minor units)."""
        return abs(self.amount) + SIGMAS * self.spread


def lucks(flows: Iterable[ExpectedFlow]) -> frozenset[Luck]:
    """The luck of all unsure flows."""
    counts: Counter[Luck] = Counter()
    for flow in flows:
        if flow.is_unsure:
            name = flow.title if flow.kind == "recurring" else flow.source
            amount = flow.amount if flow.delays else 0
            counts[Luck(name, flow.date, flow.account, amount, flow.spread, flow.delays)] += 1
    return frozenset(
        luck._replace(twin=twin) for luck, count in counts.items() for twin in range(count)
    )


class Drawn(NamedTuple):
    """Luck in every path: how much arrives (in units), and on which day ahead."""

    amounts: Row
    """One per path, or a single one for all."""
    arrivals: Row
    """One per path, or a single one for all."""

    def by(self, day: int) -> Row:
        """What has arrived by the end of `day`."""
        return self.amounts * (self.arrivals <= day)


def drawn(luck: Luck, setting: Setting, unit: int) -> Drawn:
    """The draws of one luck: always the same for the same name, day and seed."""
    chance = generator(setting.seed, luck.name, luck.date.isoformat(), luck.account, str(luck.twin))
    amounts: Row = np.array(round(luck.amount / unit))
    if luck.spread:
        normal = chance.standard_normal(setting.paths, dtype=np.float32)
        amounts = amounts + np.rint(normal * (luck.spread / unit)).astype(np.int64)
    day = (luck.date - setting.today).days
    arrivals: Row = np.array(day)
    if luck.delays:
        which = chance.integers(0, len(luck.delays), setting.paths, dtype=np.uint16)
        arrivals = np.array([day + delay for delay in luck.delays], dtype=np.int16)[which]
    return Drawn(amounts, arrivals)


redrawn = lru_cache(maxsize=128)(drawn)
"""`drawn`, remembered: what-ifs ask for the same few again and again."""
