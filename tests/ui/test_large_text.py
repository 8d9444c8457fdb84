"""At the largest text size no sum is cut: a cut sum reads as another one."""

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QAbstractButton, QComboBox, QScrollArea

from planner.wording import LANGUAGES
from ui.main_window import MainWindow
from ui.parts.day_cell import DayCell
from ui.parts.entries_filter_bar import FilterBar
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
