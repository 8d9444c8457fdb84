"""Importing a bill: file, question, columns, preview, one edit that can be undone."""

import threading
import time

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QComboBox, QPushButton

from planner.book.book import Book
from ui.forms import import_reading
from ui.forms.import_wizard import open_import_wizard
from ui.forms.import_words import answer_words, outcome_words, outcomes

TABLE = """日期,对方,摘要,金额
2026-11-13,买菜,早市,-35.20
2026-11-14,卖面,午市,120.00
2026-11-15,房东,房租,-4500.00
2026-11-16,快递,,-12.00
"""


@pytest.fixture
def bill(tmp_path):
    path = tmp_path / "bill.csv"
    path.write_text(TABLE, "utf-8")
    return path


@pytest.fixture
def opened(qtbot, state):
    wizards = []

    def show(path=None):
        wizard = open_import_wizard(state, None, path)
        wizards.append(wizard)
        qtbot.waitExposed(wizard)
        if path is not None:
            qtbot.waitUntil(lambda: not wizard.reading.is_busy, timeout=20_000)
        return wizard

    yield show
    for wizard in wizards:
        try:
            wizard.reject()
        except RuntimeError:
            continue  # imported and gone


def row_of(wizard, payee):
    facts = wizard.preview.table.facts
    return next(n for n in range(facts.rowCount()) if facts.row(n).payee == payee)


def cell(wizard, payee, column):
    return wizard.preview.table.facts.index(row_of(wizard, payee), column).data()


def settle(qtbot, wizard):
    qtbot.waitUntil(lambda: not wizard.reading.is_busy, timeout=20_000)


def test_a_table_is_shown_row_by_row_and_imported_as_one_edit(qtbot, state, opened, bill):
    before = state.book
    wizard = opened(bill)
    assert wizard.words.text() == "将加入 4 笔，跳过 0 笔"
    assert cell(wizard, "房东", 5) == "房租", "the category is remembered"
    with qtbot.waitSignal(state.noticed, timeout=20_000) as told:
        qtbot.keyClick(wizard, Qt.Key.Key_Return)
    said, can_undo = told.args
    assert (state.wording.say(said), can_undo) == ("已从 bill.csv 导入 4 笔", True)
    assert len(state.book.ledger) == len(before.ledger) + 4
    state.undo()
    assert state.book == before


def test_a_second_import_adds_nothing(qtbot, state, opened, bill):
    wizard = opened(bill)
    with qtbot.waitSignal(state.noticed, timeout=20_000):
        wizard.import_button.click()
    again = opened(bill)
    assert again.words.text() == "将加入 0 笔，跳过 4 笔"
    assert not again.import_button.isEnabled()
    chips = [b.text() for b in again.preview.findChildren(QPushButton) if b.isCheckable()]
    assert chips == ["全部 4", "已有 4"]


def test_counts_filter_the_rows(qtbot, state, opened, bill):
    wizard = opened(bill)
    wizard.preview._filtering("refund")()
    assert wizard.preview.table.facts.rowCount() == 0
    wizard.preview._filtering("entry")()
    assert wizard.preview.table.facts.rowCount() == 4


def test_space_leaves_a_row_out_and_takes_it_back(qtbot, opened, bill):
    wizard = opened(bill)
    table = wizard.preview.table
    table.setCurrentIndex(table.facts.index(row_of(wizard, "快递"), 0))
    qtbot.keyClick(table, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: wizard.words.text() == "将加入 3 笔，跳过 1 笔", timeout=20_000)
    assert cell(wizard, "快递", 4) == "不导入"
    table.setCurrentIndex(table.facts.index(row_of(wizard, "快递"), 0))
    qtbot.keyClick(table, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: wizard.words.text() == "将加入 4 笔，跳过 0 笔", timeout=20_000)


