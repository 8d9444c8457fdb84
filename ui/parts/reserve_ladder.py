"""The ladder to the goal: half a month, one, two, three months, each reached or with its date."""

from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from planner.basics.text import N_
from planner.outlook.level import Level
from planner.services.saving import Milestone, SavingPath
from ui.state import State
from ui.style import set_role
from ui.theme import GAP_M, level_icon


class ReserveLadder(QWidget):
    """One line per milestone: shape, months, what it takes, when it is reached."""

    def __init__(self, state: State) -> None:
        super().__init__()
        self._state = state
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(GAP_M)
        self._grid.setVerticalSpacing(10)
        self._grid.setColumnStretch(3, 1)
        self._lines: list[tuple[QLabel, QLabel, QLabel, QLabel]] = []

    def show_path(self, path: SavingPath) -> None:
        """Show the milestones of a path."""
        while len(self._lines) < len(path.milestones):
            self._lines.append(self._line(len(self._lines)))
        for number, line in enumerate(self._lines):
            is_shown = number < len(path.milestones)
            for label in line:
                label.setVisible(is_shown)
            if is_shown:
                self._show(line, path.milestones[number])

    def _show(self, line: tuple[QLabel, QLabel, QLabel, QLabel], step: Milestone) -> None:
        shape, months, amount, when = line
        theme, wording = self._state.theme, self._state.wording
        if step.is_reached:
            shape.setPixmap(level_icon(Level.covered, theme).pixmap(16, 16))
        else:
            shape.setText("○")
        said = months_words(self._state, step.months)
        if step.is_goal:
            said = wording._(N_("{months} · your goal")).format(months=said)
        months.setText(said)
        set_role(months, "strong" if step.is_goal else "")
        amount.setText(wording.money(step.amount, self._state.book.currency, exact=False))
        when.setText(self._when(step))
        shape.setAccessibleName(when.text())

    def _when(self, step: Milestone) -> str:
        wording = self._state.wording
        if step.is_reached:
            return wording._(N_("Reached"))
        if step.reached_on is None:
            return wording._(N_("Not yet in sight"))
        return wording._(N_("by {date}")).format(date=wording.date(step.reached_on, "year"))

    def _line(self, row: int) -> tuple[QLabel, QLabel, QLabel, QLabel]:
        labels = QLabel(), QLabel(), QLabel(), QLabel()
        labels[2].setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        labels[3].setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        set_role(labels[3], "muted")
        for column, label in enumerate(labels):
            self._grid.addWidget(label, row, column)
        return labels


def months_words(state: State, months: Decimal) -> str:
    """A number of months in words: "½ month", "1.8 months"."""
    wording = state.wording
    if months == Decimal("0.5"):
        return wording._(N_("½ month"))
    number = wording.number(months, 0 if months == int(months) else 1)
    if months == 1:
        return wording._(N_("1 month"))
    return wording._(N_("{number} months")).format(number=number)
