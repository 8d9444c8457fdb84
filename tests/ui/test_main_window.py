"""The frame: pages by keys, undo texts, bars, toast, history, help, closing."""

import time
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QLabel, QLineEdit, QMessageBox

from planner.basics.text import text
from planner.services.editing import saved
from planner.services.look_ahead import Cancelled
from ui import errors
from ui.forms.history_dialog import HistoryDialog
from ui.help import help_words
from ui.main_window import MainWindow
from ui.menus import COMMANDS
from ui.parts.entries_filter_bar import FilterBar

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def rename(state, name):
    state.apply(saved(state.book, "book", replace(state.book.info, name=name)), text("Saved"))


def test_pages_come_in_the_order_of_the_concept(window):
    order = ["outlook", "entries", "budget", "loans", "reserve", "reports", "settings"]
    assert [key for key in window.pages if key in order] == [
        key for key in order if key in window.pages
    ]
    assert next(iter(window.pages)) == "outlook"
    assert list(window.pages)[-1] == "settings"


def test_ctrl_and_a_number_opens_a_page_and_ctrl_comma_the_settings(window, qtbot):
    for number, key in enumerate(list(window.pages)[:-1], 1):
        qtbot.keyClick(window, getattr(Qt.Key, f"Key_{number}"), CTRL)
        assert window.page.key == key
        assert window.sidebar.buttons[key].isChecked()
    qtbot.keyClick(window, Qt.Key.Key_Comma, CTRL)
    assert window.page.key == "settings"


def test_the_sidebar_works_by_mouse_and_by_space(window, qtbot):
    qtbot.mouseClick(window.sidebar.buttons["settings"], Qt.MouseButton.LeftButton)
    assert window.page.key == "settings"
    window.sidebar.buttons["outlook"].setFocus()
    qtbot.keyClick(window.sidebar.buttons["outlook"], Qt.Key.Key_Space)
    assert window.page.key == "outlook"


def test_a_page_is_built_only_when_it_is_shown(window):
    assert window.pages["outlook"]._is_built
    assert not window.pages["settings"]._is_built


def test_undo_says_what_it_would_take_back_in_the_language_of_now(window):
    rename(window.state, "新店")
    undo = window.menus.actions["undo"]
    assert undo.isEnabled()
    assert window.state.wording.say(window.state.session.undo_title) in undo.text()
    window.state.set_language("en")
    assert undo.text() == "&Undo “Change book settings”"
    assert window.menus.actions["redo"].text() == "&Redo"
    assert not window.menus.actions["redo"].isEnabled()


def test_undo_and_redo_by_keys(window, qtbot):
    rename(window.state, "新店")
    qtbot.keyClick(window, Qt.Key.Key_Z, CTRL)
    assert window.state.book.info.name == "阿宁面馆"
    qtbot.keyClick(window, Qt.Key.Key_Z, CTRL | SHIFT)
    assert window.state.book.info.name == "新店"
    assert "新店" in window.windowTitle()


def test_the_toast_takes_a_change_back(window, qtbot):
    rename(window.state, "新店")
    assert window.toast.isVisible()
    assert window.toast.undo.text() == "撤销"
    qtbot.mouseClick(window.toast.undo, Qt.MouseButton.LeftButton)
    assert window.state.book.info.name == "阿宁面馆"
    assert "已撤销" in window.toast.words.text()
    assert not window.toast.undo.isVisible()


def test_esc_closes_bar_and_toast(window, qtbot):
    window.state.failed.emit(text("There is nothing to undo."))
    rename(window.state, "新店")
    window.state.failed.emit(text("There is nothing to undo."))
    assert window.error_bar.isVisible()
    window.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert not window.error_bar.isVisible()
    assert not window.toast.isVisible()


def test_a_refusal_stands_in_the_bar_and_the_next_change_closes_it(window):
    window.state.failed.emit(text("There is nothing to undo."))
    assert window.error_bar.words.text() == window.state.wording._("There is nothing to undo.")
    assert not window.error_bar.copy.isVisible()
    rename(window.state, "新店")
    assert not window.error_bar.isVisible()


def test_a_fault_of_ours_says_that_the_book_is_unchanged_and_can_be_copied(window, qtbot, qapp):
    try:
        raise ValueError("secret 4500.00")
    except ValueError as error:
        errors.report(error, window.show_fault)
    bar = window.error_bar
    assert bar.words.text() == "这一步没做成，账本没有变。"
    qtbot.mouseClick(bar.show_details, Qt.MouseButton.LeftButton)
    assert bar.details.isVisible()
    qtbot.mouseClick(bar.copy, Qt.MouseButton.LeftButton)
    copied = qapp.clipboard().text()
    assert copied.startswith("ValueError\ntest_main_window.py:")
    assert "4500" not in copied
    window.state.set_language("en")
    assert bar.words.text() == "This step did not work. The book is unchanged."


