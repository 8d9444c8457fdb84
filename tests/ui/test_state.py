"""State: changes, language, theme, the date; everything else listens to it."""

import datetime as dt
from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication

from planner.basics.errors import UserError
from planner.basics.text import text
from planner.book.edit import Change, Edit
from planner.services.editing import saved
from ui.draft import Draft
from ui.state import State


def renamed(state, name):
    return saved(state.book, "book", replace(state.book.info, name=name))


def test_an_edit_changes_the_book_and_can_be_taken_back(state, qtbot):
    with qtbot.waitSignals([state.book_changed, state.noticed]):
        assert state.apply(renamed(state, "新店"), text("Saved"))
    assert state.book.info.name == "新店"
    with qtbot.waitSignal(state.book_changed):
        state.undo()
    assert state.book.info.name == "阿宁面馆"
    with qtbot.waitSignal(state.book_changed):
        state.redo()
    assert state.book.info.name == "新店"


def test_a_refusal_goes_to_the_bar_or_to_who_asked(state, qtbot):
    stale = Edit(text("x"), (Change("account", "nobody", state.book.accounts["bank"], None),))
    before = state.book.version
    with qtbot.waitSignal(state.failed) as bar:
        assert not state.apply(stale)
    assert "no longer fits" in bar.args[0].key
    told = []
    assert not state.apply(stale, refused=told.append)
    assert told == bar.args
    assert state.book.version == before


def test_undo_without_anything_to_undo_is_a_sentence(state, qtbot):
    while state.session.undo_title is not None:
        state.session.undo()
    with qtbot.waitSignal(state.failed):
        state.undo()


def test_a_new_day_is_noticed_when_the_clock_is_looked_at(state, qtbot, now):
    state.start()
    with qtbot.waitSignal(state.outlook_changed, timeout=30_000):
        pass
    now[0] += dt.timedelta(days=1)
    with qtbot.waitSignal(state.outlook_changed, timeout=30_000):
        state.check_date()
    assert state.look.outlook.stamp.today == state.today == dt.date(2026, 11, 24)


def test_the_same_day_changes_nothing(state, qtbot):
    with qtbot.assertNotEmitted(state.book_changed):
        state.check_date()


def test_an_outlook_of_an_older_book_is_not_shown(state, qtbot):
    state.start()
    with qtbot.waitSignal(state.outlook_changed, timeout=30_000):
        state.apply(renamed(state, "新店"))
    assert state.look.outlook.stamp.book == state.book.version


def test_language_reaches_qts_own_buttons_and_comes_back(state):
    state.set_language("zh")
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "取消"
    state.set_language("en")
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Cancel"
    assert state.preferences.language == "en"
    assert state.wording._("Settings") == "Settings"


def test_theme_is_chosen_or_follows_the_system(state, qtbot):
    for name in ("dark", "light", "system"):
        with qtbot.waitSignal(state.theme_changed):
            state.set_theme(name)
        assert state.preferences.theme == name
    assert state.theme.name in {"light", "dark"}


def test_text_size_reaches_the_application_font(state, qapp):
    state.set_text_size(130)
    assert qapp.font().pointSizeF() == pytest.approx(13.65)
    state.set_text_size(100)


def test_a_job_that_refuses_is_told_and_a_broken_one_reported(state, qtbot):
    def refuse(cancelled):
        raise UserError("No.")

    with qtbot.waitSignal(state.failed) as refused:
        state.run(refuse, print)
    assert refused.args[0].key == "No."
    with qtbot.waitSignal(state.broken) as broken:
        state.run(lambda cancelled: 1 / 0, print)
    assert isinstance(broken.args[0], ZeroDivisionError)


def test_without_a_book_every_change_is_refused(qapp, preferences, now):
    state, told = State(Draft(), preferences, lambda: now[0]), []
    state.failed.connect(told.append)
    assert not state.has_book
    assert not state.apply(Edit(text("x"), ()))
    state.undo()
    assert [said.key for said in told] == ["No book is open yet. Open or start one first."] * 2
    assert state.session.history() == ()
    state.close()
