"""Overlay: the fan of the book as it is, and over it the middle path of up to three what-ifs.

While a slider moves only the lines are drawn anew, and their names, small words of the window
because Matplotlib's cost as much as all else, move along. A line that leaves the chart is cut off
until the slider rests: growing limits draw everything anew, which would hold up the hand. They
grow in round steps and shrink again when other what-ifs are chosen.
"""

# ruff: noqa: D102 - overridden methods are described where they are declared

from typing import Any, NamedTuple

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel

from planner.outlook.outlook import DayBand, Due
from ui.parts.axis import nice_step
from ui.parts.charts.fan import Fan
from ui.parts.strands import STRANDS
from ui.state import State

_PLACES = (0.97, 0.66, 0.38)
"""Where along its line each what-if is named, so that names do not meet at the right edge."""


_ABOVE = 6
"""Pixels between a line and its name."""

_REST = 300
"""Milliseconds without a change after which a slider is at rest."""


class Strand(NamedTuple):
    """One what-if: its name in words, and its days from today on."""

    name: str
    days: tuple[DayBand, ...]


class Overlay(Fan):
    """The chart of the what-if page."""

    def __init__(self, state: State) -> None:
        self._strands: tuple[Strand, ...] = ()
        self._lines: list[Any] = []
        self.names: list[QLabel] = []
        self._limits: tuple[float, float] | None = None
        self._is_ground = False
        super().__init__(state)
        for _ in STRANDS:
            label = QLabel(self)
            label.setObjectName("chartName")
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            label.hide()
            self.names.append(label)
        self.crosshair.box.raise_()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST)
        self._rest.timeout.connect(self.rebuild)

    def show_all(
        self, bands: tuple[DayBand, ...], dues: tuple[Due, ...], strands: tuple[Strand, ...]
    ) -> None:
        """Draw the days of the book, at least one, and the what-ifs over them."""
        is_same = bands == self._days and len(strands) == len(self._strands) == len(self._lines)
        self._strands = strands
        self._rest.stop()
        if not is_same:
            self._limits = None
            self.show_days(bands, dues)
            return
        self._move_lines()
        if not self._fits():
            self._rest.start()

    def words(self, position: int) -> list[str]:
        wording, currency = self.state.wording, self.state.book.currency
        day = self._days[position]
        said = [
            wording.date(day.date, "row"),
            wording._("As it is {balance}").format(
                balance=wording.money(day.p50, currency, exact=False)
            ),
        ]
        for strand in self._strands:
            balance = wording.money(strand.days[position].p50, currency, exact=False)
            said.append(wording._("{name}: {balance}").format(name=strand.name, balance=balance))
        return said + [self._due_words(due) for due in self._due_on(day.date)]

    def summary(self) -> str:
        wording, currency = self.state.wording, self.state.book.currency
        said = [super().summary()]
        for strand in self._strands:
            lowest = min(strand.days, key=lambda day: day.p50)
            said.append(
                wording._("{name}: lowest about {balance} on {date}.").format(
                    name=strand.name,
                    balance=wording.money(lowest.p50, currency, exact=False),
                    date=wording.date(lowest.date),
                )
            )
        return " ".join(said)

    def live(self, artist: Any) -> Any:
        """The fan stands still here: only the lines over it move."""
        return artist if self._is_ground else super().live(artist)

    def paint(self) -> None:
        """The fan, and the lines over it."""
        self._is_ground = True
        super().paint()
        self._is_ground = False
        lines = [self._paint_strand(number, strand) for number, strand in enumerate(self._strands)]
        if not self.is_export:
            self._lines = lines
            self._name_lines()

    def _range(self) -> tuple[float, float]:
        low, high = super()._range()
        middles = [day.p50 for strand in self._strands for day in strand.days]
        if middles:
            step = nice_step((high - low) / 4)
            room = 0.04 * (high - low)
            if min(middles) - room < low:
                low = (min(middles) - room) // step * step
            if max(middles) + room > high:
                high = -((-max(middles) - room) // step) * step
        if self._limits is not None:
            low, high = min(low, self._limits[0]), max(high, self._limits[1])
        if not self.is_export:
            self._limits = low, high
        return low, high

    def _fits(self) -> bool:
        if self._limits is None:
            return False
        low, high = self._limits
        return all(low <= day.p50 <= high for strand in self._strands for day in strand.days)

    def _paint_strand(self, number: int, strand: Strand) -> Any:
        look = STRANDS[number]
        (line,) = self.axes.plot(
            range(len(strand.days)), [day.p50 for day in strand.days],
            color=look.color(self.theme), linewidth=2.2, linestyle=(0, look.dashes), zorder=6,
        )  # fmt: skip
        if self.is_export:
            at = self._place_of(number, strand)
            self.axes.annotate(
                strand.name, (at, strand.days[at].p50), (0, 7), textcoords="offset points",
                ha="right", va="bottom", color=self.theme.text, fontsize=self.small, zorder=8,
            )  # fmt: skip
        return self.live(line)

    def _move_lines(self) -> None:
        for strand, line in zip(self._strands, self._lines, strict=True):
            line.set_ydata([day.p50 for day in strand.days])
        self._name_lines()
        self.setAccessibleName(self.summary())
        self.update_live()

    def _name_lines(self) -> None:
        """Put the name of each line on it, as far as there is a line for it."""
        for number, label in enumerate(self.names):
            label.setVisible(number < len(self._strands) and self._limits is not None)
            if label.isHidden() or self._limits is None:
                continue
            strand = self._strands[number]
            label.setText(strand.name)
            label.adjustSize()
            at = self._place_of(number, strand)
            x, y = self._pixel(at, strand.days[at].p50, self._limits)
            left = max(0, min(x - label.width(), self.width() - label.width()))
            floor = self.height() - self.margins[3]
            label.move(left, max(0, min(y - _ABOVE, floor) - label.height()))

    def _pixel(self, at: int, minor: int, limits: tuple[float, float]) -> tuple[int, int]:
        left, right, top, bottom = self.margins
        width, height = self.width() - left - right, self.height() - top - bottom
        across = at / max(1, len(self._days) - 1)
        down = (limits[1] - minor) / max(1.0, limits[1] - limits[0])
        return round(left + across * width), round(top + down * height)

    def _place_of(self, number: int, strand: Strand) -> int:
        return int(_PLACES[number] * (len(strand.days) - 1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._name_lines()
