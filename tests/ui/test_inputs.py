"""Inputs read what people type, keep it when it is wrong, and say why."""

import datetime as dt

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QCalendarWidget

from planner.basics.errors import UserError
from ui.parts.date_edit import DateEdit
from ui.parts.field import Field
from ui.parts.money_edit import MoneyEdit


@pytest.mark.parametrize(
    ("typed", "minor"), [("1.2万", 1_200_000), ("3500+200", 370_000), ("−¥1,200.50", -120_050)]
)
def test_money_shows_the_result_of_what_was_typed(state, qtbot, typed, minor):
    edit = MoneyEdit(state)
    qtbot.addWidget(edit)
    edit.setText(typed)
    assert edit.minor() == minor
    edit.editingFinished.emit()
    assert edit.minor() == minor
    assert edit.text() == f"{minor / 100:.2f}"


def test_money_that_cant_be_read_stays_as_typed(state, qtbot):
    edit = MoneyEdit(state, 500)
    qtbot.addWidget(edit)
    edit.setText("abc")
    edit.editingFinished.emit()
    assert edit.text() == "abc"
    with pytest.raises(UserError):
        edit.minor()
    edit.clear()
    with pytest.raises(UserError, match="Enter an amount"):
        edit.minor()


@pytest.mark.parametrize(
    ("typed", "date"),
    [("2026-12-5", dt.date(2026, 12, 5)), ("12/5", dt.date(2026, 12, 5)), ("28", dt.date(2026, 11, 28))],
)  # fmt: skip
def test_a_date_is_read_in_short_forms(state, qtbot, typed, date):
    edit = DateEdit(state)
    qtbot.addWidget(edit)
    edit.setText(typed)
    edit.editingFinished.emit()
    assert edit.text() == date.isoformat()
    assert edit.date() == date


def test_up_and_down_move_a_date_by_a_day(state, qtbot):
    edit = DateEdit(state, dt.date(2026, 11, 30))
    qtbot.addWidget(edit)
    with qtbot.waitSignal(edit.picked):
        qtbot.keyClick(edit, Qt.Key.Key_Up)
    assert edit.date() == dt.date(2026, 12, 1)
    qtbot.keyClick(edit, Qt.Key.Key_Down)
    qtbot.keyClick(edit, Qt.Key.Key_Down)
    assert edit.date() == dt.date(2026, 11, 29)


def test_a_wrong_date_stays_and_an_empty_one_is_asked_for(state, qtbot):
    edit = DateEdit(state)
    qtbot.addWidget(edit)
    with pytest.raises(UserError, match="Enter a date"):
        edit.date()
    edit.setText("99/99")
    edit.editingFinished.emit()
    assert edit.text() == "99/99"
    qtbot.keyClick(edit, Qt.Key.Key_Up)
    assert edit.date() == state.today + dt.timedelta(days=1)


def test_a_day_can_be_picked_from_the_calendar(state, qtbot):
    edit = DateEdit(state, state.today)
    qtbot.addWidget(edit)
    edit.show()
    qtbot.keyClick(edit, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    calendar = edit.findChild(QCalendarWidget)
    assert calendar.selectedDate() == QDate(2026, 11, 23)
    calendar.activated.emit(QDate(2026, 12, 10))
    assert edit.date() == dt.date(2026, 12, 10)


def test_a_field_says_its_name_and_its_error_to_everybody(state, qtbot):
    edit = MoneyEdit(state)
    field = Field("金额(&A)", edit, "没有就填 0")
    qtbot.addWidget(field)
    field.show()
    assert edit.accessibleName() == "金额(A)"
    assert edit.accessibleDescription() == "没有就填 0"
    field.show_error("金额要大于 0")
    assert field.error.isVisible()
    assert edit.accessibleDescription() == "金额要大于 0"
    assert edit.property("role") == "wrong"
    field.show_error(None)
    assert not field.error.isVisible()
    assert edit.property("role") == ""
