"""Start the window: wires preferences, state, session and main window once.

`show` opens the book that is named, else the last one, else leads through the first run.
"""

import datetime as dt
import os
import signal
import sys
from pathlib import Path

from platformdirs import user_cache_path
from PySide6.QtWidgets import QApplication

from ui import errors, opening
from ui.draft import Draft
from ui.forms.first_run import FirstRun
from ui.forms.refused_book import RefusedBook
from ui.main_window import MainWindow
from ui.preferences import APP, Preferences, load
from ui.state import Clock, State


def show(arguments: list[str]) -> int:
    """Open the window and stay until it is closed; returns the exit code.

    `arguments`: a book's path, or `--demo` for the sample shop.
    """
    signal.signal(
        signal.SIGINT, signal.SIG_DFL
    )  # Ctrl+C in the terminal ends it; books survive that
    os.environ.setdefault("MPLCONFIGDIR", str(user_cache_path(APP, appauthor=False) / "charts"))
    application = make_application()
    errors.open_log()
    window = make_window(arguments, load(), dt.datetime.now)
    if window is None:
        return 0
    stop_watching = errors.watch(window.show_fault)
    window.show()
    try:
        return application.exec()
    finally:
        stop_watching()
        errors.close_log()


def make_application() -> QApplication:
    """The Qt application with the style that looks alike on every system."""
    running = QApplication.instance()
    application = running if isinstance(running, QApplication) else QApplication(sys.argv[:1])
    application.setApplicationName("Leeway")
    application.setStyle("Fusion")
    return application


def make_window(arguments: list[str], preferences: Preferences, clock: Clock) -> MainWindow | None:
    """The window with a book in it; None when the owner chose none."""
    state = State(Draft(), preferences, clock)
    is_open = _open_wanted(state, arguments) and (state.has_book or FirstRun(state).exec())
    if not is_open:
        state.close()
        return None
    window = MainWindow(state)

    def on_broken(error: Exception) -> None:
        errors.report(error, window.show_fault)

    state.broken.connect(on_broken)
    return window


def _open_wanted(state: State, arguments: list[str]) -> bool:
    """Open the book that is asked for; says whether to go on (without a book: to the first run)."""
    named = [argument for argument in arguments if not argument.startswith("-")]
    last = "" if named else state.preferences.last_book
    if "--demo" in arguments or (last and state.preferences.is_sample):
        opening.open_sample(state)
        return True
    path = Path(named[0] if named else last)
    refused = opening.open_path(state, path) if named or last else None
    return refused is None or _ask_on(state, path, refused)


def _ask_on(state: State, path: Path, refused: opening.Refusal) -> bool:
    """Tell why the book does not open, until a way on is found; says whether one was."""
    while True:
        box = RefusedBook(state, path, refused)
        again = box.ask()
        if state.has_book or box.is_starting_anew:
            return True
        if again is None:
            return False
        refused = opening.Refusal(again, is_locked=False)
