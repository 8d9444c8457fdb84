"""A large change is written off the window's thread: nothing else can be changed meanwhile."""

import datetime as dt
import threading

import pytest

from planner.basics.errors import UserError
from planner.basics.text import text
from planner.book.edit import LARGE, Edit, adding
from planner.book.entry import Entry
from planner.services.session import Session
from planner.store.book_file import BookFile


def large(state):
    """An edit one change larger than what is saved on the spot."""
    account = next(iter(state.book.accounts))
    rows = (Entry(f"n{number}", dt.date(2026, 11, 1), account, -1) for number in range(LARGE + 1))
    return Edit(text("many"), tuple(adding("entry", row) for row in rows))


@pytest.fixture
def written(window, qtbot):
    """The large edit is in the book; the threads of all later writing are collected."""
    apply_large(window.state, qtbot, large(window.state))
    return window


def apply_large(state, qtbot, edit):
    done, refused = [], []
    state.apply_whole(edit, text("Done"), lambda: done.append(1), refused.append)
    qtbot.waitUntil(lambda: bool(done or refused), timeout=20_000)
    return refused


@pytest.fixture
def threads(monkeypatch):
    seen, commit = [], BookFile._commit

    def noted(self, *given, **named):
        seen.append(threading.current_thread() is threading.main_thread())
        return commit(self, *given, **named)

    monkeypatch.setattr(BookFile, "_commit", noted)
    return seen


def test_a_large_edit_is_written_aside_and_a_small_one_here(window, qtbot, threads):
    state = window.state
    edit = large(state)
    before = len(state.book.ledger)
    assert apply_large(state, qtbot, edit) == []
    small = Edit(edit.title, (adding("entry", Entry("s", dt.date(2026, 11, 2), "bank", -1)),))
    done = []
    state.apply_whole(small, text("Done"), lambda: done.append(1), done.append)
    assert done == [1], "at once"
    assert threads == [False, True]
    assert len(state.book.ledger) == before + LARGE + 2


def test_a_note_lies_over_the_window_until_it_is_written(window, qtbot, monkeypatch):
    state, free, apply = window.state, threading.Event(), Session.apply

    def slow(self, edit, contents=()):
        free.wait(20)
        return apply(self, edit)

    monkeypatch.setattr(Session, "apply", slow)
    note, done = window.saving_note, []
    state.apply_whole(large(state), text("Done"), lambda: done.append(1), done.append)
    assert note.isVisible()
    assert note.labelText() == state.wording._("Writing into the book…")
    note.reject()
    note.close()
    assert note.isVisible(), "what is being written can't be left"
    free.set()
    qtbot.waitUntil(lambda: bool(done), timeout=20_000)
    assert not note.isVisible()


def test_undo_redo_and_the_history_of_a_large_change_run_aside(written, qtbot, threads):
    state, count = written.state, len(written.state.book.ledger)

    def moved(step, left):
        with qtbot.waitSignal(state.book_changed, timeout=20_000):
            step()
        qtbot.waitUntil(lambda: not written.saving_note.isVisible())
        assert len(state.book.ledger) == left

    number = next(line.number for line in state.session.history() if line.title.key == "many")
    moved(state.undo, count - LARGE - 1)
    moved(state.redo, count)
    moved(lambda: state.go_to(number - 1, list), count - LARGE - 1)
    moved(lambda: state.go_to(number, list), count)
    assert threads == [False] * 4


def test_pages_hear_of_it_in_the_windows_thread(window, qtbot):
    heard = []
    window.state.book_changed.connect(
        lambda: heard.append(threading.current_thread() is threading.main_thread())
    )
    apply_large(window.state, qtbot, large(window.state))
    assert heard == [True]


def test_a_refusal_is_said_and_the_note_goes(window, qtbot, monkeypatch):
    def full(self, edit, contents=()):
        raise UserError("The disk is full.")

    state, before = window.state, window.state.book
    monkeypatch.setattr(Session, "apply", full)
    [refusal] = apply_large(state, qtbot, large(state))
    assert state.wording.say(refusal) == "The disk is full."
    assert not window.saving_note.isVisible()
    assert state.book is before


def test_a_refused_change_leaves_the_look_ahead_that_was_under_way(window, qtbot, monkeypatch):
    def full(self, edit, contents=()):
        raise UserError("The disk is full.")

    state = window.state
    monkeypatch.setattr(Session, "apply", full)
    with qtbot.waitSignal(state.outlook_changed, timeout=30_000):
        state._look_ahead()
        assert apply_large(state, qtbot, large(state))


def test_a_second_thread_waits_for_the_first(window, qtbot, monkeypatch):
    """Both changes are in the book and in the file, one after the other."""
    state, inside, free, commit = (
        window.state,
        threading.Event(),
        threading.Event(),
        BookFile._commit,
    )

    def slow(self, *given, **named):
        if threading.current_thread() is not threading.main_thread():
            inside.set()
            free.wait(20)
        return commit(self, *given, **named)

    monkeypatch.setattr(BookFile, "_commit", slow)
    done = []
    state.apply_whole(large(state), text("Done"), lambda: done.append(1), done.append)
    assert inside.wait(20)
    threading.Timer(0.2, free.set).start()
    entry = Entry("mine", dt.date(2026, 11, 3), "bank", -5)
    state.session.apply(Edit(text("one"), (adding("entry", entry),)))
    qtbot.waitUntil(lambda: bool(done), timeout=20_000)
    assert {"mine", "n0"} <= set(state.book.ledger.ids)
    assert [line.title.key for line in state.session.history()][-2:] == ["many", "one"]
