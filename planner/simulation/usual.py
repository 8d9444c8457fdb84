"""Usual flows by block bootstrap: whole stretches of the last year, drawn again.

Blocks of half a month keep what follows from what (a good week after a good week). They are put
on the weekday and near the day of the month on which they were seen: a customer who pays once a
month seldom pays twice or not at all in a month of a path. All accounts share the blocks, so that they keep moving
together.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from planner.flows.pattern import Pattern, Stream
from planner.simulation.luck import SIGMAS, Row, generator
from planner.simulation.setting import Setting

EPOCH = dt.date(1970, 1, 1).toordinal()
BLOCK = 15
WEEK = 7
MONTH = 30.4
NEAR = 7.1
"""A block is put at most this many days of the month away from where it was seen."""
LEAST = 8
"""With fewer such blocks in the window the nearest so many are drawn from."""
UNSEEN = 2.3
"""Swings ahead are wider than those seen, by this over the number of blocks seen, less one.

No history holds all that can happen, a short one least: a spread learnt from n blocks is itself
unsure (Student), so the band widens by a tenth with a year of history and by half with 80 days.
The tenth was chosen among 0, .1 and .15 by hand so that nine in ten balances of 60 days ahead lie
inside the band."""
TAIL = 3
"""Degrees of freedom of the drift (Student): now and then a year is unlike the last."""

Options = tuple[npt.NDArray[np.intp], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Usual:
    """Draws of the usual flows for all accounts."""

    pattern: Pattern
    starts: npt.NDArray[np.intp]
    """Day of the window on which each block (row) of each path (column) starts."""
    options: Options
    """Days that each block was chosen from."""
    drift: npt.NDArray[np.float64]
    """By how many standard errors each path is off the believed mean, on all its days."""
    days: int

    def bound(self) -> int:
        """No sum of `rows` lies beyond ± this (minor units)."""
        return sum(self._bound(stream) for stream in self.pattern.streams)

    def _bound(self, stream: Stream) -> int:
        sums = stream.daily.cumsum()
        shift = abs(stream.belief.mean) + SIGMAS * stream.belief.error
        shift += wider(self.pattern.days) * float(np.abs(stream.daily).mean())
        swing = int(sums.max()) - int(sums.min()) + int(np.abs(stream.daily).max())
        # twice: no book of `ENOUGH_DAYS` or more is made that much wider
        days = max(self.days, len(stream.daily))
        return 2 * (len(self.starts) * swing + int(days * (shift + 1)))

    def rows(self, account: str, unit: int, kind: type[np.integer]) -> Iterator[Row] | None:
        """Cumulative usual flow of `account` for day 1, 2, …, one value per path; None: none.

        The row is reused from day to day: add it to something, don't keep it.
        """
        mine = [stream for stream in self.pattern.streams if stream.account == account]
        if not mine:
            return None
        return _summed([self._stream_rows(stream, unit, kind) for stream in mine])

    def _stream_rows(self, stream: Stream, unit: int, kind: type[np.integer]) -> Iterator[Row]:
        sums = np.concatenate(([0], np.cumsum(stream.daily)))
        factor = wider(self.pattern.days)
        length = block_length(self.pattern.days)
        shift = stream.belief.mean - factor * block_mean(stream.daily, self.options, length)
        # the shift of all paths is summed before it is rounded: day by day it would drift away
        prefix = np.rint((sums * factor + np.arange(len(sums)) * shift) / unit).astype(kind)
        offset = np.rint(stream.belief.error * self.drift / unit).astype(kind)
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


def wider(days: int) -> float:
    """How much wider the swings ahead are than those seen on so many days."""
    return 1 + UNSEEN / max(days / block_length(days) - 1, 1)


def block_mean(daily: npt.NDArray[np.int64], options: Options, length: int) -> float:
    """Mean of a day over all blocks that may be put anywhere in the time ahead."""
    sums = np.concatenate(([0], np.cumsum(daily)))
    means = [float((sums[starts + length] - sums[starts]).mean()) for starts in options]
    return sum(means) / len(means) / length


def draw_usual(pattern: Pattern, setting: Setting) -> Usual:
    """The blocks and drifts of all paths."""
    if not pattern.streams:
        return Usual(pattern, np.zeros((0, 0), np.intp), (), np.zeros(0), setting.days)
    chance = generator(setting.seed, "usual")
    tomorrow = setting.today.toordinal() + 1
    length = block_length(pattern.days)
    firsts = range(tomorrow, tomorrow + setting.days, length)
    options = tuple(_options(pattern, first, length) for first in firsts)
    starts = np.empty((len(options), setting.paths), dtype=np.intp)
    for block, choice in enumerate(options):
        starts[block] = choice[chance.integers(0, len(choice), setting.paths, dtype=np.uint16)]
    drift = np.clip(chance.standard_t(TAIL, setting.paths), -SIGMAS, SIGMAS)
    return Usual(pattern, starts, options, drift, setting.days)


def _options(pattern: Pattern, day: int, length: int) -> npt.NDArray[np.intp]:
    """Days of the window from which a block may be put on `day` (an ordinal)."""
    seen = pattern.first.toordinal()
    starts = np.arange((day - seen) % WEEK, pattern.days - length + 1, WEEK)
    apart = np.abs(_phases(seen + starts) - _phases(np.array([day])))
    apart = MONTH * np.minimum(apart, 1 - apart)
    near = starts[apart <= NEAR]
    return near if len(near) >= LEAST else starts[np.argsort(apart, kind="stable")[:LEAST]]


def _phases(days: npt.NDArray[np.integer]) -> npt.NDArray[np.float64]:
    """Where in its month each day (an ordinal) lies, 0…1."""
    dates = (days - EPOCH).astype("datetime64[D]")
    months = dates.astype("datetime64[M]")
    first, after = months.astype("datetime64[D]"), (months + 1).astype("datetime64[D]")
    phases: npt.NDArray[np.float64] = (dates - first) / (after - first)
    return phases
