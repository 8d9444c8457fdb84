"""The figures of one thing that is watched, in the market note."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from planner.basics.errors import UserError
from planner.basics.text import N_, NN_, Text, counted, text
from planner.book.edit import Edit
from planner.book.market import Indicator, Point
from planner.services.editing import removed, saved
from planner.services.market import FiguresRead, figure, movement_words, read_figures, with_points
from ui.forms.indicator_form import open_indicator_form
from ui.parts.button import make_button
from ui.parts.chart_slot import ChartSlot
from ui.parts.date_edit import DateEdit
from ui.parts.field import Field
from ui.parts.tables import Column, FactTable
from ui.state import State
from ui.style import set_role
from ui.theme import GAP, GAP_M

if TYPE_CHECKING:
    from ui.parts.canvas import Canvas

_TABLE_HEIGHT = 150
T = TypeVar("T")


class MarketFigures(QWidget):
    """One market figure: how far it moved, its line, its figures, and a row for the next one.

    Signals: tried(id) by its button, gone when it was removed.
    """

    tried = Signal(str)
    gone = Signal()

    def __init__(self, state: State) -> None:
        super().__init__()
        self._state = state
        self._shown: Indicator | None = None
        self.heading, self.moved, self.follows, self.answer, self.refusal = (
            QLabel() for _ in range(5)
        )
        set_role(self.heading, "heading")
        set_role(self.refusal, "error")
        for label in (self.follows, self.answer):
            set_role(label, "small")
        for label in (self.moved, self.follows, self.answer, self.refusal):
            label.setWordWrap(True)
        self.slot = ChartSlot(self._make_chart)
        self.table = FactTable(state, self._columns(), key=lambda point: point.date,
                               remove=self._removal)  # fmt: skip
        self.table.setAccessibleName(self._say(N_("Figures")))
        self.table.setMinimumHeight(_TABLE_HEIGHT)
        self.day, self.value = DateEdit(state, state.today), QLineEdit()
        self.value.returnPressed.connect(self.note)
        self.day_field = Field(self._say(N_("Day")), self.day)
        self.value_field = Field(self._say(N_("Figure")), self.value)
        self.note_button = make_button(self.note, "primary", self._say(N_("Note it")))
        self.file_button = make_button(self._ask_for_file, text=self._say(N_("From a file…")))
        self.try_button = make_button(self._try, text=self._say(N_("Try it in a what-if")))
        self._lay_out()

    def show_indicator(self, indicator: Indicator) -> None:
        """Show this one."""
        wording = self._state.wording
        if self._shown is None or self._shown.id != indicator.id:
            self.value.clear()
            self.value_field.show_error(None)
            self._answer(None, None)
        self._shown = indicator
        unit = f" · {indicator.unit}" if indicator.unit else ""
        self.heading.setText(indicator.name + unit)
        self.moved.setText(wording.say(movement_words(indicator)))
        self.follows.setText(" ".join(filter(None, (self._follows(indicator), indicator.note))))
        self.follows.setVisible(bool(self.follows.text()))
        self.table.set_rows(indicator.points[::-1])
        self.slot.show_on(lambda canvas: canvas.show_points(indicator.name, indicator.points))
        self.slot.setVisible(len(indicator.points) > 1)
        self.try_button.setEnabled(bool(indicator.category))

    def note(self) -> None:
        """Add the typed figure."""
        if self._shown is None:
            return
        day = _told(self.day_field, self.day.date, self._state)
        value = _told(self.value_field, lambda: figure(self.value.text()), self._state)
        if day is None or value is None:
            return
        if day > self._state.today:
            said = self._say(N_("A day up to today: a figure is noted once it is known."))
            self.day_field.show_error(said)
            return
        if self._save(with_points(self._shown, [Point(day, value)]), None):
            self.value.clear()
            self.value.setFocus()

    def take_file(self, path: Path) -> None:
        """Add the figures of a table, read beside the window."""
        today = self._state.today
        self._state.run(
            lambda cancelled: read_figures(path, today, cancelled),
            lambda read: self._take(path, read),
            failed=lambda refusal: self._answer(None, refusal),
            kind="market figures",
        )

    def _take(self, path: Path, read: FiguresRead) -> None:
        if self._shown is None:
            return
        fresh = with_points(self._shown, read.points)
        said = counted(
            *NN_("{count} figure taken from {file}", "{count} figures taken from {file}"),
            len(read.points),
            file=path.name,
        )
        if read.left_out:
            without = counted(
                *NN_("{count} row without a day or a figure was left out",
                     "{count} rows without a day or a figure were left out"),
                read.left_out,
            )  # fmt: skip
            said = text(N_("{first}; {second}."), first=said, second=without)
        if self._save(fresh, None):
            self._answer(said, None)

    def _answer(self, said: Text | None, refusal: Text | None) -> None:
        """What became of a file, or why nothing did."""
        for label, words in ((self.answer, said), (self.refusal, refusal)):
            label.setText(self._state.wording.say(words) if words else "")
            label.setVisible(words is not None)

    def _say(self, key: str) -> str:
        return self._state.wording._(key)

    def _save(self, indicator: Indicator, toast: Text | None) -> bool:
        edit = saved(self._state.book, "indicator", indicator)
        return not edit.changes or self._state.apply(edit, toast)

    def _follows(self, indicator: Indicator) -> str:
        category = self._state.book.categories.get(indicator.category)
        if category is None:
            return ""
        said = self._say(N_("“{category}” follows with {share} of a change."))
        share = self._state.wording.percent(float(indicator.share))
        return said.format(category=category.name, share=share)

    def _columns(self) -> Sequence[Column]:
        wording = self._state.wording
        return (
            Column(lambda: self._say(N_("Day")), lambda point: wording.date(point.date, "year"),
                   sort=lambda point: point.date, width=160),
            Column(lambda: self._say(N_("Figure")), lambda point: f"{point.value:f}",
                   is_number=True, is_wide=True, edit=self._change,
                   written=lambda point: f"{point.value:f}"),
        )  # fmt: skip

    def _change(self, point: Point, typed: str) -> Edit | None:
        assert self._shown is not None
        value = figure(typed)
        if value == point.value:
            return None
        fresh = with_points(self._shown, [Point(point.date, value)])
        return saved(self._state.book, "indicator", fresh)

    def _removal(self, points: Sequence[Point]) -> tuple[Edit, Text]:
        assert self._shown is not None
        days = {point.date for point in points}
        left = tuple(point for point in self._shown.points if point.date not in days)
        said = counted(*NN_("{count} figure removed", "{count} figures removed"), len(days))
        return saved(self._state.book, "indicator", replace(self._shown, points=left)), said

    def _lay_out(self) -> None:
        change = make_button(self._open_form, text=self._say(N_("Change…")))
        remove = make_button(self._remove, text=self._say(N_("Remove")))
        top = QHBoxLayout()
        top.addWidget(self.heading, 1)
        for button in (self.try_button, change, remove):
            top.addWidget(button)
        adding = QHBoxLayout()
        adding.setSpacing(GAP_M)
        bottom = Qt.AlignmentFlag.AlignBottom
        for widget in (self.day_field, self.value_field):
            adding.addWidget(widget, 1)
        for button in (self.note_button, self.file_button):
            adding.addWidget(button, 0, bottom)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP_M, 0, 0, 0)
        column.setSpacing(GAP)
        column.addLayout(top)
        for label in (self.moved, self.follows):
            column.addWidget(label)
        column.addWidget(self.slot, 2)
        column.addLayout(adding)
        for label in (self.answer, self.refusal):
            column.addWidget(label)
        column.addWidget(self.table, 3)

    def _make_chart(self) -> "Canvas":
        from ui.parts.charts.trend import Trend

        return Trend(self._state)

    def _open_form(self) -> None:
        if self._shown is not None:
            open_indicator_form(self._state, self, self._shown)

    def _remove(self) -> None:
        if self._shown is not None:
            said = text(N_("“{name}” removed"), name=self._shown.name)
            if self._state.apply(removed(self._state.book, "indicator", [self._shown.id]), said):
                self.gone.emit()

    def _ask_for_file(self) -> None:
        say = self._say
        kinds = say(N_("Tables (*.csv *.txt *.tsv *.xlsx *.xls)"))
        chosen, _ = QFileDialog.getOpenFileName(self, say(N_("Figures from a file")), "", kinds)
        if chosen:
            self.take_file(Path(chosen))

    def _try(self) -> None:
        if self._shown is not None:
            self.tried.emit(self._shown.id)


def _told(field: Field, read: Callable[[], T], state: State) -> T | None:
    """What `read` gives; a refusal is shown under the field."""
    try:
        value = read()
    except UserError as refusal:
        field.show_error(state.wording.error(refusal))
        return None
    field.show_error(None)
    return value
