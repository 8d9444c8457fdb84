"""Pictures of the window: `python -m tests.pictures OUTDIR [--pages outlook,loans] [--shop]`.

Opens the sample shop (or, with `--shop`, the shop of the tests) without a screen and grabs every
page in both languages and themes. The figures are those of the built-in sample.
"""

import argparse
import datetime as dt
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from planner.basics.text import text
from planner.book import facts
from planner.book.book import Book
from planner.book.limits import Identity
from planner.services.demo import demo_edit
from planner.services.session import Session, new_book
from tests.shop import SHOP
from ui import opening
from ui.main_window import MainWindow
from ui.parts.chart_slot import ChartSlot
from ui.preferences import Preferences
from ui.start import make_application
from ui.state import State

NOW = dt.datetime(2026, 11, 23, 9, 12)
SIZES = ((1160, 760), (1320, 860))


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", default="")
    parser.add_argument("--languages", default="zh,en")
    parser.add_argument("--themes", default="light,dark")
    parser.add_argument("--sizes", default="")
    parser.add_argument("--shop", action="store_true")
    parser.add_argument("--text-size", type=int, default=100)
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    application = make_application()
    for language in asked.languages.split(","):
        with tempfile.TemporaryDirectory() as folder:
            window = open_window(Path(folder), language, asked)
            grab_all(application, window, asked)
            window.close()
            settle(application, 0.1)
    return 0


def open_window(folder: Path, language: str, asked: argparse.Namespace) -> MainWindow:
    preferences = Preferences(
        folder / "preferences.json", language=language, theme="light",
        text_size=asked.text_size, is_sample=not asked.shop,
    )  # fmt: skip
    state = State(session(folder, language, is_shop=asked.shop), preferences, lambda: NOW)
    window = MainWindow(state)
    window.show()
    return window


def session(folder: Path, language: str, *, is_shop: bool) -> Session:
    path = folder / f"shop{opening.SUFFIX}"
    empty = Book(info=Identity(language="zh" if language == "zh" else "en"))
    if is_shop:
        edit = facts.read(Book(), SHOP, text("shop"))
        return new_book(path, lambda: NOW, filled=edit)
    return new_book(path, lambda: NOW, info=empty.info, filled=demo_edit(empty, NOW.date()))


def grab_all(application: QApplication, window: MainWindow, asked: argparse.Namespace) -> None:
    sizes = [tuple(map(int, size.split("x"))) for size in asked.sizes.split(",") if size]
    pages = [key for key in asked.pages.split(",") if key] or list(window.pages)
    wait_for(application, lambda: window.state.look is not None)
    for theme in asked.themes.split(","):
        window.state.set_theme(theme)
        for key in pages:
            window.show_page(key, None)
            for width, height in sizes or SIZES:
                window.resize(width, height)
                settle(application, 0.15)
                wait_for(application, lambda: are_charts_ready(window))
                settle(application, 0.25)
                language = window.state.wording.language
                name = f"{key}_{language}_{theme}_{width}.png"
                window.grab().save(str(asked.folder / name))


def are_charts_ready(window: MainWindow) -> bool:
    slots = window.page.findChildren(ChartSlot)
    seen = (slot for slot in slots if not slot.visibleRegion().isEmpty())
    return all(slot.canvas is not None for slot in seen)


def wait_for(application: QApplication, is_done: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not is_done():
        assert time.monotonic() < end, "waited too long"
        application.processEvents()
        time.sleep(0.01)


def settle(application: QApplication, seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        application.processEvents()
        time.sleep(0.01)


if __name__ == "__main__":
    sys.exit(main())
