"""Timeline: expected flows laid on days, as running balances of every account."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from types import MappingProxyType

import numpy as np

from planner.book.book import Book
from planner.flows.expected import expected_flows
from planner.flows.flow import ExpectedFlow
from planner.flows.pattern import Pattern, Stream


@dataclass(frozen=True, slots=True, eq=False)
class Timeline:
    """Balances at the end of each day; index 0 is this evening after what is already owed.

    Dues of today and before leave the account at index 0.
    """

    today: dt.date
    days: int
    balances: Mapping[str, int]
    """Of every account this evening, before what is owed."""
    flows: tuple[ExpectedFlow, ...]
    sure: Mapping[str, Sequence[int]]
    """What the paths start from: without usual flows and what may arrive late; unsure amounts
    at their mean."""
    expected: Mapping[str, Sequence[int]]
    """The plan without chance: everything at its expected value and day, usual flows included."""

    def offset(self, flow: ExpectedFlow) -> int:
        """Days from today to the flow; 0 for what is owed already."""
        return max(0, (flow.date - self.today).days)


def timeline(book: Book, pattern: Pattern, today: dt.date, days: int) -> Timeline:
    """The coming `days` days of `book`, usual flows taken from `pattern`."""
    flows = expected_flows(book, today, days)
    balances = book.balances(today)
    sure = {key: [balance] + [0] * days for key, balance in balances.items()}
    hoped = {key: [0] * (days + 1) for key in balances}
    for flow in flows:
        line = hoped if flow.delays else sure
        line[flow.account][max(0, (flow.date - today).days)] += flow.amount
    for stream in pattern.streams:
        for day, amount in enumerate(usual_days(stream, pattern, days)):
            hoped[stream.account][day] += amount
    running = {key: tuple(accumulate(line)) for key, line in sure.items()}
    more = {key: accumulate(line) for key, line in hoped.items()}
    plan = {key: tuple(a + b for a, b in zip(running[key], more[key], strict=True)) for key in more}
    return Timeline(
        today, days, MappingProxyType(balances), flows, MappingProxyType(running),
        MappingProxyType(plan),
    )  # fmt: skip


def usual_days(stream: Stream, pattern: Pattern, days: int) -> list[int]:
    """Expected usual flow of day 0 (nothing) to `days`: the believed mean, shaped by weekday.

    Rounded so that the running sums stay within half a minor unit.
    """
    shape = _weekday_shape(stream, pattern)
    first = pattern.first.toordinal() + pattern.days  # tomorrow
    steps = np.array([shape[(first + day) % 7] for day in range(days)])
    steps[: stream.resumes] = 0.0
    sums = np.rint(np.concatenate(([0.0], np.cumsum(steps)))).astype(np.int64)
    return [0, *np.diff(sums).tolist()]


def _weekday_shape(stream: Stream, pattern: Pattern) -> list[float]:
    """Expected flow by `ordinal % 7`."""
    kinds = (pattern.first.toordinal() + np.arange(pattern.days)) % 7
    means = [float(stream.daily[kinds == kind].mean()) for kind in range(7)]
    overall = sum(means) / 7
    return [stream.belief.mean + mean - overall for mean in means]
