"""The form for one entry: income, expense or a transfer between own accounts."""

import datetime as dt
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QLabel, QLineEdit, QWidget

from planner.basics.ids import new_id
from planner.basics.text import N_, Text, text
from planner.book.account import Flow
from planner.book.counted import IN_COUNT
from planner.book.edit import Change, Edit
from planner.book.entry import Entry
from planner.services.bookkeeping import payees, remembered_category
from planner.services.editing import changes_titled, saved
from ui.forms.account_form import with_account
from ui.forms.form_dialog import FormDialog
from ui.forms.pickers import AccountPicker, CategoryPicker
from ui.forms.reading import Reading
from ui.forms.segments import Segments
from ui.parts.count_box import CountBox
from ui.parts.date_edit import DateEdit
from ui.parts.money_edit import MoneyEdit
from ui.state import State
from ui.style import set_role

_FLOWS: dict[str, tuple[Flow, ...]] = {
    "expense": ("expense", "debt"),
    "income": ("income", "debt"),
    "transfer": ("transfer",),
}


def open_entry_form(
    state: State, parent: QWidget | None, entry: Entry | None = None, date: dt.date | None = None
) -> FormDialog:
    """Show the form for a new entry (on `date`), or for `entry`; without an account, its form."""

    def show() -> EntryForm:
        form = EntryForm(state, parent)
        if entry is not None:
            form.show_entry(entry)
        elif date is not None:
            form.date.set_date(date)
        form.open()
        return form

    return with_account(state, parent, show)


