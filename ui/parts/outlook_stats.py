"""Four numbers of the outlook: days of safety, next payment, emergency fund, this month so far."""

from decimal import Decimal

from PySide6.QtWidgets import QHBoxLayout, QWidget

from planner.basics.text import N_
from planner.outlook.level import Level
from planner.outlook.outlook import Due, Outlook
from planner.services.months import month_so_far
from ui.parts.safety_words import days_of_safety
from ui.parts.stat import Stat
from ui.state import State
from ui.theme import GAP_M

_WAITING = "…"


class OutlookStats(QWidget):
    """A row of four cards."""

    def __init__(self, state: State) -> None:
        super().__init__()
        self._state = state
        self.safety, self.next_due = Stat(state), Stat(state)
        self.reserve, self.month = Stat(state, has_progress=True), Stat(state)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP_M)
        for card in (self.safety, self.next_due, self.reserve, self.month):
            row.addWidget(card, 1)

    def refresh(self, outlook: Outlook | None) -> None:
        """Show the numbers of `outlook`; dots where it is still being worked out."""
        self._show_month()
        if outlook is None:
            say = self._state.wording._
            self.safety.say(say(N_("Days of safety")), _WAITING, "")
            self.next_due.say(say(N_("Next payment")), _WAITING, "")
            self.reserve.say(say(N_("Emergency fund")), _WAITING, "")
            return
        self._show_safety(outlook)
        self._show_next(outlook)
        self._show_reserve(outlook)

    def _show_safety(self, outlook: Outlook) -> None:
        say = self._state.wording._
        worst = max((due.level for due in outlook.dues), default=None)
        if any(due.level is Level.overdue for due in outlook.dues):
            about = say(N_("A payment is past its due date"))
        elif outlook.days_of_safety is None:
            about = (
                say(N_("Every payment ahead is covered"))
                if outlook.dues
                else say(N_("No loan yet"))
            )
        else:
            about = say(N_("Payments until then are covered"))
        number = days_of_safety(self._state, outlook.days_of_safety)
        self.safety.say(say(N_("Days of safety")), number, about, worst)

    def _show_next(self, outlook: Outlook) -> None:
        wording = self._state.wording
        label = wording._("Next payment")
        if not outlook.dues:
            self.next_due.say(label, "–", wording._("No loan payment is ahead"))
            return
        due = outlook.dues[0]
        amount = wording.money(due.amount, self._state.book.currency)
        self.next_due.say(label, amount, self._about(due), due.level)

    def _about(self, due: Due) -> str:
        wording = self._state.wording
        day, days = wording.date(due.date), (due.date - self._state.today).days
        if days < 0:
            said = wording.ngettext("{date} · {count} day overdue", "{date} · {count} days overdue",
                                    -days)  # fmt: skip
            return said.format(date=day, count=-days)
        if days == 0:
            return wording._("{date} · today").format(date=day)
        said = wording.ngettext("{date} · in {count} day", "{date} · in {count} days", days)
        return said.format(date=day, count=days) + self._covered(due)

    def _covered(self, due: Due) -> str:
        return self._state.wording._(" · covered") if due.level is Level.covered else ""

    def _show_reserve(self, outlook: Outlook) -> None:
        wording, view = self._state.wording, outlook.reserve
        months = wording.number(view.months, 1)
        missing = max(0, view.target - view.amount)
        goal = wording.number(
            view.target_months.normalize(), 0 if _is_whole(view.target_months) else 1
        )
        if missing:
            about = wording._("Goal {months} months · {amount} to go").format(
                months=goal, amount=wording.money(missing, self._state.book.currency, exact=False)
            )
        else:
            about = wording._("Goal of {months} months reached").format(months=goal)
        number = wording._("{months} months").format(months=months)
        self.reserve.say(wording._("Emergency fund"), number, about)
        self.reserve.show_progress(view.amount / view.target if view.target else 1.0)

    def _show_month(self) -> None:
        wording, currency = self._state.wording, self._state.book.currency
        month = month_so_far(self._state.book, self._state.today)
        sums = {
            "income": wording.money(month.earned, currency, exact=False),
            "expense": wording.money(month.spent, currency, exact=False),
            "repaid": wording.money(month.repaid, currency, exact=False),
        }
        about = wording._("In {income} · out {expense}")
        if month.repaid:
            about = wording._("In {income} · out {expense} · loans {repaid}")
        about = about.format(**sums)
        net = wording.money(month.net, currency, exact=False, sign=True)
        self.month.say(wording._("This month so far"), net, about)


def _is_whole(months: Decimal) -> bool:
    return months == months.to_integral_value()
