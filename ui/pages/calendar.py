"""Cash calendar: month by month what was booked, what will come, and what is left each evening."""

# ruff: noqa: D102 - overridden methods are described where they are declared

import datetime as dt

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from planner.basics.dates import ONE_DAY, add_months
from planner.basics.text import N_
from planner.services.day_by_day import Day, Item, known_months, month_days
from ui.forms.entry_form import open_entry_form
from ui.forms.invoice_form import open_invoice_form
from ui.forms.recurring_form import open_recurring_form
from ui.parts.button import make_button, set_icon
from ui.parts.card import Card
from ui.parts.day_pane import DayPane
from ui.parts.month_grid import MonthGrid
from ui.parts.page import Page
from ui.theme import GAP_M

_PANE_WIDTH = 318


class CalendarPage(Page):
    """A month grid, and the chosen day beside it."""

    key = "calendar"
    icon = "calendar"

    def nav_title(self) -> str:
        return self.wording._(N_("Cash calendar"))

    def help_text(self) -> str:
        return self.wording._(
            N_(
                "Each day shows what is left over of it, the balance in the evening and, after "
                "the arrow, a bad case. A shape marks a day on which an instalment is due. Arrow "
                "keys move by days, Page Up and Page Down by months, Home goes to today, Enter "
                "opens the day, N adds an entry on it."
            )
        )

    def build(self) -> None:
        self.today_button = self.add_header_button(self._to_today)
        self.grid = MonthGrid(self.state)
        self.pane = DayPane(self.state)
        self.pane.setFixedWidth(_PANE_WIDTH)
        self.month_card = Card()
        self.month = QLabel()
        self.month.setProperty("role", "heading")
        self.back = make_button(self._back, "flat")
        self.forth = make_button(self._forth, "flat")
        self._lay_out()
        self.grid.day_chosen.connect(self._on_day)
        self.grid.opened.connect(self._open_day)
        self.grid.adding.connect(self._add)
        self.pane.opened.connect(self._open_item)
        self.pane.adding.connect(self._add)

    def retranslate(self) -> None:
        say = self.wording._
        self.today_button.setText(say(N_("Today")))
        self.month_card.set_hint(say(N_("Left over · evening balance · ↓ in a bad case")))
        for button, said in ((self.back, N_("Month before")), (self.forth, N_("Month after"))):
            button.setAccessibleName(say(said))
            button.setToolTip(say(said))
        self.grid.setAccessibleName(say(N_("Days of the month")))
        self.grid.days.retranslate()
        self.pane.retranslate()

    def restyle(self) -> None:
        set_icon(self.back, "left", self.state.theme)
        set_icon(self.forth, "right", self.state.theme)
        self.pane.restyle()

    def refresh(self) -> None:
        look = self.state.look
        outlook = look.outlook if look else None
        first, last = known_months(self.state.book, outlook, self.state.today)
        self.grid.range = (first, add_months(last, 1) - ONE_DAY)
        self._show_month(self.grid.chosen)

    def focus_on(self, what: object) -> None:
        """Show a day."""
        if isinstance(what, dt.date):
            self.grid.choose(what)
            self.grid.setFocus()

    def _lay_out(self) -> None:
        self.month_card.corner.addWidget(self.back)
        self.month_card.corner.addWidget(self.month)
        self.month_card.corner.addWidget(self.forth)
        self.month.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.month.setMinimumWidth(110)
        self.month_card.body.addWidget(self.grid, 1)
        row = QHBoxLayout()
        row.setSpacing(GAP_M)
        row.addWidget(self.month_card, 1)
        row.addWidget(self.pane)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row, 1)
        self.column.addWidget(content, 1)

    def _show_month(self, date: dt.date) -> None:
        look, month = self.state.look, date.replace(day=1)
        outlook = look.outlook if look else None
        days = month_days(self.state.book, outlook, month, self.state.today)
        self.grid.show_days(month, days)
        self.month.setText(self.wording.date(month, "month"))
        first, last = self.grid.range
        self.back.setEnabled(month > first)
        self.forth.setEnabled(add_months(month, 1) <= last)
        self._show_day()

    def _on_day(self, date: dt.date) -> None:
        if date.replace(day=1) != self.grid.days.month:
            self._show_month(date)
        else:
            self._show_day()

    def _show_day(self) -> None:
        day = self._day()
        if day is not None:
            self.pane.show_day(day)

    def _day(self) -> Day | None:
        return self.grid.days.day(self.grid.currentIndex())

    def _back(self) -> None:
        self.grid.choose(add_months(self.grid.chosen, -1))

    def _forth(self) -> None:
        self.grid.choose(add_months(self.grid.chosen, 1))

    def _to_today(self) -> None:
        self.grid.choose(self.state.today)
        self.grid.setFocus()

    def _open_day(self) -> None:
        """Go into the list of the day, where Enter opens what stands there."""
        target = self.pane.items if self.pane.items.isVisible() else self.pane.add_button
        target.setFocus()

    def _add(self) -> None:
        open_entry_form(self.state, self.window(), date=self.grid.chosen)

    def _open_item(self, row: tuple[int, Item]) -> None:
        item, book, window = row[1], self.state.book, self.window()
        if item.kind == "entry" and (entry := book.ledger.find(item.source)):
            open_entry_form(self.state, window, entry)
        elif item.source in book.recurring and item.kind == "recurring":
            open_recurring_form(self.state, window, book.recurring[item.source])
        elif item.source in book.invoices and item.kind == "invoice":
            open_invoice_form(self.state, window, book.invoices[item.source])
        elif item.source in book.loans:
            self.state.show_page("loans", item.source)
        elif item.source in book.contacts:
            self.state.show_page("trouble")
        else:
            self.state.show_page("entries")
