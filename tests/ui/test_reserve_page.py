"""The emergency fund page, used as a person would."""

import datetime as dt
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt

from planner.services.bridging import Bridge, Closed
from planner.services.editing import removed
from tests.ui.shop_state import shop_state, with_look
from ui.forms.move_form import MoveForm
from ui.pages.reserve import ReservePage


@pytest.fixture
def state(qtbot, tmp_path):
    made = with_look(shop_state(tmp_path))
    yield made
    made.close()


@pytest.fixture
def page(qtbot, state):
    return shown(qtbot, ReservePage(state))


def shown(qtbot, widget):
    qtbot.addWidget(widget)
    widget.resize(960, 900)
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


def retype(qtbot, edit, text):
    edit.setFocus()
    edit.selectAll()
    qtbot.keyClicks(edit, text)


def form_of(page):
    return [form for form in page.window().findChildren(MoveForm) if form.isVisible()][-1]


def test_the_numbers_say_how_long_the_fund_lasts(page, state):
    need = state.look.outlook.reserve.monthly_need
    assert page.held.number.text() == "¥6,500"
    assert page.need.number.text() == state.wording.money(need, "CNY", exact=False)
    assert page.months.about.text().startswith("Goal 3 months · ¥")
    assert page.holders.said() == "应急金 ¥6,500"


def test_the_ladder_names_a_date_for_each_step(page):
    said = [label.text() for line in page.ladder._lines for label in line]
    assert "½ month" in said
    assert "3 months · your goal" in said
    assert sum(words.startswith("by ") for words in said) == 4


def test_typing_a_weekly_sum_moves_the_dates_and_makes_no_edit(qtbot, page, state):
    before = page.plan.answer.text()
    retype(qtbot, page.plan.weekly, "2000")
    assert page.plan.answer.text() != before
    assert "¥2,000 every week" in page.plan.answer.text()
    assert page.plan.weekly.text() == "2000"
    assert state.session.history()[0].title.key == "shop"


def test_the_effect_on_the_days_of_safety_is_worked_out_beside_the_window(qtbot, page):
    retype(qtbot, page.plan.weekly, "3000")
    qtbot.waitUntil(lambda: "Days of safety" in page.plan.effect.text(), timeout=20_000)
    assert "→" in page.plan.effect.text()


def test_no_weekly_sum_means_no_date(qtbot, page):
    retype(qtbot, page.plan.weekly, "0")
    assert page.plan.answer.text() == "At this pace the goal is not in sight."
    assert not page.plan.plan_button.isVisible()


def test_a_weekly_sum_that_is_none_says_so_under_the_field(qtbot, page):
    retype(qtbot, page.plan.weekly, "abc")
    assert "no amount" in page.plan.weekly_field.error.text()
    assert page.plan.weekly.text() == "abc"


def test_the_outlook_can_count_on_the_weekly_sum_as_one_edit(qtbot, page, state):
    retype(qtbot, page.plan.weekly, "300")
    page.plan.plan_button.click()
    assert state.book.recurring["reserve-weekly"].amount == -300_00
    assert not page.plan.plan_button.isVisible()
    assert page.plan.effect.text() == "The outlook counts on it."
    state.undo()
    assert "reserve-weekly" not in state.book.recurring
    assert "reserve-weekly" not in state.book.categories


def test_the_goal_is_changed_by_typing_and_leaving_the_field(qtbot, page, state):
    retype(qtbot, page.plan.goal, "1.5")
    qtbot.keyClick(page.plan.goal, Qt.Key.Key_Return)
    assert state.book.reserve.target_months == Decimal("1.5")
    assert page.months.about.text().startswith("Goal 1.5 months")
    state.undo()
    assert state.book.reserve.target_months == 3


@pytest.mark.parametrize(("typed", "said"), [("viel", "as a number"), ("99", "36 months")])
def test_a_goal_without_sense_is_refused_under_its_field(qtbot, page, state, typed, said):
    retype(qtbot, page.plan.goal, typed)
    qtbot.keyClick(page.plan.goal, Qt.Key.Key_Return)
    assert said in page.plan.goal_field.error.text()
    assert state.book.reserve.target_months == 3


def test_money_put_in_is_a_transfer_of_one_edit(qtbot, page, state):
    page.in_button.click()
    form = form_of(page)
    retype(qtbot, form.amount, "500")
    qtbot.keyClick(form.amount, Qt.Key.Key_Return)
    assert page.held.number.text() == "¥7,000"
    assert state.book.spendable(state.today) == 18_551_91
    state.undo()
    assert page.held.number.text() == "¥6,500"


def test_no_more_can_be_taken_out_than_is_there(qtbot, page, state):
    page.out_button.click()
    form = form_of(page)
    retype(qtbot, form.amount, "7000")
    form.save()
    assert "holds ¥6,500.00" in form.fields["amount"].error.text()
    retype(qtbot, form.amount, "1000")
    form.save()
    assert state.book.in_reserve(state.today) == 5_500_00


