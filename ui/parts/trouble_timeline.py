"""What may happen when: a dated line per event, each with its rule, source and certainty."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from planner.basics.text import N_
from planner.services.troubles.happenings import Happening, happenings
from planner.services.troubles.stages import Situation
from planner.services.troubles.statements import INFORMATION, STATEMENTS, about
from ui.parts.card import Card
from ui.state import State
from ui.style import set_role
from ui.theme import GAP, GAP_M

_RIGHTS = ("extension", "order_of_payment", "attempts", "third_parties", "record_kept",
           "free_reports", "objection")  # fmt: skip
"""Statements that hold on every day."""


class TroubleTimeline(Card):
    """The timeline of one loan, then what holds always. Information, no legal advice."""

    def __init__(self, state: State) -> None:
        super().__init__()
        self._state = state
        self._list = QWidget()
        self.body.addWidget(self._list)

    def show_situation(self, now: Situation) -> None:
        """Show the timeline of the loan of `now`."""
        say = self._state.wording._
        self.set_title(say(N_("What may happen when, if nothing is paid")))
        self.set_hint(say(INFORMATION))
        fresh = QWidget()
        grid = QGridLayout(fresh)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(GAP_M)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(1, 1)
        for row in happenings(now):
            self._add_happening(grid, row)
        self._add_rights(grid)
        self.body.replaceWidget(self._list, fresh)
        self._list.hide()
        self._list.setParent(None)
        self._list = fresh

    def _add_happening(self, grid: QGridLayout, row: Happening) -> None:
        wording = self._state.wording
        date = wording.date(row.date, "year")
        when = wording._(N_("from {date}")).format(date=date) if row.is_range else date
        title = wording.say(row.title)
        if row.is_past:
            title = wording._(N_("{title} · this day has come")).format(title=title)
        sentence = wording._(row.statement.sentence)
        source = wording.say(about(row.statement, self._state.today))
        self._add(grid, when, title, f"{sentence}\n{source}")

    def _add_rights(self, grid: QGridLayout) -> None:
        wording = self._state.wording
        by_id = {one.id: one for one in STATEMENTS}
        for number, key in enumerate(_RIGHTS):
            head = wording._(N_("Always")) if number == 0 else ""
            one = by_id[key]
            said = wording.say(about(one, self._state.today))
            self._add(grid, head, wording._(one.sentence), said)

    def _add(self, grid: QGridLayout, when: str, title: str, below: str) -> None:
        row = grid.rowCount()
        date, head, small = QLabel(when), QLabel(title), QLabel(below)
        set_role(date, "strong")
        set_role(small, "small")
        head.setContentsMargins(0, GAP - 2, 0, 0)
        date.setContentsMargins(0, GAP - 2, 0, 0)
        for label in (head, small):
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        grid.addWidget(date, row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(head, row, 1)
        grid.addWidget(small, row + 1, 1)
