"""The product's own outlook on every check, and the file of what it said."""

import csv
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import groupby
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

from planner.outlook.assemble import outlook_of
from planner.outlook.outlook import DayBand
from planner.simulation.paths import simulate
from planner.simulation.setting import Setting
from tests.backtest.books import ONE_DAY, Case, bank_case, loan_case
from tests.backtest.tables import Check, bank_rows, checks, invoices, scenarios

DAYS, PATHS, SEED = 60, 10_000, 1
HEAD = ("scenario", "check_date", "chance_short_60",
        "p5_d30", "p50_d30", "p95_d30", "p5_d60", "p50_d60", "p95_d60")  # fmt: skip


class Said(NamedTuple):
    """What the outlook said on one check; balances in minor units."""

    check: Check
    chance: float
    middle: DayBand
    last: DayBand

    def row(self) -> tuple[str, ...]:
        """As it stands in the file."""
        balances = [
            f"{balance / 100:.2f}"
            for band in (self.middle, self.last)
            for balance in (band.p5, band.p50, band.p95)
        ]
        return (self.check.scenario, self.check.date.isoformat(), f"{self.chance:.6f}", *balances)


class Task(NamedTuple):
    """The checks of one scenario, and how its case is built (cheaper to hand on than the case)."""

    case: Callable[[], Case]
    checks: tuple[Check, ...]


def tasks(folder: Path, design: str, limit: int | None = None) -> Iterator[Task]:
    """One task per scenario, in the order of the table of checks."""
    wanted = checks(folder, design, limit)
    groups = [(key, tuple(group)) for key, group in groupby(wanted, lambda one: one.scenario)]
    if design == "bank":
        posted = bank_rows(folder, {key for key, _ in groups})
        for key, group in groups:
            yield Task(partial(bank_case, key, posted[key]), group)
        return
    table = scenarios(folder, design)
    moves = invoices(folder, {table[key].company for key, _ in groups})
    for key, group in groups:
        last = max(check.date for check in group) - ONE_DAY
        yield Task(partial(loan_case, table[key], moves[table[key].company], last), group)


def said(case: Case, check: Check, paths: int = PATHS) -> Said:
    """The answer on the evening before the check."""
    today = check.date - ONE_DAY
    simulation = simulate(case.book(today), Setting(today, DAYS, paths, SEED))
    outlook = outlook_of(simulation)
    chance = outlook.chance_runs_out
    if chance is None:
        chance = outlook.chance_short
    return Said(check, chance, outlook.days[29], outlook.days[59])


def answers(task: Task) -> list[Said]:
    """All answers of one scenario."""
    case = task.case()
    return [said(case, check) for check in task.checks]


def predict(folder: Path, design: str, limit: int | None, workers: int) -> Iterator[Said]:
    """All answers in the order of the checks; the same on one worker and on many."""
    listed = list(tasks(folder, design, limit))
    if workers < 2:
        for task in listed:
            yield from answers(task)
        return
    with get_context("fork").Pool(workers) as pool:
        for group in pool.imap(answers, listed, chunksize=4):
            yield from group


def write(path: Path, rows: Sequence[Said]) -> None:
    """The file that the scorer reads."""
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(HEAD)
        table.writerows(one.row() for one in rows)
