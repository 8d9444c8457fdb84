"""Trying a loan out: the strip "now → changed", and how sliders, chart and strip work together."""

import datetime as dt
from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QHBoxLayout, QWidget

from planner.basics.errors import UserError
from planner.basics.text import N_, text
from planner.book.book import Book
from planner.book.edit import Edit, apply
from planner.book.loan import LoanEvent, Terms
from planner.services.lending import LoanView
from planner.services.loans.trials import (
    Knobs,
    Trial,
    days_of_skipping,
    has_begun,
    knobs_now,
    trial_edit,
    try_out,
)
from ui.jobs import Cancelled
from ui.parts.chart_slot import ChartSlot
from ui.parts.loans_simulator import LoanSimulator
from ui.parts.stat import Stat
from ui.state import State
from ui.theme import GAP_M


class TrialStrip(QWidget):
    """Next instalment, all still to pay, interest, last payment, days of safety: changed and now."""

    def __init__(self, state: State) -> None:
        super().__init__()
        self._state = state
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP_M)
        self.instalment, self.total, self.interest, self.last, self.safety = (
            Stat(state) for _ in range(5)
        )
        for stat in (self.instalment, self.total, self.interest, self.last, self.safety):
            row.addWidget(stat, 1)

    def show_trial(self, before: Trial, after: Trial) -> None:
        """Show what changes."""
        say, money = self._state.wording._, self._money
        self._say(
            self.instalment,
            N_("Next instalment"),
            money(before.instalment),
            money(after.instalment),
        )
        self._say(
            self.total, N_("Still to pay"), money(before.still_to_pay), money(after.still_to_pay)
        )
        if after.penalty:
            said = say(N_("with {amount} penalty")).format(amount=money(after.penalty))
            self.total.about.setText(f"{self.total.about.text()} · {said}")
        self._say(
            self.interest,
            N_("Interest"),
            money(before.interest_to_come),
            money(after.interest_to_come),
        )
        self._say(self.last, N_("Last payment"), self._month(before), self._month(after))

    def show_safety(self, before: int | None, after: int | None) -> None:
        """Show the days of safety once they are worked out."""
        self._say(self.safety, N_("Days of safety"), self._days(before), self._days(after))

    def wait_for_safety(self, before: int | None) -> None:
        """The days of safety are being worked out."""
        self._say(self.safety, N_("Days of safety"), self._days(before), "…")

    def _say(self, stat: Stat, key: str, before: str, after: str) -> None:
        say = self._state.wording._
        same = before == after
        about = say(N_("as now")) if same else say(N_("now {value}")).format(value=before)
        stat.say(say(key), after, about)

    def _month(self, trial: Trial) -> str:
        wording = self._state.wording
        return wording.date(trial.last_due, "month") if trial.last_due else wording._(N_("none"))

    def _days(self, days: int | None) -> str:
        return self._state.wording._(N_("over 365")) if days is None else str(days)

    def _money(self, minor: int) -> str:
        return self._state.wording.money(minor, self._state.book.currency, exact=False)


class LoanTrial:
    """Keeps one trial: sliders move, the chart follows at once, the risk when it is worked out."""

    def __init__(
        self,
        state: State,
        chart: ChartSlot,
        show_plan: Callable[[Terms, Sequence[LoanEvent]], None],
    ) -> None:
        self._state = state
        self._chart = chart
        self._show_plan = show_plan
        self._view: LoanView | None = None
        self._before: Trial | None = None
        self._started_for: object = None
        self.simulator = LoanSimulator(state)
        self.strip = TrialStrip(state)
        self.simulator.turned.connect(self._follow)
        self.simulator.rested.connect(self._settle)
        self.simulator.adopted.connect(self._adopt)

    def start(self, view: LoanView) -> bool:
        """Begin with a loan, or go on with it where nothing changed; says whether it can be tried."""
        self._view = view
        book, today, loan_id = self._state.book, self._state.today, view.loan.id
        sign = (loan_id, book.version, today)
        if sign != self._started_for:
            try:
                now = knobs_now(book, loan_id, today)
                self._before = try_out(book, loan_id, now, today)
            except UserError:
                self._before = self._started_for = None
                return False
            begun = has_begun(book, loan_id, today)
            skipped = days_of_skipping(book, loan_id, today)
            rate = view.loan.terms.rate
            self.simulator.start(now, rate, is_new=not begun, skipped=skipped)
            self._started_for = sign
        self._follow()
        self._settle()
        return True

    def _follow(self) -> None:
        """While a slider moves: schedule, chart and figures at once."""
        trial = self._trial()
        if trial is None or self._before is None:
            return
        self.strip.show_trial(self._before, trial)
        self._chart.show_on(lambda chart: chart.drag(trial.areas))
        self._ask_safety()

    def _settle(self) -> None:
        """Nothing moves any more: chart and plan fit exactly, the plan of now is an outline."""
        trial, before = self._trial(), self._before
        if trial is None or before is None:
            return
        outline = before.areas if trial.areas != before.areas else None
        self._chart.show_on(lambda chart: chart.show_areas(trial.areas, outline))
        self._show_plan(trial.terms, trial.events)

    def _trial(self) -> Trial | None:
        knobs, view = self.simulator.knobs(), self._view
        if knobs is None or view is None:
            return None
        try:
            trial = try_out(self._state.book, view.loan.id, knobs, self._state.today)
        except UserError as refusal:
            self.simulator.say_refusal(self._state.wording.error(refusal))
            return None
        self.simulator.say_refusal("")
        return trial

    def _ask_safety(self) -> None:
        look, knobs, view = self._state.look, self.simulator.knobs(), self._view
        if look is None or knobs is None or view is None:
            return
        before = look.outlook.days_of_safety
        if not self.simulator.is_turned():
            self.strip.show_safety(before, before)
            return
        book, loan_id, today = self._state.book, view.loan.id, self._state.today
        self.strip.wait_for_safety(before)

        def job(cancelled: Cancelled) -> tuple[Knobs, int | None]:
            edit = trial_edit(book, loan_id, knobs, today)
            return knobs, _days_after(book, edit, today, cancelled)

        self._state.run(job, self._on_safety, failed=_ignore, kind="loan trial")

    def _on_safety(self, answer: tuple[Knobs, int | None]) -> None:
        look, (knobs, after) = self._state.look, answer
        if look is not None and knobs == self.simulator.knobs():
            self.strip.show_safety(look.outlook.days_of_safety, after)

    def _adopt(self) -> None:
        knobs, view = self.simulator.knobs(), self._view
        if knobs is None or view is None:
            return
        try:
            edit = trial_edit(self._state.book, view.loan.id, knobs, self._state.today)
        except UserError as refusal:
            self.simulator.say_refusal(self._state.wording.error(refusal))
            return
        self._state.apply(edit, text(N_("The new plan of “{name}” holds"), name=view.loan.name))


def _days_after(book: Book, edit: Edit, today: dt.date, cancelled: Cancelled) -> int | None:
    """Days of safety once `edit` holds."""
    from planner.services.look_ahead import look_ahead

    tried = apply(book, edit)
    look = look_ahead(tried, today, with_actions=False, cancelled=cancelled)
    return look.outlook.days_of_safety


def _ignore(_refusal: object) -> None:
    """What can't be tried has been told beside the sliders already."""
