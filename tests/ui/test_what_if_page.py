"""The what-if page, used by keyboard and by another page's request."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox

from planner.basics.text import text
from planner.book.edit import removing
from planner.services.editing import changes_titled
from planner.services.look_ahead import look_ahead
from tests.ui.shop_state import shop_state, with_look
from ui.pages.what_if import WhatIfPage
from ui.parts.date_edit import DateEdit
from ui.parts.knob import Knob
from ui.parts.money_edit import MoneyEdit

TODAY = dt.date(2026, 11, 23)


@pytest.fixture
def state(qtbot, tmp_path):
    made = with_look(shop_state(tmp_path))
    yield made
    made.close()


@pytest.fixture
def page(qtbot, state):
    return shown(qtbot, WhatIfPage(state))


def shown(qtbot, page):
    qtbot.addWidget(page)
    page.resize(954, 732)
    with qtbot.waitExposed(page):
        page.show()
    qtbot.waitUntil(lambda: page.table.facts.rowCount() > 0, timeout=20_000)
    settle(qtbot, page)
    return page


def settle(qtbot, page):
    """Until nothing is being worked out and the chart stands."""
    qtbot.waitUntil(lambda: not page.state.lane.is_busy, timeout=20_000)
    qtbot.waitUntil(lambda: page.chart.slot.canvas is not None, timeout=20_000)


def names(page):
    return [strand.name for strand in page.chart.slot.canvas._strands]


def column(page, number):
    model = page.table.facts
    return {model.row(row).key: model.index(row, number).data() for row in range(model.rowCount())}


def field(page, key, name):
    return next(one for one in page.list.choices[key].fields if one.param.key == name).input


def choose(qtbot, page, key, **values):
    box = page.list.choices[key].box
    box.setFocus()
    if not box.isChecked():
        qtbot.keyClick(box, Qt.Key.Key_Space)
    for name, value in values.items():
        match field(page, key, name):
            case Knob() as knob:
                knob.slider.setValue(value)
            case MoneyEdit() | DateEdit() as edit:
                edit.setText(str(value))
            case QComboBox() as combo:
                combo.setCurrentIndex(combo.findData(value))
    settle(qtbot, page)


def test_it_opens_with_lower_takings_over_the_fan(page):
    assert names(page) == ["Takings 20% lower"]
    assert column(page, 1)["safety"] == "48 days, then 网商贷"
    assert column(page, 2)["end"].startswith("▼ −¥")
    assert not page.table.isColumnHidden(2)
    assert page.table.isColumnHidden(3)


def test_space_chooses_and_arrows_turn_a_what_if(qtbot, page):
    slider = field(page, "takings", "percent").slider
    slider.setFocus()
    qtbot.keyClick(slider, Qt.Key.Key_Right)
    settle(qtbot, page)
    assert names(page) == ["Takings 15% lower"]
    assert field(page, "takings", "percent").value_label.text() == "−15%"


def test_three_are_shown_and_a_fourth_has_to_wait(qtbot, page):
    choose(qtbot, page, "repair", amount="2500")
    choose(qtbot, page, "closed")
    assert names(page) == [
        "Takings 20% lower", "Repair bill of ¥2,500 on 7 Dec", "Closed for 14 days from 24 Nov",
    ]  # fmt: skip
    assert not page.list.choices["new_loan"].box.isEnabled()
    choose(qtbot, page, "takings")
    qtbot.keyClick(page.list.choices["takings"].box, Qt.Key.Key_Space)
    settle(qtbot, page)
    assert len(names(page)) == 2
    assert page.list.choices["new_loan"].box.isEnabled()
    assert [choice.number for choice in page.list.order] == [0, 1]


def test_nothing_of_it_is_in_the_book_before_apply(qtbot, page, state):
    version = state.book.version
    choose(qtbot, page, "repair")
    choose(qtbot, page, "suppliers", percent=3)
    assert state.book.version == version


def test_apply_is_one_edit_that_can_be_undone(qtbot, page, state):
    before = state.book
    choose(qtbot, page, "repair", amount="2500", date="2026-12-18")
    with qtbot.waitSignal(state.noticed) as noticed:
        page.list.choices["repair"].adopt_button.click()
    said, can_undo = noticed.args
    assert state.wording.say(said) == "Applied: Repair bill of ¥2,500 on 18 Dec"
    assert can_undo
    (entry,) = [entry for entry in state.book.ledger if entry.date > TODAY]
    assert (entry.amount, entry.date) == (-2500_00, dt.date(2026, 12, 18))
    assert state.wording.say(state.session.undo_title) == "Repair bill of ¥2,500 on 18 Dec"
    assert not page.list.choices["repair"].is_chosen
    settle(qtbot, page)
    state.undo()
    assert state.book == before


def test_after_apply_the_others_stand_on_the_new_book(qtbot, page, state):
    choose(qtbot, page, "repair", amount="2500")
    before = column(page, 1)["end"]
    page.list.choices["repair"].adopt_button.click()
    settle(qtbot, page)
    qtbot.waitUntil(lambda: column(page, 1)["end"] != before, timeout=20_000)
    settle(qtbot, page)
    assert page.table.isColumnHidden(3)


def test_reset_and_discard_bring_back_what_was(qtbot, page):
    choose(qtbot, page, "takings", percent=-8)
    assert names(page) == ["Takings 40% lower"]
    page.list.choices["takings"].reset_button.click()
    settle(qtbot, page)
    assert names(page) == ["Takings 20% lower"]
    page.discard_button.click()
    settle(qtbot, page)
    assert names(page) == []
    assert page.table.isColumnHidden(2)
    assert not page.discard_button.isEnabled()


def test_what_cannot_be_read_is_told_beside_it_and_the_others_stay(qtbot, page):
    choose(qtbot, page, "repair", amount="abc")
    choice = page.list.choices["repair"]
    assert "no amount" in choice.fields[0].widget.error.text()
    assert choice.refusal.isVisible()
    assert not choice.adopt_button.isEnabled()
    assert names(page) == ["Takings 20% lower"]
    choose(qtbot, page, "repair", amount="1200")
    assert not choice.refusal.isVisible()
    assert len(names(page)) == 2


def test_a_prepayment_of_more_than_is_owed_is_refused_in_words(qtbot, page):
    choose(qtbot, page, "prepay", amount="99999999")
    assert "Repaying everything" in page.list.choices["prepay"].refusal.text()


def test_what_the_book_has_nothing_for_says_why(page):
    choice = page.list.choices["borrow_less"]
    assert not choice.box.isEnabled()
    assert "still to be paid out" in choice.box.toolTip()
    assert choice.box.accessibleDescription() == choice.box.toolTip()


def test_another_page_opens_it_filled_in_with_an_action(qtbot, page, state):
    look = look_ahead(state.book, TODAY, paths=500)
    action = look.actions[0]
    page.focus_on(action)
    settle(qtbot, page)
    assert len(names(page)) == 1
    assert page.list.action.box.hasFocus()
    assert page.list.action.box.accessibleName() == state.wording.say(action.title)
    page.list.action.adopt_button.click()
    assert state.session.history()[-1].title == action.title
    assert page.list.action is None


def test_another_page_opens_it_with_a_named_what_if(qtbot, page):
    page.discard_button.click()
    page.focus_on("closed")
    settle(qtbot, page)
    assert names(page) == ["Closed for 14 days from 24 Nov"]


def test_an_action_that_no_longer_fits_is_refused_beside_it(qtbot, page, state):
    look = look_ahead(state.book, TODAY, paths=500)
    action = next(one for one in look.actions if one.edit.changes[0].kind == "recurring")
    state.apply(
        changes_titled(
            text("gone"), [removing("recurring", state.book.recurring[action.edit.changes[0].id])]
        )
    )
    page.focus_on(action)
    settle(qtbot, page)
    qtbot.waitUntil(page.list.action.refusal.isVisible, timeout=20_000)
    assert "no longer fits" in page.list.action.refusal.text()
    page.list.action.adopt_button.setEnabled(True)
    page.list.action.adopt_button.click()
    assert page.list.action is not None


def test_only_the_newest_answer_is_shown_after_a_drag(qtbot, page):
    slider = field(page, "takings", "percent").slider
    for step in range(40):
        slider.setValue(-16 + step % 20)
        qtbot.wait(2)
    slider.setValue(-6)
    settle(qtbot, page)
    assert names(page) == ["Takings 30% lower"]


def test_a_line_that_leaves_the_chart_fits_again_when_the_slider_rests(qtbot, page):
    chart = page.chart.slot.canvas
    qtbot.waitUntil(lambda: chart._background is not None, timeout=5_000)
    chart._rest.setInterval(60_000)
    drawn_anew = []
    chart.mpl_connect("draw_event", drawn_anew.append)
    is_quiet = False
    while not is_quiet:  # until all is drawn that was asked for before
        drawn_anew.clear()
        qtbot.wait(150)
        settle(qtbot, page)
        is_quiet = not drawn_anew and not chart._draw_pending
    low, _ = chart._limits
    slider = field(page, "takings", "percent").slider
    for value in (-10, -13, -16):
        slider.setValue(value)
        settle(qtbot, page)
    assert not drawn_anew
    assert chart._limits[0] == low > min(day.p50 for day in chart._strands[0].days)
    chart._rest.start(0)
    qtbot.waitUntil(chart._fits, timeout=5_000)
    qtbot.waitUntil(lambda: bool(drawn_anew), timeout=5_000)


def test_the_chart_reads_its_lines_by_keys(qtbot, page):
    chart = page.chart.slot.canvas
    chart.setFocus()
    qtbot.keyClick(chart, Qt.Key.Key_End)
    assert "As it is" in chart.accessibleDescription()
    assert "Takings 20% lower: " in chart.accessibleDescription()
    assert "Takings 20% lower: lowest about" in chart.accessibleName()


def test_the_chart_can_be_read_as_a_table(qtbot, page):
    page.chart.switch.click()
    model = page.chart.table.facts
    assert [model.headerData(n, Qt.Orientation.Horizontal) for n in (1, 2)] == [
        "Expected", "Takings 20% lower",
    ]  # fmt: skip
    assert model.index(1, 2).data().startswith("¥")
    assert page.chart.table.isColumnHidden(3)


def test_an_exported_chart_holds_the_lines_too(qtbot, page, tmp_path):
    path = tmp_path / "chart.svg"
    page.chart.slot.canvas.save_picture(path, "What if")
    assert path.stat().st_size > 10_000


def test_it_speaks_chinese_and_follows_the_theme(qtbot, page, state):
    state.set_language("zh")
    state.set_theme("dark")
    settle(qtbot, page)
    assert page.list.choices["closed"].box.text() == "生病或停业"
    assert names(page) == ["营业收入少 20%"]
    state.set_theme("light")


def test_an_empty_book_says_what_the_page_is_for(qtbot, tmp_path):
    state = with_look(shop_state(tmp_path, is_empty=True))
    page = WhatIfPage(state)
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    assert page.empty.isVisible()
    page.empty.button.click()
    state.close()
