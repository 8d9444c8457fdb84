"""Emergency fund: how long it lasts, the way to the goal, money in and out."""

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from planner.basics.errors import UserError
from planner.basics.text import N_, text
from planner.book.book import Book
from planner.book.edit import apply
from planner.outlook.outlook import ReserveView
from planner.services.saving import (
    SavingPath,
    coming_steps,
    goal_edit,
    holders,
    reserve_steps,
    saving_path,
    start_edit,
    weekly_edit,
    weekly_plan,
)
from ui.forms.move_form import open_move_form
from ui.jobs import Cancelled
from ui.parts.card import Card
from ui.parts.chart_slot import ChartSlot
from ui.parts.empty import EmptyState
from ui.parts.key_lines import KeyLines
from ui.parts.page import Page
from ui.parts.reserve_bridge import ReserveBridge
from ui.parts.reserve_ladder import ReserveLadder, months_words
from ui.parts.reserve_plan import ReservePlan
from ui.parts.stat import Stat
from ui.theme import GAP_M

if TYPE_CHECKING:
    from ui.parts.charts.reserve_steps import ReserveSteps

_CHART_HEIGHT = 236


class ReservePage(Page):
    """The fund today, the ladder, the plan and the accounts that hold it."""

    key = "reserve"
    icon = "reserve"

    def nav_title(self) -> str:
        """The name of the page."""
        return self.wording._(N_("Emergency fund"))

    def help_text(self) -> str:
        """What F1 says."""
        return self.wording._(
            N_(
                "Money put aside for bad weeks. The outlook never spends it by itself; it shows "
                "how many months of necessary costs and instalments it would cover."
            )
        )

    def build(self) -> None:
        """Header buttons, numbers, chart and plan, ladder and accounts, the empty state."""
        self._weekly: int | None = None
        self._path: SavingPath | None = None
        self.out_button = self.add_header_button(self._take_out)
        self.in_button = self.add_header_button(self._put_in, icon="plus", role="primary")
        self.content = QWidget()
        self._rows = QVBoxLayout(self.content)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(GAP_M)
        self._build_numbers()
        self._build_way()
        self._build_ladder()
        self._rows.addStretch(1)
        self.column.addWidget(self.content, 1)
        self.waiting = QLabel()
        self.waiting.setProperty("role", "muted")
        self.column.addWidget(self.waiting)
        self.empty = EmptyState("", "", self._begin)
        self.column.addWidget(self.empty, 1)

    def retranslate(self) -> None:
        """Put the texts in the language of now."""
        say = self.wording._
        self.in_button.setText(say(N_("Put money in")))
        self.out_button.setText(say(N_("Take money out")))
        self.chart_card.set_title(say(N_("The way to the goal")))
        self.chart_card.set_hint(say(N_("Dashed: with the weekly sum")))
        self.ladder_card.set_title(say(N_("Milestones")))
        self.holders_card.set_title(say(N_("Where it lies")))
        self.waiting.setText(say(N_("Working out what a month costs …")))
        self.plan.retranslate()
        self.bridge.retranslate()
        self.empty.set_texts(
            say(
                N_(
                    "An emergency fund pays the instalment in the month that goes wrong. "
                    "Even half a month of costs helps; a few yuan a week are a beginning."
                )
            ),
            say(N_("Start the emergency fund")),
        )

    def refresh(self) -> None:
        """Show the fund of now."""
        book, look = self.state.book, self.state.look
        has_fund = bool(book.reserve_accounts)
        self.empty.setVisible(not has_fund)
        self.content.setVisible(has_fund and look is not None)
        self.waiting.setVisible(has_fund and look is None)
        for button in (self.in_button, self.out_button):
            button.setVisible(has_fund)
        if has_fund and look is not None:
            self._show(look.outlook.reserve)

    def focus_on(self, what: object) -> None:
        """Open the form that puts money in ("in") or takes some out ("out")."""
        if what == "in":
            self._put_in()
        elif what == "out":
            self._take_out()

    # building

    def _build_numbers(self) -> None:
        self.months = Stat(self.state, has_progress=True)
        self.held, self.need, self.advised = (Stat(self.state) for _ in range(3))
        row = QHBoxLayout()
        row.setSpacing(GAP_M)
        for stat in (self.months, self.held, self.need, self.advised):
            row.addWidget(stat, 1)
        self._rows.addLayout(row)

    def _build_way(self) -> None:
        self.chart_card = Card()
        self.chart = ChartSlot(self._make_chart)
        self.chart.setMinimumHeight(_CHART_HEIGHT)
        self.chart_card.setMaximumHeight(_CHART_HEIGHT + 120)
        self.chart_card.body.addWidget(self.chart)
        self.plan = ReservePlan(self.state, self._count_on_it)
        self.plan.weekly_changed.connect(self._try_weekly)
        self.plan.goal_changed.connect(self._set_goal)
        row = QHBoxLayout()
        row.setSpacing(GAP_M)
        row.addWidget(self.chart_card, 8)
        row.addWidget(self.plan, 5)
        self._rows.addLayout(row)

    def _build_ladder(self) -> None:
        self.ladder_card, self.holders_card = Card(), Card()
        self.ladder = ReserveLadder(self.state)
        self.holders = KeyLines()
        self.ladder_card.body.addWidget(self.ladder)
        self.holders_card.body.addWidget(self.holders)
        self.holders_card.body.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(GAP_M)
        row.addWidget(self.ladder_card, 8)
        row.addWidget(self.holders_card, 5)
        self._rows.addLayout(row)
        self.bridge = ReserveBridge(self.state)
        self._rows.addWidget(self.bridge)

    def _make_chart(self) -> "ReserveSteps":
        from ui.parts.charts.reserve_steps import ReserveSteps

        return ReserveSteps(self.state)

    # showing

    def _show(self, view: ReserveView) -> None:
        book, today = self.state.book, self.state.today
        planned = weekly_plan(book)
        weekly = -planned.amount if self._weekly is None and planned else self._weekly
        path = saving_path(book, view, today, weekly)
        self._path = path
        self._show_numbers(view, path)
        self.plan.show_path(path, is_planned=bool(planned and -planned.amount == path.weekly))
        self.ladder.show_path(path)
        self.holders.show_lines(
            [(holder.name, self._money(holder.amount)) for holder in holders(book, today)]
        )
        past, coming = reserve_steps(book, today), coming_steps(path, today)
        self.chart.show_on(lambda chart: chart.show_steps(past, coming, path))
        self._ask_effect(path, is_planned=planned is not None)
        self.bridge.refresh()

    def _show_numbers(self, view: ReserveView, path: SavingPath) -> None:
        say = self.wording._
        goal = months_words(self.state, path.goal_months)
        about = (
            say(N_("Goal {goal} · {missing} to go"))
            if path.missing
            else say(N_("Goal {goal} reached"))
        )
        missing = self._money(path.missing)
        self.months.say(
            say(N_("Lasts for")),
            months_words(self.state, path.months),
            about.format(goal=goal, missing=missing),
        )
        self.months.show_progress(path.amount / path.goal if path.goal else 0)
        self.held.say(
            say(N_("In the fund")),
            self._money(path.amount),
            say(N_("Never spent by the outlook itself")),
        )
        self.need.say(
            say(N_("A month costs")),
            self._money(view.monthly_need),
            say(N_("Necessary costs and instalments")),
        )
        self.advised.say(
            say(N_("Advised for your figures")),
            months_words(self.state, view.advised_months),
            say(N_("{amount} would carry you through a bad stretch")).format(
                amount=self._money(view.advised)
            ),
        )

    def _ask_effect(self, path: SavingPath, *, is_planned: bool) -> None:
        """What the weekly sum does to the days of safety, worked out beside the window."""
        self.plan.show_effect("")
        look = self.state.look
        if look is None or path.weekly <= 0 or path.missing <= 0:
            return
        if is_planned and self._weekly is None:
            self.plan.show_effect(self.wording._(N_("The outlook counts on it.")))
            return
        book, today = self.state.book, self.state.today
        before = look.outlook.days_of_safety
        self.state.run(
            lambda cancelled: _days_after(book, path, today, cancelled),
            lambda after: self._show_effect(path, before, after),
            failed=lambda refusal: None,
            kind="reserve effect",
        )

    def _show_effect(self, path: SavingPath, before: int | None, after: int | None) -> None:
        if self._path != path:
            return
        if before == after:
            self.plan.show_effect(self.wording._(N_("Your days of safety stay the same.")))
            return
        said = self.wording._(N_("Days of safety: {before} → {after}"))
        self.plan.show_effect(said.format(before=self._days(before), after=self._days(after)))

    def _days(self, days: int | None) -> str:
        return self.wording._(N_("over 365")) if days is None else str(days)

    def _money(self, minor: int) -> str:
        return self.wording.money(minor, self.state.book.currency, exact=False)

    # doing

    def _begin(self) -> None:
        edit = start_edit(self.state.book, self.wording._(N_("Emergency fund")), self.state.today)
        self.state.apply(edit, text(N_("The emergency fund has an account now")))

    def _try_weekly(self, minor: int) -> None:
        self._weekly = minor
        self.refresh()

    def _set_goal(self, months: Decimal) -> None:
        try:
            edit = goal_edit(self.state.book, months)
        except UserError as refusal:
            self.plan.goal_field.show_error(self.wording.error(refusal))
            return
        self.state.apply(edit, text(N_("Goal changed")))

    def _count_on_it(self) -> None:
        if self._path is None:
            return
        title = self.wording._(N_("Saving for the emergency fund"))
        edit = weekly_edit(self.state.book, self._path, self.state.today, title)
        self._weekly = None
        self.state.apply(edit, text(N_("The outlook counts on it now")))

    def _put_in(self) -> None:
        minor = self._path.weekly if self._path and self._path.weekly else None
        open_move_form(self.state, self.window(), "in", minor)

    def _take_out(self) -> None:
        open_move_form(self.state, self.window(), "out")


def _days_after(book: Book, path: SavingPath, today: dt.date, cancelled: Cancelled) -> int | None:
    """Days of safety if the weekly sum is put aside from next week on."""
    from planner.services.look_ahead import look_ahead

    tried = apply(book, weekly_edit(book, path, today, "trial"))
    look = look_ahead(tried, today, with_actions=False, cancelled=cancelled)
    return look.outlook.days_of_safety
