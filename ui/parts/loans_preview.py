"""What a loan being entered would come to: instalment, total, true cost, beside the form."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout

from planner.basics.text import N_
from planner.services.lending import Preview
from ui.parts.loans_words import UNKNOWN, count_text
from ui.state import State
from ui.style import set_role
from ui.theme import GAP, GAP_L


class LoanPreview(QFrame):
    """The figures of terms that are being typed; what can't be computed yet says so."""

    def __init__(self, state: State) -> None:
        super().__init__()
        self._state = state
        set_role(self, "card")
        self.setMinimumWidth(250)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP_L, GAP_L, GAP_L, GAP_L)
        column.setSpacing(GAP)
        self._caption = _label("small")
        self.instalment = _label("number")
        self._detail = _label("small")
        self._detail.setWordWrap(True)
        for label in (self._caption, self.instalment, self._detail):
            column.addWidget(label)
        self._grid = QGridLayout()
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(0, 1)
        self.values = [self._line(row) for row in range(5)]
        column.addSpacing(GAP)
        column.addLayout(self._grid)
        column.addSpacing(GAP)
        self._note = _label("small")
        self._note.setWordWrap(True)
        column.addWidget(self._note)
        column.addStretch(1)
        self.show_nothing()

    def show_nothing(self) -> None:
        """Nothing can be computed yet."""
        say = self._state.wording._
        self._caption.setText(say(N_("Each instalment")))
        self.instalment.setText(UNKNOWN)
        self._detail.setText(say(N_("Fill in amount, rate and dates to see what it comes to.")))
        self._note.clear()
        for name, value in self.values:
            name.clear()
            value.clear()

    def show_preview(self, seen: Preview, *, is_rate_unknown: bool = False) -> None:
        """Show what terms come to; without a rate nothing is said of interest and cost."""
        wording, currency = self._state.wording, self._state.book.currency
        say = wording._

        def money(minor: int) -> str:
            return wording.money(minor, currency)

        is_level = seen.largest_payment - seen.rows[0].payment <= max(1, seen.first_payment // 1000)
        first = N_("Each instalment") if is_level else N_("First instalment")
        self._caption.setText(say(N_("To be paid at the end") if len(seen.rows) == 1 else first))
        self.instalment.setText(money(seen.first_payment))
        self._detail.setText(count_text(wording, len(seen.rows)))
        rows = (
            (N_("Largest instalment"), money(seen.largest_payment)),
            (N_("Interest in all"), UNKNOWN if is_rate_unknown else money(seen.total_interest)),
            (N_("Fees in all"), money(seen.total_fee)),
            (N_("To repay in all"), UNKNOWN if is_rate_unknown else money(seen.total_payment)),
            (N_("Last payment on"), wording.date(seen.last_due, "year")),
        )
        hidden = {2} if not seen.total_fee else set()
        if is_level or len(seen.rows) == 1:
            hidden.add(0)
        for row, (key, said) in enumerate(rows):
            name, value = self.values[row]
            name.setText(say(key))
            value.setText(said)
            name.setVisible(row not in hidden)
            value.setVisible(row not in hidden)
        if is_rate_unknown:
            self._note.setText(say(N_("With the rate, interest and true cost are worked out too.")))
            return
        self._note.setText(
            say(N_("True yearly cost {simple}; with compound interest {compound}.")).format(
                simple=wording.percent(seen.cost.simple, 2),
                compound=wording.percent(seen.cost.compound, 2),
            )
        )

    def _line(self, row: int) -> tuple[QLabel, QLabel]:
        name, value = _label("muted"), QLabel()
        value.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._grid.addWidget(name, row, 0)
        self._grid.addWidget(value, row, 1)
        return name, value


def _label(role: str) -> QLabel:
    label = QLabel()
    set_role(label, role)
    return label
