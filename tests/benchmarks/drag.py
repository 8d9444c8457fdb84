"""A drag of 200 moves on the what-if page: the longest time the window did not answer."""

import datetime as dt
import os
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
NOW = dt.datetime(2026, 11, 23, 9, 12)
MOVES = 200
EVERY = 16
"""Milliseconds between two moves, as a mouse sends them."""


def run() -> dict[str, object]:
    """Gaps in ms between two turns of the event loop, and whether the last answer is the right one."""
    from planner.basics.text import text
    from planner.book import facts
    from planner.book.book import Book
    from planner.services.session import new_book
    from tests.shop import SHOP
    from ui.pages.what_if import WhatIfPage
    from ui.preferences import Preferences
    from ui.start import make_application
    from ui.state import State

    application = make_application()
    with tempfile.TemporaryDirectory() as folder:
        filled = facts.read(Book(), SHOP, text("benchmark"))
        session = new_book(Path(folder) / "shop.leeway", lambda: NOW, filled=filled)
        preferences = Preferences(Path(folder) / "preferences.json", language="zh", theme="light")
        state = State(session, preferences, lambda: NOW)
        state.start()
        page = WhatIfPage(state)
        page.resize(954, 732)
        page.show()
        while page.table.facts.rowCount() == 0 or page.chart.slot.canvas is None:
            application.processEvents()
        _wait(page, application, 1.0)
        figures = _dragged(page, application)
        page.close()
        state.close()
    return figures


def _dragged(page, application) -> dict[str, object]:
    from PySide6.QtCore import Qt, QTimer

    slider = page.list.choices["takings"].fields[0].input.slider
    low, high = slider.minimum(), slider.maximum()
    gaps: list[float] = []
    last = [time.perf_counter()]
    done = [0]

    def beat() -> None:
        now = time.perf_counter()
        gaps.append(1000 * (now - last[0]))
        last[0] = now

    def move() -> None:
        done[0] += 1
        turn = done[0] % (2 * (high - low))
        slider.setValue(low + (turn if turn <= high - low else 2 * (high - low) - turn))

    heart, hand = QTimer(), QTimer()
    for timer, work, every in ((heart, beat, 1), (hand, move, EVERY)):
        timer.setTimerType(Qt.TimerType.PreciseTimer)
        timer.timeout.connect(work)
        timer.start(every)
    while done[0] < MOVES:
        application.processEvents()
    hand.stop()
    drag = sorted(gaps)
    heart.stop()
    _wait(page, application, 1.0)
    said = page.chart.slot.canvas._strands[0].name
    wanted = f"{abs(slider.value() * 5)}%"
    return {
        "longest_ms": round(drag[-1], 1),
        "second_ms": round(drag[-2], 1),
        "p99_ms": round(drag[int(0.99 * len(drag))], 1),
        "over_20": sum(gap > 20 for gap in drag),
        "beats": len(drag),
        "last_is_right": wanted in said,
    }


def _wait(page, application, seconds: float) -> None:
    """Until nothing is being worked out and the window has rested."""
    rested = time.perf_counter() + seconds
    while page.state.lane.is_busy or time.perf_counter() < rested:
        application.processEvents()
