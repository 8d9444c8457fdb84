"""Re-simulation after a slider move: one loan's principal changes, the draws are kept."""

from dataclasses import replace

from planner.basics.text import text
from planner.book.book import Book
from planner.book.edit import Edit, apply, replacing
from planner.simulation.paths import simulate
from tests.benchmarks.book import busy_shop
from tests.benchmarks.full import SETTING, looked_at
from tests.benchmarks.timing import copy_ms, median_ms, report


def moved(book: Book, step: int) -> Book:
    """The book after the slider stands `step` further right."""
    loan = book.loans["l0"]
    terms = replace(loan.terms, principal=loan.terms.principal + 10_000 * step)
    return apply(book, Edit(text("slide"), (replacing("loan", loan, terms=terms),)))


def run(loans: int = 5, goal: float = 25) -> dict[str, object]:
    """Ratio to one copy of the path matrix; every move meets a principal not seen before."""
    book = busy_shop(loans)
    drawn = simulate(book, SETTING)
    looked_at(drawn)
    steps = iter(range(1, 1000))
    spent = median_ms(lambda: looked_at(drawn.of(moved(book, next(steps)))), 25)
    return report("slide", spent, copy_ms(SETTING.days, SETTING.paths), goal)
