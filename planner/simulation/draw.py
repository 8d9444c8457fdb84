"""Drawing the noise: usual flows and unsure flows of every account, summed day by day."""

from collections.abc import Callable, Iterable
from types import MappingProxyType
from typing import NamedTuple

import numpy as np

from planner.flows.flow import ExpectedFlow
from planner.flows.pattern import Pattern
from planner.simulation.luck import Luck, Row, drawn, lucks
from planner.simulation.noise import Noise
from planner.simulation.setting import Cancelled, Setting, never
from planner.simulation.usual import Usual, draw_usual

CHECK_EVERY = 16
"""Days after which the caller is asked whether the result is still wanted."""


class _Scale(NamedTuple):
    """Integers that hold every sum: minor units per whole number, and their type."""

    unit: int
    kind: type[np.integer]


def draw(
    setting: Setting,
    pattern: Pattern,
    flows: Iterable[ExpectedFlow],
    *,
    spendable: frozenset[str],
    debited: frozenset[str],
    cancelled: Callable[[], bool] = never,
) -> Noise:
    """All chance of the coming days. `debited`: accounts that dues are judged on.

    Raises Cancelled when `cancelled()` turns true meanwhile.
    """
    unsure = lucks(flows)
    moving = {luck.account for luck in unsure} | {stream.account for stream in pattern.streams}
    moving &= spendable | debited
    usual = draw_usual(pattern, setting)
    scale = _fitting(usual.bound() + sum(luck.bound() for luck in unsure))
    total: Row | None = None
    kept: dict[str, Row] = {}
    for account in sorted(moving):
        matrix = _scattered(setting, account, unsure, scale)
        _sum_up(matrix, usual, account, scale, cancelled)
        if account in debited:
            kept[account] = matrix
        if account in spendable:
            total = matrix if total is None else total + matrix
    return Noise(
        setting=setting,
        unit=scale.unit,
        paths=setting.paths if moving else 1,
        accounts=MappingProxyType(kept),
        total=total,
        spendable=spendable,
        unsure=unsure,
    )


def _fitting(bound: int) -> _Scale:
    """The smallest integers that hold sums up to ±`bound`."""
    if bound < 2**31:
        return _Scale(1, np.int32)
    unit = 1
    while bound // unit >= 2**62:
        unit *= 10
    return _Scale(unit, np.int64)


def _scattered(setting: Setting, account: str, unsure: frozenset[Luck], scale: _Scale) -> Row:
    """The luck of one account on the days it arrives in each path."""
    matrix = np.zeros((setting.days + 1, setting.paths), dtype=scale.kind)
    for luck in sorted(luck for luck in unsure if luck.account == account):
        found = drawn(luck, setting, scale.unit)
        amounts = found.amounts.astype(scale.kind)
        first = (luck.date - setting.today).days
        if not luck.delays:
            matrix[first] += amounts
        for day in {first + delay for delay in luck.delays}:
            if day <= setting.days:
                matrix[day] += amounts * (found.arrivals == day)
    return matrix


def _sum_up(
    matrix: Row, usual: Usual, account: str, scale: _Scale, cancelled: Callable[[], bool]
) -> None:
    """Turns flows into running sums in place and adds the usual flows (row by row: see docs)."""
    rows = usual.rows(account, scale.unit, scale.kind)
    sums = np.zeros(matrix.shape[1], dtype=scale.kind)
    for day in range(1, len(matrix)):
        if day % CHECK_EVERY == 1 and cancelled():
            raise Cancelled
        sums += matrix[day]
        matrix[day] = sums
        if rows is not None:
            matrix[day] += next(rows)
