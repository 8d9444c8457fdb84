"""The loans page and its forms, used as a person would: by typing, choosing, pressing keys."""

import datetime as dt
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from planner.basics.text import text
from planner.book.edit import Edit, adding
from planner.book.entry import Entry
from planner.outlook.level import Level
from planner.services.editing import saved
from tests.ui.shop_state import shop_state, with_look
from ui.forms.loan_form import LoanForm
from ui.forms.payment_form import PaymentForm
from ui.pages.loans import LoansPage


@pytest.fixture
def state(qtbot, tmp_path):
    made = with_look(shop_state(tmp_path))
    yield made
    made.close()


@pytest.fixture
def page(qtbot, state):
    return shown(qtbot, LoansPage(state))


def shown(qtbot, widget):
    qtbot.addWidget(widget)
    widget.resize(960, 900)
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


def retype(qtbot, edit, text):
    edit.setFocus()
    edit.selectAll()
    if text.isascii():
        qtbot.keyClicks(edit, text)
    else:  # as an input method would
        edit.insert(text)


def form_of(page, kind):
    return next(dialog for dialog in page.window().findChildren(QDialog) if type(dialog) is kind)


def cells(table, row):
    return [column.show(table.facts.row(row)) for column in table.facts.columns]


# the page


def test_the_list_shows_what_is_left_and_what_comes_next(page):
    assert cells(page.list, 0)[:6] == [
        "网商贷", "网商银行", "¥45,795.31", "3 of 12 paid", "Thu, 10 Dec", "¥5,398.53",
    ]  # fmt: skip
    assert page.subtitle.text() == "1 loan · ¥45,795.31 principal left"


def test_the_detail_shows_plan_numbers_and_bill(page):
    detail = page.detail
    assert detail.heading.text() == "网商贷"
    assert detail.numbers.due.number.text() == "¥5,398.53"
    assert detail.numbers.cost.number.text() == "14.40%"
    assert detail.plan.facts.rowCount() == 12
    assert cells(detail.plan, 0)[-1] == "Paid · 10 Sept"
    assert cells(detail.plan, 3)[-1] == "To come"
    assert "Together ¥46,033.45" in detail.bill.lines.said()


def test_the_chart_stands_after_the_first_paint_and_can_be_read_by_keys(qtbot, page):
    detail = page.detail
    qtbot.waitUntil(lambda: detail.chart.canvas is not None)
    chart = detail.chart.canvas
    chart.setFocus()
    qtbot.keyClick(chart, Qt.Key.Key_Home)
    assert chart.words(0)[1] == "Principal left ¥60,000"
    assert "¥60,000" in chart.accessibleDescription()
    assert chart.accessibleName().startswith("Still to be paid")


def test_another_language_is_spoken_at_once(page, state):
    state.set_language("zh")
    assert page.header_title.text() == "贷款"
    assert cells(page.list, 0)[3] == "已还 3/12 期"
    assert page.detail.legend.findChildren(type(page.header_title))[1].text() == "剩余本金"


def test_an_empty_page_says_why_it_is_useful_and_opens_the_form(qtbot, tmp_path):
    state = with_look(shop_state(tmp_path, is_empty=True))
    page = shown(qtbot, LoansPage(state))
    assert page.empty.isVisible()
    assert not page.list_card.isVisible()
    page.empty.button.click()
    form = form_of(page, LoanForm)
    assert form.isVisible()
    form.reject()
    state.close()


def test_an_overdue_loan_is_marked_in_list_plan_and_bill(qtbot, tmp_path):
    state = with_look(shop_state(tmp_path, now=dt.datetime(2026, 12, 20, 9)))
    page = shown(qtbot, LoansPage(state))
    assert page.list.current().level is Level.overdue
    assert cells(page.list, 0)[-1] == "10 days overdue"
    assert cells(page.detail.plan, 3)[-1].startswith("10 days overdue")
    assert "Penalty on principal" in page.detail.bill.lines.said()
    assert page.detail.numbers.due.label.text() == "Due now"
    state.close()


# removing, and taking it back


def test_removing_a_loan_is_one_edit_that_can_be_undone(qtbot, page, state):
    with qtbot.waitSignal(state.noticed) as told:
        page.detail.remove_button.click()
    assert told.args[1] is True
    assert page.empty.isVisible()
    state.undo()
    assert page.list.facts.rowCount() == 1
    assert len(state.book.events_of("l1")) == 3


