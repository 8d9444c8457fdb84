"""The home page on the test shop: the warning in words, four numbers, chart, ways out, Try."""

import re
import threading
from dataclasses import replace
from functools import reduce

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel

from planner.advice.effect import effect
from planner.basics.dates import ONE_DAY
from planner.basics.text import text
from planner.book.edit import Change, Edit
from planner.outlook.level import Level
from planner.services.editing import removed
from planner.warnings.all_warnings import all_warnings
from ui.forms.action_form import ActionForm
from ui.parts.banner import Banner

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(window):
    return window.page


@pytest.fixture
def chart(page, qtbot):
    qtbot.waitUntil(lambda: page.fan.slot.canvas is not None, timeout=20_000)
    return page.fan.slot.canvas


def shown_texts(widget):
    kinds = (QLabel, QAbstractButton)
    return [part.text() for kind in kinds for part in widget.findChildren(kind) if part.isVisible()]


def test_the_banner_says_the_earliest_warning_of_the_planner(page):
    warning = page.state.look.warnings[0]
    banner = page.banner.banner
    assert banner.headline.text() == page.wording.say(warning.headline)
    assert "1月10日" in banner.headline.text()
    assert "网商贷" in banner.headline.text()
    assert banner.detail.text() == page.wording.say(warning.detail)
    assert banner.accessibleName().startswith(("偏紧", "可能不够"))


def test_how_it_is_worked_out_unfolds_in_place(page, qtbot):
    reason = page.banner.reason
    assert not reason.isVisible()
    qtbot.mouseClick(page.banner.banner.link, Qt.MouseButton.LeftButton)
    assert reason.isVisible()
    assert reason.text() == page.wording.say(page.state.look.warnings[0].reason)
    qtbot.mouseClick(page.banner.banner.link, Qt.MouseButton.LeftButton)
    assert not reason.isVisible()


def test_other_warnings_fold_under_one_line(page, qtbot):
    others = page.state.look.warnings[1:]
    assert page.banner.more.isVisible() == bool(others)
    qtbot.mouseClick(page.banner.more, Qt.MouseButton.LeftButton)
    for warning in others:
        assert page.wording.say(warning.sentence) in page.banner.others.text()


def test_the_numbers_are_those_of_the_outlook(page):
    outlook = page.state.look.outlook
    stats = page.stats
    assert stats.safety.number.text() == f"{outlook.days_of_safety} 天"
    assert stats.next_due.number.text() == "¥5,398.53"
    assert "12月10日" in stats.next_due.about.text()
    assert stats.reserve.number.text() == f"{outlook.reserve.months:.1f} 个月"
    assert stats.month.number.text() == "−¥11,408"
    assert stats.month.about.text() == "收入 ¥15,701·支出 ¥21,710·还贷 ¥5,399"


def test_coming_payments_show_balance_after_and_level(page):
    dues = page.state.look.outlook.dues
    cells = [page.dues.facts.index(0, column).data() for column in range(5)]
    assert cells[0] == "12月10日 周四"
    assert cells[1] == f"网商贷 第 {dues[0].number} 期"
    assert cells[2] == "¥5,398.53"
    assert cells[3] == page.wording.money(dues[0].expected_balance_after, "CNY", exact=False)
    assert cells[4] in {"已够", "偏紧", "可能不够"}


def test_see_options_leads_to_the_first_try_button(page, qtbot):
    qtbot.mouseClick(page.banner.banner.button, Qt.MouseButton.LeftButton)
    assert page.ways_out.buttons[0].hasFocus()
    assert len(page.ways_out.buttons) == min(3, len(page.state.look.actions))


