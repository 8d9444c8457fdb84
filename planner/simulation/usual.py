"""Usual flows by block bootstrap: whole stretches of the last year, drawn again.

Blocks of ten days keep what follows from what (a good week after a good week) and still give
honest bands; they start on the weekday they are put on. All accounts share the blocks, so that
they keep moving together.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from planner.flows.pattern import Pattern, Stream
from planner.simulation.luck import SIGMAS, Row, generator
from planner.simulation.setting import Setting

BLOCK = 10
WEEK = 7


@dataclass(frozen=True, slots=True, eq=False)
class Usual:
    """Draws of the usual flows for all accounts."""

    pattern: Pattern
    starts: npt.NDArray[np.intp]
    """Day of the window on which each block (row) of each path (column) starts."""
    drift: npt.NDArray[np.float64]
    """By how many standard errors each path is off the believed mean, on all its days."""
    days: int

    def bound(self) -> int:
        """No sum of `rows` lies beyond ± this (minor units)."""
        return sum(self._bound(stream) for stream in self.pattern.streams)

    def _bound(self, stream: Stream) -> int:
        sums = stream.daily.cumsum()
        shift = abs(stream.belief.mean - float(stream.daily.mean())) + SIGMAS * stream.belief.error
        swing = int(sums.max()) - int(sums.min()) + int(np.abs(stream.daily).max())
        return 2 * (len(self.starts) * swing + int(self.days * (shift + 1)))

    def rows(self, account: str, unit: int, kind: type[np.integer]) -> Iterator[Row] | None:
        """Cumulative usual flow of `account` for day 1, 2, …, one value per path; None: none.

        The row is reused from day to day: add it to something, don't keep it.
        """
        mine = [stream for stream in self.pattern.streams if stream.account == account]
        if not mine:
            return None
        return _summed([self._stream_rows(stream, unit, kind) for stream in mine])

    def _stream_rows(self, stream: Stream, unit: int, kind: type[np.integer]) -> Iterator[Row]:
        sums = np.concatenate(([0], np.cumsum(stream.daily))) // unit
        prefix = sums.astype(kind)
        length = block_length(self.pattern.days)
        shift = stream.belief.mean - block_mean(stream.daily, length)
        offset = np.rint((shift + stream.belief.error * self.drift) / unit).astype(kind)
        reached = np.zeros(len(offset), dtype=kind)
        row, index = np.empty_like(reached), np.empty_like(self.starts[0])
        waiting = np.zeros_like(reached)
        for day in range(1, self.days + 1):
            block, place = divmod(day - 1, length)
            if place == 0:
                begun = reached - prefix[self.starts[block]]
                np.copyto(index, self.starts[block])
            index += 1
            begun += offset
            prefix.take(index, out=row, mode="clip")
            np.add(row, begun, out=reached)
            if day == stream.resumes:
                waiting = reached.copy()
            yield reached - waiting if day > stream.resumes else np.zeros_like(reached)


def _summed(parts: list[Iterator[Row]]) -> Iterator[Row]:
    for rows in zip(*parts, strict=True):
        yield sum(rows[1:], start=rows[0])


def block_length(days: int) -> int:
    """Days of one block when the window has `days` days."""
    return max(1, min(BLOCK, days // 3))


def block_mean(daily: npt.NDArray[np.int64], length: int) -> float:
    """Mean of a day over all blocks that can be drawn: the ends of the window count less."""
    sums = np.concatenate(([0], np.cumsum(daily)))
    return float((sums[length:] - sums[:-length]).mean()) / length


def draw_usual(pattern: Pattern, setting: Setting) -> Usual:
    """The blocks and drifts of all paths."""
    if not pattern.streams:
        return Usual(pattern, np.zeros((0, 0), np.intp), np.zeros(0), setting.days)
    chance = generator(setting.seed, "usual")
    tomorrow = setting.today.toordinal() + 1
    length = block_length(pattern.days)
    starts = np.empty((-(-setting.days // length), setting.paths), dtype=np.intp)
    for block in range(len(starts)):
        first = (tomorrow + block * length - pattern.first.toordinal()) % WEEK
        options = (pattern.days - length - first) // WEEK + 1
        starts[block] = first + WEEK * chance.integers(0, options, setting.paths, dtype=np.uint16)
    return Usual(pattern, starts, chance.standard_normal(setting.paths), setting.days)