def test_the_chart_is_read_by_keys_and_says_where_it_leads(qtbot, page):
    qtbot.waitUntil(lambda: page.chart.canvas is not None)
    chart = page.chart.canvas
    assert "the goal of" in chart.accessibleName()
    chart.setFocus()
    qtbot.keyClick(chart, Qt.Key.Key_Home)
    assert "¥6,500" in chart.accessibleDescription()


def test_a_reached_goal_says_so(qtbot, page, state):
    from planner.services.saving import move_edit

    state.apply(move_edit(state.book, state.today, 200_000_00, "bank", "fund"))
    assert page.plan.answer.text() == "The goal is reached."
    assert not page.plan.weekly_field.isVisible()
    assert "reached" in page.months.about.text()


def test_an_empty_page_starts_the_fund_in_one_edit(qtbot, tmp_path):
    state = with_look(shop_state(tmp_path, "zh", is_empty=True))
    page = shown(qtbot, ReservePage(state))
    assert page.empty.isVisible()
    page.empty.button.click()
    (account,) = state.book.accounts.values()
    assert (account.kind, account.name) == ("reserve", "应急金")
    assert page.content.isVisible()
    page.in_button.click()
    form = form_of(page)
    form.amount.setText("100")
    form.save()
    assert form.fields["source"].error.text()
    form.reject()
    assert len(state.session.history()) == 1
    state.close()


def test_before_the_first_outlook_the_page_says_what_it_waits_for(qtbot, tmp_path):
    state = shop_state(tmp_path)
    page = shown(qtbot, ReservePage(state))
    assert page.waiting.isVisible()
    with_look(state)
    assert page.content.isVisible()
    state.close()


def test_the_page_opens_its_forms_when_asked(qtbot, page):
    page.focus_on("in")
    assert form_of(page).direction == "in"
    form_of(page).reject()
    page.focus_on("out")
    assert form_of(page).direction == "out"
    form_of(page).reject()


def test_dates_follow_the_day(page, state):
    assert page._path.milestones[0].reached_on > state.today + dt.timedelta(days=100)


def test_three_sentences_say_what_happens_when_nothing_comes_in(qtbot, page):
    bridge = page.bridge
    qtbot.waitUntil(bridge.risk.isVisible, timeout=20_000)
    assert bridge.runway.text() == (
        "If nothing came in from tomorrow, bills are covered until 9 Dec 2026; "
        "with the emergency fund until 14 Dec 2026."
    )
    assert bridge.ill.text().startswith("Two weeks ill from tomorrow: ")
    assert bridge.risk.text().startswith("A payment of the coming half year is short ")
    assert "with ¥6,500 " in bridge.risk.text()


def test_they_are_worked_out_anew_only_for_another_book(qtbot, page, state):
    qtbot.waitUntil(page.bridge.risk.isVisible, timeout=20_000)
    page.refresh()
    assert page.bridge.risk.isVisible()
    state.apply(removed(state.book, "recurring", ["r2"]))
    page.refresh()
    assert page.bridge.runway.text() == "Working it out …"
    qtbot.waitUntil(page.bridge.risk.isVisible, timeout=20_000)
    assert "17 Dec 2026" in page.bridge.runway.text()


@pytest.mark.parametrize(
    ("bridge", "sentence"),
    [
        ({"covered_until": None}, "Even if nothing came in from tomorrow, bills are covered for a year."),
        ({"with_fund_until": None}, "with the emergency fund for a year."),
        ({"is_paid_today": False, "covered_until": dt.date(2026, 11, 23),
          "with_fund_until": dt.date(2026, 11, 23)}, "What is owed by now is more than there is."),
    ],
)  # fmt: skip
def test_each_answer_has_its_sentence(page, bridge, sentence):
    usual = {"covered_until": dt.date(2026, 12, 4), "with_fund_until": dt.date(2027, 1, 4),
             "is_paid_today": True, "closed": None, "risks": ()}  # fmt: skip
    page.bridge.show_bridge(Bridge(**{**usual, **bridge}))
    assert page.bridge.runway.text().endswith(sentence)
    assert not page.bridge.ill.isVisible()


def test_illness_has_a_sentence_for_each_outcome(page, state):
    due = state.look.outlook.dues[0]
    said = []
    for closed in (Closed(14, None, 0, True), Closed(14, due, 0, True),
                   Closed(14, due, 500, True), Closed(14, due, 500, False)):  # fmt: skip
        page.bridge.show_bridge(Bridge(None, None, True, closed, ()))
        said.append(page.bridge.ill.text())
    assert len(set(said)) == 4
    assert "more than the fund holds" in said[3]