def test_from_the_warning_to_a_tried_option_are_two_clicks_and_apply_is_one_edit(
    page, window, qtbot
):
    action = page.state.look.actions[0]
    edits = len(page.state.session.history())
    qtbot.mouseClick(page.banner.banner.button, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(page.ways_out.buttons[0], Qt.MouseButton.LeftButton)
    form = window.findChild(ActionForm)
    qtbot.waitUntil(lambda: form._cells[3, 2].text() != "…", timeout=20_000)
    assert form._cells[1, 1].text() == page.wording.chance(action.chance_before)
    assert form._cells[1, 2].text() == page.wording.chance(action.chance_after)
    assert len(page.state.session.history()) == edits
    with qtbot.waitSignal(page.state.outlook_changed, timeout=20_000):
        qtbot.mouseClick(form.apply_button, Qt.MouseButton.LeftButton)
    assert len(page.state.session.history()) == edits + 1
    assert window.toast.undo.isVisible()
    due = next(due for due in page.state.look.outlook.dues if due.date == action.due)
    assert due.chance_short == pytest.approx(action.chance_after)


def test_an_action_that_no_longer_fits_is_refused_in_its_form(page, window, qtbot):
    action = page.state.look.actions[0]
    form = ActionForm(page.state, action, window)
    form.show()
    stale = Change("account", "gone", page.state.book.accounts["bank"], None)
    form.action = type(action)(**{
        **{name: getattr(action, name) for name in action.__slots__},
        "edit": Edit(action.title, (stale,)),
    })  # fmt: skip
    qtbot.mouseClick(form.apply_button, Qt.MouseButton.LeftButton)
    assert form.isVisible()
    assert form.refusal.isVisible()
    assert form.refusal.text()
    form.close()


def test_the_range_can_be_chosen_and_is_remembered(page, chart, qtbot):
    assert len(chart._days) == 121
    page.fan.horizon.set_value("30")
    assert len(chart._days) == 31
    assert page.state.preferences.horizon == 30
    page.fan.horizon.set_value("365")
    assert len(chart._days) == 366


def test_the_crosshair_moves_by_days_and_jumps_to_dues(page, chart, qtbot):
    chart.setFocus()
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    assert chart.crosshair.position == 0
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    assert chart.crosshair.position == 1
    qtbot.keyClick(chart, Qt.Key.Key_Right, CTRL)
    due = page.state.look.outlook.dues[0]
    lines = chart.crosshair.box.text().splitlines()
    assert lines[0] == page.wording.date(due.date, "row")
    assert lines[3] == f"还款 网商贷 第 {due.number} 期 ¥5,398.53"
    assert chart.crosshair.line.isVisible()
    with qtbot.waitSignal(chart.due_chosen) as chosen:
        qtbot.keyClick(chart, Qt.Key.Key_Return)
    assert chosen.args == ["l1"]


def test_esc_and_leaving_hide_the_crosshair(chart, qtbot):
    chart.setFocus()
    qtbot.keyClick(chart, Qt.Key.Key_End)
    assert chart.crosshair.position == 120
    qtbot.keyClick(chart, Qt.Key.Key_Home)
    assert chart.crosshair.position == 0
    qtbot.keyClick(chart, Qt.Key.Key_Escape)
    assert not chart.crosshair.box.isVisible()


def test_the_mouse_finds_a_day_and_a_click_on_a_mark_opens_the_loan(chart, qtbot):
    cross = chart.crosshair
    stop = cross._stops[0]
    place = chart.rect().center()
    place.setX(round(cross._places[stop]))
    qtbot.mouseMove(chart, place)
    assert cross.position == stop
    with qtbot.waitSignal(chart.due_chosen):
        qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=place)


def test_the_chart_can_be_read_as_a_table(page, qtbot):
    assert page.fan.switch.accessibleName() == "看表格"
    qtbot.mouseClick(page.fan.switch, Qt.MouseButton.LeftButton)
    assert page.fan.table.isVisible()
    assert page.fan.table.facts.rowCount() == 121
    assert page.fan.switch.accessibleName() == "看图表"
    dues = [page.fan.table.facts.index(row, 4).data() for row in range(121)]
    assert "网商贷 ¥5,398.53" in dues


def test_the_chart_says_itself_in_words(chart):
    assert chart.accessibleName().startswith("2026年11月23日到2027年3月23日的预计余额；最低约")


def test_a_switched_language_reaches_every_text_and_the_chart(page, chart, window):
    window.state.set_language("en")
    assert "10 Jan" in page.banner.banner.headline.text()
    assert chart.accessibleName().startswith("Expected balance from 23 Nov 2026")
    assert [word.get_text() for word in chart.axes.get_xticklabels()] == [
        "Dec", "Jan 2027", "Feb", "Mar",
    ]  # fmt: skip
    assert page.subtitle.text() == "Monday 23 November"
    left = [said for said in shown_texts(page) if re.search(r"[\u4e00-\u9fff]", said)]
    names = {account.name for account in window.state.book.accounts.values()}
    names |= {loan.name for loan in window.state.book.loans.values()}
    names |= {fact.title for fact in window.state.book.recurring.values()}
    names |= {fact.party for fact in window.state.book.invoices.values()}
    for said in left:
        rest = reduce(lambda text, name: text.replace(name, ""), names, said)
        assert not re.search(r"[\u4e00-\u9fff]", rest), said


def test_a_theme_reaches_the_chart(page, chart, window):
    window.state.set_theme("dark")
    assert chart.axes.get_facecolor()[:3] == pytest.approx([0x1E / 255, 0x24 / 255, 0x27 / 255])


def test_without_a_risk_the_banner_has_good_news(page, state, qtbot):
    bank = state.book.accounts["bank"]
    rich = type(bank)(bank.id, bank.name, bank.kind, 90_000_000, bank.opened_on, bank.minimum)
    with qtbot.waitSignal(state.outlook_changed, timeout=20_000):
        state.apply(Edit(text("x"), (Change("account", "bank", bank, rich),)))
    assert page.banner.banner.headline.text() == "到2027年11月23日的每笔还款都够"
    assert "可以动用" in page.banner.banner.detail.text()
    assert not page.banner.banner.button.isVisible()
    assert page.stats.safety.number.text() == "365 天以上"
    assert page.ways_out.buttons == []


