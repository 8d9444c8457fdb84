"""The page of income and expenses, used as a person would: typing, keys, clicks."""

import datetime as dt

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QLineEdit

from planner.book.book import Book, CashMove
from ui.forms.import_wizard import ImportWizard
from ui.pages.entries import EntriesPage
from ui.parts.entries_rows import EntryFilter, entry_rows

COLUMNS = {"date": 0, "payee": 1, "category": 2, "account": 3, "amount": 4, "note": 5}


@pytest.fixture
def page(qtbot, state):
    made = EntriesPage(state)
    qtbot.addWidget(made)
    made.resize(954, 730)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    chart = made.sections["entries"].months.slot
    qtbot.waitUntil(lambda: chart.canvas is not None, timeout=30_000)
    return made


@pytest.fixture
def table(page):
    return page.sections["entries"].table


def at(table, line, column):
    table.setFocus()
    table.setCurrentIndex(table.facts.index(line, COLUMNS[column]))
    return table.facts.row(line)


def editor(table, kind=QLineEdit):
    return next(found for found in table.viewport().findChildren(kind) if found.isVisible())


def typed(qtbot, table, line, column, words, *, key=Qt.Key.Key_Return):
    entry = at(table, line, column)
    qtbot.keyClick(table, Qt.Key.Key_F2)
    field = editor(table)
    field.selectAll()
    field.insert(words)
    told = []
    table.facts.typed.connect(lambda *typed: told.append(typed))
    qtbot.keyClick(field, key)
    qtbot.waitUntil(lambda: bool(told))
    QTest.qWait(20)  # the edit follows by a queued signal
    return entry


def test_all_entries_and_loan_payments_are_listed(state, table):
    assert table.facts.rowCount() == len(entry_rows(state.book, EntryFilter()))
    loans = [n for n in range(20) if isinstance(table.facts.row(n), CashMove)]
    index = table.facts.index(loans[0], COLUMNS["amount"])
    assert not table.facts.flags(index) & Qt.ItemFlag.ItemIsEditable
    assert index.data() == "−¥5,398.53"


def test_an_amount_is_edited_and_keeps_its_direction(qtbot, state, table):
    entry = typed(qtbot, table, 0, "amount", "700+20")
    assert state.book.ledger.find(entry.id).amount == -72000
    assert table.currentIndex().row() == 1, "Enter goes down"
    state.undo()
    assert state.book.ledger.find(entry.id) == entry


def test_a_sign_turns_an_expense_into_income(qtbot, state, table):
    entry = typed(qtbot, table, 0, "amount", "+50")
    assert state.book.ledger.find(entry.id).amount == 5000


def test_typing_begins_to_edit_and_escape_reverts(qtbot, state, table):
    entry = at(table, 0, "note")
    qtbot.keyClick(table, Qt.Key.Key_X)
    qtbot.keyClick(editor(table), Qt.Key.Key_Escape)
    assert state.book.ledger.find(entry.id) == entry


def test_tab_goes_right_after_an_edit(qtbot, state, table):
    entry = typed(qtbot, table, 0, "payee", "国网", key=Qt.Key.Key_Tab)
    assert state.book.ledger.find(entry.id).payee == "国网"
    assert table.currentIndex().column() == COLUMNS["category"]


def test_a_date_is_typed_short_and_the_line_moves_to_its_place(qtbot, state, table):
    entry = typed(qtbot, table, 0, "date", "11/2")
    assert state.book.ledger.find(entry.id).date == dt.date(2026, 11, 2)
    dates = [table.facts.row(line).date for line in range(table.facts.rowCount())]
    assert dates == sorted(dates, reverse=True)


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_a_category_is_chosen_from_the_list(qtbot, state, table):
    entry = at(table, 0, "category")
    qtbot.keyClick(table, Qt.Key.Key_F2)
    box = editor(table, QComboBox)
    box.setCurrentIndex(box.findData("rent"))
    qtbot.keyClick(box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: state.book.ledger.find(entry.id).category == "rent")


def test_what_cannot_be_read_is_given_back(qtbot, state, table):
    entry = typed(qtbot, table, 0, "amount", "viel")
    assert state.book.ledger.find(entry.id) == entry
    assert editor(table).text() == "viel"
    qtbot.keyClick(editor(table), Qt.Key.Key_Escape)


