"""The lists of accounts and of categories."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from planner.basics.text import N_
from planner.book.account import Account, Category
from ui.forms.account_form import kind_words, open_account_form
from ui.forms.category_form import flow_words, open_category_form
from ui.parts.entries_list import FactList
from ui.parts.tables import Column


class AccountList(FactList):
    """Accounts with their balance of today."""

    kind = "account"
    title_key = N_("Accounts")
    add_key = N_("Add account")
    empty_key = N_("Where your money lies: bank, Alipay, WeChat, cash. Entries need an account.")
    most_rows = 8

    def columns(self) -> Sequence[Column]:
        """Name, kind, lowest, balance of today."""
        say = self.title_of
        return (
            Column(say(N_("Name")), lambda fact: fact.name, is_wide=True,
                   sort=lambda fact: fact.name),
            Column(say(N_("Kind")), self._kind, width=190),
            Column(say(N_("Should hold at least")), self._minimum, is_number=True, width=170),
            Column(say(N_("Balance today")), self._balance, is_number=True, width=150,
                   sort=lambda fact: self._balances.get(fact.id, 0)),
        )  # fmt: skip

    def rows(self) -> Sequence[Any]:
        """The accounts; the balances are worked out once."""
        self._balances = self._state.book.balances(self._state.today)
        return super().rows()

    def add(self) -> None:
        """Open the form for a new account."""
        open_account_form(self._state, self)

    def open_form(self, fact: Account) -> None:
        """Open the form for an account."""
        open_account_form(self._state, self, fact)

    def _kind(self, fact: Account) -> str:
        return kind_words(fact.kind, self._state.wording)

    def _minimum(self, fact: Account) -> str:
        return self.money(fact.minimum) if fact.minimum else ""

    def _balance(self, fact: Account) -> str:
        return self.money(self._balances.get(fact.id, fact.opening))


class CategoryList(FactList):
    """Categories and how many entries each has."""

    kind = "category"
    title_key = N_("Categories")
    add_key = N_("Add category")
    most_rows = 12
    empty_key = N_("What entries are for: takings, rent, goods. The budget is made of them.")

    def columns(self) -> Sequence[Column]:
        """Name, kind, heading, whether it is essential, number of entries."""
        say = self.title_of
        return (
            Column(say(N_("Name")), lambda fact: fact.name, is_wide=True,
                   sort=lambda fact: fact.name),
            Column(say(N_("Kind")), self._flow, width=140, sort=self._flow),
            Column(say(N_("Heading in the budget")), lambda fact: fact.group, width=170,
                   sort=lambda fact: fact.group),
            Column(say(N_("Can't do without")), self._essential, width=140),
            Column(say(N_("Entries")), lambda fact: str(self._counts.get(fact.id, 0)),
                   is_number=True, width=100, sort=lambda fact: self._counts.get(fact.id, 0)),
        )  # fmt: skip

    def rows(self) -> Sequence[Any]:
        """The categories; the entries are counted once."""
        column = self._state.book.ledger.categories
        counts = Counter(column.codes.tolist())
        self._counts = {key: counts[code] for code, key in enumerate(column.values)}
        return super().rows()

    def add(self) -> None:
        """Open the form for a new category."""
        open_category_form(self._state, self)

    def open_form(self, fact: Category) -> None:
        """Open the form for a category."""
        open_category_form(self._state, self, fact)

    def _flow(self, fact: Category) -> str:
        return flow_words(fact.flow, self._state.wording)

    def _essential(self, fact: Category) -> str:
        return self.say(N_("yes")) if fact.essential else ""
