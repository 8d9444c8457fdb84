"""What a day costs: catching up today, in 3, 7, 30 and 90 days, from the loan's own terms."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from planner.basics.text import N_, NN_, Amount, Text, counted, text
from planner.services.troubles.cheaper import cheaper_way, cheaper_words
from planner.services.troubles.curing import WAITS, Cure, cures, day_cost
from planner.services.troubles.stages import Situation
from ui.parts.card import Card
from ui.parts.chart_slot import ChartSlot
from ui.parts.empty import EmptyState
from ui.parts.key_lines import KeyLines
from ui.state import State
from ui.style import set_role
from ui.theme import GAP, GAP_L

if TYPE_CHECKING:
    from ui.parts.canvas import Canvas

_FINE = tuple(range(0, WAITS[-1] + 1, 3))
"""Days of the line; the told ones are added."""


class TroubleCost(Card):
    """A chart, the same as a table, and what an agreed extension would cost instead.

    Signals: rate_asked() where the rate is missing, and with it everything here.
    """

    rate_asked = Signal()

    def __init__(self, state: State) -> None:
        super().__init__()
        self._state = state
        self.slot = ChartSlot(self._make)
        self.lines = KeyLines()
        self.day, self.instead, self.point, self.note = QLabel(), QLabel(), QLabel(), QLabel()
        for label in (self.day, self.instead, self.point, self.note):
            label.setWordWrap(True)
        set_role(self.day, "strong")
        set_role(self.note, "small")
        right = QVBoxLayout()
        right.setSpacing(GAP)
        for part in (self.day, self.lines, self.instead, self.point, self.note):
            right.addWidget(part)
        right.addStretch(1)
        self.known, self.missing = QWidget(), EmptyState("", "", self.rate_asked.emit)
        row = QHBoxLayout(self.known)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP_L)
        row.addWidget(self.slot, 3)
        row.addLayout(right, 2)
        self.body.addWidget(self.known, 1)
        self.body.addWidget(self.missing, 1)

    def show_situation(self, now: Situation) -> None:
        """Show what waiting costs for the loan of `now`."""
        is_known = not now.loan.terms.is_rate_unknown
        self.known.setVisible(is_known)
        self.missing.setVisible(not is_known)
        self.set_title(self._state.wording._(N_("What a day costs")))
        if is_known:
            self._show_costs(now)
            return
        self.missing.set_texts(
            self._state.wording._(
                N_(
                    "The rate of this loan is not filled in yet. With it you see here what each "
                    "late day costs."
                )
            ),
            self._state.wording._(N_("Fill in the rate")),
        )

    def _show_costs(self, now: Situation) -> None:
        say, book = self._state.wording.say, self._state.book
        told = cures(book, now)
        cost = day_cost(book, now)
        late, agreed = (Amount(sum_, book.currency) for sum_ in (cost.late, cost.agreed))
        self.day.setText(say(text(N_("Each day late costs {late}."), late=late)))
        self.instead.setText(
            say(
                text(
                    N_(
                        "If the lender agreed to an extension, the same principal would cost "
                        "{agreed} a day: cheaper from the first day."
                    ),
                    agreed=agreed,
                )
            )
        )
        self.instead.setVisible(cost.agreed < cost.late)
        self.lines.show_lines(
            [(say(_when(cure, is_late=bool(now.days_past_due))), self._sum(cure)) for cure in told]
        )
        self.lines.setAccessibleName(self.lines.said())
        self.note.setText(say(_note(now)))
        waits = tuple(sorted({*_FINE, *WAITS}))
        cheaper = cheaper_way(book, now)
        self.point.setText(say(cheaper_words(book, now, cheaper)))
        self.slot.show_on(
            lambda chart: chart.show_cures(cures(book, now, waits), cheaper, self.point.text())
        )

    def _sum(self, cure: Cure) -> str:
        wording, currency = self._state.wording, self._state.book.currency
        total = wording.money(cure.total, currency)
        if not cure.more:
            return total
        return f"{total} ({wording.money(cure.more, currency, sign=True)})"

    def _make(self) -> "Canvas":
        from ui.parts.charts.late_cost import LateCost

        return LateCost(self._state)


def _when(cure: Cure, *, is_late: bool) -> Text:
    if is_late:
        if not cure.wait:
            return text(N_("Catching up today"))
        return counted(*NN_("In {count} day", "In {count} days"), cure.wait)
    if not cure.wait:
        return text(N_("Paid on the due date"))
    return counted(*NN_("{count} day after it", "{count} days after it"), cure.wait)


def _note(now: Situation) -> Text:
    grace = now.loan.terms.penalty.grace_days
    if grace:
        return counted(
            *NN_(
                "Worked out from the terms entered for this loan; it has {count} day of grace. "
                "Instalments that fall due later are taken as paid.",
                "Worked out from the terms entered for this loan; it has {count} days of grace. "
                "Instalments that fall due later are taken as paid.",
            ),
            grace,
        )
    return text(
        N_(
            "Worked out from the terms entered for this loan. Instalments that fall due later are "
            "taken as paid; check the penalty rate in your contract."
        )
    )
