"""Forms as a person fills them: typing, Tab, Enter, Esc (Chinese comes as an input method sends it)."""

import contextlib
import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from planner.book.invoice import Invoice
from ui.forms.account_form import open_account_form
from ui.forms.category_form import open_category_form
from ui.forms.entry_form import open_entry_form
from ui.forms.invoice_form import open_invoice_form, open_settle_form
from ui.forms.recurring_form import open_recurring_form


@pytest.fixture
def opened(qtbot, state):
    """Opens a form and closes it at the end."""
    forms = []

    def show(opener, *args, **kwargs):
        form = opener(state, None, *args, **kwargs)
        forms.append(form)
        qtbot.waitExposed(form)
        form.activateWindow()
        return form

    yield show
    for form in forms:
        with contextlib.suppress(RuntimeError):  # saved and gone
            form.close()


def errors(form) -> list[str]:
    return [field.error.text() for field in form.fields.values() if field.error.isVisibleTo(form)]


def newest(state):
    known = set(state.book.ledger.ids)
    return lambda: [key for key in state.book.ledger.ids if key not in known]


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_an_expense_is_typed_and_saved_with_enter(qtbot, state, opened):
    added = newest(state)
    form = opened(open_entry_form)
    qtbot.keyClicks(form.amount, "3500+200")
    form.payee.insert("房东")
    form.payee.editingFinished.emit()
    qtbot.keyClick(form.payee, Qt.Key.Key_Return)

    entry = state.book.ledger.find(added()[0])
    assert entry.amount == -370000
    assert entry.category == "rent", "remembered from earlier payments to the same payee"
    assert entry.date == state.today
    state.undo()
    assert added() == []


def test_errors_stand_under_the_fields_and_what_was_typed_stays(qtbot, state, opened):
    form = opened(open_entry_form)
    qtbot.keyClicks(form.amount, "viel")
    form.date.setText("2026-13-01")
    qtbot.keyClicks(form.note, "Notiz")
    form.save()

    assert len(errors(form)) == 2
    assert form.amount.text() == "viel"
    assert form.note.text() == "Notiz"
    assert form.isVisible()


def test_a_long_error_is_not_cut(qtbot, state, opened):
    form = opened(open_entry_form)
    form.date.setText("x")
    form.save()
    error = form.fields["date"].error
    qtbot.waitUntil(lambda: error.height() >= error.heightForWidth(error.width()), timeout=2000)


def test_enter_on_cancel_does_not_save(qtbot, state, opened):
    added = newest(state)
    form = opened(open_entry_form)
    qtbot.keyClicks(form.amount, "5")
    cancel = next(button for button in form.findChildren(QPushButton) if button.text() == "取消")
    cancel.setFocus()
    qtbot.keyClick(cancel, Qt.Key.Key_Return)
    assert added() == []


@pytest.mark.parametrize("typed", ["0", "-5", ""])
def test_an_amount_must_be_greater_than_zero(qtbot, state, opened, typed):
    form = opened(open_entry_form)
    qtbot.keyClicks(form.amount, typed)
    form.save()
    assert len(errors(form)) == 1


def test_a_new_category_comes_with_its_entry_in_one_edit(qtbot, state, opened):
    before = state.book
    form = opened(open_entry_form)
    qtbot.keyClicks(form.amount, "88")
    form.category.setCurrentText("清洁")
    assert any("清洁" in label.text() for label in form.findChildren(QLabel))
    form.save()

    names = {category.name for category in state.book.categories.values()}
    assert "清洁" in names
    state.undo()
    assert state.book == before


def test_save_and_add_another_keeps_the_date_and_empties_the_rest(qtbot, state, opened):
    added = newest(state)
    form = opened(open_entry_form)
    form.kind.set_value("income")
    form.amount.insert("1.2万")
    form.date.setText("2026-11-01")
    form.note.insert("外卖")
    qtbot.mouseClick(form.another_button, Qt.MouseButton.LeftButton)

    entry = state.book.ledger.find(added()[0])
    assert (entry.amount, entry.date) == (1_200_000, dt.date(2026, 11, 1))
    assert form.isVisible()
    assert (form.amount.text(), form.note.text(), form.date.text()) == ("", "", "2026-11-01")


def test_a_transfer_needs_two_accounts(qtbot, state, opened):
    added = newest(state)
    form = opened(open_entry_form)
    form.kind.set_value("transfer")
    qtbot.keyClicks(form.amount, "500")
    form.to_account.set_account("bank")
    form.save()
    assert len(errors(form)) == 1
    form.to_account.set_account("fund")
    form.save()
    entry = state.book.ledger.find(added()[0])
    assert (entry.account, entry.to_account, entry.amount) == ("bank", "fund", -50000)


def test_an_entry_is_changed_and_keeps_its_source(qtbot, state, opened):
    entry = state.book.ledger.entry(0)
    form = opened(open_entry_form, entry)
    assert form.amount.minor() == abs(entry.amount)
    form.note.setText("改过")
    form.save()
    after = state.book.ledger.find(entry.id)
    assert after.note == "改过"
    assert (after.amount, after.category, after.source) == (
        entry.amount, entry.category, entry.source,
    )  # fmt: skip


def test_escape_saves_nothing(qtbot, state, opened):
    before = state.book
    form = opened(open_entry_form)
    qtbot.keyClicks(form.amount, "5")
    qtbot.keyClick(form, Qt.Key.Key_Escape)
    assert state.book == before


