"""The emergency fund against what a month costs, and how large it should be for this business."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal

import numpy as np

from planner.basics.money import quantized, rounded
from planner.book.book import Book
from planner.flows.flow import ExpectedFlow
from planner.flows.pattern import is_needed
from planner.flows.rhythm import monthly_rate
from planner.outlook.due_risk import Judged, rounded_up
from planner.outlook.outlook import ReserveView
from planner.simulation.paths import Simulation

HALF_YEAR = 183
"""Advice looks this far: a fund bridges a bad season, it does not cure a lasting loss."""
SAFE = 0.95
"""Share of the paths whose deepest gap the advised fund would close."""


def reserve_view(simulation: Simulation, found: Iterable[Judged]) -> ReserveView:
    """Months covered, the owner's goal, and the advice.

    Advised is the larger of one month's need and the deepest gap on a due date of the coming half
    year that 95 % of the paths stay within: so it grows with the owner's own swings and debts.
    """
    book, today = simulation.book, simulation.timeline.today
    amount = book.in_reserve(today)
    need = monthly_need(book, today, simulation.timeline.flows) + simulation.pattern.essential_month
    advised = rounded_up(max(need, _deep_gap(simulation, found)), book.currency)
    target_months = book.reserve.target_months
    return ReserveView(
        amount=amount,
        months=_months(amount, need),
        target_months=target_months,
        target=rounded(target_months * need),
        advised=advised,
        advised_months=_months(advised, need),
        monthly_need=need,
    )


def monthly_need(book: Book, today: dt.date, flows: Iterable[ExpectedFlow]) -> int:
    """Essential outgoings planned for a month and the mean instalments of a month, minor units.

    A planned outgoing without a category counts as essential. Instalments: those of the next
    year, spread over the months on which they fall.
    """
    planned = sum(
        -monthly_rate(recurring, today)
        for recurring in book.recurring.values()
        if recurring.amount < 0
        and (recurring.category or not recurring.is_change)
        and is_needed(book.categories.get(recurring.category))
        and (recurring.until is None or recurring.until > today)
    )
    dues = [flow for flow in flows if flow.is_due]
    months = {(flow.date.year, flow.date.month) for flow in dues}
    debts = sum(-flow.amount for flow in dues) / len(months) if months else 0.0
    return rounded(Decimal(planned)) + rounded(Decimal(debts))


def _deep_gap(simulation: Simulation, found: Iterable[Judged]) -> int:
    """The deepest gap of each path over the dues of half a year; its 95 % quantile."""
    deepest = np.zeros(simulation.noise.paths, dtype=np.int64)
    for one in found:
        if simulation.timeline.offset(one.flow) <= HALF_YEAR:
            np.maximum(deepest, one.needed - one.noise.astype(np.int64), out=deepest)
    place = int(SAFE * (len(deepest) - 1))
    return int(np.sort(deepest)[place]) * simulation.noise.unit


def _months(amount: int, need: int) -> Decimal:
    return quantized(Decimal(amount) / need, 1) if need > 0 else Decimal(0)