def test_category_and_state_of_a_row_are_changed(qtbot, state, opened, bill):
    wizard = opened(bill)
    row = wizard.preview.table.facts.row(row_of(wizard, "快递"))
    wizard.preview.table.facts.columns[5].edit(row, "supplies")
    settle(qtbot, wizard)
    wizard.preview.table.facts.columns[4].edit(
        wizard.preview.table.facts.row(row_of(wizard, "买菜")), "transfer"
    )
    settle(qtbot, wizard)
    qtbot.waitUntil(lambda: cell(wizard, "买菜", 4) == "自己转账")
    assert cell(wizard, "快递", 5) == "进货", "earlier decisions stay"
    with qtbot.waitSignal(state.noticed, timeout=20_000):
        wizard.import_button.click()
    entry = next(fact for fact in state.book.ledger if fact.payee == "快递")
    assert entry.category == "supplies"


def test_another_account_is_chosen_in_the_preview(qtbot, state, opened, bill):
    wizard = opened(bill)
    wizard.preview.account.set_account("fund")
    wizard.preview.account.activated.emit(0)
    settle(qtbot, wizard)
    with qtbot.waitSignal(state.noticed, timeout=20_000):
        wizard.import_button.click()
    assert {fact.account for fact in state.book.ledger if fact.payee == "快递"} == {"fund"}


def test_an_open_question_is_asked_once(qtbot, state, opened, tmp_path):
    path = tmp_path / "us.csv"
    path.write_text("Date,Payee,Amount\n05/11/2026,A,-35.20\n06/10/2026,B,120\n")
    wizard = opened(path)
    assert not wizard.import_button.isEnabled()
    answers = [
        b for b in wizard.preview.findChildren(QPushButton) if not b.isCheckable() and b.text()
    ]
    assert [b.text() for b in answers] == ["日在前：5/12 是 12月5日", "月在前：5/12 是 5月12日"]
    answers[0].click()
    qtbot.waitUntil(wizard.import_button.isEnabled, timeout=20_000)
    assert cell(wizard, "A", 1) == "2026年11月5日"


def test_amounts_without_a_sign_are_asked_about(qtbot, state, opened, tmp_path):
    path = tmp_path / "plain.csv"
    path.write_text("Date,Payee,Amount\n2026-11-05,A,35.20\n2026-11-06,B,120\n")
    wizard = opened(path)
    assert not wizard.import_button.isEnabled()
    answers = [
        b for b in wizard.preview.findChildren(QPushButton) if not b.isCheckable() and b.text()
    ]
    assert [b.text() for b in answers] == ["是收入，负号表示支出", "是支出，负号表示收入"]
    answers[1].click()
    qtbot.waitUntil(wizard.import_button.isEnabled, timeout=20_000)
    assert {row.amount for row in wizard.preview.table.batch.rows} == {-3520, -12000}


def test_a_foreign_file_is_refused_in_place_and_nothing_changes(qtbot, state, opened, tmp_path):
    before = state.book
    path = tmp_path / "picture.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    wizard = opened(path)
    assert wizard.file.isVisible()
    assert "picture.png" in wizard.file.refusal.text()
    assert not wizard.columns_button.isVisible()
    assert state.book == before


def test_columns_are_named_where_they_are_unknown(qtbot, state, opened, tmp_path):
    path = tmp_path / "odd.csv"
    path.write_text("wann;was;wieviel\n2026-11-13;Gemüse;35,20\n2026-11-14;Mehl;12,00\n", "utf-8")
    wizard = opened(path)
    assert wizard.file.refusal.isVisible()
    qtbot.mouseClick(wizard.columns_button, Qt.MouseButton.LeftButton)
    columns = wizard.columns
    qtbot.waitUntil(lambda: columns.table.columnCount() == 3, timeout=20_000)
    columns.header.setCurrentIndex(columns.header.findData(1))
    columns.header.activated.emit(1)
    columns.read_button.click()
    assert columns.wrong.isVisible(), "date and amount are needed"
    for column, role in enumerate(("date", "payee", "amount")):
        box = columns.table.cellWidget(0, column)
        assert isinstance(box, QComboBox)
        box.setCurrentIndex(box.findData(role))
        box.activated.emit(box.currentIndex())
    assert columns.chosen() == {"date": 0, "payee": 1, "amount": 2}
    columns.read_button.click()
    settle(qtbot, wizard)
    qtbot.waitUntil(wizard.preview.isVisible, timeout=20_000)
    assert len(wizard.reading.batch.rows) == 2


