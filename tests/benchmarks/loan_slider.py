"""The loan slider: from its move to the painted chart, against one full repaint of that chart."""

import datetime as dt
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
NOW = dt.datetime(2026, 11, 23, 9, 12)
MOVES = 60


def run() -> dict[str, float]:
    """Median ms of a move (schedule, figures, chart painted), of a full repaint, their ratio."""
    from planner.basics.text import text
    from planner.book import facts
    from planner.book.book import Book
    from planner.services.session import new_book
    from tests.shop import SHOP
    from ui.pages.loans import LoansPage
    from ui.preferences import Preferences
    from ui.start import make_application
    from ui.state import State

    application = make_application()
    with tempfile.TemporaryDirectory() as folder:
        filled = facts.read(Book(), SHOP, text("benchmark"))
        session = new_book(Path(folder) / "shop.leeway", lambda: NOW, filled=filled)
        preferences = Preferences(Path(folder) / "preferences.json", language="zh", theme="light")
        state = State(session, preferences, lambda: NOW)
        page = LoansPage(state)
        page.resize(1112, 820)
        page.show()
        while page.detail.chart.canvas is None:
            application.processEvents()
        page.detail.mode.set_value("try")
        figures = _measured(page, application.processEvents)
        page.close()
        state.close()
    return figures


def _measured(page, settle: Callable[[], object]) -> dict[str, float]:
    chart, slider = page.detail.chart.canvas, page.detail.trial.simulator.extra.slider

    def full() -> None:
        chart.rebuild()
        chart.draw()
        chart.repaint()

    def move(step: int) -> None:
        slider.setValue(1 + step % slider.maximum())
        chart.repaint()

    settle()
    move(0)
    moves = [_ms(lambda step=step: move(step)) for step in range(1, MOVES)]
    fulls = [_ms(full) for _ in range(12)]
    return {
        "move_ms": round(median(moves), 2),
        "move_p95_ms": round(sorted(moves)[int(0.95 * len(moves))], 2),
        "full_ms": round(median(fulls), 2),
        "ratio": round(median(moves) / median(fulls), 3),
    }


def _ms(job: Callable[[], None]) -> float:
    start = time.perf_counter()
    job()
    return 1000 * (time.perf_counter() - start)
