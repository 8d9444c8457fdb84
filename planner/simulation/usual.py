"""Usual flows by block bootstrap: whole stretches of the last year, drawn again.

Blocks of half a month keep what follows from what (a good week after a good week). They are put
on the weekday and mostly near the day of the month on which they were seen: a customer who pays
once a month seldom pays twice or not at all in a month of a path. All accounts share the blocks,
so that they keep moving together.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from planner.flows.pattern import Pattern, Stream
from planner.simulation.luck import SIGMAS, Row, generator
from planner.simulation.setting import Setting
from planner.simulation.views import VIEWS, Blocks, drawn_blocks

TAIL = 3
"""Degrees of freedom of the drift (Student): now and then a year is unlike the last."""


@dataclass(frozen=True, slots=True, eq=False)
class Usual:
    """Draws of the usual flows for all accounts."""

    pattern: Pattern
    blocks: tuple[Blocks, ...]
    """Of each view; their columns are all paths."""
    drift: npt.NDArray[np.float64]
    """By how many standard errors each path is off its mean, on all its days."""
    days: int

    def bound(self) -> int:
        """No sum of `rows` lies beyond ± this (minor units)."""
        return sum(self._bound(stream) for stream in self.pattern.streams)

    def _bound(self, stream: Stream) -> int:
        sums = stream.daily.cumsum()
        swing = int(sums.max()) - int(sums.min()) + int(np.abs(stream.daily).max())
        days = max(self.days, len(stream.daily))
        unsure = max(one.view.drift for one in self.blocks) * SIGMAS * stream.belief.error
        shift = abs(stream.belief.mean) + unsure + 1
        # a block, and the mean taken off it, move by no more than `factor` swings each
        moves = max((2 * one.factor + 1) * (days // one.length + 1) for one in self.blocks)
        return int(moves * swing + days * shift)

    def rows(self, account: str, unit: int, kind: type[np.integer]) -> Iterator[Row] | None:
        """Cumulative usual flow of `account` for day 1, 2, …, one value per path; None: none.

        The row is reused from day to day: add it to something, don't keep it.
        """
        mine = [stream for stream in self.pattern.streams if stream.account == account]
        if not mine:
            return None
        return _summed([self._stream_rows(stream, unit, kind) for stream in mine])

    def _stream_rows(self, stream: Stream, unit: int, kind: type[np.integer]) -> Iterator[Row]:
        prefix = self._prefix(stream, unit, kind)
        size = len(stream.daily) + 1
        offset = np.rint(stream.belief.error * self.drift / unit).astype(kind)
        reached = np.zeros(len(offset), dtype=kind)
        row, begun, index = np.empty_like(reached), reached.copy(), reached.astype(np.intp)
        waiting = np.zeros_like(reached)
        begins = self._begins()
        for day in range(1, self.days + 1):
            for number, starts in begins[day - 1]:
                columns = self.blocks[number].columns
                index[columns] = starts + number * size
                begun[columns] = reached[columns] - prefix[index[columns]]
            index += 1
            begun += offset
            prefix.take(index, out=row, mode="clip")
            np.add(row, begun, out=reached)
            if day == stream.resumes:
                waiting = reached.copy()
            yield reached - waiting if day > stream.resumes else np.zeros_like(reached)

    def _begins(self) -> list[list[tuple[int, npt.NDArray[np.intp]]]]:
        """On each day the views (by number) whose blocks begin, and where in the window."""
        begins: list[list[tuple[int, npt.NDArray[np.intp]]]] = [[] for _ in range(self.days)]
        for number, one in enumerate(self.blocks):
            for block, starts in enumerate(one.starts):
                begins[block * one.length].append((number, starts))
        return begins

    def _prefix(self, stream: Stream, unit: int, kind: type[np.integer]) -> Row:
        """Running sums of the window as each view sees them, one after the other."""
        sums = np.concatenate(([0], np.cumsum(stream.daily)))
        days = np.arange(len(sums))
        # the shift of all paths is summed before it is rounded: day by day it would drift away
        seen = [sums * one.factor + days * one.shift(stream) for one in self.blocks]
        return np.rint(np.concatenate(seen) / unit).astype(kind)


def _summed(parts: list[Iterator[Row]]) -> Iterator[Row]:
    for rows in zip(*parts, strict=True):
        yield sum(rows[1:], start=rows[0])


def draw_usual(pattern: Pattern, setting: Setting) -> Usual:
    """The blocks and drifts of all paths."""
    if not pattern.streams:
        return Usual(pattern, (), np.zeros(0), setting.days)
    chance = generator(setting.seed, "usual")
    ends = [setting.paths * number // len(VIEWS) for number in range(len(VIEWS) + 1)]
    blocks = tuple(
        drawn_blocks(view, slice(first, end), pattern, setting, chance)
        for view, first, end in zip(VIEWS, ends[:-1], ends[1:], strict=True)
    )
    drift = np.clip(chance.standard_t(TAIL, setting.paths), -SIGMAS, SIGMAS)
    for one in blocks:
        drift[one.columns] *= one.view.drift
    return Usual(pattern, blocks, drift, setting.days)
