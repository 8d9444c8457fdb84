"""Views: how a path looks at the past.

Nobody knows which stretch of it tells most about the days ahead, so each view is given an equal
share of the paths: together they warn better than any one alone (docs/EARLY-WARNING.md).
"""

import datetime as dt
from dataclasses import dataclass
from math import sqrt
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from planner.flows.pattern import ENOUGH_DAYS, Pattern, Stream
from planner.simulation.setting import Setting

EPOCH = dt.date(1970, 1, 1).toordinal()
BLOCK = 15
STRETCH = 60
THIRD, QUARTER = 3, 4
"""The recent days are this part of the window, but never fewer than can be learnt from."""
WEEK = 7
MONTH = 30.4
NEAR = 7.1
"""A block is put at most this many days of the month away from where it was seen."""
LEAST = 8
"""With fewer such blocks in the window the nearest so many are drawn from."""
UNSEEN = 9.0
"""Swings ahead are wider than those seen, by this over n² with n blocks seen beside the first.

No history holds all that can happen, a short one least: the band hardly widens with a year of
history, by a third with three months and by half with 80. Chosen by hand so that nine in ten
balances of 60 days ahead lie inside the band."""

Options = tuple[npt.NDArray[np.intp], ...]


class View(NamedTuple):
    """Which blocks are drawn, and what they are thought to grow by."""

    length: int = BLOCK
    part: int = 1
    """Drawn from the last of so many parts of the window."""
    is_placed: bool = True
    """Put near the place in the month where it was seen; else on its weekday only."""
    is_believed: bool = True
    """Grows as is believed of the business; else as it did then."""
    is_replayed: bool = False
    """Only played again: no drift of its own is added."""

    @property
    def drift(self) -> float:
        """How unsure its mean is, against that of the whole window."""
        if self.is_replayed:
            return 0.0
        return 1.0 if self.is_believed else sqrt(self.part)


VIEWS = (
    View(),
    View(is_believed=False),
    View(STRETCH, is_placed=False, is_believed=False, is_replayed=True),
    View(part=QUARTER, is_placed=False),
    View(part=THIRD, is_placed=False, is_believed=False),
)
"""The whole year twice, whole stretches of two months, the recent months twice."""


@dataclass(frozen=True, slots=True, eq=False)
class Blocks:
    """The blocks of the paths that share a view."""

    view: View
    columns: slice
    """Their places among all paths."""
    length: int
    factor: float
    """How much wider the swings are than those seen."""
    options: Options
    """Days of the window that each block was chosen from."""
    starts: npt.NDArray[np.intp]
    """Day of the window on which each block (row) of each path (column) starts."""

    def shift(self, stream: Stream) -> float:
        """What is added to each day so that the mean is the one of this view."""
        seen = block_mean(stream.daily, self.options, self.length)
        return (stream.belief.mean if self.view.is_believed else seen) - self.factor * seen


def drawn_blocks(
    view: View, columns: slice, pattern: Pattern, setting: Setting, chance: np.random.Generator
) -> Blocks:
    """The blocks of the paths in `columns`."""
    tomorrow = setting.today.toordinal() + 1
    near = NEAR if view.is_placed else MONTH
    window = min(pattern.days, max(ENOUGH_DAYS, pattern.days // view.part))
    length = block_length(window, view.length)
    seen = pattern.first.toordinal()
    phases = _phases(np.arange(seen, tomorrow + setting.days))
    options = tuple(
        _options(phases, slice(pattern.days - window, pattern.days), first, length, near)
        for first in range(tomorrow - seen, len(phases), length)
    )
    starts = np.empty((len(options), columns.stop - columns.start), dtype=np.intp)
    for block, choice in enumerate(options):
        starts[block] = choice[chance.integers(0, len(choice), starts.shape[1], dtype=np.uint16)]
    return Blocks(view, columns, length, wider(window), options, starts)


def block_length(days: int, longest: int = BLOCK) -> int:
    """Days of one block when it is drawn from `days` days."""
    return max(1, min(longest, days // 3))


def wider(days: int) -> float:
    """How much wider the swings ahead are than those seen on so many days."""
    return 1 + UNSEEN / max(days / block_length(days) - 1, 1.0) ** 2


def block_mean(daily: npt.NDArray[np.int64], options: Options, length: int) -> float:
    """Mean of a day over all blocks that may be put anywhere in the time ahead."""
    sums = np.concatenate(([0], np.cumsum(daily)))
    means = [float((sums[starts + length] - sums[starts]).mean()) for starts in options]
    return sum(means) / len(means) / length


def _options(
    phases: npt.NDArray[np.float64], window: slice, day: int, length: int, near: float
) -> npt.NDArray[np.intp]:
    """Days of the `window` from which a block may be put on `day`; both count as `phases` do."""
    starts = np.arange(window.start + (day - window.start) % WEEK, window.stop - length + 1, WEEK)
    apart = np.abs(phases[starts] - phases[day])
    apart = MONTH * np.minimum(apart, 1 - apart)
    close = starts[apart <= near]
    return close if len(close) >= LEAST else starts[np.argsort(apart, kind="stable")[:LEAST]]


def _phases(days: npt.NDArray[np.integer]) -> npt.NDArray[np.float64]:
    """Where in its month each day (an ordinal) lies, 0…1."""
    dates = (days - EPOCH).astype("datetime64[D]")
    months = dates.astype("datetime64[M]")
    first, after = months.astype("datetime64[D]"), (months + 1).astype("datetime64[D]")
    phases: npt.NDArray[np.float64] = (dates - first) / (after - first)
    return phases
