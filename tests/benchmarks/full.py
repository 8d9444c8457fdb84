"""The whole forecast from the book's flows: 10,000 paths × 365 days × 5 loans, bands and dues."""

from planner.book.book import Book
from planner.outlook.due_risk import due_of, judged
from planner.outlook.runway import bands
from planner.simulation.paths import Simulation, simulate
from planner.simulation.setting import Setting
from tests.benchmarks.book import TODAY, busy_shop
from tests.benchmarks.timing import copy_ms, median_ms, report

SETTING = Setting(TODAY, 365, 10_000, 1)


def looked_at(simulation: Simulation) -> int:
    """Everything that is read off the paths: bands of all days, risk of all dues."""
    book = simulation.book
    return len(bands(simulation)) + len([due_of(one, book) for one in judged(simulation)])


def forecast(book: Book) -> int:
    """Draw and read."""
    return looked_at(simulate(book, SETTING))


def run() -> dict[str, object]:
    """Ratio to one copy of the path matrix."""
    book = busy_shop()
    spent = median_ms(lambda: forecast(book))
    return report("full", spent, copy_ms(SETTING.days, SETTING.paths), 45)