def test_a_role_belongs_to_one_column(qtbot, opened, bill):
    wizard = opened(bill)
    qtbot.mouseClick(wizard.columns_button, Qt.MouseButton.LeftButton)
    columns = wizard.columns
    qtbot.waitUntil(lambda: columns.table.columnCount() == 4, timeout=20_000)
    assert columns.chosen()["payee"] == 1
    box = columns.table.cellWidget(0, 2)
    box.setCurrentIndex(box.findData("payee"))
    box.activated.emit(box.currentIndex())
    assert columns.chosen()["payee"] == 2


def test_the_window_lives_while_a_file_is_read_and_reading_can_be_stopped(
    qtbot, state, opened, bill, monkeypatch
):
    begun = threading.Event()

    def slow(*args, cancelled, progress, **more):
        begun.set()
        progress(1, 10)
        while not cancelled():
            time.sleep(0.005)

    monkeypatch.setattr(import_reading, "read_file", slow)
    before = state.book
    wizard = opened()
    wizard.file.choose(bill)
    qtbot.waitUntil(begun.is_set, timeout=20_000)
    qtbot.waitUntil(lambda: wizard.progress.maximum() == 10)
    assert wizard.progress.isVisible()
    qtbot.mouseClick(wizard.stop_button, Qt.MouseButton.LeftButton)
    assert not wizard.progress.isVisible()
    assert wizard.file.isEnabled()
    qtbot.waitUntil(lambda: not state.lane.is_busy, timeout=20_000)
    assert state.book == before


def test_closing_while_reading_stops_it(qtbot, state, opened, bill, monkeypatch):
    stopped = threading.Event()

    def slow(*args, cancelled, **more):
        while not cancelled():
            time.sleep(0.005)
        stopped.set()

    monkeypatch.setattr(import_reading, "read_file", slow)
    wizard = opened()
    wizard.file.choose(bill)
    qtbot.keyClick(wizard, Qt.Key.Key_Escape)
    qtbot.waitUntil(stopped.is_set, timeout=20_000)


def test_the_password_of_an_archive_is_asked_for(qtbot, opened, tmp_path):
    path = tmp_path / "bill.zip"
    path.write_bytes(b"PK\x03\x04 broken")
    wizard = opened(path)
    assert wizard.file.password_row.isVisible()
    wizard.file.password.setText("123456")
    qtbot.keyClick(wizard.file.password, Qt.Key.Key_Return)
    settle(qtbot, wizard)
    assert wizard.reading.password == "123456"
    assert wizard.isVisible(), "Enter in the field does not close the window"


def test_a_file_is_dropped_on_the_first_step(qtbot, opened, bill):
    wizard = opened()
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(bill))])
    event = QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    wizard.file.dropEvent(event)
    qtbot.waitUntil(wizard.preview.isVisible, timeout=20_000)
    wizard._back()
    assert wizard.file.isVisible()


def test_without_an_account_one_is_asked_for_first(qtbot, state, opened, monkeypatch):
    monkeypatch.setattr(type(state), "book", property(lambda self: Book()))
    wizard = opened()
    assert not wizard.file.choose_button.isEnabled()
    assert wizard.file.add_account.isVisible()


def test_a_refused_edit_is_said_in_the_window(qtbot, state, opened, bill, monkeypatch):
    from planner.basics.errors import UserError

    def refuse(edit):
        raise UserError("The disk is full.")

    wizard = opened(bill)
    monkeypatch.setattr(state.session, "apply", refuse)
    wizard.import_button.click()
    qtbot.waitUntil(lambda: wizard.sure.text() == "The disk is full.", timeout=20_000)
    assert wizard.isVisible()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_outcome_and_answer_has_words(state, language):
    state.set_language(language)
    words = {outcome_words(outcome, state.wording) for outcome in outcomes()}
    assert len(words) == len(outcomes())
    assert answer_words("currency=USD", state.wording) == "USD"
