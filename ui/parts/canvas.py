"""Canvas: the base of every chart. Matplotlib drawn by parts, so that updates take milliseconds.

A full draw paints what stands still (axes, grid, ticks) and is kept as a picture; updates restore
that picture and draw only the live artists over it. Margins are fixed pixels. Nothing here uses
pyplot, whose global figures would never be freed.
"""

# mypy: allow-untyped-calls
# (Matplotlib's Qt canvas has no annotations.)

# ruff: noqa: D102 - overridden methods are described where they are declared

import gc
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from matplotlib import font_manager, rcParams
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.backends.backend_qtagg import FigureCanvasQTAgg
from matplotlib.figure import Figure
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QFocusEvent, QPainter, QPen, QResizeEvent

from planner.wording import Wording
from ui.parts.axis import money_axis, nice_step, short_money
from ui.state import State
from ui.theme import CHART_HEIGHT, LIGHT, Theme, font_families

_HAN_FILES = (
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/System/Library/Fonts/PingFang.ttc",
    "C:/Windows/Fonts/msyh.ttc",
)
__all__ = ["Canvas", "money_axis", "nice_step", "short_money"]
EXPORT_SIZE = (10.0, 5.0)
"""Inches of an exported picture."""


class Canvas(FigureCanvasQTAgg):
    """A chart: subclasses override `paint` and `summary`, and call `rebuild` or `update_live`.

    Attributes: state, axes, theme and wording of the drawing that is being made.
    """

    margins = (64, 10, 10, 30)
    """Left, right, top, bottom in device-independent pixels."""

    def __init__(self, state: State) -> None:
        _prepare_fonts()
        self.state = state
        self.theme: Theme = state.theme
        self.wording: Wording = state.wording
        self.is_export = False
        self._live: list[Artist] = []
        self._background: Any = None
        self._is_dirty = True
        self._figure = Figure(layout=None)
        super().__init__(self._figure)
        self.axes: Axes = self._figure.add_axes((0.1, 0.1, 0.8, 0.8))
        self.setMinimumHeight(CHART_HEIGHT)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.mpl_connect("draw_event", self._on_draw)
        state.theme_changed.connect(self.rebuild)
        state.language_changed.connect(self.rebuild)

    @property
    def small(self) -> float:
        """Points of the words in a chart, at the text size of now."""
        return 9.0 if self.is_export else 9 * self.state.preferences.text_size / 100

    # for subclasses

    def paint(self) -> None:
        """Draw everything into `self.axes` with `self.theme` and `self.wording`."""

    def summary(self) -> str:
        """The chart in words, for screen readers."""
        return ""

    def live(self, artist: Any) -> Any:
        """Mark an artist as changing: it is drawn over the picture of what stands still."""
        if not self.is_export:
            artist.set_animated(True)
            self._live.append(artist)
        return artist

    def rebuild(self) -> None:
        """Draw everything anew: other facts, another theme or language."""
        self.theme, self.wording = self.state.theme, self.state.wording
        self._live.clear()
        self.axes.clear()
        self._dress(self._figure, self.axes)
        self.paint()
        self.setAccessibleName(self.summary())
        self.draw_idle()

    def update_live(self) -> None:
        """Draw the live artists anew over the kept picture."""
        if self._background is None:
            self.draw_idle()
            return
        self.restore_region(self._background)
        self._draw_live()
        self.blit(self._figure.bbox)

    def set_ticks(self, axis: str, at: Sequence[float], said: Sequence[str]) -> None:
        """Fixed ticks with our own words (Matplotlib's own are slow and untranslated)."""
        getattr(self.axes, f"set_{axis}ticks")(list(at), list(said))
        if axis == "x":
            self._keep_inside()

    def measure(self) -> RendererAgg:
        """What measures words; the renderer of the canvas must not be made anew within a resize."""
        figure: Any = self.axes.figure
        return RendererAgg(1, 1, figure.dpi)

    def _keep_inside(self) -> None:
        """A word cut at the right end ends at its tick instead, or goes where there is no room."""
        figure: Any = self.axes.figure
        renderer, edge, end = self.measure(), figure.bbox.width, 0.0
        for tick in self.axes.xaxis.get_major_ticks():
            label, place = tick.label1, self.axes.transData.transform((tick.get_loc(), 0))[0]
            label.set_visible(True)  # a hidden one has no width
            width = label.get_window_extent(renderer).width
            is_cut = place + width / 2 > edge
            label.set_horizontalalignment("right" if is_cut else "center")
            label.set_visible(not is_cut or place - width > end)
            end = place + width / 2

    def save_picture(self, path: Path, title: str, note: str = "") -> None:
        """Write the chart as PNG, SVG or PDF (by the name's ending), always in light colours."""
        figure = Figure(figsize=EXPORT_SIZE, dpi=160, layout=None)
        FigureCanvasAgg(figure)
        kept = self.axes, self.theme, self._live
        self.axes, self.theme, self.is_export = (
            figure.add_axes((0.09, 0.13, 0.88, 0.72)), LIGHT, True,
        )  # fmt: skip
        try:
            self._dress(figure, self.axes)
            self.paint()
            figure.text(0.02, 0.94, title, fontsize=13, fontweight="bold", color=LIGHT.text)
            figure.text(0.02, 0.02, note, fontsize=8, color=LIGHT.muted)
            figure.savefig(path)
        finally:
            (self.axes, self.theme, self._live), self.is_export = kept, False

    # drawing

    def sizeHint(self) -> QSize:
        return QSize(480, CHART_HEIGHT)

    def _dress(self, figure: Figure, axes: Axes) -> None:
        rcParams["font.family"] = _families(self.wording.language)
        figure.set_facecolor(self.theme.surface)
        axes.set_facecolor(self.theme.surface)
        axes.spines[:].set_visible(False)
        axes.tick_params(length=0, colors=self.theme.muted, labelsize=self.small)
        axes.grid(visible=True, axis="y", color=self.theme.grid, linewidth=0.8)
        axes.set_axisbelow(True)

    def _place(self) -> None:
        left, right, top, bottom = self.margins
        width, height = max(1, self.width()), max(1, self.height())
        self.axes.set_position(
            (left / width, bottom / height,
             max(0.05, (width - left - right) / width), max(0.05, (height - top - bottom) / height))
        )  # fmt: skip

    def _on_draw(self, _event: object) -> None:
        self._background = self.copy_from_bbox(self._figure.bbox)
        self._draw_live()

    def _draw_live(self) -> None:
        for artist in sorted(self._live, key=_order):
            self._figure.draw_artist(artist)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._background = None
        self._place()
        super().resizeEvent(event)
        self._keep_inside()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: Any) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            self._paint_ring()

    def _paint_ring(self) -> None:
        painter = QPainter(self)
        painter.setPen(QPen(QColor(self.theme.accent), 2))
        painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        painter.end()


def _order(artist: Artist) -> float:
    return float(artist.get_zorder())


_are_fonts_ready: list[bool] = []


def _prepare_fonts() -> None:
    """Register the Chinese font file once: the font cache overlooks newly installed ones."""
    if _are_fonts_ready:
        return
    _are_fonts_ready.append(True)
    rcParams["axes.unicode_minus"] = False
    known = {entry.name for entry in font_manager.fontManager.ttflist}
    if known.isdisjoint(font_families("zh")[:3]):
        for path in filter(_exists, _HAN_FILES):
            font_manager.fontManager.addfont(path)
    gc.freeze()  # What is loaded by now stays; a collection that walked it would stop a hand for 50 ms.


def _families(language: str) -> list[str]:
    """Fonts that are there, by name: only a list of names lets one font stand in for another."""
    known = {entry.name for entry in font_manager.fontManager.ttflist}
    return [name for name in font_families(language) if name in known] + ["DejaVu Sans"]


def _exists(path: str) -> bool:
    return Path(path).exists()
