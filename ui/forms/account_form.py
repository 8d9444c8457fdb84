"""The form for one account."""

from collections.abc import Callable

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from planner.basics.ids import new_id
from planner.basics.text import N_, NC_, in_context
from planner.book.account import Account, AccountKind
from planner.book.edit import Edit
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
        self.add_field("opening", N_("Balance at the start"), self.opening, row)
        self.add_field("opened_on", N_("On the day"), self.opened_on, row)
        self.minimum = MoneyEdit(self.state)
        self.add_field("minimum", N_("Should never hold less than (may stay empty)"), self.minimum)
        self.opened_on.set_date(self.state.today)
        self.name.setFocus()

    def show_account(self, account: Account) -> None:
        """Fill the form with an account that is changed."""
        self._before = account
        self.name.setText(account.name)
        self.kind.setCurrentIndex(self.kind.findData(account.kind))
        self.opening.set_minor(account.opening)
        self.opened_on.set_date(account.opened_on)
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
        opening = 0 if self.opening.is_empty else reading.take("opening", self.opening.minor, 0)
        minimum = 0 if self.minimum.is_empty else reading.take("minimum", self.minimum.minor, 0)
        opened_on = reading.take("opened_on", self.opened_on.date, self.state.today)
        if reading.errors:
            return None
        account = Account(
            id=self._before.id if self._before else new_id(),
            name=name,
            kind=self.kind.currentData(),
            opening=opening,
            opened_on=opened_on,
            minimum=minimum,
        )
        return saved(self.state.book, "account", account)
