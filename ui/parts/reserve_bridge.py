"""What if nothing came in: how long the money lasts, two weeks ill, what the fund changes."""

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from planner.basics.text import N_
from planner.book.book import Book
from ui.jobs import Cancelled
from ui.parts.card import Card
from ui.state import State

if TYPE_CHECKING:
    from planner.services.bridging import Bridge, Closed


class ReserveBridge(Card):
    """Three sentences.

    Attributes: runway, ill, risk (labels; those with nothing to say are hidden).
    """

    def __init__(self, state: State) -> None:
        super().__init__()
        self._state = state
        self._bridge: Bridge | None = None
        self._asked: tuple[str, dt.date] | None = None
        self.runway, self.ill, self.risk = (_sentence() for _ in range(3))
        for label in (self.runway, self.ill, self.risk):
            self.body.addWidget(label)

    def refresh(self) -> None:
        """Work the answers out beside the window, once for each book and day."""
        book, today = self._state.book, self._state.today
        if self._asked == (book.version, today):
            return
        self._asked = (book.version, today)
        self.show_bridge(None)
        self._state.run(
            lambda cancelled: _bridge(book, today, cancelled),
            self.show_bridge,
            failed=lambda refusal: None,
            kind="reserve bridge",
        )

    def show_bridge(self, bridge: "Bridge | None") -> None:
        """Show the answers; None: they are still being worked out."""
        self._bridge = bridge
        self.retranslate()

    def retranslate(self) -> None:
        """Put the texts in the language of now."""
        say, bridge = self._state.wording._, self._bridge
        self.set_title(say(N_("If nothing came in")))
        self._set(self.runway, self._runway(bridge) if bridge else say(N_("Working it out …")))
        self._set(self.ill, self._ill(bridge.closed) if bridge and bridge.closed else "")
        self._set(self.risk, self._risk(bridge) if bridge and bridge.risks else "")

    def _set(self, label: QLabel, said: str) -> None:
        label.setText(said)
        label.setVisible(bool(said))

    def _runway(self, bridge: "Bridge") -> str:
        wording = self._state.wording
        if not bridge.is_paid_today and bridge.with_fund_until == self._state.today:
            return wording._(N_("What is owed by now is more than there is."))
        if bridge.covered_until is None:
            return wording._(
                N_("Even if nothing came in from tomorrow, bills are covered for a year.")
            )
        facts = {"date": wording.date(bridge.covered_until, "year")}
        if bridge.with_fund_until is None:
            return wording._(
                N_("If nothing came in from tomorrow, bills are covered until {date}; "
                   "with the emergency fund for a year.")
            ).format(**facts)  # fmt: skip
        facts["fund"] = wording.date(bridge.with_fund_until, "year")
        return wording._(
            N_("If nothing came in from tomorrow, bills are covered until {date}; "
               "with the emergency fund until {fund}.")
        ).format(**facts)  # fmt: skip

    def _ill(self, closed: "Closed") -> str:
        wording, due = self._state.wording, closed.first_risky
        if due is None:
            return wording._(N_("Two weeks ill from tomorrow: every payment stays covered."))
        facts = {
            "date": wording.date(due.date),
            "loan": due.loan_name,
            "missing": self._money(closed.missing),
        }
        if not closed.missing:
            said = N_("Two weeks ill from tomorrow: the {loan} payment on {date} leaves less than "
                      "the cushion.")  # fmt: skip
        elif closed.fund_covers:
            said = N_("Two weeks ill from tomorrow: for the {loan} payment on {date} the fund "
                      "would step in with {missing}.")  # fmt: skip
        else:
            said = N_("Two weeks ill from tomorrow: the {loan} payment on {date} would want "
                      "{missing} more, which is more than the fund holds.")  # fmt: skip
        return wording._(said).format(**facts)

    def _risk(self, bridge: "Bridge") -> str:
        wording = self._state.wording
        parts: list[str] = []
        said = wording.chance(bridge.risks[0].chance)
        for risk in bridge.risks[1:]:
            before, said = said, wording.chance(risk.chance)
            if said != before or not parts:
                part = wording._(N_("with {amount} {chance}"))
                parts.append(part.format(amount=self._money(risk.amount), chance=said))
        return wording._(
            N_("A payment of the coming half year is short {chance} without a fund; {parts}.")
        ).format(chance=wording.chance(bridge.risks[0].chance), parts=wording._(", ").join(parts))

    def _money(self, minor: int) -> str:
        return self._state.wording.money(minor, self._state.book.currency, exact=False)


def _sentence() -> QLabel:
    label = QLabel()
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def _bridge(book: Book, today: dt.date, cancelled: Cancelled) -> "Bridge":
    from planner.services.bridging import bridging

    return bridging(book, today, cancelled=cancelled)
