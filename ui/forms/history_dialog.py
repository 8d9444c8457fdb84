"""The history of the book: every change with its time; choosing one walks there."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from ui.parts.button import make_button
from ui.parts.tables import Column, FactTable
from ui.state import State
from ui.theme import GAP_L, GAP_XL

if TYPE_CHECKING:
    from planner.services.session import HistoryLine


class HistoryDialog(QDialog):
    """Newest change first; changes that are taken back are grey and can be made again."""

    def __init__(self, state: State, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        wording = state.wording
        self.setWindowTitle(wording._("History"))
        self.resize(620, 460)
        self.table = FactTable(state, self._columns(), key=_number)
        self.table.setAccessibleName(wording._("History"))
        self.table.opened.connect(self._go)
        said = QLabel(
            wording._("Choose a line to go back to the book as it was after that change.")
        )
        said.setProperty("role", "muted")
        said.setWordWrap(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.go = make_button(self._go_to_current, "primary", wording._("Go there"))
        buttons.addButton(self.go, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP_XL, GAP_XL, GAP_XL, GAP_L)
        for part in (said, self.table, buttons):
            column.addWidget(part)
        self._fill()

    def _columns(self) -> tuple[Column, ...]:
        wording, theme = self._state.wording, self._state.theme

        def color(line: "HistoryLine") -> str:
            return theme.muted if line.is_undone else theme.text

        def state_of(line: "HistoryLine") -> str:
            return wording._("taken back") if line.is_undone else ""

        return (
            Column(lambda: wording._("When"), lambda line: f"{line.at:%Y-%m-%d %H:%M}", color=color),
            Column(lambda: wording._("Change"), lambda line: wording.say(line.title), color=color,
                   is_wide=True),
            Column(lambda: "", state_of, color=color),
        )  # fmt: skip

    def _fill(self) -> None:
        lines = list(reversed(self._state.session.history()))
        self.table.set_rows(lines)
        current = next((line.number for line in lines if not line.is_undone), None)
        if current is not None:
            self.table.choose(current)

    def _go_to_current(self) -> None:
        line = self.table.current()
        if line is not None:
            self._go(line)

    def _go(self, line: "HistoryLine") -> None:
        self._state.go_to(line.number, self._fill)


def _number(line: "HistoryLine") -> int:
    return line.number
