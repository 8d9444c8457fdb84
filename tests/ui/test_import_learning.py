"""Importing as a person does it: an unknown bank once, then never again a question; corrections."""

import datetime as dt
import threading

import pytest
from PySide6.QtCore import Qt

from planner.book import edit as edits
from planner.book.entry import Entry
from planner.services.editing import saved
from ui.forms.import_wizard import open_import_wizard

FEBRUARY = (
    "Kontoauszug Volksbank\n\nVorgang;Wann;Wieviel;Wer\n"
    "Lastschrift;03.02.2026;-1.234,50;Vermieter\nGutschrift;04.02.2026;95,00;Kunde A\n"
    "Lastschrift;05.02.2026;-12,30;Strom AG\n"
)
MARCH = (
    "Kontoauszug Volksbank\nSeite 1\n\nWann;Wer;Vorgang;Wieviel\n"
    "03.03.2026;Vermieter;Lastschrift;-1.234,50\n05.03.2026;Strom AG;Lastschrift;-7,25\n"
)


@pytest.fixture
def opened(qtbot, state):
    wizards = []

    def show(path):
        wizard = open_import_wizard(state, None, path)
        wizards.append(wizard)
        qtbot.waitExposed(wizard)
        settle(qtbot, wizard)
        return wizard

    yield show
    for wizard in wizards:
        try:
            wizard.reject()
        except RuntimeError:
            continue  # imported and gone


def settle(qtbot, wizard):
    qtbot.waitUntil(lambda: not wizard.reading.is_busy, timeout=20_000)


def take(qtbot, state, wizard):
    with qtbot.waitSignal(state.noticed, timeout=20_000):
        qtbot.keyClick(wizard, Qt.Key.Key_Return)


class Person:
    """Counts what somebody does with keyboard and mouse."""

    def __init__(self, qtbot):
        self.qtbot, self.actions = qtbot, 0

    def click(self, button):
        self.actions += 1
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def choose(self, box, value):
        self.actions += 1
        box.setCurrentIndex(box.findData(value))
        box.activated.emit(box.currentIndex())


def test_an_unknown_bank_is_mapped_once_and_known_next_month(qtbot, state, opened, tmp_path):
    person = Person(qtbot)
    path = tmp_path / "umsatz-2026-02.csv"
    path.write_text(FEBRUARY, "cp1252")
    wizard = opened(path)
    assert wizard.file.refusal.isVisible(), "nobody can know these columns"
    person.click(wizard.columns_button)
    columns = wizard.columns
    qtbot.waitUntil(lambda: columns.table.columnCount() > 1, timeout=20_000)
    line = columns.table.visualItemRect(columns.table.item(3, 0)).center()
    person.actions += 1
    qtbot.mouseClick(columns.table.viewport(), Qt.MouseButton.LeftButton, pos=line)
    assert columns.header.currentData() == 3
    for column, role in ((1, "date"), (2, "amount"), (3, "payee"), (0, "note")):
        person.choose(columns.table.cellWidget(0, column), role)
    person.click(columns.read_button)
    settle(qtbot, wizard)
    assert [(row.date, row.amount, row.payee) for row in wizard.reading.batch.rows] == [
        (dt.date(2026, 2, 3), -123_450, "Vermieter"), (dt.date(2026, 2, 4), 9_500, "Kunde A"),
        (dt.date(2026, 2, 5), -1_230, "Strom AG"),
    ]  # fmt: skip
    for _ in wizard.reading.batch.questions:
        answer = (
            wizard.preview.questions.itemAt(0).widget().findChildren(type(wizard.back_button))[0]
        )
        person.click(answer)
        settle(qtbot, wizard)
    person.click(wizard.import_button)
    qtbot.waitUntil(lambda: len(state.book.profiles) == 1, timeout=20_000)
    assert person.actions < 10, person.actions

    later = tmp_path / "umsatz-2026-03.csv"
    later.write_text(MARCH, "cp1252")
    again = opened(later)
    assert again.preview.isVisible()
    assert again.reading.batch.questions == ()
    assert [row.amount for row in again.reading.batch.rows] == [-123_450, -725]
    take(qtbot, state, again)


def test_files_of_known_columns_go_where_the_last_one_went(qtbot, state, opened, tmp_path):
    path = tmp_path / "u.csv"
    path.write_text(FEBRUARY, "utf-8")
    wizard = opened(path)
    wizard.columns_button.click()
    columns = wizard.columns
    qtbot.waitUntil(lambda: columns.table.columnCount() > 1, timeout=20_000)
    person = Person(qtbot)
    person.choose(columns.header, 3)
    person.choose(columns.table.cellWidget(0, 1), "date")
    person.choose(columns.table.cellWidget(0, 2), "amount")
    columns.read_button.click()
    settle(qtbot, wizard)
    wizard.preview.account.set_account("fund")
    wizard.preview.account.activated.emit(0)
    settle(qtbot, wizard)
    wizard.reading.answer("day-first")
    settle(qtbot, wizard)
    take(qtbot, state, wizard)
    path.write_text(MARCH, "utf-8")
    again = opened(path)
    assert again.reading.batch.account == "fund"
    assert again.preview.account.account() == "fund"


