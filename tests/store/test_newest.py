"""Undo and redo with the newest edit from memory do the same as with the one on the disk."""

import datetime as dt

from planner.basics.text import text
from planner.book.account import Account
from planner.book.edit import Edit, adding
from planner.services.session import new_book, open_book


def clock():
    return dt.datetime(2026, 11, 23, 9)


def account(key):
    return Edit(text(key), (adding("account", Account(key, key, "bank", 5, dt.date(2026, 1, 1))),))


def test_undo_at_once_and_after_a_restart_give_the_same_books(tmp_path):
    path = tmp_path / "shop.leeway"
    with new_book(path, clock) as session:
        session.apply(account("a"))
        first = session.book.accounts
        session.apply(account("b"))
        both = session.book.accounts
        session.undo()
        assert session.book.accounts == first
        session.redo()
        assert session.book.accounts == both
        session.undo()
        session.undo()
        assert not session.book.accounts
        session.redo()
    with open_book(path, clock) as again:
        assert again.book.accounts == first
        again.redo()
        assert again.book.accounts == both
        again.go_to(0)
        assert not again.book.accounts


def test_an_edit_that_was_superseded_is_not_undone_again(tmp_path):
    with new_book(tmp_path / "shop.leeway", clock) as session:
        session.apply(account("a"))
        session.apply(account("b"))
        session.undo()
        session.apply(account("c"))
        assert [str(session.undo().key), str(session.undo().key)] == ["c", "a"]
        assert not session.book.accounts
