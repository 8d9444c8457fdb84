"""One named what-if in the list: a box to choose it, and while it is chosen what can be turned."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from planner.basics.errors import UserError
from planner.basics.text import N_, Text
from planner.book.what_if import WhatIf
from planner.services.kept_what_ifs import beginning_with
from planner.services.what_if import Ground, Kind, Param, Scenario, Value
from ui.parts.button import make_button
from ui.parts.strands import StrandSample
from ui.parts.what_if_param import ParamField
from ui.state import State
from ui.theme import GAP, GAP_S

_INDENT = 24
_NAME_WIDTH = 186
"""A longer name ends in …; the whole of it is its tool tip."""


class WhatIfChoice(QWidget):
    """A kind of what-if, one that the owner kept, or (without a kind) one of another page.

    Signals: chosen(itself, bool) by the box, turned when a value changed, adopted(itself) and
    keeping(itself) by its buttons.
    """

    chosen = Signal(object, bool)
    turned = Signal()
    adopted = Signal(object)
    keeping = Signal(object)

    def __init__(
        self,
        state: State,
        kind: Kind | None,
        fixed: Scenario | None = None,
        kept: WhatIf | None = None,
    ) -> None:
        super().__init__()
        self._state = state
        self.kind, self.fixed, self.kept = kind, fixed, kept
        self.fields: list[ParamField] = []
        self._params: tuple[Param, ...] = ()
        self._missing: Text | None = None
        self.number: int | None = None
        self.box = QCheckBox()
        self.box.toggled.connect(self._on_toggled)
        self.sample = StrandSample()
        self.note, self.refusal = QLabel(), QLabel()
        for label, role in ((self.note, "small"), (self.refusal, "error")):
            label.setProperty("role", role)
            label.setWordWrap(True)
            label.hide()
        self.adopt_button = make_button(self._adopt, "primary")
        self.reset_button = make_button(self.reset)
        self.keep_button = make_button(self._keep)
        self._lay_out()
        self.retranslate()

    @property
    def is_chosen(self) -> bool:
        """Whether it is shown in the chart."""
        return self.box.isChecked()

    def choose(self, *, is_chosen: bool) -> None:
        """Choose it or not, as if its box had been clicked."""
        self.box.setChecked(is_chosen)

    def show_params(self, params: tuple[Param, ...], missing: Text | None) -> None:
        """What can be chosen now, or why nothing can; values that still fit stay."""
        kept = self._turned_values()
        if self.kept is not None:
            params = beginning_with(self.kept, params, self._state.today)
        self._params, self._missing = params, missing
        if [field.param for field in self.fields] != list(params):
            self._make_fields(kept)
        if missing is not None:
            self.box.setChecked(False)
        self.tell_room(has_room=True)
        self.retranslate()

    def tell_room(self, *, has_room: bool) -> None:
        """Whether another one may be chosen beside those that are."""
        self.box.setEnabled(self._missing is None and (has_room or self.is_chosen))

    def show_number(self, number: int | None) -> None:
        """Which line of the chart it is."""
        self.number = number
        self.sample.show_look(number, self._state.theme)

    def question(self, ground: Ground) -> Callable[[], Scenario]:
        """What makes the scenario of the values of now, on any thread.

        Raises UserError for what can't be read; the answer raises it for what makes no sense.
        """
        kind, fixed = self.kind, self.fixed
        if kind is None:
            assert fixed is not None
            return lambda: fixed
        values = self.values()
        return lambda: kind.make(ground, values)

    def values(self) -> dict[str, Value]:
        """What is chosen now. Raises UserError for what can't be read."""
        return {field.param.key: field.value() for field in self.fields}

    def say_outcome(self, scenario: Scenario | None, refusal: UserError | None) -> None:
        """What the values mean, or why they can't be."""
        wording = self._state.wording
        note = scenario.note if scenario else None
        self.note.setText(wording.say(note) if note else "")
        self.refusal.setText(wording.error(refusal) if refusal else "")
        for label in (self.note, self.refusal):
            label.setVisible(bool(label.text()))
        self.adopt_button.setEnabled(refusal is None)

    def reset(self) -> None:
        """Back to the values it began with."""
        for field in self.fields:
            field.set_value(field.param.value)
        self.turned.emit()

    def title(self) -> str:
        """What it is called: the owner's name, that of its kind, or that of another page."""
        wording = self._state.wording
        if self.kept is not None:
            return self.kept.name
        if self.kind is not None:
            return wording._(self.kind.name)
        assert self.fixed is not None
        return wording.say(self.fixed.name)

    def retranslate(self) -> None:
        """Put the texts in the language of now."""
        wording = self._state.wording
        said = self.title()
        room = self.box.fontMetrics().elidedText(said, Qt.TextElideMode.ElideRight, _NAME_WIDTH)
        self.box.setText(room.replace("&", "&&"))
        self.box.setAccessibleName(said)
        tip = wording.say(self._missing) if self._missing else self._tip(said)
        self.box.setToolTip(tip)
        self.box.setAccessibleDescription(tip if self._missing else "")
        self.adopt_button.setText(wording._(N_("Apply")))
        self.reset_button.setText(wording._(N_("Reset")))
        self.keep_button.setText(wording._(N_("Keep…")))
        for button in (self.adopt_button, self.reset_button, self.keep_button):
            button.setAccessibleName(f"{button.text()}: {said}")
        for field in self.fields:
            field.retranslate()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.box, 1)
        top.addWidget(self.sample)
        self.inside = QWidget()
        self._column = QVBoxLayout(self.inside)
        self._column.setContentsMargins(_INDENT, 0, GAP_S, GAP)
        self._column.setSpacing(GAP)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(GAP)
        self._column.addLayout(self._rows)
        self._column.addWidget(self.note)
        self._column.addWidget(self.refusal)
        buttons = QHBoxLayout()
        buttons.addWidget(self.adopt_button)
        buttons.addWidget(self.reset_button)
        buttons.addWidget(self.keep_button)
        buttons.addStretch(1)
        self._column.addLayout(buttons)
        for button in (self.reset_button, self.keep_button):
            button.setVisible(self.kind is not None)
        self.inside.hide()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(2)
        outer.addLayout(top)
        outer.addWidget(self.inside)

    def _make_fields(self, kept: dict[str, Value]) -> None:
        for field in self.fields:
            field.hide()
            field.setParent(None)
        self.fields = [ParamField(self._state, param) for param in self._params]
        for field in self.fields:
            if _still_fits(field.param, kept.get(field.param.key)):
                field.set_value(kept[field.param.key])
            field.changed.connect(self.turned)
            self._rows.addWidget(field)

    def _turned_values(self) -> dict[str, Value]:
        """Values that the owner has changed; the others follow the book."""
        kept: dict[str, Value] = {}
        for field in self.fields:
            try:
                value = field.value()
            except UserError:
                continue
            if value != field.param.value:
                kept[field.param.key] = value
        return kept

    def _on_toggled(self, is_chosen: bool) -> None:  # noqa: FBT001 - a signal passes it so
        self.inside.setVisible(is_chosen)
        self.chosen.emit(self, is_chosen)

    def _tip(self, said: str) -> str:
        """The whole name, and of which kind a kept one is."""
        if self.kept is None or self.kind is None:
            return said
        return f"{said} · {self._state.wording._(self.kind.name)}"

    def _adopt(self) -> None:
        self.adopted.emit(self)

    def _keep(self) -> None:
        self.keeping.emit(self)


def _still_fits(param: Param, value: Value | None) -> bool:
    if value is None:
        return False
    if param.form == "pick":
        return value in [option for option, _ in param.options]
    return not isinstance(value, int) or param.low == param.high or value >= param.low
