"""The cash calendar, used by keyboard."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt

from planner.basics.text import text
from planner.book.edit import Edit, adding
from planner.book.entry import Entry
from tests.ui.shop_state import shop_state, with_look
from ui.forms.entry_form import EntryForm
from ui.forms.form_dialog import FormDialog
from ui.pages.calendar import CalendarPage
from ui.parts.month_grid import day_words

TODAY = dt.date(2026, 11, 23)


@pytest.fixture
def state(qtbot, tmp_path):
    made = with_look(shop_state(tmp_path))
    yield made
    made.close()


@pytest.fixture
def page(qtbot, state):
    made = CalendarPage(state)
    qtbot.addWidget(made)
    made.resize(954, 732)
    with qtbot.waitExposed(made):
        made.show()
    made.grid.setFocus()
    return made


def press(qtbot, page, *keys):
    for key in keys:
        qtbot.keyClick(page.grid, key)


def sums(page):
    return dict(part.split(" ¥") for part in page.pane.sums.said().split("; ") if " ¥" in part)


def form_of(page):
    forms = [form for form in page.window().findChildren(FormDialog) if form.isVisible()]
    return forms[-1]


def test_it_opens_on_today(page):
    assert page.grid.chosen == TODAY
    assert page.month.text() == "Nov 2026"
    assert page.pane.title.text() == "Monday, 23 November 2026"
    assert sums(page)["In the evening"] == "19,052"
    assert page.pane.nothing.isVisible()


def test_arrows_move_by_days_and_weeks_also_into_the_next_month(qtbot, page):
    press(qtbot, page, Qt.Key.Key_Right)
    assert page.grid.chosen == dt.date(2026, 11, 24)
    press(qtbot, page, Qt.Key.Key_Left, Qt.Key.Key_Left)
    assert page.grid.chosen == dt.date(2026, 11, 22)  # from Monday to the Sunday before
    press(qtbot, page, Qt.Key.Key_Down, Qt.Key.Key_Down)
    assert page.grid.chosen == dt.date(2026, 12, 6)
    assert page.month.text() == "Dec 2026"
    press(qtbot, page, Qt.Key.Key_Up)
    assert page.month.text() == "Nov 2026"


def test_pages_move_by_months_and_home_comes_back(qtbot, page):
    press(qtbot, page, Qt.Key.Key_PageDown, Qt.Key.Key_PageDown)
    assert page.grid.chosen == dt.date(2027, 1, 23)
    press(qtbot, page, Qt.Key.Key_PageUp)
    assert page.grid.chosen == dt.date(2026, 12, 23)
    press(qtbot, page, Qt.Key.Key_Home)
    assert page.grid.chosen == TODAY


def test_it_goes_no_further_than_anything_is_known(qtbot, page):
    press(qtbot, page, *[Qt.Key.Key_PageUp] * 12)
    assert page.month.text() == "Jun 2026"
    assert not page.back.isEnabled()
    press(qtbot, page, *[Qt.Key.Key_PageDown] * 20)
    assert page.month.text() == "Nov 2027"
    assert not page.forth.isEnabled()


def test_a_due_day_says_its_level_and_lists_the_debit(qtbot, page):
    page.focus_on(dt.date(2027, 1, 10))
    assert page.pane.title.text() == "Sunday, 10 January 2027"
    assert "Payment Likely short" in page.pane.sums.said()
    model = page.pane.items.facts
    assert [model.index(0, column).data() for column in (0, 1)] == ["网商贷, no. 5", "−¥5,398.53"]
    said = page.grid.days.data(page.grid.currentIndex(), Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith("Sunday, 10 January 2027, ¥0 in, ¥5,399 out, −¥1,185 at the end")
    assert said.endswith("Likely short")


def test_enter_goes_into_the_day_and_again_to_the_loan(qtbot, page, state):
    page.focus_on(dt.date(2027, 1, 10))
    press(qtbot, page, Qt.Key.Key_Return)
    assert page.pane.items.hasFocus()
    with qtbot.waitSignal(state.page_requested) as asked:
        qtbot.keyClick(page.pane.items, Qt.Key.Key_Return)
    assert asked.args == ["loans", "l1"]


def test_enter_on_an_empty_day_offers_to_add_an_entry(qtbot, page):
    press(qtbot, page, Qt.Key.Key_Return)
    assert page.pane.add_button.hasFocus()


def test_a_booked_entry_opens_its_form(qtbot, page, state):
    page.focus_on(dt.date(2026, 11, 20))
    press(qtbot, page, Qt.Key.Key_Return)
    qtbot.keyClick(page.pane.items, Qt.Key.Key_Return)
    form = form_of(page)
    assert isinstance(form, EntryForm)
    assert form.date.date() == dt.date(2026, 11, 20)
    form.reject()


@pytest.mark.parametrize("date", [dt.date(2026, 12, 1), dt.date(2027, 1, 20)])
def test_repeating_items_and_invoices_open_their_forms(qtbot, page, date):
    page.focus_on(date)
    press(qtbot, page, Qt.Key.Key_Return)
    model = page.pane.items.facts
    row = next(n for n in range(model.rowCount()) if model.row(n)[1].kind != "instalment")
    page.pane.items.setCurrentIndex(model.index(row, 0))
    qtbot.keyClick(page.pane.items, Qt.Key.Key_Return)
    form_of(page).reject()


def test_n_adds_an_entry_on_the_chosen_day(qtbot, page, state):
    press(qtbot, page, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_N)
    form = form_of(page)
    assert form.date.date() == dt.date(2026, 11, 25)
    qtbot.keyClicks(form.amount, "120")
    form.save()
    entries = [entry for entry in state.book.ledger if entry.date == dt.date(2026, 11, 25)]
    assert [entry.amount for entry in entries] == [-120_00]


def test_usual_business_and_planned_sums_are_named(qtbot, page, state):
    planned = Entry("p1", dt.date(2026, 11, 26), "bank", -50_00, to_account="fund")
    state.apply(Edit(text("x"), (adding("entry", planned),)))
    with_look(state)
    page.focus_on(dt.date(2026, 11, 26))
    assert page.pane.items.facts.index(0, 0).data() == "To 应急金"


def test_buttons_move_by_months(page):
    page.forth.click()
    assert page.month.text() == "Dec 2026"
    page.back.click()
    page.back.click()
    assert page.month.text() == "Oct 2026"
    page.today_button.click()
    assert page.month.text() == "Nov 2026"


def test_a_day_is_chosen_by_mouse(qtbot, page):
    index = page.grid.days.index(2, 3)
    place = page.grid.visualRect(index).center()
    qtbot.mouseClick(page.grid.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert page.grid.chosen == dt.date(2026, 11, 12)


def test_a_changed_book_is_shown_at_once(qtbot, page, state):
    entry = Entry("today", TODAY, "bank", -1_000_00)
    state.apply(Edit(text("x"), (adding("entry", entry),)))
    assert sums(page)["In the evening"] == "18,052"


def test_chinese_and_dark_are_spoken_and_painted(qtbot, page, state):
    state.set_language("zh")
    state.set_theme("dark")
    page.focus_on(dt.date(2027, 1, 10))
    day = page.grid.days.day(page.grid.currentIndex())
    assert day_words(state, day).startswith("2027年1月10日星期日")
    assert not page.grab().isNull()
    state.set_theme("light")