def test_few_records_are_said_in_the_banner_not_folded_away(page, state, qtbot):
    with qtbot.waitSignal(state.outlook_changed, timeout=20_000):
        state.apply(removed(state.book, "entry", state.book.ledger.ids))
    assert page.banner.few_records.isVisible()
    assert page.banner.few_records.text() == "记录还少，先按你填的计划算。"
    assert "记录还少" not in page.banner.others.text()


def test_while_it_is_worked_out_the_banner_claims_no_level(page):
    page.banner.show_look(None)
    assert page.banner.banner.headline.text() == page.wording._("Looking ahead…")
    assert page.banner.banner.accessibleName() == page.wording._("Looking ahead…")
    assert not page.banner.banner._shape.isVisible()


def test_an_effect_names_its_cost(page):
    action = page.state.look.actions[0]
    costly = type(action)(**{
        **{name: getattr(action, name) for name in action.__slots__}, "cost": 12_300,
    })  # fmt: skip
    assert page.wording.say(effect(costly, "CNY")).endswith("·费用 ¥123")


def test_worst_level_is_the_mark_of_days_of_safety(page):
    worst = max(due.level for due in page.state.look.outlook.dues)
    assert worst > Level.covered
    assert page.stats.safety.badge.isVisible()


def test_long_work_is_said_beside_the_old_picture_and_short_work_is_not(qtbot, window):
    fan = window.page.fan
    usual = fan.hint.text()
    release = threading.Event()
    window.state.run(lambda cancelled: release.wait(10), lambda _: None)
    assert fan.hint.text() == usual
    qtbot.waitUntil(lambda: fan.hint.text() != usual, timeout=3000)
    release.set()
    qtbot.waitUntil(lambda: fan.hint.text() == usual, timeout=3000)


def test_each_folded_warning_says_how_it_is_worked_out(page, qtbot):
    others = page.state.look.warnings[1:]
    qtbot.mouseClick(page.banner.more, Qt.MouseButton.LeftButton)
    shown = page.banner.others
    assert len(shown.links) == len(shown.reasons) == len(others) > 0
    for warning, link, reason in zip(others, shown.links, shown.reasons, strict=True):
        assert not reason.isVisible()
        qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
        assert reason.isVisible()
        assert reason.text() == page.wording.say(warning.reason)
        qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
        assert not reason.isVisible()


def test_only_one_warning_has_a_colour(page):
    """One banner; the others are plain sentences without a level's shape or ground."""
    assert len(page.findChildren(Banner)) == 1
    assert page.banner.others.styleSheet() == ""


def test_with_a_loan_overdue_the_button_leads_to_the_page_for_trouble(page, qtbot):
    due = page.state.look.outlook.dues[0]
    late = replace(due, level=Level.overdue, days_past_due=3, date=due.date - ONE_DAY * 30)
    outlook = replace(page.state.look.outlook, dues=(late, *page.state.look.outlook.dues[1:]))
    warnings = all_warnings(page.state.book, outlook)
    page.banner.show_look(replace(page.state.look, outlook=outlook, warnings=warnings))
    assert page.banner.banner.button.text() == page.wording._("What to do today")
    with qtbot.waitSignal(page.state.page_requested) as asked:
        qtbot.mouseClick(page.banner.banner.button, Qt.MouseButton.LeftButton)
    assert asked.args == ["trouble", due.loan]


def test_money_short_for_other_bills_is_said_loudly_and_leads_to_what_if(page, qtbot):
    look = page.state.look
    dues = tuple(replace(due, level=Level.covered) for due in look.outlook.dues)
    outlook = replace(look.outlook, dues=dues)  # its middle path falls below nothing later on
    warnings = all_warnings(page.state.book, outlook)
    page.banner.show_look(replace(look, outlook=outlook, warnings=warnings, actions=()))
    banner = page.banner.banner
    assert banner.accessibleName().startswith("偏紧")
    assert banner.headline.text() == page.wording.say(warnings[0].headline)
    assert warnings[0].rule == "money_short"
    with qtbot.waitSignal(page.state.page_requested) as asked:
        qtbot.mouseClick(banner.button, Qt.MouseButton.LeftButton)
    assert asked.args == ["what_if", None]


@pytest.mark.parametrize("room", [2, 3])
def test_the_name_of_the_cushion_hides_no_due(chart, state, monkeypatch, room):
    """A due at the right end whose balance is the cushion itself."""
    outlook = state.look.outlook
    places = ((due.date - outlook.days[0].date).days for due in outlook.dues)
    last = next(place for place in places if place > 12 and outlook.days[place].p50 > 1000)
    monkeypatch.setattr(chart, "_cushion", lambda: outlook.days[last].p50 - 100)
    chart.show_days(outlook.days[: last + room], outlook.dues)
    chart.rebuild()
    [name] = [text for text in chart.axes.texts if text.get_text().startswith("安全垫")]
    box = name.get_window_extent(chart.get_renderer()).padded(8)  # a mark is as wide
    places = [chart._x(due.date) for due in chart._dues]
    marks = [chart.axes.transData.transform((x, chart._days[x].p50)) for x in places]
    assert marks
    assert not [mark for mark in marks if box.contains(*mark)]
