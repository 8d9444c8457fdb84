"""File dialogs speak one language and begin where files lie, or were taken from last."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton, QToolButton, QTreeView

from ui.forms.import_wizard import open_import_wizard
from ui.parts import folders
from ui.preferences import Preferences, load

OPEN, SAVE = "QFileDialog.getOpenFileName", "QFileDialog.getSaveFileName"


@pytest.fixture
def dialog(qtbot, state):
    made = QFileDialog(None, "x")
    made.setOption(QFileDialog.Option.DontUseNativeDialog)
    qtbot.addWidget(made)
    made.show()
    QApplication.processEvents()
    return made


def words(dialog):
    said = [label.text() for label in dialog.findChildren(QLabel)]
    said += [button.text() for button in dialog.findChildren(QPushButton)]
    said += [button.toolTip() for button in dialog.findChildren(QToolButton)]
    model = dialog.findChild(QTreeView).model()
    said += [str(model.headerData(n, Qt.Orientation.Horizontal)) for n in range(4)]
    return [one for one in said if one.strip()]


def test_qts_own_dialog_has_no_english_word_on_a_chinese_screen(dialog):
    said = words(dialog)
    assert len(said) > 10
    assert [one for one in said if not any("一" <= char <= "鿿" for char in one)] == []


def test_it_is_english_again_after_the_language_was_changed(qtbot, state):
    state.set_language("en")
    made = QFileDialog(None, "x")
    made.setOption(QFileDialog.Option.DontUseNativeDialog)
    qtbot.addWidget(made)
    assert [one for one in words(made) if any("一" <= char <= "鿿" for char in one)] == []
    state.set_language("zh")


def test_a_dialog_begins_in_the_downloads_then_where_a_file_was_chosen(tmp_path, monkeypatch):
    downloads, used = tmp_path / "Downloads", tmp_path / "bills"
    for folder in (downloads, used):
        folder.mkdir()
    monkeypatch.setattr(
        "ui.parts.folders.QStandardPaths.writableLocation", lambda kind: str(downloads)
    )
    preferences = Preferences(tmp_path / "p.json")
    assert folders.open_folder(preferences) == str(downloads)
    assert folders.opened(preferences, str(used / "a.csv")) == used / "a.csv"
    assert folders.open_folder(load(tmp_path / "p.json")) == str(used)
    used.rmdir()
    assert folders.open_folder(preferences) == str(downloads)
    downloads.rmdir()
    assert folders.open_folder(preferences) == str(Path.home())


def test_saving_begins_with_the_books_then_where_something_was_saved(tmp_path, monkeypatch):
    books, used = tmp_path / "books", tmp_path / "bank"
    monkeypatch.setattr("ui.parts.folders.books_folder", lambda: books)
    preferences = Preferences(tmp_path / "p.json")
    assert folders.save_folder(preferences) == Path.home()
    for folder in (books, used):
        folder.mkdir()
    assert folders.save_folder(preferences) == books
    folders.saved(preferences, str(used / "a.xlsx"))
    assert folders.save_folder(preferences) == used


def test_the_import_asks_in_that_folder_and_remembers_the_next(qtbot, state, tmp_path, monkeypatch):
    bills = tmp_path / "bills"
    bills.mkdir()
    chosen = bills / "a.csv"
    chosen.write_text("日期,对方,金额\n2026-11-24,买菜,-35.20\n", "utf-8")
    state.preferences.open_folder = str(tmp_path)
    asked = []

    def answer(parent, title, folder, kinds):
        asked.append(folder)
        return str(chosen), ""

    monkeypatch.setattr(f"ui.forms.import_file.{OPEN}", answer)
    wizard = open_import_wizard(state, None)
    wizard.file._ask()
    qtbot.waitUntil(lambda: not wizard.reading.is_busy, timeout=20_000)
    assert asked == [str(tmp_path)]
    assert state.preferences.open_folder == str(bills)
    wizard.reject()
