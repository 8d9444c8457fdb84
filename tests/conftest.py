"""What every test may use: the sample shop as a book, a quiet Qt."""

import datetime as dt
import os

import pytest
from hypothesis import settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from planner.basics.text import text
from planner.book import facts
from planner.book.book import Book
from planner.book.edit import apply
from tests.shop import SHOP

TODAY = dt.date(2026, 11, 23)

settings.register_profile("untimed", deadline=None)  # a slow machine is no fault of the code
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def shop() -> Book:
    """The test shop (tests/shop.py) on `TODAY`."""
    return apply(Book(), facts.read(Book(), SHOP, text("shop")))


@pytest.fixture
def today() -> dt.date:
    return TODAY
