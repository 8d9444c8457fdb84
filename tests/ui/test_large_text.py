"""At the largest text size no sum is cut: a cut sum reads as another one."""

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QAbstractButton, QComboBox, QScrollArea

from planner.wording import LANGUAGES
from ui.main_window import MainWindow
from ui.parts.column_widths import fitted
from ui.parts.day_cell import DayCell
from ui.parts.entries_filter_bar import FilterBar
from ui.parts.table_model import Column
from ui.parts.tables import FactTable
from ui.parts.what_if_list import WhatIfList
from ui.preferences import TEXT_SIZES

LARGEST = max(TEXT_SIZES)


@pytest.fixture(params=LANGUAGES)
def large(request, qtbot, qapp, state):
    state.set_text_size(LARGEST)
    state.set_language(request.param)
    made = MainWindow(state)
    made.resize(1160, 760)
    with qtbot.waitSignal(state.outlook_changed, timeout=30_000):
        made.show()
    yield made
    state.set_text_size(100)
    made.close()
    made.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def shown(qtbot, window, key):
    window.show_page(key, None)
    qtbot.waitUntil(lambda: not window.state.lane.is_busy, timeout=20_000)
    qtbot.wait(60)
    return window.page


def test_every_sum_of_the_calendar_fits_its_day(qtbot, large):
    grid = shown(qtbot, large, "calendar").grid
    cell = grid.itemDelegate()
    assert isinstance(cell, DayCell)
    room = grid.columnWidth(0) - 12
    measure = QFontMetricsF(cell.money_font(room)).horizontalAdvance
    said = [words for day in grid.days.days for words, _ in cell._lines(day)]
    assert len(said) > 42
    assert max(map(measure, said)) <= room


def test_the_sums_and_the_boxes_of_the_filter_are_read_whole(qtbot, large):
    page = shown(qtbot, large, "entries")
    bar = page.findChild(FilterBar)
    assert bar.sums.width() >= bar.sums.sizeHint().width()
    assert bar.sums.geometry().right() <= bar.width()
    for box in bar.findChildren(QComboBox):
        assert box.width() >= min(box.sizeHint().width(), box.maximumWidth())


def test_the_list_of_what_ifs_and_the_chart_beside_it_cut_no_word(qtbot, large):
    page = shown(qtbot, large, "what_if")
    area = page.findChild(WhatIfList).findChild(QScrollArea)
    assert area.widget().minimumSizeHint().width() <= area.viewport().width()
    for part in page.findChildren(QAbstractButton):
        if part.isVisible():
            assert part.width() >= part.minimumSizeHint().width(), part.text()


@pytest.mark.parametrize("key", ["outlook", "entries", "loans", "reports"])
def test_no_table_is_wider_than_its_room_and_no_number_is_cut(qtbot, large, key):
    page = shown(qtbot, large, key)
    tables = [table for table in page.findChildren(FactTable) if table.isVisible()]
    assert tables or key == "reports"
    for table in tables:
        header = table.horizontalHeader()
        assert header.length() <= table.viewport().width()
        for number, column in enumerate(table.facts.columns):
            if column.is_number and not table.isColumnHidden(number):
                assert header.sectionSize(number) >= table._contents_width(number)


def test_every_choice_of_the_trouble_page_is_read_whole(qtbot, large):
    page = shown(qtbot, large, "trouble")
    for button in page.choice.findChildren(QAbstractButton):
        words = button.fontMetrics().horizontalAdvance(button.text())
        assert words <= button.width() - 4, button.text()


def test_where_room_is_short_spare_columns_go_first_then_texts_give_and_numbers_stay():
    def column(**more):
        return Column(title=str, show=str, **more)

    columns = [
        column(is_wide=True), column(width=200), column(width=100, is_spare=True),
        column(width=80, is_number=True), column(is_number=True), column(width=50, is_spare=True),
    ]  # fmt: skip

    def widths(room, scale=1.0):
        return fitted(columns, lambda _: 90, room, scale=scale)

    assert widths(700) == [110, 200, 100, 80, 90, 50]
    assert widths(629) == [110, 200, 100, 80, 90, 0]
    assert widths(500) == [110, 200, 0, 80, 90, 0]
    assert widths(400) == [110, 120, 0, 80, 90, 0]
    assert widths(10) == [110, 64, 0, 80, 90, 0]
    assert widths(700, scale=1.5) == [165, 300, 0, 120, 90, 0]
