"""Lines of a name and an amount, as on a bill; the last one may be a strong total."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from ui.style import set_role


class KeyLines(QWidget):
    """Names on the left, values on the right."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(0, 1)
        self._labels: list[tuple[QLabel, QLabel]] = []

    def show_lines(self, lines: Sequence[tuple[str, str]], *, has_total: bool = False) -> None:
        """Show these lines; with `has_total` the last one stands out."""
        while len(self._labels) < len(lines):
            self._labels.append(self._line(len(self._labels)))
        for number, (name, value) in enumerate(self._labels):
            is_shown = number < len(lines)
            name.setVisible(is_shown)
            value.setVisible(is_shown)
            if not is_shown:
                continue
            is_strong = has_total and number == len(lines) - 1
            set_role(name, "strong" if is_strong else "muted")
            set_role(value, "strong" if is_strong else "")
            name.setText(lines[number][0])
            value.setText(lines[number][1])

    def said(self) -> str:
        """All lines as one text, for screen readers."""
        shown = [pair for pair in self._labels if not pair[0].isHidden()]
        return "; ".join(f"{name.text()} {value.text()}" for name, value in shown)

    def _line(self, row: int) -> tuple[QLabel, QLabel]:
        name, value = QLabel(), QLabel()
        name.setWordWrap(True)
        value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(name, row, 0)
        self._grid.addWidget(value, row, 1)
        return name, value
