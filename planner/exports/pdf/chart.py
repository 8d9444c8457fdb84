"""The chart of the expected balance on paper, in the light colours of the window."""

import math
from collections.abc import Iterator

from planner.exports import styles
from planner.exports.pdf.blocks import Fan, Level
from planner.exports.pdf.paper import GROUNDS, INNER, MARGIN, Paper, Point

OUTER, INNER_BAND, GRID, ZERO = "#CFE0EE", "#9DC0DB", "#E8EBE7", "#8A938E"
_LEFT, _FOOT, _LEGEND = 46.0, 14.0, 16.0
_SMALL = 7.0
_CORNERS: dict[Level, int] = {"": 24, "covered": 24, "tight": 3, "short": 8, "overdue": 8}
"""A round mark, a triangle, an octagon: levels are told apart without colour."""


class _Frame:
    """Where a day and a balance stand on the sheet."""

    def __init__(self, fan: Fan, top: float, height: float) -> None:
        lows, highs = (band[0] for band in fan["bands"]), (band[4] for band in fan["bands"])
        low, high = min(0.0, *lows), max(fan["cushion"]["at"] * 1.3, 100.0, *highs)
        span = high - low
        self.low, self.high = low - 0.07 * span, high + 0.04 * span
        self.left, self.right = MARGIN + _LEFT, MARGIN + INNER - 6
        self.top, self.bottom = top, top + height - _FOOT - _LEGEND
        self._last = max(1, len(fan["bands"]) - 1)

    def x(self, day: float) -> float:
        """Points from the left edge of the sheet."""
        return self.left + (self.right - self.left) * day / self._last

    def y(self, balance: float) -> float:
        """Points from the top edge of the sheet."""
        share = (balance - self.low) / (self.high - self.low)
        return self.bottom - (self.bottom - self.top) * share


def draw_fan(paper: Paper, fan: Fan, at: float, height: float) -> None:
    """Zone below zero, bands, middle line, cushion, due dates, axes, legend."""
    frame = _Frame(fan, at, height)
    _ground(paper, fan, frame)
    for low, high, color in ((0, 4, OUTER), (1, 3, INNER_BAND)):
        paper.area(list(_band(fan, frame, low, high)), color)
    middle = [(frame.x(day), frame.y(band[2])) for day, band in enumerate(fan["bands"])]
    paper.line([(frame.left, frame.y(0)), (frame.right, frame.y(0))], ZERO, 1)
    paper.line(middle, styles.ACCENT, 1.5)
    _cushion(paper, fan, frame)
    for mark in fan["marks"]:
        color = GROUNDS[mark["level"]][1]
        place = frame.x(mark["day"]), frame.y(mark["at"])
        paper.area(list(_corners(*place, mark["level"])), color, "#FFFFFF")
    _axes(paper, fan, frame)
    _legend(paper, fan, at + height - _LEGEND + 3)


def _ground(paper: Paper, fan: Fan, frame: _Frame) -> None:
    zero = frame.y(0)
    place = (frame.left, zero, frame.right - frame.left, frame.bottom - zero)
    paper.box(place, styles.SHORT_SOFT)
    for tick in fan["amounts"]:
        y = frame.y(tick["at"])
        paper.line([(frame.left, y), (frame.right, y)], GRID, 0.6)
    if frame.bottom - zero > 12:
        paper.text(
            (frame.left + 4, zero + 1.5, 200, 10), fan["short_of_money"], _SMALL, styles.SHORT
        )


def _band(fan: Fan, frame: _Frame, low: int, high: int) -> Iterator[Point]:
    days = list(enumerate(fan["bands"]))
    yield from ((frame.x(day), frame.y(band[high])) for day, band in days)
    yield from ((frame.x(day), frame.y(band[low])) for day, band in reversed(days))


def _cushion(paper: Paper, fan: Fan, frame: _Frame) -> None:
    cushion = fan["cushion"]
    if cushion["at"] <= 0:
        return
    y = frame.y(cushion["at"])
    paper.line([(frame.left, y), (frame.right, y)], styles.TIGHT, 0.8, (4, 3))
    width = paper.width_of(cushion["text"], _SMALL) + 6
    paper.box((frame.right - width, y - 11, width, 9.5), "#FFFFFF", 2)
    place = (frame.right - width, y - 11, width - 3, 9.5)
    paper.text(place, cushion["text"], _SMALL, styles.TIGHT, "right", middle=True)


def _corners(x: float, y: float, level: Level) -> Iterator[Point]:
    """The mark of a level around a point."""
    corners = _CORNERS[level]
    size = 4.6 if corners == 3 else 3.8
    turn = -math.pi / 2 if corners == 3 else math.pi / corners
    for corner in range(corners):
        angle = turn + 2 * math.pi * corner / corners
        yield x + size * math.cos(angle), y + size * math.sin(angle)


def _axes(paper: Paper, fan: Fan, frame: _Frame) -> None:
    for tick in fan["amounts"]:
        place = (MARGIN, frame.y(tick["at"]) - 6, _LEFT - 5, 12)
        paper.text(place, tick["text"], _SMALL, styles.MUTED, "right", middle=True)
    for tick in fan["days"]:
        place = (frame.x(tick["at"]) - 30, frame.bottom + 3, 60, 10)
        paper.text(place, tick["text"], _SMALL, styles.MUTED, "center")


def _legend(paper: Paper, fan: Fan, at: float) -> None:
    left = MARGIN + _LEFT
    for number, words in enumerate(fan["legend"]):
        if number < 2:
            paper.box((left, at + 1.5, 14, 7), (OUTER, INNER_BAND)[number])
        elif number == 2:
            paper.line([(left, at + 5), (left + 14, at + 5)], styles.ACCENT, 1.5)
        else:
            paper.area(list(_corners(left + 7, at + 5, "covered")), GROUNDS["covered"][1])
        width = paper.width_of(words, _SMALL)
        paper.text((left + 18, at, width + 4, 10), words, _SMALL, styles.MUTED, middle=True)
        left += 18 + width + 16
