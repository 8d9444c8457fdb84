"""The card of ways out: at most three, each with its measured effect and a Try button."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from planner.advice.action import Action
from planner.advice.effect import effect
from ui.parts.button import make_button
from ui.parts.card import Card
from ui.state import State
from ui.theme import GAP, GAP_M

MOST = 3


class WaysOut(Card):
    """A numbered list; `on_try(action)` is called by the buttons.

    Attributes: buttons (one per shown action, in their order).
    """

    def __init__(self, state: State, on_try: Callable[[Action], object]) -> None:
        super().__init__()
        self._state = state
        self._on_try = on_try
        self.buttons: list[QPushButton] = []
        self._list = QWidget()
        self.body.addWidget(self._list)
        self.body.addStretch(1)

    def show_actions(self, actions: Sequence[Action], when_none: str) -> None:
        """Show the best of `actions`, or the sentence `when_none`."""
        self.buttons.clear()
        fresh = QWidget()
        grid = QGridLayout(fresh)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(GAP_M)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(1, 1)
        for number, action in enumerate(actions[:MOST]):
            self._add(grid, number, action)
        if not actions:
            grid.addWidget(_label(when_none, "muted"), 0, 1)
        self.body.replaceWidget(self._list, fresh)
        self._list.hide()
        self._list.setParent(None)
        self._list = fresh

    def _add(self, grid: QGridLayout, number: int, action: Action) -> None:
        wording, row = self._state.wording, 2 * number
        title = _label(wording.say(action.title), "")
        about = _label(wording.say(effect(action, self._state.book.currency)), "small")
        mark = _label(str(number + 1), "strong")
        grid.addWidget(mark, row, 0, 2, 1, Qt.AlignmentFlag.AlignVCenter)
        title.setContentsMargins(0, GAP - 2, 0, 0)
        about.setContentsMargins(0, 0, 0, GAP - 2)
        grid.addWidget(title, row, 1)
        grid.addWidget(about, row + 1, 1)
        button = make_button(self._trying(action), "", wording._("Try"))
        button.setAccessibleName(wording._("Try: {action}").format(action=title.text()))
        button.setAccessibleDescription(about.text())
        grid.addWidget(button, row, 2, 2, 1, Qt.AlignmentFlag.AlignVCenter)
        self.buttons.append(button)

    def _trying(self, action: Action) -> Callable[[], None]:
        def ask() -> None:
            self._on_try(action)

        return ask


def _label(said: str, role: str) -> QLabel:
    label = QLabel(said)
    label.setProperty("role", role)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
