"""The differences between scenarios as a table: one line per figure, one cell per scenario."""

from collections.abc import Callable
from dataclasses import dataclass

from planner.basics.text import N_, NN_, Amount, Chance, Fact, Text, counted, text
from planner.outlook.outlook import DayBand
from planner.services.what_if import SOON, Comparison, Figures, Tried


@dataclass(frozen=True, slots=True)
class Line:
    """One figure: its name, the book as it is, and every scenario in order."""

    key: str
    label: Text
    cells: tuple[Fact, ...]
    worse: tuple[int, ...]
    """Per cell: 1 worse than the book as it is, −1 better, 0 the same (the first: 0)."""


def difference_table(comparison: Comparison, currency: str) -> tuple[Line, ...]:
    """Days of safety and what ends them, lowest balance, chances, money at the end, cost."""
    tried = (comparison.base, *comparison.tried)
    horizon = len(comparison.base.days)
    return (
        _line("safety", text(N_("Days of safety")), tried, lambda one: _days(one, horizon),
              lambda one: -(one.days_of_safety if one.days_of_safety is not None else 10**6)),
        _line("lowest", text(N_("Lowest balance")), tried,
              lambda one: _balance(one.lowest, currency),
              lambda one: -(one.lowest.p50 if one.lowest else 0)),
        _line("soon", text(N_("A payment short in {days} days"), days=SOON), tried,
              lambda one: Chance(one.chance_soon), lambda one: one.chance_soon),
        _line("year", text(N_("A payment short in {days} days"), days=horizon), tried,
              lambda one: Chance(one.chance_year), lambda one: one.chance_year),
        _line("end", text(N_("Money after {days} days"), days=horizon), tried,
              lambda one: Amount(one.end.p50 if one.end else 0, currency, exact=False),
              lambda one: -(one.end.p50 if one.end else 0)),
        _line("cost", text(N_("Cost")), tried, lambda one: _cost(one.cost, currency),
              lambda one: one.cost),
    )  # fmt: skip


def _line(
    key: str,
    label: Text,
    tried: tuple[Tried, ...],
    say: Callable[[Figures], Fact],
    badness: Callable[[Figures], float],
) -> Line:
    values = [badness(one.figures) for one in tried]
    signs = tuple((value > values[0]) - (value < values[0]) for value in values)
    return Line(key, label, tuple(say(one.figures) for one in tried), signs)


def _days(figures: Figures, horizon: int) -> Text:
    due = figures.first_risky
    if due is None or figures.days_of_safety is None:
        return text(N_("over {days} days"), days=horizon)
    return counted(
        *NN_("{count} day, then {loan}", "{count} days, then {loan}"), figures.days_of_safety,
        loan=due.loan_name,
    )  # fmt: skip


def _balance(day: DayBand | None, currency: str) -> Text:
    if day is None:
        return text(N_("none"))
    amount = Amount(day.p50, currency, exact=False)
    return text(N_("{amount} on {date}"), amount=amount, date=day.date)


def _cost(cost: int, currency: str) -> Fact:
    if not cost:
        return text(N_("none"))
    amount = Amount(abs(cost), currency, exact=False)
    return text(N_("{amount} saved"), amount=amount) if cost < 0 else amount
