"""The form for income or expense that comes again."""

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSpinBox,
    QWidget,
)

from planner.basics.errors import UserError
from planner.basics.ids import new_id
from planner.basics.text import N_
from planner.book.account import Flow
from planner.book.edit import Change, Edit
from planner.book.recurring import Recurring
from planner.services.editing import changes_titled, saved
from ui.forms.account_form import with_account
from ui.forms.form_dialog import FormDialog
from ui.forms.pickers import AccountPicker, CategoryPicker
from ui.forms.reading import Reading
from ui.forms.segments import Segments
from ui.parts.date_edit import DateEdit
from ui.parts.entries_rules import Repeat, repeat_of, rule_words, weekday_names
from ui.parts.money_edit import MoneyEdit
from ui.state import State
from ui.style import set_role
from ui.theme import GAP

_UNITS = (
    ("week", N_("weeks")), ("month", N_("months")), ("year", N_("years")), ("day", N_("days")),
)  # fmt: skip
_FLOWS: dict[str, tuple[Flow, ...]] = {"expense": ("expense", "debt"), "income": ("income",)}


def open_recurring_form(
    state: State, parent: QWidget | None, item: Recurring | None = None
) -> FormDialog:
    """Show the form for a new repeating item, or for `item`; without an account, its form."""

    def show() -> RecurringForm:
        form = RecurringForm(state, parent)
        if item is not None:
            form.show_item(item)
        form.open()
        return form

    return with_account(state, parent, show)