def test_ctrl_d_repeats_the_value_above(qtbot, state, table):
    above, entry = table.facts.row(0), at(table, 1, "payee")
    qtbot.keyClick(table, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: state.book.ledger.find(entry.id).payee == above.payee)


def test_del_removes_the_entry_with_a_toast_and_undo_brings_it_back(qtbot, state, table):
    entry = at(table, 0, "amount")
    with qtbot.waitSignal(state.noticed) as told:
        qtbot.keyClick(table, Qt.Key.Key_Delete)
    said, can_undo = told.args
    assert (state.wording.say(said), can_undo) == ("已删除「供电」", True)
    assert state.book.ledger.find(entry.id) is None
    state.undo()
    assert table.current().id == entry.id, "the selection goes to what came back"


def test_del_leaves_a_payment_of_a_loan(qtbot, state, table):
    before = state.book
    line = next(n for n in range(20) if isinstance(table.facts.row(n), CashMove))
    at(table, line, "amount")
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    assert state.book == before


def test_a_loan_line_opens_its_loan(qtbot, state, table):
    line = next(n for n in range(20) if isinstance(table.facts.row(n), CashMove))
    at(table, line, "payee")
    with qtbot.waitSignal(state.page_requested) as asked:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert asked.args == ["loans", "l1"]


