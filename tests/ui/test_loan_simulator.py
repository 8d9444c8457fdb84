"""The simulator of the loans page: sliders move, the chart follows, adopting is one edit."""

import datetime as dt
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt

from planner.book.loan import Loan, Rate, Terms
from planner.services.loans.edits import loan_edit, payment_edit, payoff
from tests.ui.shop_state import shop_state, with_look
from ui.pages.loans import LoansPage


@pytest.fixture
def state(qtbot, tmp_path):
    made = with_look(shop_state(tmp_path))
    yield made
    made.close()


@pytest.fixture
def detail(qtbot, state):
    page = LoansPage(state)
    qtbot.addWidget(page)
    page.resize(960, 900)
    with qtbot.waitExposed(page):
        page.show()
    qtbot.waitUntil(lambda: page.detail.chart.canvas is not None)
    page.detail.mode.set_value("try")
    return page.detail


def test_trying_out_replaces_numbers_and_bill_and_starts_at_now(detail):
    assert not detail.numbers.isVisible()
    assert not detail.bill.isVisible()
    strip = detail.trial.strip
    assert (strip.instalment.number.text(), strip.instalment.about.text()) == ("¥5,399", "as now")
    assert strip.safety.about.text() == "as now"
    assert not detail.trial.simulator.adopt_button.isEnabled()


def test_arrow_keys_move_a_slider_and_everything_follows(qtbot, detail):
    sim, strip = detail.trial.simulator, detail.trial.strip
    assert sim.instalments.value_label.text() == "9 instalments"
    sim.instalments.slider.setFocus()
    qtbot.keyClick(sim.instalments.slider, Qt.Key.Key_Right)
    assert sim.instalments.value_label.text() == "10 instalments"
    assert strip.instalment.about.text() == "now ¥5,399"
    assert sim.adopt_button.isEnabled()
    assert detail.chart.canvas.words(0)


def test_the_plan_is_the_one_that_is_tried_and_comes_back(qtbot, detail):
    sim, table = detail.trial.simulator, detail.plan.facts
    assert table.rowCount() == 12
    sim.instalments.slider.setValue(sim.instalments.slider.value() + 4)
    sim.rested.emit()
    assert table.rowCount() == 16
    assert table.row(15).due == dt.date(2027, 12, 10)
    detail.mode.set_value("plan")
    assert table.rowCount() == 12


def test_while_dragging_the_limits_only_grow_and_fit_again_at_rest(qtbot, detail):
    sim, chart = detail.trial.simulator, detail.chart.canvas
    narrow = chart.axes.get_xlim()[1]
    sim.instalments.slider.setValue(40)
    wide = chart.axes.get_xlim()[1]
    assert wide > narrow
    sim.instalments.slider.setValue(9)
    assert chart.axes.get_xlim()[1] == wide
    qtbot.waitUntil(lambda: chart.axes.get_xlim()[1] == narrow, timeout=5000)


def test_the_days_of_safety_follow_when_they_are_worked_out(qtbot, detail):
    sim, strip = detail.trial.simulator, detail.trial.strip
    sim.instalments.slider.setValue(48)
    assert strip.safety.number.text() == "…"
    qtbot.waitUntil(lambda: strip.safety.number.text() != "…", timeout=20_000)
    assert strip.safety.about.text() in {"now 48", "as now"}


def test_days_late_cost_penalty_but_are_nothing_to_adopt(detail):
    sim, strip = detail.trial.simulator, detail.trial.strip
    sim.days_late.slider.setValue(10)
    assert "with ¥32 penalty" in strip.total.about.text()
    assert not sim.adopt_button.isEnabled()
    assert any(detail.chart.canvas._areas.late)


def test_a_lower_rate_and_another_method_are_words_and_figures(detail):
    """45,795.31: 13 days at 14.4 % (238.14) and, from today on, 17 at 6 % (129.75)."""
    sim, strip = detail.trial.simulator, detail.trial.strip
    sim.rate.slider.setValue(60)
    assert sim.rate.value_label.text() == "6.0% a year"
    sim.method.setCurrentIndex(2)
    assert strip.instalment.number.text() == "¥368"


