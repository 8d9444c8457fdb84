"""What a loan is today: four numbers, and the bill of everything that is owed."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from planner.basics.text import N_
from planner.outlook.level import Level
from planner.services.lending import LoanView
from ui.parts.card import Card
from ui.parts.key_lines import KeyLines
from ui.parts.loans_words import RATE_MISSING, UNKNOWN, progress_text
from ui.parts.stat import Stat
from ui.state import State
from ui.theme import GAP, GAP_M

INTEREST_TO_COME, TRUE_COST = N_("Interest still to come"), N_("True yearly cost")


class LoanNumbers(QWidget):
    """Next payment, principal left, interest to come, true yearly cost."""

    def __init__(self, state: State) -> None:
        super().__init__()
        self._state = state
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP_M)
        self.due, self.interest, self.cost = (Stat(state) for _ in range(3))
        self.left = Stat(state, has_progress=True)
        for stat in (self.due, self.left, self.interest, self.cost):
            row.addWidget(stat, 1)

    def show_view(self, view: LoanView) -> None:
        """Show a loan as it stands today."""
        self._show_due(view)
        self._show_left(view)
        wording, say = self._state.wording, self._state.wording._
        if view.loan.terms.is_rate_unknown:
            for stat, name in ((self.interest, INTEREST_TO_COME), (self.cost, TRUE_COST)):
                stat.say(say(name), UNKNOWN, wording.say(RATE_MISSING))
            return
        to_come = sum(row.interest for row in view.rows if row.settled_on is None)
        self.interest.say(
            say(INTEREST_TO_COME),
            self._money(to_come),
            say(N_("of {amount} in all")).format(amount=self._money(view.total_interest)),
        )
        self.cost.say(
            say(TRUE_COST),
            wording.percent(view.cost.simple, 2),
            say(N_("With compound interest {rate}")).format(
                rate=wording.percent(view.cost.compound, 2)
            ),
        )

    def _show_due(self, view: LoanView) -> None:
        say, wording = self._state.wording._, self._state.wording
        following = view.next_open
        if following is None:
            self.due.say(
                say(N_("Next payment")), self._money(0), say(N_("Everything is repaid")),
                Level.covered,
            )  # fmt: skip
            return
        if view.state.due_now and following.due <= self._state.today:
            since = say(N_("Due since {date}")) if following.days_past_due else say(N_("Due today"))
            amount = view.state.due_now
            said = since.format(date=wording.date(following.due))
            self.due.say(say(N_("Due now")), self._money(amount), said, view.line.level)
            return
        days = (following.due - self._state.today).days
        said = wording.ngettext("{date} · in {count} day", "{date} · in {count} days", days)
        self.due.say(
            say(N_("Next payment")),
            self._money(following.left),
            said.format(date=wording.date(following.due), count=days),
            view.line.level,
        )

    def _show_left(self, view: LoanView) -> None:
        principal = view.loan.terms.principal
        self.left.say(
            self._state.wording._(N_("Principal left")),
            self._money(view.line.principal_left),
            self._state.wording.say(progress_text(view.line)),
        )
        self.left.show_progress(1 - view.line.principal_left / principal)

    def _money(self, minor: int) -> str:
        return self._state.wording.money(minor, self._state.book.currency)


class LoanBill(Card):
    """Everything that is owed today, part by part."""

    def __init__(self, state: State) -> None:
        super().__init__()
        self._state = state
        self.lines = KeyLines()
        self.late, self.cost = QLabel(), QLabel()
        self.body.addWidget(self.lines)
        self.body.addSpacing(GAP)
        for label in (self.late, self.cost):
            label.setProperty("role", "small")
            label.setWordWrap(True)
            self.body.addWidget(label)
        self.body.addStretch(1)

    def show_view(self, view: LoanView) -> None:
        """Show a loan as it stands today."""
        say, now = self._state.wording._, view.state
        self.set_title(say(N_("If you repaid everything today")))
        parts = [
            (N_("Principal not yet due"), now.principal_normal),
            (N_("Overdue principal"), now.principal_overdue),
            (N_("Interest up to today"), now.interest_normal),
            (N_("Overdue interest"), now.interest_overdue),
            (N_("Penalty on principal"), now.penalty_on_principal),
            (N_("Penalty on interest"), now.penalty_on_interest),
            (N_("Fees owed"), now.fee),
        ]
        rest = now.payoff - sum(amount for _, amount in parts)
        parts += [
            (N_("Charge for early repayment") if rest > 0 else N_("Kept from payments"), rest)
        ]
        always = {N_("Principal not yet due"), N_("Interest up to today")}
        lines = [(say(key), self._money(minor)) for key, minor in parts if minor or key in always]
        together = self._money(now.payoff)
        if view.loan.terms.is_rate_unknown:
            name = say(N_("Interest up to today"))
            lines = [(key, UNKNOWN if key == name else said) for key, said in lines]
            together = self._state.wording.say(RATE_MISSING)
        self.lines.show_lines([*lines, (say(N_("Together")), together)], has_total=True)
        self.setAccessibleDescription(self.lines.said())
        self.late.setText(self._late_words(view))
        self.cost.setText(
            say(
                N_(
                    "True yearly cost: what you pay per year for the money really in hand. "
                    "Charges are counted in, repaid principal no longer counts. The first figure "
                    "compares with the rate in the contract; the second also counts interest "
                    "upon interest."
                )
            )
        )

    def _late_words(self, view: LoanView) -> str:
        """What each late day costs, once something is late; before, what the contract is."""
        wording, terms = self._state.wording, view.loan.terms
        if view.line.days_past_due:
            key = N_("{days} days late so far. Penalty runs at {factor} times the day rate.")
        else:
            key = N_("Paid late, overdue money would bear {factor} times the day rate.")
        factor = wording.number(terms.penalty.multiplier, 1)
        return wording._(key).format(days=view.line.days_past_due, factor=factor)

    def _money(self, minor: int) -> str:
        return self._state.wording.money(minor, self._state.book.currency)
