"""An edited budget workbook comes back through the window: seen, decided, taken, undone."""

import datetime as dt
import threading
import time

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QProgressDialog, QPushButton, QWidget

from planner.basics.text import text
from planner.importers.source import ImportCancelled
from planner.services.budget_import import read_budget_import
from planner.services.exporting import export
from planner.services.look_ahead import look_ahead
from planner.services.planning import planned_cells
from tests.ui.shop_state import shop_state
from ui.forms.budget_back import BudgetBackDialog, read_back
from ui.pages.budget import BudgetPage

TODAY = dt.date(2026, 11, 23)


@pytest.fixture
def state(qtbot, tmp_path):
    made = shop_state(tmp_path)
    yield made
    made.close()


@pytest.fixture
def workbook(state, tmp_path):
    """The budget of the shop as it was exported."""
    path = tmp_path / "budget.xlsx"
    look = look_ahead(state.book, TODAY, paths=200, with_actions=False)
    identity = state.session.book_id
    export(state.book, look, "budget", path, "en", today=TODAY, book_id=identity)
    return path


def edited(path, **changes):
    """Type amounts into the first month of categories by name; "" as amount removes the row."""
    book = openpyxl.load_workbook(path)
    sheet = book[book.sheetnames[1]]
    for name, value in changes.items():
        row = next(row for row in range(1, sheet.max_row) if sheet.cell(row, 3).value == name)
        if value == "":
            sheet.delete_rows(row, 3)
        else:
            sheet.cell(row, 6).value = value
    book.save(path)


def opened(qtbot, state, path):
    found = read_budget_import(state.book, state.session.book_id, path)
    dialog = BudgetBackDialog(state, found)
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    return dialog


def cells(dialog):
    table = dialog.table
    return [
        [item.text() if (item := table.item(row, column)) else "" for column in range(6)]
        for row in range(table.rowCount())
    ]


def plan(state, category, month="2026-12"):
    line = state.book.budget.get(f"{month}/{category}")
    return line.amount if line else None


def test_the_button_reads_the_file_and_shows_what_it_changes(qtbot, state, workbook, monkeypatch):
    edited(workbook, 房租=4700)
    page = BudgetPage(state)
    qtbot.addWidget(page)
    page.show()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(workbook), ""))
    qtbot.mouseClick(page.bring_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(page.window().findChildren(BudgetBackDialog)), timeout=20_000)
    (dialog,) = page.window().findChildren(BudgetBackDialog)
    assert dialog.summary.text() == "1 change"
    assert cells(dialog) == [["F20", "房租", "Dec 2026", "−¥4,500.00", "−¥4,700.00", "is taken"]]
    assert plan(state, "rent") is None  # nothing is taken before it is asked for
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert plan(state, "rent") == -4_700_00
    assert not dialog.isVisible()
    state.undo()
    assert plan(state, "rent") is None


@pytest.mark.parametrize(("takes", "amount"), [(False, -4_600_00), (True, -4_700_00)])
def test_what_both_have_changed_waits_for_a_choice(qtbot, state, workbook, takes, amount):
    edited(workbook, 房租=4700)
    state.apply(planned_cells(state.book, {("2026-12", "rent"): -4_600_00}, text("typed")))
    dialog = opened(qtbot, state, workbook)
    assert dialog.summary.text() == "0 changes · 1 to decide"
    (choice,) = dialog.choices.values()
    assert [choice.itemText(row) for row in range(2)] == [
        "Keep the book's: −¥4,600.00", "Take the file's: −¥4,700.00",
    ]  # fmt: skip
    choice.setCurrentIndex(1 if takes else 0)
    qtbot.mouseClick(dialog.take_button, Qt.MouseButton.LeftButton)
    assert plan(state, "rent") == amount


def test_a_row_that_is_gone_stays_unless_it_is_told_to_go(qtbot, state, workbook):
    state.apply(planned_cells(state.book, {("2026-12", "decor"): -50_00}, text("typed")))
    edited(workbook, 装饰="")
    dialog = opened(qtbot, state, workbook)
    (choice,) = dialog.choices.values()
    assert choice.currentText() == "Keep it in the book"
    choice.setCurrentIndex(1)
    dialog.take()
    assert plan(state, "decor") is None


def test_what_waits_for_a_choice_stands_first_and_every_word_is_seen(qtbot, state, workbook):
    edited(workbook, 房租=4700, 水电=900, 装饰="", 工资="about 4700")
    state.apply(planned_cells(state.book, {("2026-12", "rent"): -4_600_00}, text("typed")))
    dialog = opened(qtbot, state, workbook)
    assert [row[1] for row in cells(dialog)][:2] == ["房租", "装饰"]
    table = dialog.table
    for column in range(5):
        assert table.columnWidth(column) >= table.sizeHintForColumn(column)
    last = table.rowCount() - 1
    assert table.rowHeight(last) > table.rowHeight(last - 1)  # the long reason is wrapped
    assert table.verticalScrollBar().maximum() == 0


def test_what_can_not_be_read_is_listed_with_its_reason(qtbot, state, workbook):
    edited(workbook, 房租="about 4700")
    dialog = opened(qtbot, state, workbook)
    assert dialog.summary.text() == "0 changes · 1 not taken"
    (row,) = cells(dialog)
    assert (row[0], row[4]) == ("F20", "about 4700")
    assert row[5]
    assert not dialog.take_button.isVisible()


def test_a_workbook_without_changes_says_so_and_only_closes(qtbot, state, workbook):
    dialog = opened(qtbot, state, workbook)
    assert dialog.summary.text() == "The workbook changes nothing."
    assert not dialog.take_button.isVisible()
    assert not dialog.table.isVisible()
    version = state.book.version
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert state.book.version == version


def test_another_file_is_refused_in_words_and_nothing_opens(qtbot, state, tmp_path, monkeypatch):
    path = tmp_path / "other.xlsx"
    openpyxl.Workbook().save(path)
    page = BudgetPage(state)
    qtbot.addWidget(page)
    page.show()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    with qtbot.waitSignal(state.failed, timeout=20_000) as told:
        qtbot.mouseClick(page.bring_button, Qt.MouseButton.LeftButton)
    assert "Nothing was changed" in state.wording.say(told.args[0])
    assert not page.window().findChildren(BudgetBackDialog)


def test_reading_can_be_stopped_and_nothing_opens(qtbot, state, workbook, monkeypatch):
    begun, asked = threading.Event(), []

    def slow(book, book_id, path, cancelled):
        begun.set()
        while not cancelled():
            time.sleep(0.01)
        asked.append(path)
        raise ImportCancelled

    monkeypatch.setattr("ui.forms.budget_back.read_budget_import", slow)
    page = QWidget()
    qtbot.addWidget(page)
    page.show()
    read_back(state, workbook, page)
    assert begun.wait(20)
    note = page.findChild(QProgressDialog)
    qtbot.waitUntil(note.isVisible, timeout=20_000)
    assert note.labelText() == state.wording._("Reading {name} …").format(name="budget.xlsx")
    qtbot.mouseClick(note.findChild(QPushButton), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: asked == [workbook], timeout=20_000)
    qtbot.waitUntil(lambda: not state.lane.is_busy, timeout=20_000)
    assert page.findChild(BudgetBackDialog) is None