def test_a_payment_is_removed_with_del_and_comes_back(qtbot, page, state):
    page.detail.choice.set_value("events")
    table = page.detail.events
    assert cells(table, 0)[1:3] == ["Instalment", "¥5,398.53"]
    table.choose(table.facts.row(0).id)
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    assert len(state.book.events_of("l1")) == 2
    state.undo()
    assert len(state.book.events_of("l1")) == 3


# recording payments


def test_a_payment_starts_with_what_is_due_and_is_saved_as_one_edit(qtbot, page, state):
    page.pay_button.click()
    form = form_of(page, PaymentForm)
    assert form.amount.text() == "5398.53"
    assert form.date.text() == "2026-11-23"
    assert "kept for the next due date" in form.effect.text()
    qtbot.keyClick(form.amount, Qt.Key.Key_Return)
    assert len(state.book.events_of("l1")) == 4
    assert cells(page.detail.plan, 3)[-1] == "Paid · 23 Nov"
    assert state.session.undo_title.key == "Record payment for {name}"
    state.undo()
    assert cells(page.detail.plan, 3)[-1] == "To come"


def test_a_part_payment_says_what_is_still_due(qtbot, tmp_path):
    state = with_look(shop_state(tmp_path, now=dt.datetime(2026, 12, 20, 9)))
    form = shown(qtbot, PaymentForm(state, None, "l1"))
    retype(qtbot, form.amount, "1000")
    assert "Then ¥4,430.92 of it is still due." in form.effect.text()
    form.reject()
    state.close()


def test_an_early_repayment_shows_the_new_instalment_and_what_it_saves(qtbot, page, state):
    page.detail.prepay_button.click()
    form = form_of(page, PaymentForm)
    retype(qtbot, form.amount, "1万")
    assert "instead of ¥5,398.53" in form.effect.text()
    assert "less in all" in form.effect.text()
    form.save()
    assert state.book.events_of("l1")[-1].type == "prepay"


def test_everything_can_be_repaid_with_one_click(qtbot, page, state):
    page.detail.prepay_button.click()
    form = form_of(page, PaymentForm)
    form.all_button.click()
    assert "The loan is then repaid." in form.effect.text()
    form.save()
    assert cells(page.list, 0)[-1] == "Repaid"
    assert not page.pay_button.isEnabled()


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("amount", "abc", "no amount"),
        ("amount", "0", "greater than 0"),
        ("amount", "99999", "more can't be recorded"),
        ("date", "2027-01-01", "still to come"),
        ("date", "2026-01-01", "can't lie before that"),
    ],
)
def test_a_wrong_payment_says_so_under_its_field_and_keeps_what_was_typed(
    qtbot, state, field, typed, said
):
    form = shown(qtbot, PaymentForm(state, None, "l1"))
    edit = getattr(form, field)
    retype(qtbot, edit, typed)
    form.save()
    assert said in form.fields[field].error.text()
    assert edit.text() == typed
    assert len(state.book.events_of("l1")) == 3


def test_the_same_payment_twice_is_asked_and_then_done(qtbot, state):
    form = shown(qtbot, PaymentForm(state, None, "l1"))
    retype(qtbot, form.date, "2026-11-10")
    retype(qtbot, form.amount, "5398.53")
    form.save()
    assert "already recorded" in form.fields["amount"].error.text()
    assert form.save_button.text() == "Save all the same"
    form.save()
    assert len(state.book.events_of("l1")) == 4


# the loan form


def fill(qtbot, form, **typed):
    for name, said in typed.items():
        retype(qtbot, getattr(form.inputs, name), said)


def test_three_things_an_owner_knows_make_a_loan(qtbot, page, state):
    page.add_button.click()
    form = form_of(page, LoanForm)
    fill(qtbot, form, name="设备贷", amount="1.2万", instalments="3", rate="12%")
    assert form.inputs.first_due.text() == "2026-12-23"
    assert form.preview.instalment.text() == "¥4,080.27"
    qtbot.keyClick(form.inputs.rate, Qt.Key.Key_Return)
    (made,) = (loan for loan in state.book.loans.values() if loan.name == "设备贷")
    assert (made.terms.principal, made.terms.instalments) == (12_000_00, 3)
    assert page.list.facts.rowCount() == 2
    assert state.session.undo_title.key == "Add loan “{name}”"


