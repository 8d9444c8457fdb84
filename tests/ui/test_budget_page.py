"""The budget page: plans typed, filled, copied and cleared, as with a spreadsheet's keys."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from planner.book.book import Book
from planner.services.budgeting import budget_table
from ui.pages.budget import BudgetPage
from ui.parts.budget_model import GridColumn
from ui.parts.budget_rows import grid_lines, plan_months

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(qtbot, state):
    made = BudgetPage(state)
    qtbot.addWidget(made)
    made.resize(954, 730)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    return made


@pytest.fixture
def grid(page):
    page.view.set_value("plan")
    return page.grid


def row_of(grid, key):
    return next(row for row, line in enumerate(grid.grid.lines) if line.key == key)


def at(grid, key, month):
    columns = range(len(grid.grid.columns))
    column = next(at for at in columns if grid.grid.month_of(at) == month)
    index = grid.grid.index(row_of(grid, key), column)
    grid.setFocus()
    grid.setCurrentIndex(index)
    return index


def planned(state, month, category):
    line = state.book.budget.get(f"{month}/{category}")
    return line.amount if line else None


def test_lines_go_from_opening_to_closing_with_subtotals(shop, today):
    table = budget_table(shop, None, "2026-10", 3, today=today)
    lines = grid_lines(table)
    assert [line.kind for line in lines][:2] == ["balance", "heading"]
    assert lines[-1].key == "closing"
    total = next(line for line in lines if line.key == "total expense")
    members = [line for line in lines if line.kind == "line" and line.flow == "expense"]
    for month in range(3):
        parts = sum(line.cells[month].actual for line in members)
        assert total.value(month, "actual") == (parts if month < 2 else None)
    assert any(line.key == "loan:l1" for line in lines), "instalments have their own row"


def test_opening_and_all_plans_give_the_closing_balance(shop, today):
    lines = grid_lines(budget_table(shop, None, "2026-12", 3, today=today))
    by_key = {line.key: line for line in lines}
    moved = [line for line in lines if line.kind == "line"]
    for month in range(3):
        plans = sum(line.cells[month].plan for line in moved)
        assert (
            by_key["closing"].value(month, "plan") == by_key["opening"].value(month, "plan") + plans
        )


def test_groups_have_their_own_sums(shop, today):
    from dataclasses import replace

    from planner.book.edit import apply
    from planner.services.editing import saved

    book = shop
    for key in ("rent", "utilities"):
        grouped = replace(book.categories[key], group="店面")
        book = apply(book, saved(book, "category", grouped))
    lines = grid_lines(budget_table(book, None, "2026-10", 1, today=today))
    group = next(line for line in lines if line.kind == "group")
    assert (group.name, group.value(0, "actual")) == ("店面", -511000)


def test_bars_turn_expenses_upwards(shop, today):
    table = budget_table(shop, None, "2026-10", 3, today=today)
    rent = next(line for line in grid_lines(table) if line.key == "rent")
    bars = plan_months(rent, table.months)
    assert [bar.actual for bar in bars] == [450000, 450000, None]


def test_a_plan_is_typed_and_undone(qtbot, state, grid):
    at(grid, "rent", "2026-12")
    qtbot.keyClick(grid, Qt.Key.Key_F2)
    editor = grid.viewport().findChild(QLineEdit)
    editor.selectAll()
    qtbot.keyClicks(editor, "4600")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: planned(state, "2026-12", "rent") == -460000)
    QTest.qWait(20)
    assert grid.current_line().key != "rent", "Enter goes down"
    state.undo()
    assert planned(state, "2026-12", "rent") is None


def test_typing_a_digit_begins_to_edit_and_escape_reverts(qtbot, state, grid):
    at(grid, "rent", "2026-12")
    qtbot.keyClick(grid, Qt.Key.Key_5)
    qtbot.keyClick(grid.viewport().findChild(QLineEdit), Qt.Key.Key_Escape)
    assert planned(state, "2026-12", "rent") is None


def test_a_word_is_given_back_with_its_reason(qtbot, state, grid):
    at(grid, "rent", "2026-12")
    qtbot.keyClick(grid, Qt.Key.Key_F2)
    editor = grid.viewport().findChild(QLineEdit)
    editor.setText("viel")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(
        lambda: any(e.text() == "viel" for e in grid.viewport().findChildren(QLineEdit))
    )
    assert state.book.budget == {}


def test_ctrl_r_fills_to_the_right_in_one_edit(qtbot, state, grid):
    first = at(grid, "rent", "2026-12")
    grid.selectionModel().select(
        grid.grid.index(first.row(), first.column() + 2),
        grid.selectionModel().SelectionFlag.Select,
    )
    grid.selectionModel().select(
        grid.grid.index(first.row(), first.column() + 1),
        grid.selectionModel().SelectionFlag.Select,
    )
    qtbot.keyClick(grid, Qt.Key.Key_R, CTRL)
    assert planned(state, "2027-01", "rent") == planned(state, "2027-02", "rent") == -450000
    state.undo()
    assert state.book.budget == {}


def test_ctrl_r_on_one_cell_takes_the_month_before(qtbot, state, grid):
    at(grid, "supplies", "2027-01")
    qtbot.keyClick(grid, Qt.Key.Key_R, CTRL)
    assert planned(state, "2027-01", "supplies") == -1_160_000


def test_ctrl_d_takes_the_plan_above(qtbot, state, grid):
    at(grid, "supplies", "2026-12")
    qtbot.keyClick(grid, Qt.Key.Key_D, CTRL)
    assert planned(state, "2026-12", "supplies") == -450000


def test_del_takes_a_plan_away(qtbot, state, page, grid):
    page.fill_button.click()
    at(grid, "rent", "2026-12")
    assert planned(state, "2026-12", "rent") == -450000
    qtbot.keyClick(grid, Qt.Key.Key_Delete)
    assert planned(state, "2026-12", "rent") is None


def test_cells_are_copied_and_pasted(qtbot, state, grid):
    at(grid, "rent", "2026-12")
    QGuiApplication.clipboard().setText("100\t200\n300\t400\n")
    qtbot.keyClick(grid, Qt.Key.Key_V, CTRL)
    assert planned(state, "2026-12", "rent") == -10000
    assert planned(state, "2027-01", "supplies") == -40000
    qtbot.keyClick(grid, Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "−100"
    QGuiApplication.clipboard().setText("viel")
    with qtbot.waitSignal(state.failed):
        qtbot.keyClick(grid, Qt.Key.Key_V, CTRL)


def test_sums_and_booked_cells_cannot_be_typed(grid):
    grid.grid.show(grid.grid.lines, grid.grid.months, [GridColumn(0, "actual")])
    assert not grid.grid.can_type(grid.grid.index(row_of(grid, "rent"), 0))
    grid.grid.show(grid.grid.lines, grid.grid.months, [GridColumn(0, "plan")])
    assert not grid.grid.can_type(grid.grid.index(row_of(grid, "total expense"), 0))
    assert grid.grid.can_type(grid.grid.index(row_of(grid, "rent"), 0))


def test_the_offer_fills_the_plan_in_one_edit_and_goes_away(qtbot, state, page):
    assert page.offer.isVisible()
    qtbot.mouseClick(page.fill_button, Qt.MouseButton.LeftButton)
    assert planned(state, "2026-12", "sales") == 4 * 470000
    assert not page.offer.isVisible()
    state.undo()
    assert page.offer.isVisible()


def test_last_month_is_copied_or_refused_in_words(qtbot, state, page, grid):
    page.fill_button.click()
    at(grid, "rent", "2027-10" if "2027-10" in grid.grid.months else grid.grid.months[-1])
    month = grid.current_month()
    qtbot.keyClick(grid, Qt.Key.Key_Delete)
    qtbot.mouseClick(page.copy_button, Qt.MouseButton.LeftButton)
    assert planned(state, month, "rent") == -450000
    at(grid, "rent", grid.grid.months[0])
    with qtbot.waitSignal(state.failed):
        qtbot.mouseClick(page.copy_button, Qt.MouseButton.LeftButton)


def test_months_move_and_come_back(qtbot, page):
    first = page.grid.grid.months[0]
    qtbot.mouseClick(page.forth, Qt.MouseButton.LeftButton)
    assert page.grid.grid.months[0] > first
    qtbot.mouseClick(page.back, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(page.back, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(page.today, Qt.MouseButton.LeftButton)
    assert page.grid.grid.months[0] == first == "2026-10"


def test_the_chart_follows_the_chosen_line(qtbot, page):
    grid = page.grid
    page.ensureWidgetVisible(page.chart)
    qtbot.waitUntil(lambda: page.chart.canvas is not None, timeout=30_000)
    grid.setCurrentIndex(grid.grid.index(row_of(grid, "rent"), 1))
    assert page.chart_card.title.text() == "房租"
    assert "房租" in page.chart.canvas.accessibleName()
    assert "预算" in page.foot.text()


def test_no_number_is_cut_off_at_the_smallest_window(page):
    for view in ("detail", "plan", "actual"):
        page.view.set_value(view)
        grid = page.grid
        width = grid.horizontalHeader().sectionSize(0)
        metrics = grid.fontMetrics()
        widest = max(
            metrics.horizontalAdvance(str(grid.grid.index(row, column).data() or ""))
            for row in range(grid.grid.rowCount())
            for column in range(grid.grid.columnCount())
        )
        assert widest + 8 <= width


def test_export_asks_for_the_reports_page(qtbot, state, page):
    with qtbot.waitSignal(state.page_requested) as asked:
        qtbot.mouseClick(page.export_button, Qt.MouseButton.LeftButton)
    assert asked.args == ["reports", "budget"]


def test_an_empty_book_shows_one_sentence_and_one_button(qtbot, state, page, monkeypatch):
    monkeypatch.setattr(type(state), "book", property(lambda self: Book()))
    page.refresh()
    assert page.empty.isVisible()
    assert not page.table_card.isVisible()
    with qtbot.waitSignal(state.page_requested):
        qtbot.mouseClick(page.empty.button, Qt.MouseButton.LeftButton)


def test_cells_are_spoken_with_row_month_and_measure(page):
    grid = page.grid
    index = grid.grid.index(row_of(grid, "rent"), 1)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "房租, 2026年10月, 实际: −¥4,500.00"
