"""FactTable: every key of the concept; each change is one edit of the book."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit

from planner.basics.errors import UserError
from planner.basics.text import text
from planner.book.account import Account
from planner.services.editing import removed, saved
from ui.parts.tables import Column, FactTable

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def table(state, qtbot):
    till = Account("till", "抽屉", "cash", 100, state.today)
    state.apply(saved(state.book, "account", till))

    def edit(account, typed):
        if typed == "?":
            raise UserError("Not this one.")
        return saved(state.book, "account", replace(account, name=typed))

    def edit_kind(account, kind):
        return saved(state.book, "account", replace(account, kind=kind))

    def remove(rows):
        return removed(state.book, "account", [row.id for row in rows]), text("Saved")

    columns = (
        Column(lambda: "Name", lambda row: row.name, sort=lambda row: row.name, edit=edit,
               can_clear=True),
        Column(lambda: "Kind", lambda row: row.kind.upper(), edit=edit_kind,
               written=lambda row: row.kind,
               choices=lambda: [("bank", "Bank"), ("cash", "Cash"), ("reserve", "Fund")]),
        Column(lambda: "Money", lambda row: str(row.opening), sort=lambda row: row.opening,
               is_number=True, is_wide=True),
    )  # fmt: skip
    made = FactTable(state, columns, remove=remove)
    made.set_rows(list(state.book.accounts.values()))
    state.book_changed.connect(lambda: made.set_rows(list(state.book.accounts.values())))
    qtbot.addWidget(made)
    made.resize(500, 200)
    made.show()
    made.setCurrentIndex(made.facts.index(0, 0))
    return made


def names(table):
    return [table.facts.row(row).name for row in range(table.facts.rowCount())]


def editor(table):
    found = [line for line in table.viewport().findChildren(QLineEdit) if line.isVisible()]
    return found[0] if found else None


def test_typing_edits_and_enter_commits_and_goes_down(table, qtbot, state):
    before = state.session.history()
    qtbot.keyClick(table, Qt.Key.Key_F2)
    qtbot.keyClicks(editor(table), "new")
    qtbot.keyClick(editor(table), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: state.book.accounts["bank"].name == "new")
    qtbot.waitUntil(lambda: table.currentIndex().row() == 1)
    assert len(state.session.history()) == len(before) + 1
    state.undo()
    assert names(table)[0] == "网商银行"


def test_a_letter_starts_to_edit(table, qtbot):
    qtbot.keyClicks(table, "x")
    assert editor(table) is not None


def test_esc_reverts_and_makes_no_edit(table, qtbot, state):
    before = len(state.session.history())
    qtbot.keyClick(table, Qt.Key.Key_F2)
    qtbot.keyClicks(editor(table), "new")
    qtbot.keyClick(editor(table), Qt.Key.Key_Escape)
    qtbot.wait(20)
    assert names(table)[0] == "网商银行"
    assert len(state.session.history()) == before


def test_leaving_a_cell_unchanged_makes_no_edit(table, qtbot, state):
    before = len(state.session.history())
    qtbot.keyClick(table, Qt.Key.Key_F2)
    qtbot.keyClick(editor(table), Qt.Key.Key_Return)
    qtbot.wait(20)
    assert len(state.session.history()) == before


def test_tab_goes_right(table, qtbot):
    qtbot.keyClick(table, Qt.Key.Key_Tab)
    assert table.currentIndex().column() == 1


def test_a_refused_text_comes_back_with_its_reason(table, qtbot):
    qtbot.keyClick(table, Qt.Key.Key_F2)
    qtbot.keyClicks(editor(table), "?")
    qtbot.keyClick(editor(table), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: table._cells.line.accessibleDescription() == "Not this one.")
    assert table._cells.line.text() == "?"
    assert names(table)[0] == "网商银行"


def test_a_choice_is_made_from_a_list(table, qtbot, state):
    table.edit(table.facts.index(0, 1))
    choice = table.viewport().findChild(QComboBox)
    assert choice.currentData() == "bank"
    choice.setCurrentIndex(choice.findData("cash"))
    table.commitData(choice)
    qtbot.waitUntil(lambda: state.book.accounts["bank"].kind == "cash")


def test_ctrl_d_repeats_the_value_above(table, qtbot, state):
    table.setCurrentIndex(table.facts.index(1, 0))
    qtbot.keyClick(table, Qt.Key.Key_D, CTRL)
    qtbot.waitUntil(lambda: names(table)[:2] == ["网商银行", "网商银行"])
    table.setCurrentIndex(table.facts.index(0, 0))
    qtbot.keyClick(table, Qt.Key.Key_D, CTRL)


def test_del_clears_a_cell_and_elsewhere_removes_the_row(table, qtbot, state):
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: names(table)[0] == "")
    table.setCurrentIndex(table.facts.index(2, 2))
    with qtbot.waitSignal(state.noticed):
        qtbot.keyClick(table, Qt.Key.Key_Delete)
    assert "till" not in state.book.accounts
    state.undo()
    assert "till" in state.book.accounts


def test_ctrl_c_copies_rows_with_tabs(table, qtbot, qapp):
    qtbot.keyClick(table, Qt.Key.Key_C, CTRL)
    assert qapp.clipboard().text() == "网商银行\tBANK\t1600000"


def test_enter_opens_a_row_where_the_cell_cant_be_edited(table, qtbot):
    table.setCurrentIndex(table.facts.index(1, 2))
    with qtbot.waitSignal(table.opened) as opened:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert opened.args[0].id == "fund"


def test_sorting_keeps_the_current_fact(table):
    table.sortByColumn(2, Qt.SortOrder.AscendingOrder)
    assert [table.facts.row(row).id for row in range(3)] == ["till", "fund", "bank"]
    assert table.choose("bank")
    table.sortByColumn(2, Qt.SortOrder.DescendingOrder)
    assert table.current().id == "bank"
    table.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    assert [table.facts.row(row).id for row in range(3)] == ["bank", "fund", "till"]


def test_the_current_row_moves_up_when_its_fact_is_gone(table, state):
    table.choose("fund")
    table.set_rows([state.book.accounts["bank"]])
    assert table.current().id == "bank"
    assert not table.choose("fund")
    table.set_rows([])
    assert table.current() is None
    assert table.chosen() == []


def test_a_screen_reader_hears_title_and_value(table):
    role = Qt.ItemDataRole.AccessibleTextRole
    assert table.facts.index(0, 0).data(role) == "Name: 网商银行"


def test_only_as_high_as_its_rows(table):
    table.fit_rows(5)
    three = table.height()
    table.fit_rows(1)
    assert table.height() == three - 2 * 29
