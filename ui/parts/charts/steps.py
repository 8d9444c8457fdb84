"""Steps over time for charts: amounts that stand until the next date, and reading one of them."""

import datetime as dt
from bisect import bisect_right
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


def stepped(dates: Sequence[dt.date]) -> Floats:
    """Each date twice but the first: where a step goes along and where it jumps (ordinals)."""
    days = np.array([date.toordinal() for date in dates], dtype=np.float64)
    return np.repeat(days, 2)[1:] if len(days) else days


def levels(amounts: Sequence[int]) -> Floats:
    """The heights that go with `stepped`."""
    heights = np.array(amounts, dtype=np.float64)
    return np.repeat(heights, 2)[:-1] if len(heights) else heights


def index_at(dates: Sequence[dt.date], date: dt.date) -> int:
    """The step that stands on `date`; 0 before the first."""
    return max(0, bisect_right(dates, date) - 1)


def month_ticks(first: dt.date, last: dt.date, most: int) -> tuple[list[float], list[dt.date]]:
    """Firsts of months between two dates, at most about `most` of them, January always among."""
    months = (last.year - first.year) * 12 + last.month - first.month
    stride = next((step for step in (1, 2, 3, 6, 12, 24, 60) if months / step <= most), 120)
    dates = []
    for index in range(first.year * 12 + first.month, last.year * 12 + last.month):
        year, month = divmod(index, 12)
        if (month % stride if stride < 12 else month + year % (stride // 12) * 12) == 0:
            dates.append(dt.date(year, month + 1, 1))
    return [float(date.toordinal()) for date in dates], dates
