"""The reminders of Settings: a switch that the system answers, choices kept at once, a trial."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt

from planner.services.computer import Ran
from planner.services.reminders.choices import Choices, key_of, load_choices, save_choices
from planner.services.reminding import status
from tests.services.computers import Runs, computer, files
from ui.parts.reminders_card import RemindersCard


@pytest.fixture
def run():
    return Runs()


@pytest.fixture
def here(tmp_path, run):
    return computer(tmp_path / "computer", run=run, has_desktop=False)


@pytest.fixture
def card(qtbot, state, here):
    made = RemindersCard(state, here)
    qtbot.addWidget(made)
    made.retranslate()
    made.refresh()
    made.show()
    settled(qtbot, state)
    return made


def settled(qtbot, state):
    qtbot.waitUntil(lambda: not state.lane.is_busy, timeout=5000)


def switch(qtbot, state, card):
    card.switch.setFocus()
    qtbot.keyClick(card.switch, Qt.Key.Key_Space)
    settled(qtbot, state)


def choose(combo, written):
    row = combo.findText(written)
    combo.setCurrentIndex(row)
    combo.activated.emit(row)


def path_of(state):
    return state.session.path


def test_reminders_are_off_until_the_owner_wants_them(card, here):
    assert not card.switch.isChecked()
    assert card.said.text().startswith("已关闭")
    assert not here.config.exists()


def test_the_switch_works_by_keyboard_and_says_when_it_looks(card, state, here, qtbot):
    switch(qtbot, state, card)
    assert card.switch.isChecked()
    assert card.said.text() == "已打开：每天 09:00 查看；那时电脑关着，就在开机后补上。"
    assert status(path_of(state), here).is_on
    switch(qtbot, state, card)
    assert not card.switch.isChecked()
    assert files(here.config) == []


def test_a_card_made_later_shows_what_the_system_says(card, state, here, qtbot):
    switch(qtbot, state, card)
    later = RemindersCard(state, here)
    qtbot.addWidget(later)
    later.retranslate()
    later.refresh()
    settled(qtbot, state)
    assert later.switch.isChecked()


def test_a_refusal_stands_under_the_switch(card, state, run, qtbot):
    run.answers["enable"] = Ran(1, "Unit is masked.")
    switch(qtbot, state, card)
    assert not card.switch.isChecked()
    assert "Unit is masked." in card.fields[0].error.text()
    run.answers.clear()
    switch(qtbot, state, card)
    assert card.switch.isChecked()
    assert not card.fields[0].error.text()


def test_a_system_without_a_schedule_says_what_else_there_is(card, state, run, qtbot):
    run.answers["systemctl"] = Ran(1, "no bus")
    card._asked = None
    card.refresh()
    settled(qtbot, state)
    assert "把还款日历导出到手机" in card.said.text()
    switch(qtbot, state, card)
    assert not card.switch.isChecked()
    assert card.fields[0].error.text()


def test_choices_are_kept_at_once_for_this_book_only(card, state, here, tmp_path, qtbot):
    card.private.click()
    card.days[7].click()
    choose(card.quiet_from, "22:30")
    choose(card.at, "07:00")
    assert card.fields[1].error.text()
    choose(card.quiet_until, "06:30")
    assert not card.fields[1].error.text()
    wanted = Choices(dt.time(7), False, dt.time(22, 30), dt.time(6, 30), (3, 1, 0))
    assert load_choices(path_of(state), here) == wanted
    assert load_choices(tmp_path / "other.leeway", here) == Choices()
    assert len(state.session.history()) == 1


def test_a_time_in_the_quiet_hours_is_not_kept_and_stays_on_the_screen(card, state, here):
    choose(card.at, "22:00")
    assert card.fields[1].error.text() == "这个时间在安静时段内，还没有保存。"
    card.refresh()
    assert card.at.currentText() == "22:00"
    assert load_choices(path_of(state), here) == Choices()


def test_another_time_reaches_a_running_schedule(card, state, here, qtbot):
    switch(qtbot, state, card)
    choose(card.at, "11:30")
    settled(qtbot, state)
    assert status(path_of(state), here).at == dt.time(11, 30)
    assert "11:30" in card.said.text()


def test_a_time_that_is_no_half_hour_is_shown_too(qtbot, state, here):
    save_choices(path_of(state), Choices(at=dt.time(9, 10)), here)
    made = RemindersCard(state, here)
    qtbot.addWidget(made)
    made.refresh()
    settled(qtbot, state)
    assert made.at.currentData() == dt.time(9, 10)


def test_choices_that_can_not_be_written_are_told(card, state, here, qtbot):
    here.settings.parent.mkdir(exist_ok=True, parents=True)
    here.settings.write_text("a file stands where the folder should be")
    with qtbot.waitSignal(state.failed):
        card.private.click()


def test_the_trial_shows_a_notice_or_says_why_not(card, state, run, qtbot):
    with qtbot.waitSignal(state.noticed, timeout=5000):
        card.trial.click()
    notices = [call for call in run.calls if call[0] == "notify-send"]
    assert notices[0][-1] == "有一笔还款要留意"
    run.answers["notify-send"] = Ran(127, "notify-send: No such file")
    with qtbot.waitSignal(state.failed, timeout=5000) as refusal:
        card.trial.click()
    assert "libnotify-bin" in refusal.args[0].key


def test_the_sample_shop_is_not_reminded_of(card, state, qtbot):
    state.preferences.is_sample = True
    card.refresh()
    assert not card.switch.isEnabled()
    assert card.said.text().startswith("这是示例店铺")


def test_after_each_login_where_there_is_no_timer(qtbot, state, tmp_path):
    here = computer(tmp_path / "other", run=Runs(systemctl=Ran(1, "no bus")))
    made = RemindersCard(state, here)
    qtbot.addWidget(made)
    made.retranslate()
    made.refresh()
    settled(qtbot, state)
    switch(qtbot, state, made)
    assert made.said.text() == "已打开：每次登录这台电脑后查看。"
    assert (here.config / f"autostart/leeway-{key_of(path_of(state))}.desktop").exists()


def test_it_speaks_both_languages_and_every_control_has_a_name(card, state):
    state.set_language("en")
    card.retranslate()
    assert card.title.text() == "Reminders"
    assert [box.text() for box in card.days.values()] == ["7 days", "3 days", "1 day", "on the day"]
    for part in (card.switch, card.at, card.quiet_from, card.quiet_until, card.private):
        assert part.accessibleName()


def test_the_tab_key_follows_the_reading_order(card):
    wanted = [card.switch, card.at, card.quiet_from, card.quiet_until, *card.days.values(),
              card.private, card.trial]  # fmt: skip
    reached, part = [], card.switch
    for _ in range(200):
        if part in wanted and part not in reached:
            reached.append(part)
        part = part.nextInFocusChain()
    assert reached == wanted