def test_the_history_walks_back_and_forward(window, qtbot):
    rename(window.state, "一")
    rename(window.state, "二")
    window.menus.actions["history"].trigger()
    dialog = window.findChild(HistoryDialog)
    lines = [dialog.table.facts.row(row) for row in range(dialog.table.facts.rowCount())]
    assert [line.number for line in lines] == sorted((line.number for line in lines), reverse=True)
    assert dialog.table.current() == lines[0]
    dialog.table.opened.emit(lines[1])
    assert window.state.book.info.name == "一"
    assert dialog.table.facts.row(0).is_undone
    dialog.table.choose(lines[0].number)
    qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    assert window.state.book.info.name == "二"
    dialog.close()


def test_f1_explains_the_page(window, qtbot):
    qtbot.keyClick(window, Qt.Key.Key_F1)
    box = window.findChild(QMessageBox)
    assert "深色带" in box.text()
    assert "Ctrl+N" in box.informativeText()
    box.close()


def test_ctrl_n_opens_the_entry_form_over_any_page(window, qtbot):
    qtbot.keyClick(window, Qt.Key.Key_N, CTRL)
    forms = [child for child in window.children() if type(child).__name__ == "EntryForm"]
    assert len(forms) == 1
    forms[0].close()


def test_every_command_has_a_call_and_no_two_share_a_key(window):
    keys = [command.shortcut for command in COMMANDS if command.shortcut]
    assert len(keys) == len(set(keys))
    assert {command.name for command in COMMANDS} <= window.menus.actions.keys()


def test_every_key_of_the_menus_is_listed_by_f1(window):
    _, listed = help_words(window.state.wording, window.page)
    keys = [command.shortcut for command in COMMANDS if command.shortcut]
    keys += [window.menus.actions["page:settings"].shortcut().toString()]
    assert "Ctrl+," in keys
    assert [key for key in keys if key not in listed] == []


def test_commands_ask_for_pages_and_what_to_show_there(window, monkeypatch):
    asked = []
    for key, page in window.pages.items():
        monkeypatch.setattr(page, "focus_on", lambda what, key=key: asked.append((key, what)))
    for name in ("import", "export", "report", "add_loan", "filter"):
        window.menus.actions[name].trigger()
    wanted = [("entries", "import"), ("reports", "budget"), ("loans", "new"), ("loans", "filter")]
    assert asked == wanted


def test_the_trust_line_says_where_the_data_is_and_when_it_was_backed_up(window, qtbot):
    assert window.sidebar.trust.text() == "只存在这台电脑"
    window.state.session.back_up()
    window.sidebar.refresh()
    assert window.sidebar.trust.text() == "只存在这台电脑 · 今天 09:12 已备份"


def test_size_and_book_are_remembered(window, qtbot):
    window.resize(1250, 800)
    window.close()
    assert (window.state.preferences.width, window.state.preferences.height) == (1250, 800)
    assert window.state.preferences.path.exists()


def test_closing_while_the_outlook_is_worked_out_is_quick(qtbot, state, monkeypatch):
    def endless(book, today, *, cancelled, **options):
        while not cancelled():
            time.sleep(0.002)
        raise Cancelled

    monkeypatch.setattr("planner.services.look_ahead.look_ahead", endless)
    made = MainWindow(state)
    made.show()
    qtbot.waitUntil(lambda: state.lane.is_busy)
    before = time.monotonic()
    made.close()
    assert time.monotonic() - before < 2
    made.deleteLater()


def test_no_label_of_the_frame_stays_english_on_a_chinese_screen(window):
    said = [label.text() for label in window.sidebar.findChildren(QLabel)]
    said += [button.text() for button in window.sidebar.buttons.values()]
    said += [menu.title() for menu, _ in window.menus._menus]
    assert "余地" in said
    assert not any("Outlook" in text or "Settings" in text for text in said)


def test_typing_in_a_field_keeps_its_own_undo(window, qtbot):
    rename(window.state, "新店")
    window.show_page("settings", None)
    name = window.page.findChild(QLineEdit)
    name.setFocus()
    qtbot.keyClicks(name, "abc")
    qtbot.keyClick(name, Qt.Key.Key_Z, CTRL)
    assert window.state.book.info.name == "新店"


@pytest.mark.parametrize("size", [90, 100, 115, 130])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_name_of_the_open_page_is_read_whole(window, language, size):
    window.state.set_language(language)
    window.state.set_text_size(size)
    for key, button in window.sidebar.buttons.items():
        window.show_page(key, None)
        font = button.font()
        font.setBold(True)
        room = button.width() - 9 - 3 - button.iconSize().width() - 6
        assert QFontMetrics(font).horizontalAdvance(button.text().replace("&&", "&")) <= room, key


def test_a_filter_of_entries_shows_its_first_words_whole(window):
    window.state.set_language("en")
    window.show_page("entries", None)
    bar = window.page.findChild(FilterBar)
    for box in (bar.month, bar.account, bar.category):
        assert box.sizeHint().width() <= box.maximumWidth(), box.currentText()
