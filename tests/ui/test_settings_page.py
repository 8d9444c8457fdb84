"""Settings: looks at once, numbers as edits that can be undone, backups that come back."""

from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QMessageBox

from planner.services.editing import saved


@pytest.fixture
def cards(window):
    window.show_page("settings", None)
    return window.page._cards


@pytest.fixture
def look(cards):
    return cards[0]


@pytest.fixture
def limits(cards):
    return cards[1]


@pytest.fixture
def reserve(cards):
    return cards[2]


@pytest.fixture
def backups(cards):
    return cards[3]


def test_language_theme_and_size_take_effect_at_once(look, window):
    look.language.set_value("en")
    assert window.page.header_title.text() == "Settings"
    assert look.title.text() == "Look"
    look.theme.set_value("dark")
    assert window.state.theme.is_dark
    look.text_size.set_value("115")
    assert window.state.preferences.text_size == 115
    assert len(window.state.session.history()) == 1


def test_the_cushion_is_an_edit(limits, state):
    limits.cushion.setText("1.2万")
    limits.cushion.editingFinished.emit()
    assert state.book.limits.cushion == 1_200_000
    state.undo()
    assert state.book.limits.cushion == 300_000
    assert limits.cushion.text() == "3000.00"


@pytest.mark.parametrize("typed", ["-5", "abc"])
def test_a_wrong_cushion_is_told_under_its_field_and_stays(limits, state, typed):
    limits.cushion.setText(typed)
    limits.cushion.editingFinished.emit()
    assert limits.fields[1].error.text()
    assert limits.cushion.text().startswith(typed[:2])
    assert state.book.limits.cushion == 300_000


def test_an_empty_cushion_means_none(limits, state):
    limits.cushion.clear()
    limits.cushion.editingFinished.emit()
    assert state.book.limits.cushion == 0


def test_the_limits_are_edits_and_keep_their_order(limits, state):
    limits.tight.setValue(10)
    limits.tight.editingFinished.emit()
    assert state.book.limits.tight_chance == 0.1
    limits.short.setValue(5)
    limits.short.editingFinished.emit()
    assert state.book.limits.short_chance == 0.5
    assert limits.fields[3].error.text() == "「偏紧」的界限要低于「可能不够」。"
    limits.short.setValue(60)
    limits.short.editingFinished.emit()
    assert state.book.limits.short_chance == 0.6
    assert not limits.fields[3].error.text()


def test_a_field_that_was_not_changed_makes_no_edit(limits, state):
    before = len(state.session.history())
    for field in limits.fields:
        field.widget.editingFinished.emit()
    assert len(state.session.history()) == before


def test_the_name_of_the_business_reaches_title_and_sidebar(limits, window):
    limits.name.setText("新店")
    limits.name.editingFinished.emit()
    assert window.windowTitle().startswith("新店")
    assert window.sidebar._shop.text() == "新店"


def test_the_goal_of_the_fund_is_an_edit(reserve, state):
    reserve.months.setValue(4.5)
    reserve.months.editingFinished.emit()
    assert state.book.reserve.target_months == Decimal("4.5")
    reserve.months.editingFinished.emit()
    state.undo()
    assert state.book.reserve.target_months == 3


def test_accounts_can_join_and_leave_the_fund(reserve, state):
    assert not reserve.boxes["fund"].isEnabled()
    reserve.boxes["bank"].setChecked(True)
    assert state.book.reserve_accounts == ("fund", "bank")
    reserve.boxes["bank"].setChecked(False)
    assert state.book.reserve_accounts == ("fund",)


def test_an_account_that_is_gone_loses_its_box(reserve, state):
    till = replace(state.book.accounts["bank"], id="till", name="抽屉")
    state.apply(saved(state.book, "account", till))
    assert "till" in reserve.boxes
    state.undo()
    assert "till" not in reserve.boxes


def test_a_backup_is_made_and_brought_back(backups, window, qtbot, state):
    qtbot.mouseClick(backups.now, Qt.MouseButton.LeftButton)
    assert backups.table.facts.rowCount() >= 1
    assert "今天 09:12" in window.sidebar.trust.text()
    name = state.book.info.name
    state.apply(saved(state.book, "book", replace(state.book.info, name="别的")))
    qtbot.mouseClick(backups.restore, Qt.MouseButton.LeftButton)
    box = window.findChild(QMessageBox)
    box.buttons()[0].click()
    qtbot.waitUntil(lambda: state.book.info.name == name)
    assert state.has_book
    assert state.apply(saved(state.book, "book", replace(state.book.info, name="又一个")))


def test_nothing_is_restored_without_a_yes(backups, window, qtbot, state):
    qtbot.mouseClick(backups.now, Qt.MouseButton.LeftButton)
    state.apply(saved(state.book, "book", replace(state.book.info, name="别的")))
    qtbot.mouseClick(backups.restore, Qt.MouseButton.LeftButton)
    window.findChild(QMessageBox).reject()
    assert state.book.info.name == "别的"


def test_a_backup_that_is_gone_leaves_the_book_open(backups, window, qtbot, state):
    qtbot.mouseClick(backups.now, Qt.MouseButton.LeftButton)
    gone = backups.table.facts.row(0).path
    gone.unlink()
    backups._restore(gone)
    assert window.error_bar.isVisible()
    assert state.book.info.name == "阿宁面馆"
    assert state.apply(saved(state.book, "book", replace(state.book.info, name="新店")))


def test_the_data_folder_is_opened(backups, qtbot, monkeypatch, state):
    opened = []
    monkeypatch.setattr("ui.parts.settings_backups.QDesktopServices.openUrl", opened.append)
    qtbot.mouseClick(backups.folder, Qt.MouseButton.LeftButton)
    assert opened == [QUrl.fromLocalFile(str(state.session.path.parent))]
