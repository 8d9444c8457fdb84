"""The pane beside the calendar: one day, its sums, and what moves money in the order it happens."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QLabel

from planner.basics.text import N_
from planner.services.day_by_day import Day, Item
from ui.parts.button import make_button, set_icon
from ui.parts.card import Card
from ui.parts.key_lines import KeyLines
from ui.parts.tables import Column, FactTable
from ui.state import State
from ui.theme import level_icon, level_word

_UNNAMED = {
    "entry": N_("Entry"),
    "loan_cash": N_("Loan"),
    "recurring": N_("Repeating item"),
    "invoice": N_("Invoice"),
    "instalment": N_("Instalment"),
    "usual": N_("Usual business"),
    "planned": N_("Planned sum"),
}


class DayPane(Card):
    """Sums and items of a day.

    Signals: opened(item) by Enter or double click on an item, adding by the button.
    """

    opened = Signal(object)
    adding = Signal()

    def __init__(self, state: State) -> None:
        super().__init__()
        self._state = state
        self.sums = KeyLines()
        self.items = FactTable(state, self._columns(), key=_key)
        self.items.opened.connect(self.opened)
        self.nothing = QLabel()
        self.nothing.setProperty("role", "muted")
        self.nothing.setWordWrap(True)
        self.add_button = make_button(self.adding.emit)
        self.body.addWidget(self.sums)
        self.body.addWidget(self.items, 1)
        self.body.addWidget(self.nothing)
        self.body.addStretch(0)
        self.body.addWidget(self.add_button)

    def show_day(self, day: Day) -> None:
        """Show this day."""
        wording = self._state.wording
        self.set_title(wording.date(day.date, "full"))
        self.sums.show_lines(self._lines(day))
        rows = tuple(enumerate(day.items))
        self.items.set_rows(rows)
        self.items.setVisible(bool(rows))
        self.items.setAccessibleName(self._said(day))
        self.nothing.setVisible(not rows)
        if rows and not self.items.currentIndex().isValid():
            self.items.setCurrentIndex(self.items.facts.index(0, 0))

    def retranslate(self) -> None:
        """Put the texts in the language of now."""
        say = self._state.wording._
        self.nothing.setText(say(N_("Nothing moves on this day.")))
        self.add_button.setText(say(N_("Add an entry on this day")))

    def restyle(self) -> None:
        """Take the colours of the theme of now."""
        set_icon(self.add_button, "plus", self._state.theme)

    def _said(self, day: Day) -> str:
        said = self._state.wording._(N_("What moves money on {date}"))
        return said.format(date=self._state.wording.date(day.date))

    def _lines(self, day: Day) -> list[tuple[str, str]]:
        say = self._state.wording._
        lines = [
            (say(N_("In the morning")), day.start),
            (say(N_("Comes in")), day.money_in),
            (say(N_("Goes out")), -day.money_out),
            (say(N_("In the evening")), day.end),
            (say(N_("In a bad case")), day.low),
        ]
        shown = [(name, self._money(minor)) for name, minor in lines if minor is not None]
        if day.level is not None:
            days = max((item.due.days_past_due for item in day.items if item.due), default=0)
            level = self._state.wording.say(level_word(day.level, days))
            shown.append((say(N_("Payment")), level))
        return shown

    def _money(self, minor: int) -> str:
        return self._state.wording.money(minor, self._state.book.currency, exact=False)

    def _columns(self) -> tuple[Column, ...]:
        state = self._state

        def amount(row: tuple[int, Item]) -> str:
            item = row[1]
            is_exact = item.is_booked or item.due is not None
            return state.wording.money(item.amount, state.book.currency, exact=is_exact, sign=True)

        def shape(row: tuple[int, Item]) -> QIcon | None:
            due = row[1].due
            return level_icon(due.level, state.theme) if due else None

        return (
            Column(self._saying(N_("What")), self._name, icon=shape, tip=self._tip, is_wide=True),
            Column(self._saying(N_("Amount")), amount, is_number=True),
        )

    def _saying(self, key: str) -> Callable[[], str]:
        def said() -> str:
            return self._state.wording._(key)

        return said

    def _name(self, row: tuple[int, Item]) -> str:
        item, book, wording = row[1], self._state.book, self._state.wording
        if item.due is not None:
            said = wording._("{loan}, no. {number}")
            return said.format(loan=item.title, number=item.due.number)
        if item.to_account in book.accounts:
            return wording._("To {account}").format(account=book.accounts[item.to_account].name)
        category = book.categories.get(item.category)
        named = item.title or (category.name if category else "")
        return named or wording._(_UNNAMED[item.kind])

    def _tip(self, row: tuple[int, Item]) -> str:
        item, wording = row[1], self._state.wording
        account = self._state.book.accounts.get(item.account)
        where = account.name if account else item.account
        kind = wording._(_UNNAMED[item.kind])
        named = self._name(row)
        return wording._("{name} · {kind} · {account}").format(name=named, kind=kind, account=where)


def _key(row: tuple[int, Item]) -> object:
    return row[0], row[1].source, row[1].kind