def test_rent_is_entered_as_a_repeating_item(qtbot, state, opened):
    form = opened(open_recurring_form)
    form.name.insert("仓库租金")
    qtbot.keyClicks(form.amount, "800")
    form.day.setCurrentIndex(form.day.findData(31))
    form.save()
    item = next(item for item in state.book.recurring.values() if item.title == "仓库租金")
    assert (item.amount, item.rrule) == (-80000, "FREQ=MONTHLY;BYMONTHDAY=31")


def test_weekly_takings_name_their_days(qtbot, state, opened):
    form = opened(open_recurring_form)
    form.kind.set_value("income")
    form.name.insert("外卖")
    qtbot.keyClicks(form.amount, "300")
    form.unit.setCurrentIndex(form.unit.findData("week"))
    form.weekdays[0].setChecked(True)
    form.weekdays[4].setChecked(True)
    form.until.setText("2026-11-01")
    form.save()
    assert len(errors(form)) == 1, "the end lies before the start"
    form.until.setText("")
    form.save()
    item = next(item for item in state.book.recurring.values() if item.title == "外卖")
    assert (item.amount, item.rrule) == (30000, "FREQ=WEEKLY;BYDAY=MO,FR")


def test_a_repeating_item_is_changed_without_losing_its_rule(qtbot, state, opened):
    form = opened(open_recurring_form, state.book.recurring["r1"])
    form.amount.setText("5000")
    form.save()
    item = state.book.recurring["r1"]
    assert (item.amount, item.rrule, item.spread) == (500000, "FREQ=WEEKLY;BYDAY=MO", 60000)


def test_an_invoice_needs_party_amount_and_due_date(qtbot, state, opened):
    form = opened(open_invoice_form)
    form.save()
    assert len(errors(form)) == 3
    form.party.insert("街坊酒楼")
    qtbot.keyClicks(form.amount, "1200")
    form.due.setText("2026-11-01")
    form.save()
    assert len(errors(form)) == 1, "due before issued"
    form.due.setText("2026-12-24")
    form.save()
    assert sum(fact.amount == 120000 for fact in state.book.invoices.values()) == 1


def test_a_settled_invoice_leaves_an_entry(qtbot, state, opened):
    added = newest(state)
    invoice: Invoice = state.book.invoices["i1"]
    form = opened(open_settle_form, invoice)
    form.date.setText("2027-01-01")
    form.save()
    assert len(errors(form)) == 1, "a day still to come"
    form.date.setText("2026-11-22")
    form.save()
    assert state.book.invoices["i1"].settled_on == dt.date(2026, 11, 22)
    assert state.book.ledger.find(added()[0]).amount == invoice.amount


def test_an_account_is_added_and_a_second_of_its_name_refused(qtbot, state, opened):
    form = opened(open_account_form)
    form.name.insert("微信零钱")
    form.kind.setCurrentIndex(form.kind.findData("wallet"))
    qtbot.keyClicks(form.opening, "300")
    form.save()
    account = next(fact for fact in state.book.accounts.values() if fact.name == "微信零钱")
    assert (account.kind, account.opening, account.opened_on) == ("wallet", 30000, state.today)

    again = opened(open_account_form)
    again.name.insert("微信零钱")
    again.save()
    assert len(errors(again)) == 1


def test_a_category_is_changed(qtbot, state, opened):
    form = opened(open_category_form, state.book.categories["decor"])
    form.essential.setChecked(True)
    form.group.setCurrentText("店面")
    form.save()
    category = state.book.categories["decor"]
    assert (category.essential, category.group) == (True, "店面")


def test_what_the_book_refuses_is_said_in_the_form(qtbot, state, opened, monkeypatch):
    from planner.basics.errors import UserError

    def refuse(edit, contents):
        raise UserError("The disk is full.")

    form = opened(open_entry_form)
    monkeypatch.setattr(state.session, "apply", refuse)
    qtbot.keyClicks(form.amount, "5")
    form.save()
    assert form.isVisible()
    assert any(label.text() == "The disk is full." for label in form.findChildren(QLabel))


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    "opener",
    [
        open_entry_form,
        open_recurring_form,
        open_invoice_form,
        open_account_form,
        open_category_form,
    ],
)
def test_every_field_has_a_name_and_fits(qtbot, state, opened, opener, language):
    state.set_language(language)
    form = opened(opener)
    for field in form.fields.values():
        assert field.widget.accessibleName()
        if field.isVisibleTo(form):
            assert field.label.width() >= field.label.sizeHint().width()


def test_without_an_account_the_form_of_an_account_comes_first(qtbot, tmp_path, now, preferences):
    from planner.services.session import new_book
    from ui.forms.account_form import AccountForm
    from ui.forms.entry_form import EntryForm
    from ui.state import State

    empty = State(new_book(tmp_path / "empty.leeway", lambda: now[0]), preferences, lambda: now[0])
    form = open_entry_form(empty, None)
    assert isinstance(form, AccountForm)
    qtbot.keyClicks(form.name, "Bank")
    form.save()
    shown = [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, EntryForm)]
    assert any(entry.isVisible() and entry.account.account() for entry in shown)
    for entry in shown:
        entry.close()
    empty.close()
