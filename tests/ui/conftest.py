"""A window of the test shop: real book file, fixed clock, everything closed at the end."""

import datetime as dt

import pytest
from PySide6.QtCore import QEvent

from planner.basics.text import text
from planner.book import facts
from planner.book.book import Book
from planner.services.look_ahead import look_ahead as _real_look_ahead
from planner.services.session import new_book
from planner.simulation.setting import never
from tests.shop import SHOP
from ui.main_window import MainWindow
from ui.preferences import Preferences
from ui.start import make_application
from ui.state import State

_LOOKS = {}
NOW = dt.datetime(2026, 11, 23, 9, 12)
_NOISE = "This plugin does not support"
"""What the offscreen platform says of a window's size limits, raise() and popups."""


def pytest_collection_modifyitems(items):
    for item in items:
        if "tests/ui" in item.path.as_posix():
            item.add_marker(pytest.mark.qt_log_ignore(_NOISE, extend=True))


@pytest.fixture(scope="session")
def qapp_cls():
    return type(make_application())


@pytest.fixture
def now():
    """The moment that `state` takes for now; a test may change the list's only element."""
    return [NOW]


@pytest.fixture(autouse=True)
def private_folders(tmp_path, monkeypatch):
    """No test touches the folders of whoever runs it."""
    for name in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    monkeypatch.setattr("ui.opening.books_folder", lambda: tmp_path / "books")


@pytest.fixture
def preferences(tmp_path):
    return Preferences(tmp_path / "preferences.json", language="zh", theme="light")


@pytest.fixture
def state(qapp, tmp_path, now, preferences):
    make_application()
    filled = facts.read(Book(), SHOP, text("shop"))
    session = new_book(tmp_path / "shop.leeway", lambda: now[0], filled=filled)
    made = State(session, preferences, lambda: now[0])
    yield made
    made.close()


@pytest.fixture(autouse=True)
def known_looks(monkeypatch):
    """The same look ahead is worked out once for all tests: same arguments, same answer."""

    def look_ahead(book, today, *, cancelled=never, **options):
        key = (book.version, today, tuple(options.items()))
        if key not in _LOOKS:
            _LOOKS[key] = _real_look_ahead(book, today, cancelled=cancelled, **options)
        return _LOOKS[key]

    monkeypatch.setattr("planner.services.look_ahead.look_ahead", look_ahead)


@pytest.fixture
def window(qtbot, qapp, state):
    made = MainWindow(state)
    made.resize(1160, 760)
    with qtbot.waitSignal(state.outlook_changed, timeout=30_000):
        made.show()
    yield made
    made.close()
    made.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
