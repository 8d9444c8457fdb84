"""Start the window: wires preferences, state, session and main window once.

`show` opens the book that is named, else the last one, else leads through the first run.
"""

import datetime as dt
import signal
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication, QMessageBox

from planner.basics.text import Text
from ui import errors, opening
from ui.draft import Draft
from ui.forms.first_run import FirstRun
from ui.main_window import MainWindow
from ui.preferences import Preferences, load
from ui.state import Clock, State


def show(arguments: list[str]) -> int:
    """Open the window and stay until it is closed; returns the exit code.

    `arguments`: a book's path, or `--demo` for the sample shop.
    """
    signal.signal(
        signal.SIGINT, signal.SIG_DFL
    )  # Ctrl+C in the terminal ends it; books survive that
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
    refused = _open_wanted(state, arguments)
    if refused is not None:
        _tell(state, refused)
    if not state.has_book and not FirstRun(state).exec():
        state.close()
        return None
    window = MainWindow(state)

    def on_broken(error: Exception) -> None:
        errors.report(error, window.show_fault)

    state.broken.connect(on_broken)
    return window


def _open_wanted(state: State, arguments: list[str]) -> Text | None:
    named = [argument for argument in arguments if not argument.startswith("-")]
    if "--demo" in arguments:
        opening.open_sample(state)
        return None
    if named:
        return opening.open_path(state, Path(named[0]))
    last = state.preferences.last_book
    if not last or not Path(last).exists():
        return None
    if state.preferences.is_sample:
        opening.open_sample(state)
        return None
    return opening.open_path(state, Path(last))


def _tell(state: State, refused: Text) -> None:
    box = QMessageBox()
    box.setWindowTitle(state.wording._("Leeway"))
    box.setText(state.wording.say(refused))
    box.exec()
