"""The form for one account."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from planner.basics.ids import new_id
from planner.basics.text import N_, NC_, in_context
from planner.book.account import Account, AccountKind
from planner.book.edit import Edit
from planner.services.counted import counted, counted_balance, opened
from planner.services.editing import saved
from planner.wording import Wording
from ui.forms.form_dialog import FormDialog
from ui.forms.reading import Reading
from ui.parts.date_edit import DateEdit
from ui.parts.money_edit import MoneyEdit
from ui.state import State

_KINDS: tuple[tuple[AccountKind, tuple[str, str]], ...] = (
    ("bank", NC_("account", "Bank")),
    ("wallet", NC_("account", "Wallet (Alipay, WeChat)")),
    ("cash", NC_("account", "Cash")),
    ("card", NC_("account", "Credit card")),
    ("reserve", NC_("account", "Emergency fund")),
)
_EVENING = dt.time(23, 59)


def kind_words(kind: AccountKind, wording: Wording) -> str:
    """The kind of an account in words."""
    return wording.say(in_context(*dict(_KINDS)[kind]))


def open_account_form(
    state: State, parent: QWidget | None, account: Account | None = None
) -> "AccountForm":
    """Show the form for a new account, or for `account`."""
    form = AccountForm(state, parent)
    if account is not None:
        form.show_account(account)
    form.open()
    return form


def with_account(
    state: State, parent: QWidget | None, then: Callable[[], FormDialog]
) -> FormDialog:
    """Show the form `then` makes; where the book has no account yet, that of an account first."""
    if state.book.accounts:
        return then()
    form = open_account_form(state, parent)
    form.accepted.connect(then)
    return form


class AccountForm(FormDialog):
    """A new account, or the change of one."""

    title_key = N_("Add account")

    def build(self) -> None:
        """Add the fields."""
        self._before: Account | None = None
        self._shown: tuple[int, dt.date] | None = None
        if not self.state.book.accounts:
            self.add_hint(N_("Where does your money lie? Entries need an account first."))
        row = self.add_row()
        self.name, self.kind = QLineEdit(), QComboBox()
        for kind, _words in _KINDS:
            self.kind.addItem(kind_words(kind, self.state.wording), kind)
        self.add_field("name", N_("Name"), self.name, row)
        self.add_field("kind", N_("Kind"), self.kind, row)
        row = self.add_row()
        self.opening, self.opened_on = MoneyEdit(self.state), DateEdit(self.state)
        self.add_field("opening", N_("Balance"), self.opening, row)
        self.add_field("opened_on", N_("On the day"), self.opened_on, row)
        self.opened_on.textChanged.connect(self._tell_day)
        self.minimum = MoneyEdit(self.state)
        self.add_field("minimum", N_("Should never hold less than (may stay empty)"), self.minimum)
        self.opened_on.set_date(self.state.today)
        self.name.setFocus()

    def show_account(self, account: Account) -> None:
        """Fill the form with an account that is changed."""
        self._before = account
        self.name.setText(account.name)
        self.kind.setCurrentIndex(self.kind.findData(account.kind))
        self._shown = self._known(account)
        self.opening.set_minor(self._shown[0])
        self.opened_on.set_date(self._shown[1])
        if account.minimum:
            self.minimum.set_minor(account.minimum)
        self.set_title(N_("Change account"))

    def read(self, reading: Reading) -> Edit | None:
        """The Edit that saves the account."""
        name = reading.need("name", self.name.text(), N_("Give it a name."))
        others = self.state.book.accounts.values()
        own = self._before.id if self._before else ""
        if any(other.name == name and other.id != own for other in others):
            reading.refuse("name", N_("There is already an account of this name."))
        balance = 0 if self.opening.is_empty else reading.take("opening", self.opening.minor, 0)
        minimum = 0 if self.minimum.is_empty else reading.take("minimum", self.minimum.minor, 0)
        opened_on = reading.take("opened_on", self.opened_on.date, self.state.today)
        if reading.errors:
            return None
        before = self._before or Account(new_id(), "", "bank", 0, opened_on)
        account = replace(before, name=name, kind=self.kind.currentData(), minimum=minimum)
        if (balance, opened_on) != self._shown:
            account = self._with_balance(account, balance, opened_on)
        return saved(self.state.book, "account", account)

    def _with_balance(self, account: Account, balance: int, day: dt.date) -> Account:
        """A balance of today is what is there now; one of another day that of its beginning.

        Where the balance was counted before, one of another day is that of its end.
        """
        book, now = self.state.book, self.state.clock()
        if day == self.state.today and not self.opening.is_empty:
            return counted(book, account, balance, now)
        if account.counted_at is not None:
            same = account.counted_at if account.counted_at.date() == day else None
            return counted(book, account, balance, same or dt.datetime.combine(day, _EVENING))
        return opened(book, account, balance, day)

    def _known(self, account: Account) -> tuple[int, dt.date]:
        """The balance that is known, and of which day."""
        day = account.counted_at.date() if account.counted_at else account.opened_on
        return counted_balance(self.state.book, account.id), day

    def _tell_day(self) -> None:
        """Say which moment of the day the balance is of."""
        day = Reading().take("opened_on", self.opened_on.date, None)
        counted_at = self._before.counted_at if self._before else None
        if day == self.state.today:
            said = self.say(N_("What is there now."))
        elif counted_at is not None:
            said = self.say(N_("What was there that evening."))
        else:
            said = self.say(N_("What was there that morning."))
        self.fields["opened_on"].set_hint(said)
