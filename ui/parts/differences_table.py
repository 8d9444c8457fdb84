"""The table of differences: one line per figure, the book as it is and each what-if beside it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt

from planner.services.what_if_table import Line
from ui.parts.strands import STRANDS
from ui.parts.tables import Column, FactTable
from ui.state import State


class DifferencesTable(FactTable):
    """Lines with one column per what-if; worse figures are marked by an arrow, not by colour alone."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._names: tuple[str, ...] = ()
        columns = [Column(lambda: state.wording._("Figure"), self._label)]
        columns += [self._column(number) for number in range(len(STRANDS) + 1)]
        super().__init__(state, columns, key=_key)
        self.horizontalHeader().setTextElideMode(Qt.TextElideMode.ElideRight)

    def show_lines(self, lines: Sequence[Line], names: Sequence[str]) -> None:
        """Show these lines; `names` are those of the what-ifs."""
        is_renamed, self._names = self._names != tuple(names), tuple(names)
        self.set_rows(tuple(lines))
        if is_renamed:
            for number in range(len(STRANDS)):
                self.setColumnHidden(2 + number, number >= len(names))
            self.facts.retranslate()
        self.fit_rows(max(1, len(lines)))

    def _label(self, line: Line) -> str:
        return self._state.wording.say(line.label)

    def _column(self, number: int) -> Column:
        def title() -> str:
            if number == 0:
                return self._state.wording._("As it is")
            return self._names[number - 1] if number <= len(self._names) else ""

        show = self._cell(number)
        return Column(title, show, color=self._color(number), tip=show, is_wide=True)

    def _cell(self, number: int) -> Callable[[Line], str]:
        def show(line: Line) -> str:
            if number >= len(line.cells):
                return ""
            said = self._state.wording.fact(line.cells[number])
            return f"{_MARKS[line.worse[number]]}{said}"

        return show

    def _color(self, number: int) -> Callable[[Line], str]:
        def color(line: Line) -> str:
            if number >= len(line.worse) or not line.worse[number]:
                return ""
            theme = self._state.theme
            return theme.short if line.worse[number] > 0 else theme.covered

        return color


_MARKS = {1: "▼ ", 0: "", -1: "▲ "}
"""Worse points down, better up."""


def _key(line: Line) -> object:
    return line.key
