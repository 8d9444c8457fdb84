"""Outlook, the home page: will the coming payments be covered, until when, what helps if not."""

# ruff: noqa: D102 - overridden methods are described where they are declared

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from planner.advice.action import Action
from planner.outlook.outlook import Outlook
from ui.forms.action_form import ActionForm
from ui.forms.entry_form import open_entry_form
from ui.parts.card import Card
from ui.parts.dues_table import DuesTable
from ui.parts.empty import EmptyState
from ui.parts.fan_card import FanCard
from ui.parts.outlook_banner import OutlookBanner
from ui.parts.outlook_stats import OutlookStats
from ui.parts.page import Page
from ui.parts.side_by_side import SideBySide
from ui.parts.ways_out import MOST, WaysOut
from ui.theme import GAP_M

_SHOWN_DUES = 5
_LEAST_ROW = 840
"""Pixels in which coming payments and ways out stand side by side."""


class OutlookPage(Page):
    """Banner, four numbers, the fan, coming payments and ways out."""

    key = "outlook"
    icon = "outlook"

    def nav_title(self) -> str:
        return self.wording._("Outlook")

    def help_text(self) -> str:
        return self.wording._(
            "The outlook says whether each coming payment will be covered, until when you are "
            "safe, and what you can do if not. The chart shows the likely balance: half of all "
            "cases lie in the dark band, nine in ten in the light one."
        )

    def build(self) -> None:
        state = self.state
        self.undo_button = self.add_header_button(state.undo)
        self.export_button = self.add_header_button(self._export, icon="export")
        self.add_button = self.add_header_button(self._add, icon="plus", role="primary")
        self.banner = OutlookBanner(state, self._show_ways_out)
        self.stats = OutlookStats(state)
        self.fan = FanCard(state)
        self.dues = DuesTable(state)
        self.coming = Card()
        self.coming.body.addWidget(self.dues)
        self.coming.body.addStretch(1)
        self.ways_out = WaysOut(state, self._try)
        self.empty = EmptyState("", "", self._to_loans)
        self._lay_out()

    def retranslate(self) -> None:
        wording = self.wording
        self.set_subtitle(wording.date(self.state.today, "long"))
        self.undo_button.setText(wording._("Undo"))
        self.export_button.setText(wording._("Export Excel"))
        self.add_button.setText(wording._("Add entry"))
        self.coming.set_title(wording._("Coming payments"))
        self.dues.setAccessibleName(wording._("Coming payments"))
        self.ways_out.set_title(wording._("Ways to cover it"))
        self.empty.set_texts(
            wording._(
                "Enter a loan, and this page says whether each of its payments will be covered."
            ),
            wording._("Add a loan"),
        )
        self.fan.retranslate()

    def restyle(self) -> None:
        self.banner.restyle()
        self.fan.restyle()

    def refresh(self) -> None:
        self.set_subtitle(self.wording.date(self.state.today, "long"))
        self._refresh_undo()
        is_empty = not self.state.book.accounts and not self.state.book.loans
        self._stack.setCurrentIndex(1 if is_empty else 0)
        look = self.state.look
        self.stats.refresh(look.outlook if look else None)
        self.banner.show_look(look)
        if look is None:
            return
        self._show_outlook(look.outlook)
        self.ways_out.show_actions(look.steps(MOST), self._when_no_action(look.outlook))

    def focus_on(self, what: object) -> None:
        """Show the ways out for "options"; for a date that due date in the table."""
        if what == "options":
            self._show_ways_out()
        elif what is not None:
            self.dues.choose(what)

    def _lay_out(self) -> None:
        lower = SideBySide((self.coming, 5), (self.ways_out, 3), least=_LEAST_ROW)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP_M)
        for part in (self.banner, self.stats):
            column.addWidget(part)
        column.addWidget(self.fan, 1)
        column.addWidget(lower)
        self._stack = QStackedWidget()
        self._stack.addWidget(content)
        self._stack.addWidget(self.empty)
        self.column.addWidget(self._stack, 1)

    def _show_outlook(self, outlook: Outlook) -> None:
        self.fan.show_outlook(outlook)
        self.dues.set_rows(outlook.dues[:_SHOWN_DUES])
        self.dues.fit_rows(_SHOWN_DUES)

    def _when_no_action(self, outlook: Outlook) -> str:
        if outlook.first_risky_due is None:
            return self.wording._("Every payment ahead is covered. Nothing needs to be arranged.")
        return self.wording._(
            "No single step found in the book covers it. Talk to the lender early: "
            "before the due date there are more choices."
        )

    def _refresh_undo(self) -> None:
        title = self.state.session.undo_title
        self.undo_button.setEnabled(title is not None)
        self.undo_button.setToolTip(self.wording.say(title) if title else "")

    def _show_ways_out(self) -> None:
        self.ensureWidgetVisible(self.ways_out)
        if self.ways_out.buttons:
            self.ways_out.buttons[0].setFocus()

    def _try(self, action: Action) -> None:
        ActionForm(self.state, action, self.window()).open()

    def _add(self) -> None:
        open_entry_form(self.state, self.window())

    def _export(self) -> None:
        self.state.show_page("reports", "budget")

    def _to_loans(self) -> None:
        self.state.show_page("loans", "new")
