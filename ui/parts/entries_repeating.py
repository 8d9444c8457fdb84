"""The list of income and expense that come again."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from planner.basics.text import N_
from planner.book.edit import Edit
from planner.book.recurring import Recurring
from planner.services.editing import saved
from ui.forms.recurring_form import open_recurring_form
from ui.parts.entries_edits import moved_amount
from ui.parts.entries_list import FactList
from ui.parts.entries_rules import rule_words
from ui.parts.tables import Column


class RepeatingList(FactList):
    """Repeating items with their rule in words and the next date."""

    kind = "recurring"
    title_key = N_("Repeating income and expenses")
    add_key = N_("Add repeating item")
    most_rows = 15
    empty_key = N_("Rent, wages and regular takings: entered once, the outlook counts on them.")

    def columns(self) -> Sequence[Column]:
        """What, how often, next time, category, account, amount."""
        return (
            Column(self.title_of(N_("What")), lambda item: item.title, is_wide=True,
                   sort=lambda item: item.title),
            Column(self.title_of(N_("How often")), self._rule, width=180),
            Column(self.title_of(N_("Next time")), self._next, width=128,
                   sort=lambda item: self.next_date(item) or dt.date.max),
            Column(self.title_of(N_("Category")),
                   lambda item: self.name_of("category", item.category), width=120),
            Column(self.title_of(N_("Account")),
                   lambda item: self.name_of("account", item.account), width=120),
            Column(self.title_of(N_("Amount")), lambda item: self.money(item.amount, sign=True),
                   is_number=True, edit=self._edit_amount, width=128,
                   written=lambda item: self.plain(abs(item.amount)),
                   sort=lambda item: item.amount),
        )  # fmt: skip

    def add(self) -> None:
        """Open the form for a new item."""
        open_recurring_form(self._state, self)

    def open_form(self, fact: Recurring) -> None:
        """Open the form for an item."""
        open_recurring_form(self._state, self, fact)

    def next_date(self, item: Recurring) -> dt.date | None:
        """The next date after today, within two years; None: it has ended."""
        tomorrow = self._state.today + dt.timedelta(days=1)
        found = item.dates(tomorrow, tomorrow + dt.timedelta(days=730))
        return found[0] if found else None

    def _rule(self, item: Recurring) -> str:
        return rule_words(item.rrule, item.start, self._state.wording)

    def _next(self, item: Recurring) -> str:
        date = self.next_date(item)
        if date is None:
            return self.say(N_("ended"))
        style = "row" if date.year == self._state.today.year else "year"
        return self._state.wording.date(date, style)

    def _edit_amount(self, item: Recurring, typed: str) -> Edit | None:
        amount = moved_amount(typed, self._state.book.currency, is_out=item.amount < 0)
        return saved(self._state.book, "recurring", replace(item, amount=amount))
