"""Ways to break things for the tests of the store: other users, kills, refusals as sentences."""

import os
import signal
import sqlite3
from pathlib import Path

import pytest

from planner.basics.errors import UserError
from planner.basics.text import text
from planner.book.edit import Edit, adding
from planner.services.session import open_book
from planner.wording import Wording
from tests.store.books import clock, entry


def sentence(error: UserError) -> str:
    return Wording("en").error(error)


def refused(call, *arguments) -> str:
    with pytest.raises(UserError) as refusal:
        call(*arguments)
    return sentence(refusal.value)


def in_child(act, *, user: int = 0) -> str:
    """What `act` returns in a process of its own, as an ordinary user when `user` is given."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            if user:
                os.setgid(user)
                os.setuid(user)
            said = act()
        except BaseException as error:  # noqa: BLE001  # the parent shows it
            said = f"{type(error).__name__}: {error}"
        os.write(writer, said.encode())
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as pipe:
        said = pipe.read().decode()
    os.waitpid(child, 0)
    return said


def killed_inside_a_change(path: Path) -> None:
    """Leave a hot journal: pages of a huge change are in the file, its end never came."""

    many = tuple(adding("entry", entry(f"m{row}", 0, note="x" * 300)) for row in range(500))
    with open_book(path, clock) as session:
        session.apply(Edit(text("many"), many))

    def act() -> str:
        raw = sqlite3.connect(path, isolation_level=None)
        raw.execute("PRAGMA cache_size=2")
        raw.execute("BEGIN IMMEDIATE")
        raw.execute("UPDATE entry SET amount = amount + 1, version = version")
        os.kill(os.getpid(), signal.SIGKILL)
        return ""

    in_child(act)
    assert path.with_name("shop.leeway-journal").stat().st_size
