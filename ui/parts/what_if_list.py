"""The list of what-ifs: at most as many are chosen as the chart has lines."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout

from planner.basics.text import N_, Text
from planner.services.what_if import SCENARIOS, Param, Scenario
from ui.parts.card import Card
from ui.parts.strands import STRANDS
from ui.parts.tall_list import TallList
from ui.parts.what_if_choice import WhatIfChoice
from ui.state import State
from ui.theme import GAP_S, grown

_WIDTH = 306
_SHARE = 2
"""One in so many pixels by which the text grows goes to the list; the chart needs its own."""


class WhatIfList(Card):
    """One choice per named what-if, above them those that the owner kept or another page asked for.

    Attributes: choices (by key), kept (by id), order (those chosen, in the order they were), action.
    Signals: changed when another one is chosen or a value was turned, adopted(choice),
    keeping(choice).
    """

    changed = Signal()
    adopted = Signal(object)
    keeping = Signal(object)

    def __init__(self, state: State) -> None:
        super().__init__()
        self._state = state
        self.order: list[WhatIfChoice] = []
        self.action: WhatIfChoice | None = None
        self.kept: dict[str, WhatIfChoice] = {}
        self.choices = {kind.key: WhatIfChoice(state, kind) for kind in SCENARIOS}
        self.kept_title = QLabel()
        self.kept_title.setProperty("role", "small")
        self.kept_title.hide()
        self._lay_out()
        self._fit_width()
        for choice in self.choices.values():
            self._listen_to(choice)

    def all_choices(self) -> list[WhatIfChoice]:
        """Every choice, from top to bottom."""
        asked = [self.action] if self.action else []
        return [*asked, *self.kept.values(), *self.choices.values()]

    def show_params(
        self, params: Mapping[str, tuple[Param, ...]], missing: Mapping[str, Text]
    ) -> None:
        """What can be chosen for each, or why nothing can."""
        self._show_kept()
        for choice in (*self.kept.values(), *self.choices.values()):
            assert choice.kind is not None
            choice.show_params(params.get(choice.kind.key, ()), missing.get(choice.kind.key))
        self._tell_room()

    def _show_kept(self) -> None:
        """One choice for each that the book holds, by name; what was turned in them stays."""
        kinds = {kind.key: kind for kind in SCENARIOS}
        held = {one.id: one for one in self._state.book.what_ifs.values() if one.kind in kinds}
        for key in [key for key in self.kept if key not in held]:
            choice = self.kept.pop(key)
            choice.choose(is_chosen=False)
            _take_away(choice)
        for place, one in enumerate(sorted(held.values(), key=lambda one: one.name)):
            if one.id not in self.kept:
                self.kept[one.id] = WhatIfChoice(self._state, kinds[one.kind], kept=one)
                self._listen_to(self.kept[one.id])
            self.kept[one.id].kept = one
            self._kept_column.insertWidget(place, self.kept[one.id])
        self.kept_title.setVisible(bool(held))

    def start_with(self, scenario: Scenario) -> None:
        """Show one what-if of another page, alone."""
        self.discard_all()
        self.action = WhatIfChoice(self._state, None, scenario)
        self._listen_to(self.action)
        self._column.insertWidget(0, self.action)
        self.action.choose(is_chosen=True)
        self.action.box.setFocus()

    def discard(self, choice: WhatIfChoice) -> None:
        """Choose it no longer; its values are again those it began with."""
        choice.choose(is_chosen=False)
        choice.reset()
        if choice is self.action:
            self.action = None
            _take_away(choice)

    def make_room(self) -> None:
        """Discard the one chosen last where no further one could be chosen."""
        if len(self.order) >= len(STRANDS):
            self.discard(self.order[-1])

    def discard_all(self) -> None:
        """Choose nothing."""
        for choice in list(self.order):
            self.discard(choice)

    def retranslate(self) -> None:
        """Put the texts in the language of now."""
        self.set_title(self._state.wording._("Choose up to three"))
        self.kept_title.setText(self._state.wording._(N_("Kept by you")))
        for choice in self.all_choices():
            choice.retranslate()

    def restyle(self) -> None:
        """Take the colours and the text size of now."""
        self._fit_width()
        for choice in self.all_choices():
            choice.show_number(choice.number)

    def _fit_width(self) -> None:
        """The list gives no scroll bar sideways, so that it grows with its words."""
        more = grown(_WIDTH, self._state.preferences.text_size) - _WIDTH
        self.setFixedWidth(_WIDTH + more // _SHARE)

    def _lay_out(self) -> None:
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = TallList()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, 0, GAP_S, 0)
        self._column.setSpacing(2)
        self._kept_column = QVBoxLayout()
        self._kept_column.setSpacing(2)
        self._column.addWidget(self.kept_title)
        self._column.addLayout(self._kept_column)
        for choice in self.choices.values():
            self._column.addWidget(choice)
        self._column.addStretch(1)
        area.setWidget(inner)
        for part in (area.viewport(), inner):
            part.setAutoFillBackground(False)
        self.body.addWidget(area)

    def _listen_to(self, choice: WhatIfChoice) -> None:
        choice.chosen.connect(self._on_chosen)
        choice.turned.connect(self.changed)
        choice.adopted.connect(self.adopted)
        choice.keeping.connect(self.keeping)

    def _on_chosen(self, choice: WhatIfChoice, is_chosen: bool) -> None:  # noqa: FBT001 - a signal
        if is_chosen and choice not in self.order:
            self.order.append(choice)
        elif not is_chosen and choice in self.order:
            self.order.remove(choice)
        self._tell_room()
        self.changed.emit()

    def _tell_room(self) -> None:
        has_room = len(self.order) < len(STRANDS)
        for choice in self.all_choices():
            choice.tell_room(has_room=has_room)
            choice.show_number(self.order.index(choice) if choice in self.order else None)


def _take_away(choice: WhatIfChoice) -> None:
    choice.hide()
    choice.setParent(None)