def test_a_rate_of_one_day_is_understood_as_it_is_said(qtbot, state):
    form = shown(qtbot, LoanForm(state))
    fill(qtbot, form, name="借呗", amount="1万", rate="万分之四")
    form.inputs.amount.setFocus()
    assert form.inputs.per.value() == "day"
    assert form.inputs.terms.interest.currentData() == "daily"
    form.save()
    (made,) = (loan for loan in state.book.loans.values() if loan.name == "借呗")
    assert (str(made.terms.rate.value), made.terms.rate.per) == ("0.0004", "day")


def test_a_bare_rate_is_asked_about_and_stays(qtbot, state):
    form = shown(qtbot, LoanForm(state))
    fill(qtbot, form, name="x", amount="1000", rate="14.4")
    form.save()
    assert "percent" in form.fields["rate"].error.text()
    assert form.inputs.rate.text() == "14.4"
    assert form.preview.instalment.text() == "—"
    assert len(state.book.loans) == 1


def test_a_first_due_date_before_the_draw_is_refused_at_its_field(qtbot, state):
    form = shown(qtbot, LoanForm(state))
    fill(qtbot, form, name="x", amount="1000", rate="10%", first_due="2026-11-01")
    form.save()
    assert "after the day" in form.fields["first_due"].error.text()


def test_a_due_day_beside_the_first_due_date_is_a_question(qtbot, state):
    form = shown(qtbot, LoanForm(state))
    fill(qtbot, form, name="x", amount="1000", rate="10%", first_due="2026-12-23")
    form.inputs.fold.click()
    retype(qtbot, form.inputs.terms.due_day, "8")
    form.save()
    assert "every later one on day 8" in form.fields["due_day"].error.text()
    form.save()
    assert next(one for one in state.book.loans.values() if one.name == "x").terms.due_day == 8


def test_a_very_high_rate_is_a_question_that_a_second_save_answers(qtbot, state):
    form = shown(qtbot, LoanForm(state))
    fill(qtbot, form, name="x", amount="1000", rate="40%")
    form.save()
    assert "40.0% a year" in form.fields["rate"].error.text()
    fill(qtbot, form, rate="50%")
    form.save()
    assert "50.0% a year" in form.fields["rate"].error.text()
    form.save()
    assert len(state.book.loans) == 2


def test_all_that_is_missing_is_told_at_once(qtbot, state):
    form = shown(qtbot, LoanForm(state))
    fill(qtbot, form, instalments="abc")
    form.save()
    for name in ("name", "principal", "instalments"):
        assert form.fields[name].error.text(), name


def test_a_rate_that_is_not_known_is_asked_for_once_and_never_taken_for_zero(qtbot, state, page):
    form = shown(qtbot, LoanForm(state))
    fill(qtbot, form, name="x", amount="12000", rate="")
    assert form.preview.values[1][1].text() == form.preview.values[3][1].text() == "—"
    form.save()
    assert form.fields["rate"].error.text().startswith("Without the rate")
    form.save()
    made = next(loan for loan in state.book.loans.values() if loan.name == "x")
    assert made.terms.is_rate_unknown
    page.focus_on(made.id)
    numbers = page.detail.numbers
    assert "rate not filled in yet" in page.detail.terms.text()
    assert [stat.number.text() for stat in (numbers.interest, numbers.cost)] == ["—", "—"]
    assert "Interest up to today —" in page.detail.bill.lines.said()
    assert page.detail.bill.lines.said().endswith("rate not filled in yet")
    plan = page.detail.plan.facts
    assert {plan.index(row, 4).data() for row in range(plan.rowCount())} == {"—"}
    again = shown(qtbot, LoanForm(state))
    again.show_loan(made)
    assert not again.inputs.rate.text()
    assert not again.inputs.terms.confirmed.isChecked()
    fill(qtbot, again, rate="12%")
    again.save()
    assert not state.book.loans[made.id].terms.is_rate_unknown
    assert page.detail.numbers.cost.number.text() == "12.00%"
    assert "—" not in {plan.index(row, 4).data() for row in range(plan.rowCount())}


def test_a_loan_taken_over_midway_brings_its_past_payments(qtbot, state):
    form = shown(qtbot, LoanForm(state))
    fill(qtbot, form, name="旧贷", amount="1.2万", rate="12%", drawn_on="2026-07-10")
    assert form.inputs.first_due.text() == "2026-08-10"
    assert form.inputs.paid.text() == "4"
    retype(qtbot, form.inputs.paid, "3")
    form.save()
    (made,) = (loan for loan in state.book.loans.values() if loan.name == "旧贷")
    assert len(state.book.events_of(made.id)) == 3
    assert made.books_cash
    state.undo()
    assert len(state.book.loan_events) == 3