class RecurringForm(FormDialog):
    """A new repeating item, or the change of one."""

    title_key = N_("Add repeating item")
    adds_several = True

    def build(self) -> None:
        """Add the fields."""
        self._before: Recurring | None = None
        self._kept_rule = ""
        state, say = self.state, self.say
        self.kind = Segments((("expense", say(N_("Expense"))), ("income", say(N_("Income")))))
        self.column.addWidget(self.kind)
        row = self.add_row()
        self.name = QLineEdit()
        self.amount = MoneyEdit(state)
        self.add_field("title", N_("What"), self.name, row)
        self.add_field("amount", N_("Amount each time"), self.amount, row)
        row = self.add_row()
        self.account = AccountPicker(state.book)
        self.category = CategoryPicker(state.book, state.wording)
        self.add_field("account", N_("Account"), self.account, row)
        self.add_field("category", N_("Category"), self.category, row)
        self._build_rule()
        row = self.add_row()
        self.start = DateEdit(state)
        self.until = DateEdit(state)
        self.add_field("start", N_("First on or after"), self.start, row)
        self.add_field("until", N_("Until (may stay empty)"), self.until, row)
        self.spread = MoneyEdit(state)
        self.add_field("spread", N_("Usually differs by (may stay empty)"), self.spread)
        self._set_up()

    def _build_rule(self) -> None:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        self.every, self.unit, self.day = QSpinBox(), QComboBox(), QComboBox()
        self.every.setRange(1, 99)
        self.every.setAccessibleName(self.say(N_("Repeat every")))
        for value, key in _UNITS:
            self.unit.addItem(self.say(key), value)
        self.unit.setAccessibleName(self.say(N_("Unit of repetition")))
        self.day.setAccessibleName(self.say(N_("Day of the month")))
        self.day.addItem(self.say(N_("on the day of the start")), 0)
        for day in range(1, 31):
            self.day.addItem(self.say(N_("on day {day}")).format(day=day), day)
        self.day.addItem(self.say(N_("on the last day")), 31)
        for widget in (self.every, self.unit, self.day):
            row.addWidget(widget)
        row.addStretch(1)
        self.add_field("rule", N_("Repeat every"), line)
        line.setFocusProxy(self.every)
        self._build_weekdays()
        self._words = QLabel()
        self._words.setWordWrap(True)
        set_role(self._words, "small")
        self.column.addWidget(self._words)

    def _build_weekdays(self) -> None:
        self._weekday_row = QWidget()
        row = QHBoxLayout(self._weekday_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        self.weekdays = [QCheckBox(name) for name in weekday_names(self.state.wording)]
        for box in self.weekdays:
            box.toggled.connect(self._show_rule)
            row.addWidget(box)
        row.addStretch(1)
        self.column.addWidget(self._weekday_row)

    def _set_up(self) -> None:
        self.unit.setCurrentIndex(1)
        self.start.set_date(self.state.today)
        self.kind.changed.connect(self._show_kind)
        self.every.valueChanged.connect(self._show_rule)
        self.unit.currentIndexChanged.connect(self._show_rule)
        self.day.currentIndexChanged.connect(self._show_rule)
        self.start.textChanged.connect(self._show_rule)
        self._show_kind("expense")
        self._show_rule()
        self.name.setFocus()

    def show_item(self, item: Recurring) -> None:
        """Fill the form with an item that is changed."""
        self._before = item
        self.kind.set_value("income" if item.amount > 0 else "expense")
        self.name.setText(item.title)
        self.amount.set_minor(abs(item.amount))
        self.account.set_account(item.account)
        self.category.set_category(item.category)
        self.start.set_date(item.start)
        if item.until is not None:
            self.until.set_date(item.until)
        if item.spread:
            self.spread.set_minor(item.spread)
        self._fill_rule(item)
        self.set_title(N_("Change repeating item"))
        self.another_button.hide()

    def _fill_rule(self, item: Recurring) -> None:
        repeat = repeat_of(item.rrule)
        if repeat is None:
            self._kept_rule = item.rrule
            for widget in (self.every, self.unit, self.day):
                widget.setEnabled(False)
            self._show_rule()
            return
        self.every.setValue(repeat.every)
        self.unit.setCurrentIndex(self.unit.findData(repeat.unit))
        self.day.setCurrentIndex(self.day.findData(repeat.day))
        for number, box in enumerate(self.weekdays):
            box.setChecked(number in repeat.weekdays)
        self._show_rule()

    def rule(self) -> str:
        """The repetition rule as chosen."""
        if self._kept_rule:
            return self._kept_rule
        chosen = tuple(number for number, box in enumerate(self.weekdays) if box.isChecked())
        day = self.day.currentData()
        return Repeat(self.unit.currentData(), self.every.value(), chosen, day).rule

    def read(self, reading: Reading) -> Edit | None:
        """The Edit that saves the item, together with a category that is new."""
        kind = self.kind.value()
        title = reading.need("title", self.name.text(), N_("Say what it is, such as rent."))
        amount = reading.take("amount", self.amount.minor, 0)
        if amount <= 0:
            reading.refuse("amount", N_("The amount must be greater than 0."))
        account = reading.need("account", self.account.account(), N_("Choose an account."))
        start = reading.take("start", self.start.date, self.state.today)
        until = None
        if not self.until.is_empty:
            until = reading.take("until", self.until.date, start)
            if until < start:
                reading.refuse("until", N_("The end lies before the start."))
        spread = 0 if self.spread.is_empty else reading.take("spread", self.spread.minor, 0)
        if spread < 0:
            reading.refuse("spread", N_("The amount can't be negative."))
        new: list[Change] = []
        category = self.category.category(new, "income" if kind == "income" else "expense")
        if reading.errors:
            return None
        item = Recurring(
            id=self._before.id if self._before else new_id(),
            title=title,
            account=account,
            amount=amount if kind == "income" else -amount,
            rrule=self.rule(),
            start=start,
            until=until,
            category=category,
            spread=spread,
            is_change=self._before is not None and self._before.is_change,
        )
        edit = saved(self.state.book, "recurring", item)
        return changes_titled(edit.title, (*new, *edit.changes))

    def clear(self) -> None:
        """Keep the rule and the account; the rest is typed anew."""
        self.category.set_book(self.state.book)
        for edit in (self.name, self.amount, self.spread):
            edit.clear()
        self.category.set_category("")
        self.name.setFocus()

    def _show_kind(self, kind: str) -> None:
        self.category.set_flows(*_FLOWS[kind])

    def _show_rule(self) -> None:
        unit = self.unit.currentData()
        is_kept = bool(self._kept_rule)
        self._weekday_row.setVisible(unit == "week" and not is_kept)
        self.day.setVisible(unit == "month" and not is_kept)
        try:
            start = self.start.date()
        except UserError:
            return
        self._words.setText(rule_words(self.rule(), start, self.state.wording))
