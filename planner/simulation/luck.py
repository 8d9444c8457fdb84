"""Random numbers by name: each thing that chance decides has its own, whatever else is drawn."""

import hashlib
from functools import lru_cache

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


def drawn(flow: ExpectedFlow, setting: Setting, unit: int) -> tuple[Row, Row]:
    """(amount per path, day of arrival per path or one for all) of an unsure flow, in `unit`."""
    chance = generator(setting.seed, flow.source, flow.date.isoformat(), flow.account)
    amounts = np.full(setting.paths, flow.amount / unit)
    if flow.spread:
        amounts += chance.standard_normal(setting.paths, dtype=np.float32) * (flow.spread / unit)
    day = (flow.date - setting.today).days
    arrivals: Row = np.array(day)
    if flow.delays:
        which = chance.integers(0, len(flow.delays), setting.paths, dtype=np.uint16)
        arrivals = day + np.array(flow.delays, dtype=np.int64)[which]
    return np.rint(amounts).astype(np.int64), arrivals


redrawn = lru_cache(maxsize=64)(drawn)
"""`drawn`, remembered: what-ifs ask for the same few flows again and again."""
