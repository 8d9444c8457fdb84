"""The market note and kept what-ifs, used as a person would."""

import datetime as dt
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt

from planner.book.market import Indicator, Point
from planner.services.editing import saved
from tests.ui.shop_state import shop_state, with_look
from tests.ui.test_what_if_page import choose, field, names, settle, shown
from ui.forms.indicator_form import IndicatorForm
from ui.forms.keep_form import KeepForm
from ui.forms.market_dialog import MarketDialog
from ui.pages.what_if import WhatIfPage

DAY = dt.date(2026, 8, 20)


@pytest.fixture
def state(qtbot, tmp_path):
    made = with_look(shop_state(tmp_path))
    yield made
    made.close()


@pytest.fixture
def page(qtbot, state):
    return shown(qtbot, WhatIfPage(state))


@pytest.fixture
def note(qtbot, state):
    dialog = MarketDialog(state)
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    return dialog


def noted(state, key="m1", name="Pork", category="supplies"):
    points = (Point(DAY, Decimal(20)), Point(dt.date(2026, 11, 20), Decimal(24)))
    state.apply(saved(state.book, "indicator", Indicator(key, name, "kg", points, category)))


def last(parent, kind):
    """The form of a kind that was opened last."""
    return parent.findChildren(kind)[-1]


# the note


def test_a_figure_is_added_noted_and_told(qtbot, state, note):
    assert note.stack.currentIndex() == 1  # nothing is watched yet: one sentence, one button
    qtbot.mouseClick(note.empty.button, Qt.MouseButton.LeftButton)
    form = last(note, IndicatorForm)
    qtbot.keyClicks(form.name, "Flour")
    form.category.setCurrentIndex(form.category.findData("supplies"))
    form.share.setText("60%")
    form.save()
    (flour,) = state.book.indicators.values()
    assert (flour.name, flour.category, flour.share) == ("Flour", "supplies", Decimal("0.6"))
    figures = note.figures
    for day, value in (("2026-08-20", "20"), ("2026-11-20", "24")):
        figures.day.setText(day)
        qtbot.keyClicks(figures.value, value)
        qtbot.keyClick(figures.value, Qt.Key.Key_Return)
    points = state.book.indicators[flour.id].points
    assert [(point.date.isoformat(), point.value) for point in points] == [
        ("2026-08-20", 20), ("2026-11-20", 24),
    ]  # fmt: skip
    assert figures.moved.text() == "20% higher than 90 days before."
    assert figures.follows.text() == "“进货” follows with 60% of a change."
    state.undo()
    assert len(state.book.indicators[flour.id].points) == 1


@pytest.mark.parametrize(
    ("day", "value", "where"),
    [("2026-12-24", "20", "day_field"), ("soon", "20", "day_field"),
     ("2026-11-20", "-4", "value_field"), ("2026-11-20", "", "value_field")],
)  # fmt: skip
def test_what_is_no_figure_is_said_beside_it_and_the_book_stays(
    qtbot, state, note, day, value, where
):
    noted(state)
    version = state.book.version
    note.figures.day.setText(day)
    note.figures.value.setText(value)
    qtbot.mouseClick(note.figures.note_button, Qt.MouseButton.LeftButton)
    assert getattr(note.figures, where).error.text()
    assert state.book.version == version


def test_figures_of_a_table_come_in_as_one_edit(qtbot, state, note, tmp_path):
    noted(state)
    path = tmp_path / "p.csv"
    path.write_text(
        "day,price\n2026-11-01,21\n2026-11-08,22\n2026-11-20,25\n2026-11-21,\n", "utf-8"
    )
    note.figures.take_file(path)
    qtbot.waitUntil(lambda: len(state.book.indicators["m1"].points) == 4, timeout=10_000)
    assert [str(point.value) for point in state.book.indicators["m1"].points] == [
        "20",
        "21",
        "22",
        "25",
    ]
    assert note.figures.answer.text() == (
        "3 figures taken from p.csv; 1 row without a day or a figure was left out."
    )
    state.undo()
    assert len(state.book.indicators["m1"].points) == 2


