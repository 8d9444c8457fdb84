"""Simulation: a book's timeline plus its noise; what-ifs reuse the noise."""

from collections.abc import Callable
from dataclasses import dataclass

from planner.book.book import Book
from planner.flows.pattern import Pattern, learn
from planner.simulation.draw import draw
from planner.simulation.noise import Noise
from planner.simulation.setting import Setting, never
from planner.simulation.timeline import Timeline, timeline


@dataclass(frozen=True, slots=True, eq=False)
class Simulation:
    """Many possible futures of one book: balance = `timeline.sure` + `noise`."""

    book: Book
    pattern: Pattern
    timeline: Timeline
    noise: Noise

    def of(self, book: Book) -> "Simulation":
        """The same futures for a changed book: same history, same luck, its own plan."""
        setting = self.noise.setting
        plan = timeline(book, self.pattern, setting.today, setting.days)
        return Simulation(book, self.pattern, plan, self.noise.for_flows(plan.flows))


def simulate(book: Book, setting: Setting, cancelled: Callable[[], bool] = never) -> Simulation:
    """Possible balances of `book`. Raises Cancelled when `cancelled()` turns true meanwhile."""
    pattern = learn(book, setting.today)
    plan = timeline(book, pattern, setting.today, setting.days)
    noise = draw(
        setting,
        pattern,
        plan.flows,
        spendable=frozenset(key for key, acc in book.accounts.items() if acc.is_spendable),
        debited=frozenset(loan.debit_account for loan in book.loans.values()),
        cancelled=cancelled,
    )
    return Simulation(book, pattern, plan, noise)
