"""The balance that was typed stays: in the import window, the forms, the table of entries."""

import contextlib
import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from planner.book.book import Book
from planner.book.loan import Loan
from planner.services.first_steps import first_steps
from planner.services.imports.undo import import_batches
from planner.services.session import new_book
from planner.wording import Wording
from ui.forms.account_form import open_account_form
from ui.forms.entry_form import open_entry_form
from ui.forms.first_run import FirstRun
from ui.forms.import_wizard import open_import_wizard
from ui.forms.imports_dialog import open_imports
from ui.forms.loan_form import LoanForm
from ui.forms.payment_form import open_payment_form
from ui.pages.entries import EntriesPage
from ui.state import State

NOW = dt.datetime(2026, 11, 23, 9, 12)
TODAY = NOW.date()
MONEY = 1_500_000
BILL = "日期,对方,摘要,金额\n2025-12-13,买菜,早市,-35.20\n2026-03-14,卖面,午市,120.00\n"


@pytest.fixture
def state(qapp, tmp_path, preferences):
    """What the first run leaves behind: money typed, one loan, nothing else."""
    filled = first_steps(
        Book(), TODAY, Wording("zh")._, money=MONEY, instalment=523_050,
        due=TODAY + dt.timedelta(days=70), left=3, now=NOW,
    )  # fmt: skip
    session = new_book(tmp_path / "own.leeway", lambda: NOW, filled=filled)
    made = State(session, preferences, lambda: NOW)
    yield made
    made.close()


@pytest.fixture
def shown(qtbot):
    opened = []

    def show(dialog):
        opened.append(dialog)
        qtbot.waitExposed(dialog)
        return dialog

    yield show
    for dialog in opened:
        with contextlib.suppress(RuntimeError):
            dialog.reject()


@pytest.fixture
def bill(tmp_path):
    path = tmp_path / "bill.csv"
    path.write_text(BILL, "utf-8")
    return path


def money(state):
    (key,) = state.book.accounts
    return state.book.balances(state.today)[key]


def settle(qtbot, wizard):
    qtbot.waitUntil(lambda: not wizard.reading.is_busy, timeout=20_000)


def typed(form, **values):
    for name, value in values.items():
        getattr(form, name).setText(value)


# the import window


def test_the_import_window_asks_and_shows_both_results(qtbot, state, shown, bill):
    wizard = shown(open_import_wizard(state, None, bill))
    settle(qtbot, wizard)
    part = wizard.preview.balance
    assert part.isVisible()
    assert part.box.isChecked()
    assert part.box.text() == "余额已包含这些收支"
    assert "¥15,000.00" in part.words.text()
    assert "¥15,084.80" in part.words.text()
    with qtbot.waitSignal(state.noticed, timeout=20_000):
        wizard.import_button.click()
    assert len(state.book.ledger) == 2
    assert money(state) == MONEY
    state.undo()
    assert money(state) == MONEY
    assert not len(state.book.ledger)


def test_without_the_tick_the_rows_come_on_top(qtbot, state, shown, bill):
    wizard = shown(open_import_wizard(state, None, bill))
    settle(qtbot, wizard)
    qtbot.keyClick(wizard.preview.balance.box, Qt.Key.Key_Space)
    settle(qtbot, wizard)
    assert not wizard.preview.balance.box.isChecked()
    with qtbot.waitSignal(state.noticed, timeout=20_000):
        wizard.import_button.click()
    assert money(state) == MONEY + 8_480


@pytest.mark.parametrize("is_held", [True, False])
def test_a_file_taken_back_leaves_the_balance_as_it_was_typed(qtbot, state, shown, bill, is_held):
    wizard = shown(open_import_wizard(state, None, bill))
    settle(qtbot, wizard)
    if not is_held:
        wizard.preview.balance.box.click()
        settle(qtbot, wizard)
    with qtbot.waitSignal(state.noticed, timeout=20_000):
        wizard.import_button.click()
    part = shown(open_imports(state, None, "files")).parts["files"]
    (line,) = import_batches(state.session)
    part._apply(line, also_changed=False)
    assert money(state) == MONEY
    assert not len(state.book.ledger)


def test_rows_after_the_count_are_not_asked_about(qtbot, state, shown, tmp_path):
    path = tmp_path / "new.csv"
    path.write_text("日期,对方,金额\n2026-11-24,买菜,-35.20\n", "utf-8")
    wizard = shown(open_import_wizard(state, None, path))
    settle(qtbot, wizard)
    assert not wizard.preview.balance.isVisible()


# entries by hand


@pytest.mark.parametrize(("is_held", "left"), [(True, MONEY), (False, MONEY - 45_000)])
def test_an_older_entry_is_asked_about_in_its_form(state, shown, is_held, left):
    form = shown(open_entry_form(state, None))
    typed(form, amount="450", date="2026-11-01")
    assert form.count_box.isVisible()
    assert form.count_box.isChecked()
    assert form.count_box.text() == "「银行账户」11月23日填的余额已包含这笔"
    form.count_box.setChecked(is_held)
    form.save()
    assert len(state.book.ledger) == 1
    assert money(state) == left


@pytest.mark.parametrize(("is_held", "left"), [(True, MONEY), (False, MONEY - 45_000)])
def test_an_entry_of_the_day_of_the_count_comes_after_it_unless_ticked(state, shown, is_held, left):
    form = shown(open_entry_form(state, None))
    typed(form, amount="450")
    assert form.count_box.isVisible()
    assert not form.count_box.isChecked()
    form.count_box.setChecked(is_held)
    form.save()
    assert money(state) == left
    (entry,) = state.book.ledger
    again = shown(open_entry_form(state, None, entry))
    typed(again, amount="460", date="2026-11-01")
    again.save()
    assert money(state) == MONEY


