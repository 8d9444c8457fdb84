"""Small sound books in files, for the tests of store, session and care."""

import datetime as dt
import hashlib
from pathlib import Path

from planner.basics.text import text
from planner.book import facts
from planner.book.book import Book
from planner.book.edit import Edit, adding
from planner.book.entry import Entry
from planner.services.session import new_book, open_book
from tests.shop import SHOP

SHOP_BALANCE = 1905191
NOW = dt.datetime(2026, 11, 23, 10, 15)


def clock() -> dt.datetime:
    return NOW


def at(day: str) -> dt.datetime:
    return dt.datetime.fromisoformat(f"{day}T10:15")


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def entry(key: str, amount: int = 500, **values: object) -> Entry:
    return Entry(
        **{"id": key, "date": dt.date(2026, 11, 20), "account": "bank", "amount": amount, **values}
    )


def adding_entry(key: str, amount: int = 500, **values: object) -> Edit:
    return Edit(text("Add {id}", id=key), (adding("entry", entry(key, amount, **values)),))


def shop_edit() -> Edit:
    return facts.read(Book(), SHOP, text("The shop"))


def balance(path: Path) -> int:
    with open_book(path, clock, read_only=True) as session:
        return session.book.balances(NOW.date())["bank"]


def shop_file(folder: Path) -> Path:
    """A closed book with the sample shop."""
    place = folder / "shop.leeway"
    new_book(place, clock, filled=shop_edit()).close()
    return place
