"""One thing to choose in a what-if: a slider, a sum, a day or a name, as its form asks."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from planner.basics.errors import UserError
from planner.basics.text import N_, Text
from planner.services.what_if import Param, Value
from planner.wording import MINUS, Wording
from ui.forms.loan_terms import shrinking
from ui.parts.date_edit import DateEdit
from ui.parts.field import Field
from ui.parts.knob import Knob
from ui.parts.money_edit import MoneyEdit
from ui.state import State

Words = Callable[[Wording, int], str]
T = TypeVar("T")


class ParamField(QWidget):
    """Holds the value of one `Param`.

    Signals: changed whenever another value stands there; what can't be read is told by `value`.
    """

    changed = Signal()

    def __init__(self, state: State, param: Param) -> None:
        super().__init__()
        self._state = state
        self.param = param
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.widget = self._make()
        column.addWidget(self.widget)
        self.setFocusProxy(self.widget)
        self.retranslate()
        self.set_value(param.value)

    def value(self) -> Value:
        """What stands there. Raises UserError when it can't be read."""
        match self.input:
            case Knob():
                return self.input.value() * self.param.step
            case MoneyEdit():
                return self._told(self.input.minor)
            case DateEdit():
                return self._told(self.input.date)
            case _:
                return str(self.input.currentData())

    def set_value(self, value: Value) -> None:
        """Show this value without a signal."""
        with QSignalBlocker(self.input):
            match self.input:
                case Knob():
                    low, high = (
                        edge // self.param.step for edge in (self.param.low, self.param.high)
                    )
                    self.input.set_range(low, high, int(str(value)) // self.param.step, 5)
                case MoneyEdit():
                    self.input.set_minor(int(str(value)))
                case DateEdit():
                    self.input.setText(str(value))
                case _:
                    self.input.setCurrentIndex(max(0, self.input.findData(value)))

    def retranslate(self) -> None:
        """Put the texts in the language of now."""
        label = self._state.wording._(self.param.label)
        if isinstance(self.input, Knob):
            self.input.set_name(label)
        elif isinstance(self.widget, Field):
            self.widget.set_label(label)
        if isinstance(self.input, QComboBox):
            for index, (_, words) in enumerate(self.param.options):
                self.input.setItemText(index, self._words(words))

    def _words(self, words: Text | str) -> str:
        return self._state.wording.say(words) if isinstance(words, Text) else words

    def _make(self) -> QWidget:
        self.input: Knob | MoneyEdit | DateEdit | QComboBox
        form = self.param.form
        if form == "amount":
            self.input = MoneyEdit(self._state)
            self.input.textChanged.connect(self._emit)
        elif form == "date":
            self.input = DateEdit(self._state)
            self.input.textChanged.connect(self._emit)
        elif form == "pick":
            self.input = shrinking(QComboBox())
            for value, words in self.param.options:
                self.input.addItem(self._words(words), value)
            self.input.currentIndexChanged.connect(self._emit)
        else:
            said = _WORDS[form]
            self.input = Knob(lambda steps: said(self._state.wording, steps * self.param.step))
            self.input.turned.connect(self._emit)
            return self.input
        return Field("", self.input)

    def _told(self, read: Callable[[], T]) -> T:
        """What `read` gives; a refusal also stands under the field."""
        assert isinstance(self.widget, Field)
        try:
            value = read()
        except UserError as refusal:
            self.widget.show_error(self._state.wording.error(refusal))
            raise
        self.widget.show_error(None)
        return value

    def _emit(self) -> None:
        self.changed.emit()


def _signed(wording: Wording, share: float, digits: int) -> str:
    sign = MINUS if share < 0 else "+" if share > 0 else ""
    return sign + wording.percent(abs(share), digits)


def _points(wording: Wording, value: int) -> str:
    said = _signed(wording, value / 10_000, 2).removesuffix("%")
    return wording._(N_("{size} points")).format(size=said)


def _days(wording: Wording, value: int) -> str:
    return wording.ngettext("{count} day", "{count} days", value).format(count=value)


_WORDS: dict[str, Words] = {
    "percent": lambda wording, value: _signed(wording, value / 100, 0),
    "points": _points,
    "rate": lambda wording, value: wording.percent(value / 10_000, 1),
    "days": _days,
    "months": lambda wording, value: str(value),
}