def test_a_tick_taken_away_stays_away_while_one_types_on(state, shown):
    form = shown(open_entry_form(state, None))
    typed(form, amount="450", date="2026-11-01")
    form.count_box.setChecked(False)
    typed(form, amount="4500")
    assert not form.count_box.isChecked()
    typed(form, date="2026-11-30")
    assert not form.count_box.isVisible()


def test_a_day_moved_in_the_table_keeps_the_count_and_says_so(qtbot, state, shown):
    form = shown(open_entry_form(state, None))
    typed(form, amount="450")
    form.save()
    page = EntriesPage(state)
    qtbot.addWidget(page)
    page.show()
    table = page.sections["entries"].table
    line = next(n for n in range(table.facts.rowCount()))
    with qtbot.waitSignal(state.noticed) as told:
        table._commit(table.facts.row(line), 0, "2026-11-01")
    assert state.wording.say(told.args[0]) == "「银行账户」11月23日填的余额不变：¥15,000.00。"
    assert money(state) == MONEY
    with qtbot.waitSignal(state.noticed) as told:
        table.setCurrentIndex(table.facts.index(0, 0))
        table.remove_chosen()
    assert money(state) == MONEY
    assert "不变" in state.wording.say(told.args[0])
    state.undo()
    state.undo()
    assert money(state) == MONEY - 45_000


# accounts and loans


def test_the_account_form_shows_the_balance_as_it_was_typed(qtbot, state, shown, bill):
    wizard = shown(open_import_wizard(state, None, bill))
    settle(qtbot, wizard)
    with qtbot.waitSignal(state.noticed, timeout=20_000):
        wizard.import_button.click()
    (account,) = state.book.accounts.values()
    form = shown(open_account_form(state, None, account))
    assert (form.opening.text(), form.opened_on.text()) == ("15000.00", "2026-11-23")
    typed(form, name="网商银行")
    form.save()
    assert money(state) == MONEY
    form = shown(open_account_form(state, None, next(iter(state.book.accounts.values()))))
    typed(form, opening="14000")
    form.save()
    assert money(state) == 1_400_000


def test_a_balance_counted_later_is_what_is_there_whatever_was_booked(state, shown):
    entry = shown(open_entry_form(state, None))
    typed(entry, amount="450")
    entry.save()
    (account,) = state.book.accounts.values()
    form = shown(open_account_form(state, None, account))
    typed(form, opening="9000", opened_on="2026-11-20")
    form.save()
    (key,) = state.book.accounts
    assert state.book.balances(dt.date(2026, 11, 20))[key] == 900_000
    assert money(state) == 855_000


def test_a_new_account_with_money_of_today_is_counted(state, shown):
    form = shown(open_account_form(state, None))
    typed(form, name="支付宝", opening="300")
    assert form.fields["opened_on"].hint.text() == "现在的余额。"
    form.save()
    made = next(one for one in state.book.accounts.values() if one.name == "支付宝")
    assert made.counted_at == NOW
    form = shown(open_account_form(state, None))
    typed(form, name="现金", opening="300", opened_on="2026-11-01")
    assert form.fields["opened_on"].hint.text() == "当天开始时的余额。"
    form.save()
    made = next(one for one in state.book.accounts.values() if one.name == "现金")
    assert (made.counted_at, made.opening) == (None, 30_000)


def test_the_loan_of_the_first_run_brings_no_money_when_its_terms_are_completed(state, shown):
    (loan,) = state.book.loans.values()
    form = shown(LoanForm(state))
    form.show_loan(loan)
    typed(form.inputs, rate="12%")
    form.save()
    form.save()  # what was asked is answered
    assert next(iter(state.book.loans.values())).terms.rate.value
    assert money(state) == MONEY


def test_a_loan_of_before_the_count_is_held_by_it_however_old_the_first_bill(
    qtbot, state, shown, bill
):
    wizard = shown(open_import_wizard(state, None, bill))
    settle(qtbot, wizard)
    with qtbot.waitSignal(state.noticed, timeout=20_000):
        wizard.import_button.click()
    form = shown(LoanForm(state))
    form.show()
    typed(form.inputs, name="旧贷", amount="12000", rate="12%", drawn_on="2026-07-10")
    assert form.inputs.holds_past.isVisible()
    form.save()
    assert len(state.book.loans) == 2
    assert money(state) == MONEY


@pytest.mark.parametrize(("is_held", "left"), [(True, MONEY), (False, MONEY - 10_000)])
def test_a_payment_of_before_the_count_is_asked_about(state, shown, is_held, left):
    (old,) = state.book.loans.values()
    loan = Loan("l2", "旧贷", old.debit_account, _terms(old), books_cash=False)
    from planner.services.editing import saved

    state.apply(saved(state.book, "loan", loan))
    form = shown(open_payment_form(state, None, "l2"))
    typed(form, amount="100", date="2026-11-10")
    assert form.count_box.isVisible()
    form.count_box.setChecked(is_held)
    form.save()
    assert len(state.book.loan_events) == 1
    assert money(state) == left


def _terms(loan):
    from dataclasses import replace

    return replace(
        loan.terms, drawn_on=dt.date(2026, 10, 1), first_due=dt.date(2026, 11, 1), due_day=1
    )


def test_the_first_run_keeps_the_moment_at_which_the_money_was_typed(qtbot, qapp, preferences):
    from ui.draft import Draft

    made = State(Draft(), preferences, lambda: NOW)
    run = FirstRun(made, begins_with="numbers")
    qtbot.addWidget(run)
    run.money.setText("15000")
    next(b for b in run.findChildren(QPushButton) if b.text() == "继续").click()
    (account,) = made.book.accounts.values()
    assert (account.opening, account.counted_at) == (MONEY, NOW)
    made.close()