def test_more_paid_instalments_than_the_loan_has_are_refused(qtbot, state):
    form = shown(qtbot, LoanForm(state))
    fill(qtbot, form, name="旧贷", amount="1.2万", rate="12%", drawn_on="2026-07-10")
    retype(qtbot, form.inputs.paid, "13")
    form.save()
    assert "0 to 12" in form.fields["paid"].error.text()


def test_a_draw_before_the_account_was_opened_moves_no_money_twice(qtbot, state):
    before = state.book.balances(state.today)["bank"]
    form = shown(qtbot, LoanForm(state))
    fill(qtbot, form, name="旧贷", amount="1.2万", rate="12%", drawn_on="2026-03-10")
    assert form.inputs.holds_past.isVisible()
    form.save()
    assert state.book.balances(state.today)["bank"] == before
    made = next(loan for loan in state.book.loans.values() if loan.name == "旧贷")
    payment = shown(qtbot, PaymentForm(state, None, made.id))
    assert payment.as_entry.isVisible()
    retype(qtbot, payment.amount, "1000")
    payment.save()
    assert state.book.balances(state.today)["bank"] == before - 1000_00


def test_finer_terms_count_as_our_assumption_until_they_are_changed(qtbot, state):
    form = shown(qtbot, LoanForm(state))
    inputs = form.inputs
    assert not inputs.terms.isVisible()
    inputs.fold.click()
    assert inputs.terms.isVisible()
    assert inputs.terms.fields["grace_days"].hint.text() == "Our assumption"
    before = inputs.terms.assumptions()
    retype(qtbot, inputs.terms.grace_days, "3")
    assert inputs.terms.fields["grace_days"].hint.text() == "As in the contract"
    assert inputs.terms.assumptions() == before - 1
    retype(qtbot, inputs.terms.draw_fee, "100")
    inputs.terms.compound.setChecked(False)
    fill(qtbot, form, name="x", amount="1000", rate="10%")
    form.save()
    terms = next(loan for loan in state.book.loans.values() if loan.name == "x").terms
    assert (terms.penalty.grace_days, terms.penalty.compound) == (3, False)
    assert "penalty" not in terms.assumed
    assert {"holiday", "rounding"} <= set(terms.assumed)
    assert terms.received == 900_00


def test_a_due_date_that_a_holiday_moves_says_so_and_where_the_calendar_ends(qtbot, state, page):
    """10 October 2026 is a working Saturday; 10 January 2027 is a Sunday: due on Monday 11."""
    loan = state.book.loans["l1"]
    moved = replace(loan, terms=replace(loan.terms, holiday="next"))
    state.apply(saved(state.book, "loan", moved))
    page.focus_on("l1")
    plan = page.detail.plan.facts
    rows = {plan.row(n).due: plan.index(n, 7).data() for n in range(plan.rowCount())}
    assert rows[dt.date(2027, 1, 11)].endswith("moved from Sun, 10 Jan, no working day")
    assert not rows[dt.date(2026, 10, 10)].endswith("no working day")
    assert "Public holidays of 2027 are not known yet" in page.detail.holidays.text()
    page.detail.choice.set_value("events")
    assert not page.detail.holidays.isVisible()


def test_one_term_after_the_other_is_confirmed_from_the_contract(qtbot, state):
    form = shown(qtbot, LoanForm(state))
    form.inputs.fold.click()
    terms = form.inputs.terms
    before = terms.assumptions()
    for name in ("holiday", "year_days"):
        terms.confirm_buttons[name].click()
        assert terms.fields[name].hint.text() == "As in the contract"
        assert terms.confirm_buttons[name].isHidden()
    assert terms.assumptions() == before - 2
    assert "due_day" not in terms.confirm_buttons, "the book keeps nothing to confirm about it"
    fill(qtbot, form, name="x", amount="1000", rate="10%")
    form.save()
    made = next(loan for loan in state.book.loans.values() if loan.name == "x")
    assert {"holiday", "year_days"}.isdisjoint(made.terms.assumed)
    assert {"interest", "penalty", "prepay"} <= set(made.terms.assumed)
    again = shown(qtbot, LoanForm(state))
    again.show_loan(made)
    assert again.inputs.terms.confirm_buttons["holiday"].isHidden()
    assert not again.inputs.terms.confirm_buttons["debit"].isHidden()


