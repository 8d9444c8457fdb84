"""Offers side by side: one column each, the best value of a row marked by a word and weight."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QWidget,
)

from planner.basics.text import N_, NC_
from ui.parts.level_badge import LevelBadge
from ui.parts.loans_words import RATE_MISSING, UNKNOWN
from ui.parts.safety_words import days_of_safety
from ui.state import State
from ui.style import set_role
from ui.theme import GAP, GAP_L

if TYPE_CHECKING:
    from planner.services.offering import Measure, OfferLine

_COLUMN_WIDTH = 178
_NAME_WIDTH = 150


class _Row(NamedTuple):
    """One line of the comparison."""

    name: str
    said: "Callable[[OfferLine], str]"
    measure: "Measure | None" = None


_BEST: "dict[Measure, tuple[str, str]]" = {
    "usual": NC_("offer", "lowest"),
    "largest": NC_("offer", "lowest"),
    "cost": NC_("offer", "lowest"),
    "annual": NC_("offer", "lowest"),
    "safety": NC_("offer", "longest"),
}


class OffersGrid(QScrollArea):
    """The comparison. Signal: chosen(str), the id of the offer whose name was pressed."""

    chosen = Signal(str)

    def __init__(self, state: State) -> None:
        super().__init__()
        self._state = state
        self._lines: tuple[OfferLine, ...] = ()
        self._shown: object = None
        self.heads: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        self.setObjectName("offersGrid")
        self.setStyleSheet("#offersGrid, #offersBody { background: transparent; }")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._rows = (
            _Row(N_("Your choice"), self._choice),
            _Row(N_("Lender"), lambda line: line.offer.lender or "—"),
            _Row(N_("Amount offered"), lambda line: self._money(line.offer.terms.principal)),
            _Row(N_("Usual instalment"), lambda line: self._cost(line, line.usual), "usual"),
            _Row(N_("Largest instalment"), lambda line: self._cost(line, line.largest), "largest"),
            _Row(N_("Number of instalments"), lambda line: str(line.count)),
            _Row(N_("Interest and fees in all"), lambda line: self._cost(line, line.cost), "cost"),
            _Row(N_("True yearly cost"), self._annual, "annual"),
            _Row(N_("… with compound interest"), self._compound),
            _Row(N_("Days of safety"), self._safety, "safety"),
            _Row(N_("First payment at risk"), self._risky),
        )

    def show_lines(self, lines: "Sequence[OfferLine]", chosen: str) -> None:
        """Show these offers; the column of `chosen` is marked."""
        shown = (tuple(lines), self._state.wording.language, self._state.theme.name)
        if shown == self._shown:
            self.mark(chosen)
            return
        self._shown, self._lines = shown, tuple(lines)
        focused = next((key for key, head in self.heads.items() if head.hasFocus()), "")
        body = QWidget()
        body.setObjectName("offersBody")
        grid = QGridLayout(body)
        grid.setContentsMargins(0, 0, 0, GAP)
        grid.setHorizontalSpacing(GAP_L)
        grid.setVerticalSpacing(GAP)
        grid.setColumnMinimumWidth(0, _NAME_WIDTH)
        for number, row in enumerate(self._rows, 1):
            grid.addWidget(_label(self._state.wording._(row.name), "muted"), number, 0)
        self._add_heads(grid)
        for column, line in enumerate(self._lines, 1):
            grid.setColumnMinimumWidth(column, _COLUMN_WIDTH)
            for number, row in enumerate(self._rows, 1):
                grid.addWidget(self._cell(row, line), number, column)
            grid.addWidget(self._badge(line), len(self._rows) + 1, column)
        grid.setColumnStretch(len(self._lines) + 1, 1)
        self.setWidget(body)
        self.mark(chosen)
        if focused in self.heads:
            self.heads[focused].setFocus()
        bar = self.horizontalScrollBar().sizeHint().height()
        self.setFixedHeight(body.sizeHint().height() + (bar if len(self._lines) > 4 else 0))

    def mark(self, key: str) -> None:
        """Mark the column of this offer."""
        if key in self.heads:
            self.heads[key].setChecked(True)

    def _add_heads(self, grid: QGridLayout) -> None:
        for button in self._group.buttons():
            self._group.removeButton(button)
        self.heads = {}
        for column, line in enumerate(self._lines, 1):
            name = line.offer.name
            button = QPushButton()
            button.setCheckable(True)
            set_role(button, "segment")
            room = _COLUMN_WIDTH - 30
            button.setText(button.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, room))
            button.setToolTip(name)
            button.setAccessibleName(name)
            button.setAccessibleDescription(self.said(line))
            button.clicked.connect(self._on_head(line.offer.id))
            self._group.addButton(button)
            self.heads[line.offer.id] = button
            grid.addWidget(button, 0, column)

    def said(self, line: "OfferLine") -> str:
        """A whole column in words."""
        say = self._state.wording._
        return "; ".join(f"{say(row.name)} {self._with_word(row, line)}" for row in self._rows)

    def _on_head(self, key: str) -> Callable[[], None]:
        return lambda: self.chosen.emit(key)

    def _cell(self, row: _Row, line: "OfferLine") -> QLabel:
        is_best = row.measure in line.best
        label = _label(self._with_word(row, line), "strong" if is_best else "")
        label.setWordWrap(True)
        return label

    def _with_word(self, row: _Row, line: "OfferLine") -> str:
        said = row.said(line)
        if row.measure is None or row.measure not in line.best:
            return said
        word = self._state.wording.pgettext(*_BEST[row.measure])
        return f"{said} · {word}"

    def _badge(self, line: "OfferLine") -> QWidget:
        if line.is_rate_unknown:
            return QWidget()
        badge = LevelBadge(self._state)
        badge.show_level(line.first_risky.level if line.first_risky else None)
        return badge

    def _money(self, minor: int) -> str:
        return self._state.wording.money(minor, self._state.book.currency)

    def _cost(self, line: "OfferLine", minor: int) -> str:
        return UNKNOWN if line.is_rate_unknown else self._money(minor)

    def _annual(self, line: "OfferLine") -> str:
        if line.is_rate_unknown:
            return self._state.wording.say(RATE_MISSING)
        return self._state.wording.percent(line.annual.simple, 2)

    def _compound(self, line: "OfferLine") -> str:
        if line.is_rate_unknown:
            return UNKNOWN
        return self._state.wording.percent(line.annual.compound, 2)

    def _safety(self, line: "OfferLine") -> str:
        if line.is_rate_unknown:
            return UNKNOWN
        if line.safety is None:
            return self._state.wording._(N_("over {days} days")).format(days=line.days)
        return days_of_safety(self._state, line.safety)

    def _choice(self, line: "OfferLine") -> str:
        is_chosen = line.offer.decision == "chosen"
        return self._state.wording.pgettext(*NC_("offer", "Chosen")) if is_chosen else "—"

    def _risky(self, line: "OfferLine") -> str:
        due = line.first_risky
        if due is None or line.is_rate_unknown:
            return UNKNOWN
        return f"{self._state.wording.date(due.date, 'year')} · {due.loan_name}"


def _label(said: str, role: str) -> QLabel:
    label = QLabel(said)
    label.setTextFormat(Qt.TextFormat.PlainText)
    set_role(label, role)
    return label
