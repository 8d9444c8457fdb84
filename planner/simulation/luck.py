"""Random numbers by name: each thing that chance decides has its own, whatever else is drawn."""

import hashlib
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


class Drawn(NamedTuple):
    """An unsure flow in every path: how much arrives (in units), and on which day ahead."""

    amounts: Row
    """One per path, or a single one for all."""
    arrivals: Row
    """One per path, or a single one for all."""

    def by(self, day: int) -> Row:
        """What has arrived by the end of `day`."""
        return self.amounts * (self.arrivals <= day)


def drawn(flow: ExpectedFlow, setting: Setting, unit: int) -> Drawn:
    """The draws of one unsure flow: always the same for the same fact, day and seed."""
    chance = generator(setting.seed, flow.source, flow.date.isoformat(), flow.account)
    amounts: Row = np.array(round(flow.amount / unit))
    if flow.spread:
        luck = chance.standard_normal(setting.paths, dtype=np.float32)
        amounts = amounts + np.rint(luck * (flow.spread / unit)).astype(np.int64)
    day = (flow.date - setting.today).days
    arrivals: Row = np.array(day)
    if flow.delays:
        which = chance.integers(0, len(flow.delays), setting.paths, dtype=np.uint16)
        arrivals = np.array([day + delay for delay in flow.delays], dtype=np.int16)[which]
    return Drawn(amounts, arrivals)


redrawn = lru_cache(maxsize=64)(drawn)
"""`drawn`, remembered: what-ifs ask for the same few flows again and again."""