def test_a_table_that_is_none_is_refused_in_words(qtbot, state, note, tmp_path):
    noted(state)
    path = tmp_path / "p.csv"
    path.write_text("a,b\nx,y\n", "utf-8")
    version = state.book.version
    note.figures.take_file(path)
    qtbot.waitUntil(lambda: bool(note.figures.refusal.text()), timeout=10_000)
    assert "no column of dates" in note.figures.refusal.text()
    assert state.book.version == version


def test_a_figure_can_be_changed_removed_and_the_whole_thing_too(qtbot, state, note):
    noted(state)
    noted(state, "m2", "Rent", "")
    assert [note.list.item(row).text() for row in range(2)] == ["Pork", "Rent"]
    table = note.figures.table
    table.facts.typed.emit(table.facts.row(0), 1, "30")
    qtbot.waitUntil(lambda: state.book.indicators["m1"].points[1].value == 30, timeout=2_000)
    table.selectRow(0)
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    assert len(state.book.indicators["m1"].points) == 1
    note.figures._remove()
    assert set(state.book.indicators) == {"m2"}
    assert note.figures.heading.text() == "Rent · kg"
    assert not note.figures.try_button.isEnabled()  # no category follows it


def test_it_drives_a_what_if(qtbot, page, state):
    assert not page.list.choices["market"].box.isEnabled()
    noted(state, "m0", "Gas", "supplies")
    noted(state)
    page._try_market("m1")  # the window is still being prepared anew: it waits
    qtbot.waitUntil(lambda: "Pork 20% higher" in names(page), timeout=20_000)
    assert field(page, "market", "indicator").currentData() == "m1"


# kept what-ifs


def test_a_what_if_is_kept_under_a_name_and_is_there_again(qtbot, page, state):
    choose(qtbot, page, "takings", percent=-7)
    qtbot.mouseClick(page.list.choices["takings"].keep_button, Qt.MouseButton.LeftButton)
    form = last(page.window(), KeepForm)
    form.save()
    assert form.fields["name"].error.text() == "Give it a name."
    qtbot.keyClicks(form.name, "Low season")
    form.save()
    (kept,) = state.book.what_ifs.values()
    assert (kept.name, kept.kind, kept.values[0].value) == ("Low season", "takings", "-35")
    qtbot.waitUntil(lambda: kept.id in page.list.kept, timeout=20_000)
    settle(qtbot, page)
    choice = page.list.kept[kept.id]
    assert choice.is_chosen
    assert not page.list.choices["takings"].is_chosen
    assert names(page) == ["Takings 35% lower"]
    assert choice.box.text() == "Low season"


def test_a_kept_one_is_renamed_given_other_values_and_removed(qtbot, page, state):
    test_a_what_if_is_kept_under_a_name_and_is_there_again(qtbot, page, state)
    (key,) = state.book.what_ifs
    choice = page.list.kept[key]
    choice.fields[0].input.slider.setValue(-2)
    qtbot.mouseClick(choice.keep_button, Qt.MouseButton.LeftButton)
    form = last(page.window(), KeepForm)
    assert form.name.text() == "Low season"
    form.name.setText("A quiet month")
    form.save()
    assert state.book.what_ifs[key].values[0].value == "-10"
    qtbot.waitUntil(lambda: page.list.kept[key].box.text() == "A quiet month", timeout=20_000)
    settle(qtbot, page)
    qtbot.mouseClick(page.list.kept[key].keep_button, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(last(page.window(), KeepForm).remove_button, Qt.MouseButton.LeftButton)
    assert not state.book.what_ifs
    qtbot.waitUntil(lambda: not page.list.kept, timeout=20_000)
    assert page.list.order == []
    state.undo()
    qtbot.waitUntil(lambda: key in page.list.kept, timeout=20_000)