class EntryForm(FormDialog):
    """A new entry, or the change of one."""

    title_key = N_("Add entry")
    adds_several = True

    def build(self) -> None:
        """Add the fields."""
        self._before: Entry | None = None
        self._has_chosen_category = False
        state, say = self.state, self.say
        self.kind = Segments(
            (
                ("expense", say(N_("Expense"))),
                ("income", say(N_("Income"))),
                ("transfer", say(N_("Transfer"))),
            )
        )
        self.column.addWidget(self.kind)
        row = self.add_row()
        self.amount = MoneyEdit(state)
        self.date = DateEdit(state)
        self.add_field("amount", N_("Amount"), self.amount, row)
        self.add_field("date", N_("Date"), self.date, row)
        row = self.add_row()
        self.account = AccountPicker(state.book)
        self.to_account = AccountPicker(state.book)
        self.add_field("account", N_("Account"), self.account, row)
        self.add_field("to_account", N_("To account"), self.to_account, row)
        row = self.add_row()
        self.payee = QLineEdit()
        self.category = CategoryPicker(state.book, state.wording)
        self.add_field("payee", N_("Payee"), self.payee, row)
        self.add_field("category", N_("Category"), self.category, row)
        self._new_category = QLabel()
        set_role(self._new_category, "small")
        self.column.addWidget(self._new_category)
        self.note = QLineEdit()
        self.add_field("note", N_("Note"), self.note)
        self.count_box = CountBox(state)
        self.column.addWidget(self.count_box)
        self._set_up()

    def _set_up(self) -> None:
        names = QCompleter(list(payees(self.state.book)), self)
        names.setFilterMode(Qt.MatchFlag.MatchContains)
        names.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.payee.setCompleter(names)
        names.activated.connect(self._remember)
        self.payee.editingFinished.connect(self._remember)
        self.kind.changed.connect(self._show_kind)
        self.category.editTextChanged.connect(self._tell_new_category)
        edit = self.category.lineEdit()
        if edit is not None:
            edit.textEdited.connect(self._choose_category)
        self.category.activated.connect(self._choose_category)
        for edit in (self.amount, self.date):
            edit.textChanged.connect(self._ask_of_count)
        for box in (self.account, self.to_account):
            box.currentIndexChanged.connect(self._ask_of_count)
        self.date.set_date(self.state.today)
        self.to_account.setCurrentIndex(min(1, self.to_account.count() - 1))
        self._show_kind("expense")
        self.amount.setFocus()

    def show_entry(self, entry: Entry) -> None:
        """Fill the form with an entry that is changed."""
        self._before = entry
        self._has_chosen_category = True
        kind = "transfer" if entry.to_account else "income" if entry.amount > 0 else "expense"
        self.kind.set_value(kind)
        self.amount.set_minor(abs(entry.amount))
        self.date.set_date(entry.date)
        self.account.set_account(entry.account)
        self.to_account.set_account(entry.to_account)
        self.payee.setText(entry.payee)
        self._show_kind(kind)
        self.category.set_category(entry.category)
        self.note.setText(entry.note)
        self.set_title(N_("Change entry"))
        self.another_button.hide()

    def read(self, reading: Reading) -> Edit | None:
        """The Edit that saves the entry, with a category that is new; a counted balance stays."""
        self._ask_of_count()
        edit = self._read(reading, IN_COUNT if self.count_box.is_of_day else "")
        return None if edit is None else self.count_box.kept(edit)

    def keeps_count(self) -> bool:
        """The form asks itself."""
        return False

    def _read(self, reading: Reading, told: str = "") -> Edit | None:
        kind = self.kind.value()
        amount = reading.take("amount", self.amount.minor, 0)
        if amount <= 0:
            reading.refuse("amount", N_("The amount must be greater than 0."))
        date = reading.take("date", self.date.date, self.state.today)
        account = reading.need("account", self.account.account(), N_("Choose an account."))
        to_account = self.to_account.account() if kind == "transfer" else ""
        if kind == "transfer" and to_account in ("", account):
            reading.refuse("to_account", N_("Choose another account for the money to go to."))
        new: list[Change] = []
        category = self.category.category(new, _FLOWS[kind][0])
        before = self._before or Entry(new_id(), date, account, amount)
        entry = replace(
            before,
            date=date,
            account=account,
            amount=amount if kind == "income" else -amount,
            category=category,
            payee=self.payee.text().strip(),
            note=self.note.text().strip(),
            to_account=to_account,
            source=told or before.source,
        )
        if reading.errors:
            return None
        edit = saved(self.state.book, "entry", entry)
        return changes_titled(edit.title, (*new, *edit.changes))

    def toast(self) -> Text | None:
        """Said after saving."""
        return text(N_("Saved")) if self._before is None else None

    def clear(self) -> None:
        """Keep kind, date and account; the rest is typed anew."""
        self.category.set_book(self.state.book)
        for edit in (self.payee, self.note):
            edit.clear()
        self.amount.clear()
        self.category.set_category("")
        self._has_chosen_category = False
        self.amount.setFocus()

    def _show_kind(self, kind: str) -> None:
        is_transfer = kind == "transfer"
        self.fields["to_account"].setVisible(is_transfer)
        self.fields["account"].set_label(
            self.say(N_("From account") if is_transfer else N_("Account"))
        )
        self.fields["category"].setVisible(not is_transfer)
        self.category.set_flows(*_FLOWS[kind])
        self._remember()
        self._tell_new_category()

    def _ask_of_count(self) -> None:
        """Ask whether a balance that was counted holds this already."""
        edit = self._read(Reading())
        new = () if edit is None or self._before else edit.changes
        moved = [change.after for change in new if isinstance(change.after, Entry)]
        keys = {key for entry in moved for key in (entry.account, entry.to_account) if key}
        accounts = (self.state.book.accounts[key] for key in sorted(keys))
        self.count_box.ask(edit, accounts, moved[0].date if moved else None)

    def _remember(self) -> None:
        """Offer the category this payee had, until the person chooses one."""
        if self._has_chosen_category or self.kind.value() == "transfer":
            return
        key = remembered_category(
            self.state.book, self.payee.text(), is_income=self.kind.value() == "income"
        )
        if key:
            self.category.set_category(key)

    def _choose_category(self) -> None:
        self._has_chosen_category = True

    def _tell_new_category(self) -> None:
        is_new = self.category.is_new() and self.kind.value() != "transfer"
        self._new_category.setVisible(is_new)
        if is_new:
            sentence = self.say(N_("“{name}” will be added as a new category."))
            self._new_category.setText(sentence.format(name=self.category.currentText().strip()))
