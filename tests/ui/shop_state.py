"""A window's state over the test shop, without the window: for tests of pages and forms."""

import datetime as dt
from pathlib import Path

from planner.basics.text import text
from planner.book import facts
from planner.book.book import Book
from planner.services.session import new_book
from tests.shop import SHOP
from ui.preferences import Preferences
from ui.state import State

NOW = dt.datetime(2026, 11, 23, 9, 12)


def shop_state(
    folder: Path, language: str = "en", now: dt.datetime = NOW, *, is_empty: bool = False
) -> State:
    """A state over a book file in `folder`: the test shop, or nothing at all."""
    filled = None if is_empty else facts.read(Book(), SHOP, text("shop"))
    session = new_book(folder / "shop.leeway", lambda: now, filled=filled)
    return State(session, Preferences(folder / "preferences.json", language=language), lambda: now)


def with_look(state: State) -> State:
    """The state after its first look ahead, worked out at once with few paths."""
    from planner.services.look_ahead import look_ahead

    state.look = look_ahead(state.book, state.today, paths=500, with_actions=False)
    state.outlook_changed.emit()
    return state