TABLE = """日期,对方,摘要,金额
2026-11-13,新来的铺子,a,-35.20
2026-11-14,新来的铺子（东店）,b,-20.00
2026-11-15,新来的铺子,c,-4.00
2026-11-16,快递,,-12.00
"""


@pytest.fixture
def bill(tmp_path):
    path = tmp_path / "bill.csv"
    path.write_text(TABLE, "utf-8")
    return path


def give(qtbot, wizard, number, category):
    table = wizard.preview.table
    table.facts.columns[5].edit(wizard.reading.batch.rows[number - 1], category)
    settle(qtbot, wizard)


def categories(wizard):
    return [row.category for row in wizard.reading.batch.rows]


def test_correcting_one_row_offers_the_others(qtbot, state, opened, bill):
    wizard = opened(bill)
    give(qtbot, wizard, 1, "supplies")
    bar = wizard.preview.alike
    assert bar.isVisible()
    assert bar.words.text().startswith("「新来的铺子」还有 2 笔")
    qtbot.mouseClick(bar.buttons[0], Qt.MouseButton.LeftButton)
    settle(qtbot, wizard)
    assert categories(wizard) == ["supplies"] * 3 + [""]
    assert not bar.isVisible()


def test_always_makes_a_rule_that_comes_with_the_import(qtbot, state, opened, bill):
    wizard = opened(bill)
    give(qtbot, wizard, 1, "supplies")
    before = state.book
    qtbot.mouseClick(wizard.preview.alike.buttons[1], Qt.MouseButton.LeftButton)
    settle(qtbot, wizard)
    assert categories(wizard) == ["supplies"] * 3 + [""]
    assert not state.book.rules
    take(qtbot, state, wizard)
    assert [rule.words for rule in state.book.rules.values()] == ["新来的铺子"]
    state.undo()
    assert state.book == before


def test_a_row_that_may_be_there_already_is_asked_about(qtbot, state, opened, bill):
    account = next(iter(state.book.accounts))
    typed = Entry("typed", dt.date(2026, 11, 14), account, -3_520, "supplies", "新来的铺子")
    state.apply(saved(state.book, "entry", typed))
    wizard = opened(bill)
    table, bar = wizard.preview.table, wizard.preview.suggested
    assert table.facts.index(0, 4).data() == "可能重复"
    wizard.preview._filtering("maybe")()
    assert table.facts.rowCount() == 1
    table.setCurrentIndex(table.facts.index(0, 0))
    assert bar.isVisible()
    qtbot.mouseClick(bar.buttons[0], Qt.MouseButton.LeftButton)
    settle(qtbot, wizard)
    assert wizard.reading.batch.rows[0].outcome == "duplicate"
    wizard.preview._filtering("")()
    table.facts.columns[4].edit(wizard.reading.batch.rows[0], "entry")
    settle(qtbot, wizard)
    assert wizard.reading.batch.rows[0].outcome == "entry"
    assert not bar.isVisible()


def test_a_suggestion_is_taken_by_keyboard_through_the_state(qtbot, state, opened, bill):
    account = next(iter(state.book.accounts))
    typed = Entry("typed", dt.date(2026, 11, 14), account, -3_520, "supplies", "新来的铺子")
    state.apply(saved(state.book, "entry", typed))
    wizard = opened(bill)
    table = wizard.preview.table
    for row, typed in ((0, "accept"), (3, "accept")):
        table.facts.columns[4].edit(wizard.reading.batch.rows[row], typed)
        settle(qtbot, wizard)
    assert [row.outcome for row in wizard.reading.batch.rows] == ["duplicate", *["entry"] * 3]


def test_a_large_import_is_saved_off_the_windows_thread(
    qtbot, state, opened, tmp_path, monkeypatch
):
    rows = "".join(f"2026-11-{1 + number % 28:02},新铺{number},x,-1.00\n" for number in range(3000))
    path = tmp_path / "large.csv"
    path.write_text(f"日期,对方,摘要,金额\n{rows}", "utf-8")
    wizard = opened(path)
    threads, apply = [], edits.apply

    def noted(*given):
        threads.append(threading.current_thread() is threading.main_thread())
        return apply(*given)

    monkeypatch.setattr("planner.store.book_file.edits.apply", noted)
    take(qtbot, state, wizard)
    assert threads == [False], "applied once, off the window's thread"
    assert len(state.book.ledger) > 3000
