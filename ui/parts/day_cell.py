"""How one day of the calendar is painted: date, level of what is due, in and out, what is left."""

# ruff: noqa: D102 - overridden methods are described where they are declared

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from planner.services.day_by_day import Day
from ui.state import State
from ui.theme import level_icon

if TYPE_CHECKING:
    from ui.parts.month_grid import MonthModel

_PAD = 6
_SHAPE = 14
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_SMALLER = 0.88
LOW = "↓"
"""Stands before a bad case; the card's title says so."""


class DayCell(QStyledItemDelegate):
    """Paints days; what is not of the month shown is paler."""

    def __init__(self, state: State, days: "MonthModel", parent: QWidget) -> None:
        super().__init__(parent)
        self._state = state
        self._days = days
        self._fitted: tuple[object, QFont] = (None, QFont())

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        day = self._days.day(index)
        if day is None:
            return
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        self._paint_ground(painter, rect, day, state)
        inner = rect.adjusted(_PAD, 3, -_PAD, -3)
        self._paint_date(painter, inner, day)
        self._paint_money(painter, inner, day)
        painter.restore()

    def _paint_ground(
        self, painter: QPainter, rect: QRect, day: Day, state: QStyle.StateFlag
    ) -> None:
        theme = self._state.theme
        ground = theme.surface
        if day.level is not None and day.level > 0:
            ground = theme.level_soft(day.level)
        if state & QStyle.StateFlag.State_Selected:
            ground = theme.accent_soft
        painter.fillRect(rect, QColor(ground))
        painter.setPen(QColor(theme.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        if state & QStyle.StateFlag.State_Selected:
            is_ring = bool(state & QStyle.StateFlag.State_HasFocus)
            painter.setPen(QPen(QColor(theme.accent), 2 if is_ring else 1))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))

    def _paint_date(self, painter: QPainter, rect: QRect, day: Day) -> None:
        theme, is_today = self._state.theme, day.date == self._state.today
        is_in_month = day.date.month == self._days.month.month
        font = QFont(painter.font())
        font.setBold(is_today)
        painter.setFont(font)
        color = theme.accent if is_today else theme.text if is_in_month else theme.muted
        painter.setPen(QColor(color))
        said = str(day.date.day)
        wording = self._state.wording
        if is_today:
            said = wording._("{day} today").format(day=said)
        elif day.date.day == 1:
            said = wording.date(day.date)
        room = rect.width() - (_SHAPE if day.level is not None else 0)
        painter.setFont(fitting(font, (said,), room))
        line = QRect(rect.left(), rect.top(), room, painter.fontMetrics().height())
        painter.drawText(line, _LEFT, said)
        if day.level is not None:
            shape = QRect(rect.right() - _SHAPE, rect.top() + 1, _SHAPE, _SHAPE)
            level_icon(day.level, theme, _SHAPE).paint(painter, shape)

    def _paint_money(self, painter: QPainter, rect: QRect, day: Day) -> None:
        """From below: a bad case, what is left at the end, what is left over of the day."""
        date_height = painter.fontMetrics().height()
        painter.setFont(self.money_font(rect.width()))
        height = painter.fontMetrics().height()
        line = QRect(rect.left(), rect.bottom() - height, rect.width(), height)
        for said, color in self._lines(day):
            if line.top() < rect.top() + date_height:
                return
            painter.setPen(QColor(color))
            painter.drawText(line, _LEFT, said)
            line.translate(0, -height)

    def money_font(self, width: int) -> QFont:
        """One size for all sums shown, small enough for the widest: a cut sum reads as another."""
        view = self.parent()
        assert isinstance(view, QWidget)
        key = (self._days.days, width, view.font(), self._state.wording.language)
        if self._fitted[0] != key:
            font = QFont(view.font())
            font.setPointSizeF(font.pointSizeF() * _SMALLER)
            said = (words for day in self._days.days for words, _ in self._lines(day))
            self._fitted = (key, fitting(font, said, width))
        return self._fitted[1]

    def _lines(self, day: Day) -> Iterator[tuple[str, str]]:
        """What stands in a cell, from below, each with its colour."""
        theme, wording = self._state.theme, self._state.wording
        currency = self._state.book.currency
        if day.low is not None:
            color = theme.short if day.low < 0 else theme.muted
            yield f"{LOW} {wording.money(day.low, currency, exact=False)}", color
        if day.end is not None:
            known = theme.muted if day.is_past else theme.text
            color = theme.short if day.end < 0 else known
            yield wording.money(day.end, currency, exact=False), color
        if day.money_in or day.money_out:
            yield wording.money(day.net, currency, exact=False, sign=True), theme.muted


def fitting(font: QFont, said: Iterable[str], width: float) -> QFont:
    """The font, smaller where the widest of `said` would else be cut at `width` pixels."""
    fitted = QFont(font)
    words = tuple(said)
    while fitted.pointSizeF() > 1:
        measure = QFontMetricsF(fitted).horizontalAdvance
        if max(map(measure, words), default=0.0) <= width:
            break
        fitted.setPointSizeF(fitted.pointSizeF() - 0.25)
    return fitted
