"""Medians of repeated runs, and the yardstick: one copy of the path matrix in the same run."""

import statistics
import time
from collections.abc import Callable

import numpy as np

RUNS = 9


def median_ms(work: Callable[[], object], runs: int = RUNS) -> float:
    """Median CPU milliseconds of `work`, after one run to warm up."""
    work()
    spent = []
    for _ in range(runs):
        begun = time.process_time()
        work()
        spent.append((time.process_time() - begun) * 1000)
    return statistics.median(spent)


def copy_ms(days: int, paths: int) -> float:
    """Median milliseconds of one `np.copyto` of a float32 matrix of days × paths."""
    source = np.ones((days, paths), dtype=np.float32)
    target = np.empty_like(source)
    return median_ms(lambda: np.copyto(target, source), 25)


def report(name: str, spent: float, copy: float, goal: float) -> dict[str, object]:
    """What a benchmark prints."""
    return {
        "name": name,
        "ms": round(spent, 2),
        "copy_ms": round(copy, 3),
        "ratio": round(spent / copy, 1),
        "goal": goal,
    }