def test_a_term_of_several_fields_is_confirmed_as_a_whole_and_seen_so(qtbot, state):
    form = shown(qtbot, LoanForm(state))
    form.inputs.fold.click()
    terms = form.inputs.terms
    terms.confirm_buttons["grace_days"].click()
    for name in ("grace_days", "multiplier", "compound"):
        assert terms.fields[name].hint.text() == "As in the contract", name
    assert terms.fields["prepay_fee"].hint.text() == "Our assumption"


def test_terms_checked_against_the_contract_are_no_assumption(qtbot, state):
    form = shown(qtbot, LoanForm(state))
    form.inputs.fold.click()
    form.inputs.terms.confirmed.click()
    assert form.inputs.terms.assumptions() == 0
    fill(qtbot, form, name="x", amount="1000", rate="10%")
    form.save()
    made = next(loan for loan in state.book.loans.values() if loan.name == "x")
    assert made.terms.assumed == ()


def test_a_mistake_among_the_folded_terms_unfolds_them(qtbot, state):
    form = shown(qtbot, LoanForm(state))
    fill(qtbot, form, name="x", amount="1000", rate="10%")
    form.inputs.terms.multiplier.setText("viel")
    form.save()
    assert form.inputs.terms.isVisible()
    assert "number such as 1.5" in form.fields["multiplier"].error.text()


def test_changing_a_loan_starts_from_its_terms_and_keeps_its_payments(qtbot, page, state):
    page.detail.change_button.click()
    form = form_of(page, LoanForm)
    assert form.inputs.rate.text() == "14.4%"
    assert form.preview.instalment.text() == "¥5,398.53"
    assert not form.inputs.paid.isVisible()
    form.save()
    assert state.session.undo_title.key != "Change loan “{name}”"
    page.detail.change_button.click()
    form = [one for one in page.window().findChildren(LoanForm) if one.isVisible()][-1]
    fill(qtbot, form, name="新名字")
    form.inputs.contract_number.setText(" HT-2026-08 ")
    form.save()
    assert state.book.loans["l1"].contract_number == "HT-2026-08"
    assert state.book.loans["l1"].name == "新名字"
    assert state.book.loans["l1"].books_cash
    assert len(state.book.events_of("l1")) == 3


def test_a_book_without_accounts_gets_one_with_its_first_loan(qtbot, tmp_path):
    state = shop_state(tmp_path, is_empty=True)
    form = shown(qtbot, LoanForm(state))
    fill(qtbot, form, name="x", amount="1000", rate="10%", new_account="工行卡")
    form.save()
    (loan,) = state.book.loans.values()
    assert state.book.accounts[loan.debit_account].name == "工行卡"
    assert len(state.session.history()) == 1
    state.close()


def test_the_form_is_left_with_esc_without_a_change(qtbot, page, state):
    page.add_button.click()
    form = form_of(page, LoanForm)
    qtbot.keyClick(form, Qt.Key.Key_Escape)
    assert len(state.book.loans) == 1


def test_the_page_can_be_asked_for_a_loan_or_a_form(qtbot, page):
    page.focus_on("l1")
    assert page.list.current().id == "l1"
    page.focus_on("pay")
    form_of(page, PaymentForm).reject()
    page.focus_on("new")
    form_of(page, LoanForm).reject()


def test_a_payment_among_the_entries_is_chosen_and_not_typed(qtbot, tmp_path):
    state = with_look(shop_state(tmp_path, now=dt.datetime(2026, 12, 20, 9)))
    paid = Entry("paid", dt.date(2026, 12, 10), "bank", -539853, "", "Bank debit")
    state.apply(Edit(text("x"), (adding("entry", paid),)))
    before = state.book.spendable(state.today)
    form = shown(qtbot, PaymentForm(state, None, "l1"))
    assert form.entry.count() == 2
    qtbot.keyClick(form.entry, Qt.Key.Key_Down)
    assert form.amount.isReadOnly()
    assert form.date.date() == paid.date
    form.save()
    assert state.book.find("entry", "paid") is None
    assert state.book.events_of("l1")[-1].amount == 539853
    assert state.book.spendable(state.today) == before
    state.close()


def test_a_new_loan_is_the_one_that_is_shown_after_saving(qtbot, state, page):
    page.add_button.click()
    form = form_of(page, LoanForm)
    fill(qtbot, form, name="设备贷", amount="1.2万", instalments="3", rate="12%")
    form.save()
    (made,) = (loan for loan in state.book.loans.values() if loan.name == "设备贷")
    assert page.list.current().id == made.id
    assert page.detail.view.loan.id == made.id