def test_adopting_is_one_edit_that_can_be_undone(qtbot, detail, state):
    sim = detail.trial.simulator
    sim.extra.slider.setValue(3)
    sim.instalments.slider.setValue(12)
    with qtbot.waitSignal(state.noticed):
        sim.adopt_button.click()
    assert [event.type for event in state.book.events_of("l1")][-2:] == ["prepay", "reschedule"]
    assert detail.plan.facts.rowCount() == 15
    assert not sim.adopt_button.isEnabled()
    assert state.session.undo_title.key == "Change plan of “{name}”"
    state.undo()
    assert len(state.book.events_of("l1")) == 3


def test_back_to_now_takes_every_slider_back(detail):
    sim = detail.trial.simulator
    for slider in (sim.instalments.slider, sim.rate.slider, sim.extra.slider):
        slider.setValue(slider.value() + 7)
    sim.reset_button.click()
    assert not sim.is_turned()
    assert sim.instalments.value() == 9


def test_a_new_outlook_leaves_the_sliders_where_they_are(detail, state):
    sim = detail.trial.simulator
    sim.instalments.slider.setValue(20)
    state.outlook_changed.emit()
    assert sim.instalments.value() == 20


def test_a_repayment_of_more_than_everything_is_impossible_to_choose(detail):
    sim = detail.trial.simulator
    sim.extra.slider.setValue(sim.extra.slider.maximum())
    assert not sim.refusal.isVisible()


def test_a_repaid_loan_shows_itself_as_it_is(qtbot, detail, state):
    most = payoff(state.book, "l1", state.today)
    state.apply(payment_edit(state.book, "l1", state.today, most, state.today, kind="prepay"))
    assert detail.numbers.isVisible()
    assert not detail.trial.simulator.isVisible()


def test_a_loan_not_yet_paid_out_may_change_its_amount(qtbot, tmp_path):
    state = shop_state(tmp_path)
    terms = Terms(
        principal=20_000_00, drawn_on=dt.date(2027, 1, 10), method="equal_instalment",
        first_due=dt.date(2027, 2, 10), rate=Rate(Decimal("0.0004"), "day"), instalments=6, due_day=10,
    )  # fmt: skip
    edit = loan_edit(state.book, Loan("l2", "新贷款", "bank", terms))
    state.apply(edit)
    with_look(state)
    page = LoansPage(state)
    qtbot.addWidget(page)
    page.show()
    page.focus_on("l2")
    page.detail.mode.set_value("try")
    sim = page.detail.trial.simulator
    assert sim.amount.isVisible()
    assert not sim.extra.isVisible()
    assert sim.rate.value_label.text() == "0.040% a day"
    sim.amount.slider.setValue(sim.amount.value() + 2)
    sim.adopt_button.click()
    assert state.book.loans["l2"].terms.principal > 20_000_00
    assert state.book.events_of("l2") == ()
    state.close()


def test_another_language_is_spoken_by_sliders_and_strip(detail, state):
    state.set_language("zh")
    assert detail.trial.simulator.instalments.value_label.text() == "共 9 期"
    assert detail.trial.strip.instalment.label.text() == "下一期还款"


def test_skipping_one_moves_the_days_late_to_the_next_due_date(detail):
    sim = detail.trial.simulator
    sim.skip_button.click()
    assert sim.days_late.value() == 31
    assert not sim.adopt_button.isEnabled()


def test_skipping_one_can_still_be_tried_after_going_back_to_now(detail):
    sim = detail.trial.simulator
    sim.skip_button.click()
    sim.reset_button.click()
    assert sim.days_late.value() == 0
    assert not sim.skip_button.isHidden()
    sim.skip_button.click()
    assert sim.days_late.value() == 31
