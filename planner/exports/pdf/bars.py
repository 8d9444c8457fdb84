"""The chart of months on paper: income, expenses and repayments side by side."""

from planner.exports import styles
from planner.exports.pdf.blocks import Bars
from planner.exports.pdf.chart import GRID, ZERO
from planner.exports.pdf.paper import INNER, MARGIN, Paper

_COLORS = (styles.INCOME, styles.EXPENSE, styles.MUTED)
_LEFT, _FOOT, _LEGEND, _SMALL = 46.0, 14.0, 16.0, 7.0


def draw_bars(paper: Paper, bars: Bars, at: float, height: float) -> None:
    """Bars, the axis of amounts, months, legend."""
    left, bottom = MARGIN + _LEFT, at + height - _FOOT - _LEGEND
    highest = max(1.0, *(value for series in bars["series"] for value in series)) * 1.05

    def y(amount: float) -> float:
        return bottom - (bottom - at) * amount / highest

    for tick in bars["amounts"]:
        paper.line([(left, y(tick["at"])), (MARGIN + INNER, y(tick["at"]))], GRID, 0.6)
        place = (MARGIN, y(tick["at"]) - 6, _LEFT - 5, 12)
        paper.text(place, tick["text"], _SMALL, styles.MUTED, "right", middle=True)
    step = (INNER - _LEFT) / len(bars["months"])
    width = step * 0.68 / len(bars["series"])
    for month, name in enumerate(bars["months"]):
        start = left + month * step + step * 0.16
        for number, series in enumerate(bars["series"]):
            top = y(max(0.0, series[month]))
            paper.box((start + number * width, top, width - 1, bottom - top), _COLORS[number])
        place = (left + month * step - 8, bottom + 3, step + 16, 10)
        paper.text(place, name, _SMALL, styles.MUTED, "center")
    paper.line([(left, bottom), (MARGIN + INNER, bottom)], ZERO, 1)
    _legend(paper, bars, at + height - _LEGEND + 3)


def _legend(paper: Paper, bars: Bars, at: float) -> None:
    left = MARGIN + _LEFT
    for color, words in zip(_COLORS, bars["legend"], strict=True):
        paper.box((left, at + 1.5, 14, 7), color)
        width = paper.width_of(words, _SMALL)
        paper.text((left + 18, at, width + 4, 10), words, _SMALL, styles.MUTED, middle=True)
        left += 18 + width + 16