def test_ctrl_return_opens_the_form_of_the_entry(qtbot, page, table):
    at(table, 0, "payee")
    qtbot.keyClick(table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    form = page.findChild(QDialog)
    assert form.payee.text() == "供电"
    form.reject()


def test_words_narrow_the_table_and_the_sums_follow(qtbot, page, table):
    page.focus_on("filter")
    bar = page.sections["entries"].filters
    assert QApplication.focusWidget() is bar.words
    qtbot.keyClicks(bar.words, "4500")
    qtbot.waitUntil(lambda: table.facts.rowCount() == 6)
    assert "27,000" in bar.sums.text()
    bar.clear()
    assert table.facts.rowCount() > 50


def test_no_match_says_so(qtbot, page, table):
    section = page.sections["entries"]
    section.filters.words.insert("没有这个")
    section.filters.changed.emit()
    assert section.nothing.isVisible()
    assert not table.isVisible()


def test_clicking_a_bar_shows_that_month_and_again_all(qtbot, page, table):
    section = page.sections["entries"]
    section.months.slot.canvas.picked.emit("2026-08")
    assert {table.facts.row(n).date.month for n in range(table.facts.rowCount())} == {8}
    section.months.slot.canvas.picked.emit("")
    assert table.facts.rowCount() > 50


def test_the_chart_is_walked_by_keys_and_says_its_months(qtbot, page):
    section = page.sections["entries"]
    chart = section.months.slot.canvas
    qtbot.keyClick(chart, Qt.Key.Key_Left)
    qtbot.keyClick(chart, Qt.Key.Key_Left)
    with qtbot.waitSignal(chart.picked) as picked:
        qtbot.keyClick(chart, Qt.Key.Key_Return)
    assert picked.args == ["2026-10"]
    assert "10月" in chart.accessibleName()


def test_a_click_on_the_heading_sorts_by_amount(qtbot, table):
    table.horizontalHeader().setSortIndicator(COLUMNS["amount"], Qt.SortOrder.AscendingOrder)
    qtbot.waitUntil(lambda: table.facts.row(0).amount == -4_200_000)


def test_future_entries_and_transfers_are_marked_in_words(qtbot, state, table):
    from dataclasses import replace

    from planner.services.editing import saved
    from ui.parts.entries_table import tag_of

    entry = state.book.ledger.entry(0)
    ahead = replace(entry, id="a1", date=dt.date(2026, 12, 24))
    moved = replace(entry, id="a2", amount=-100, to_account="fund", category="")
    for fact in (ahead, moved):
        state.apply(saved(state.book, "entry", fact))
    assert tag_of(state, ahead) == "计划"
    assert tag_of(state, moved) == "转账"
    shown = table.facts.index(table.facts.row_of("a2"), COLUMNS["account"]).data()
    assert shown == "网商银行 → 应急金"


def test_repeating_items_are_listed_in_words_and_edited_in_place(qtbot, state, page):
    page.focus_on("repeating")
    listed = page.sections["repeating"].lists[0]
    shown = [listed.table.facts.index(row, 1).data() for row in range(5)]
    assert shown == ["每周一", "每月 1 日", "每月 5 日", "每月 15 日", "每月 20 日"]
    edit = listed.table.facts.columns[5].edit
    state.apply(edit(state.book.recurring["r2"], "4600"))
    assert state.book.recurring["r2"].amount == -460000


def test_an_invoice_is_settled_from_its_list(qtbot, state, page):
    page.focus_on("invoices")
    listed = page.sections["invoices"].lists[0]
    listed.table.setCurrentIndex(listed.table.facts.index(0, 0))
    qtbot.mouseClick(listed.settle_button, Qt.MouseButton.LeftButton)
    form = page.findChild(QDialog)
    form.save()
    assert state.book.invoices["i1"].settled_on == state.today
    assert listed.table.facts.rowCount() == 0
    listed.show_settled.setChecked(True)
    assert listed.table.facts.rowCount() == 1


def test_accounts_show_balances_and_used_ones_stay(qtbot, state, page):
    page.focus_on("accounts")
    accounts, categories = page.sections["accounts"].lists
    assert accounts.table.facts.index(0, 3).data() == "¥19,051.91"
    accounts.table.setCurrentIndex(accounts.table.facts.index(0, 0))
    with qtbot.waitSignal(state.failed):
        qtbot.keyClick(accounts.table, Qt.Key.Key_Delete)
    assert "bank" in state.book.accounts
    assert categories.table.facts.rowCount() == 6


@pytest.mark.parametrize("section", ["entries", "repeating", "invoices", "accounts"])
def test_the_button_of_the_header_opens_the_form_of_the_section(qtbot, page, section):
    page.focus_on(section)
    qtbot.mouseClick(page.add_button, Qt.MouseButton.LeftButton)
    form = page.findChild(QDialog)
    assert form is not None
    form.reject()


def test_an_empty_book_shows_one_sentence_and_one_button(qtbot, state, page, monkeypatch):
    monkeypatch.setattr(type(state), "book", property(lambda self: Book()))
    page.refresh()
    section = page.sections["entries"]
    assert section.empty.isVisible()
    assert not section.months.isVisible()
    for key in ("repeating", "invoices", "accounts"):
        page.focus_on(key)
        assert all(card.empty.isVisible() for card in page.sections[key].lists)


def test_a_dropped_file_opens_the_import_window(qtbot, page, tmp_path):
    path = tmp_path / "bill.csv"
    path.write_text("日期,对方,金额\n2026-11-01,买菜,-35.20\n2026-11-13,卖面,120\n", "utf-8")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(
        QPointF(50, 50), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    page.dropEvent(event)
    wizard = page.findChild(ImportWizard)
    qtbot.waitUntil(lambda: wizard.reading.batch is not None, timeout=20_000)
    wizard.reject()


def test_both_languages_name_everything(qtbot, state, page):
    for language, title in (("en", "Income & expenses"), ("zh", "收支")):
        state.set_language(language)
        assert page.header_title.text() == title
        for widget in (page.choice, page.sections["entries"].table):
            assert widget.accessibleName()


def test_the_months_are_shown_as_a_table_and_narrow_from_there(qtbot, page, table):
    months = page.sections["entries"].months
    qtbot.mouseClick(months.switch, Qt.MouseButton.LeftButton)
    assert months.table.isVisible()
    assert months.table.facts.index(0, 3).data() == "¥5,398.53"
    months.table.setCurrentIndex(months.table.facts.index(3, 0))
    qtbot.keyClick(months.table, Qt.Key.Key_Return)
    assert {table.facts.row(n).date.month for n in range(table.facts.rowCount())} == {8}


def test_ctrl_tab_leaves_the_table(qtbot, table):
    at(table, 0, "payee")
    qtbot.keyClick(table, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is table
    qtbot.keyClick(table, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.focusWidget() is not table
