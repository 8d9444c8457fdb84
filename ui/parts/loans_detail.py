"""One loan in full: numbers of today, chart and bill, the plan with its marks, the payments."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from planner.basics.text import N_, text
from planner.book.loan import LoanEvent, Terms
from planner.services.editing import removed
from planner.services.lending import LoanView, PlanRow, plan_rows
from planner.services.loans.report_words import holidays_note
from ui.forms.loan_form import open_loan_form
from ui.forms.payment_form import open_payment_form
from ui.forms.segments import Segments
from ui.parts.button import make_button
from ui.parts.card import Card
from ui.parts.chart_slot import ChartSlot
from ui.parts.elided import ElidedLabel
from ui.parts.legend import Legend
from ui.parts.loans_state import LoanBill, LoanNumbers
from ui.parts.loans_tables import event_rows, events_table, plan_table
from ui.parts.loans_trial import LoanTrial
from ui.parts.loans_words import METHODS, rate_text
from ui.state import State
from ui.theme import GAP, GAP_M

if TYPE_CHECKING:
    from ui.parts.charts.loan_area import LoanArea

_CHART_HEIGHT = 250
_LEAST_NAME = 90
_ROWS_SHOWN = 36
"""Longer plans scroll inside their table."""


class LoanDetail(QWidget):
    """The lower part of the loans page; `show_view` shows one loan."""

    def __init__(self, state: State) -> None:
        super().__init__()
        self._state = state
        self.view: LoanView | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GAP_M)
        self._build_head()
        self.numbers = LoanNumbers(state)
        self._column.addWidget(self.numbers)
        self._build_chart()
        self._column.insertWidget(2, self.trial.strip)
        self._build_tables()

    def retranslate(self) -> None:
        """Put the texts in the language of now."""
        say = self._state.wording._
        self.prepay_button.setText(say(N_("Repay early")))
        self.change_button.setText(say(N_("Change")))
        self.remove_button.setText(say(N_("Remove")))
        self.chart_card.set_title(say(N_("Still to be paid")))
        self.choice.set_words((say(N_("Repayment plan")), say(N_("Payments made"))))
        self.plan.setAccessibleName(say(N_("Repayment plan")))
        self.events.setAccessibleName(say(N_("Payments made")))
        self.no_events.setText(say(N_("No payment is recorded yet.")))
        self.mode.set_words((say(N_("As it is")), say(N_("Try it out"))))
        self.mode.setAccessibleName(say(N_("Show the loan")))
        self.trial.simulator.retranslate()
        self._name_parts()

    def restyle(self) -> None:
        """Take the colours of the theme of now."""
        self._name_parts()

    def show_view(self, view: LoanView) -> None:
        """Show a loan."""
        self.view = view
        self._show_head(view)
        self.numbers.show_view(view)
        self.bill.show_view(view)
        rows = event_rows(view)
        self.events.set_rows(rows)
        self.events.fit_rows(_ROWS_SHOWN)
        self._show_table(self.choice.value())
        self._show_mode(self.mode.value())

    # building

    def _build_head(self) -> None:
        self.heading, self.terms = ElidedLabel(), ElidedLabel()
        self.heading.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.heading.setProperty("role", "heading")
        self.terms.setProperty("role", "muted")
        self.prepay_button = make_button(self._prepay)
        self.change_button = make_button(self._change)
        self.remove_button = make_button(self._remove)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        self.mode = Segments((("plan", ""), ("try", "")))
        self.mode.changed.connect(self._show_mode)
        row.addWidget(self.heading)
        row.addWidget(self.terms, 1)
        row.addWidget(self.mode)
        for button in (self.prepay_button, self.change_button, self.remove_button):
            row.addWidget(button)
        self._column.addLayout(row)

    def _build_chart(self) -> None:
        self.chart_card = Card()
        self.legend = Legend()
        self.chart_card.corner.addWidget(self.legend)
        self.chart = ChartSlot(self._make_chart)
        self.chart.setMinimumHeight(_CHART_HEIGHT)
        self.chart_card.body.addWidget(self.chart)
        self.bill = LoanBill(self._state)
        row = QHBoxLayout()
        row.setSpacing(GAP_M)
        row.addWidget(self.chart_card, 8)
        self.trial = LoanTrial(self._state, self.chart, self._show_plan_of)
        row.addWidget(self.bill, 5)
        row.addWidget(self.trial.simulator, 5)
        self._column.addLayout(row)

    def _build_tables(self) -> None:
        card = Card()
        self.choice = Segments((("plan", ""), ("events", "")))
        self.choice.changed.connect(self._show_table)
        self.plan = plan_table(self._state)
        self.events = events_table(self._state)
        self.no_events = QLabel()
        self.no_events.setProperty("role", "muted")
        self.holidays = QLabel()
        self.holidays.setProperty("role", "small")
        self.holidays.setWordWrap(True)
        for widget in (self.choice, self.plan, self.holidays, self.events, self.no_events):
            card.body.addWidget(widget)
        card.body.addStretch(1)
        self._column.addWidget(card)
        self._column.addStretch(1)

    def _make_chart(self) -> "LoanArea":
        from ui.parts.charts.loan_area import LoanArea

        return LoanArea(self._state)

    # showing

    def _show_head(self, view: LoanView) -> None:
        wording, terms = self._state.wording, view.loan.terms
        self.heading.setText(view.loan.name)
        self.heading.setMinimumWidth(min(_LEAST_NAME, self.heading.sizeHint().width()))
        method = wording._(METHODS[terms.method][0])
        self.terms.setText(f"{method} · {wording.say(rate_text(terms))}")

    def _show_mode(self, mode: str) -> None:
        """The loan as it is, or sliders to try it out."""
        view = self.view
        if view is None:
            return
        tries = mode == "try" and self.trial.start(view)
        now: tuple[QWidget, ...] = (self.numbers, self.bill)
        changed: tuple[QWidget, ...] = (self.trial.strip, self.trial.simulator)
        for part in (*now, *changed):
            part.setVisible((part in changed) == tries)
        if not tries:
            self.chart.show_on(lambda chart: chart.show_areas(view.areas))
            self._show_plan(view.loan.terms, view.rows)
        self._name_parts()

    def _show_plan_of(self, terms: Terms, events: Sequence[LoanEvent]) -> None:
        """The plan that is tried out."""
        self._show_plan(terms, plan_rows(terms, events, self._state.today))

    def _show_plan(self, terms: Terms, rows: Sequence[PlanRow]) -> None:
        self.plan.setColumnHidden(5, not any(row.fee for row in rows))
        self.plan.set_rows(rows)
        self.plan.fit_rows(_ROWS_SHOWN)
        note = holidays_note(terms, (row.due for row in rows))
        self.holidays.setText("" if note is None else self._state.wording.say(note))
        self.holidays.setVisible(note is not None and not self.plan.isHidden())

    def _show_table(self, which: str) -> None:
        has_events = self.events.facts.rowCount() > 0
        self.plan.setVisible(which == "plan")
        self.holidays.setVisible(which == "plan" and bool(self.holidays.text()))
        self.events.setVisible(which == "events" and has_events)
        self.no_events.setVisible(which == "events" and not has_events)

    def _name_parts(self) -> None:
        theme, say = self._state.theme, self._state.wording._
        parts = [
            (theme.band_inner, say(N_("Principal left"))),
            (theme.expense, say(N_("Interest to come"))),
        ]
        is_late = self.view is not None and any(self.view.areas.late)
        if is_late or self.mode.value() == "try":
            parts.append((theme.short, say(N_("Overdue, penalty included"))))
        self.legend.show_parts(parts)

    # doing

    def record_payment(self) -> None:
        """Open the form for a payment on this loan."""
        if self.view is not None:
            open_payment_form(self._state, self.window(), self.view.loan.id)

    def _prepay(self) -> None:
        if self.view is not None:
            open_payment_form(self._state, self.window(), self.view.loan.id, "prepay")

    def _change(self) -> None:
        if self.view is not None:
            open_loan_form(self._state, self.window(), self.view.loan)

    def _remove(self) -> None:
        if self.view is None:
            return
        loan = self.view.loan
        edit = removed(self._state.book, "loan", [loan.id])
        self._state.apply(edit, text(N_("Removed “{name}”"), name=loan.name))
