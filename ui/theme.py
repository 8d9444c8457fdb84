"""How things look: one table of tokens for light and dark, the looks of the levels, fonts.

Colours stand nowhere else. `ui/style.py` makes the palette and the style sheet of a theme.
"""

from dataclasses import dataclass

from PySide6.QtGui import QIcon

from planner.basics.text import NC_, NN_, Text, counted, in_context
from planner.outlook.level import Level
from ui import icons

GAP_S, GAP, GAP_M, GAP_L, GAP_XL = 4, 8, 12, 16, 24
RADIUS_BUTTON, RADIUS_CARD = 7, 10
SIDEBAR_WIDTH = 206
ROW_HEIGHT = 29
CHART_HEIGHT = 230
WINDOW = (1160, 760)
TEXT_SIZE = 10.5
"""Points of ordinary text at size 100 %; the preferences scale it."""


def sidebar_width(text_size: int) -> int:
    """Pixels of the sidebar at this size of text (percent); never below the ordinary one."""
    return grown(SIDEBAR_WIDTH, text_size)


def grown(pixels: int, text_size: int) -> int:
    """A width made for words, at this size of text (percent); never below the ordinary one."""
    return pixels * max(100, text_size) // 100


@dataclass(frozen=True)
class Theme:
    """The tokens of one theme; colours as "#RRGGBB"."""

    name: str
    is_dark: bool
    bg: str
    surface: str
    side: str
    line: str
    text: str
    muted: str
    faint: str
    """Decoration only, never text."""
    accent: str
    on_accent: str
    accent_soft: str
    covered: str
    covered_soft: str
    tight: str
    tight_soft: str
    short: str
    short_soft: str
    band_outer: str
    """Between 5 % and 95 % of the paths."""
    band_inner: str
    """Between 25 % and 75 %."""
    median: str
    zero_line: str
    grid: str
    track: str
    """The empty part of a progress bar."""
    income: str = "#3B82C4"
    expense: str = "#D98E3A"

    def level_color(self, level: Level) -> str:
        """The colour of a level's shape and word."""
        return str(getattr(self, LEVELS[level].token))

    def level_soft(self, level: Level) -> str:
        """The ground of a banner of that level."""
        return str(getattr(self, LEVELS[level].token + "_soft"))


LIGHT = Theme(
    name="light", is_dark=False, bg="#F5F6F4", surface="#FFFFFF", side="#ECEFEB", line="#DFE3DE",
    text="#1D2421", muted="#5A6560", faint="#88938D",
    accent="#1F5F8B", on_accent="#FFFFFF", accent_soft="#DCE9F2",
    covered="#0F6B6B", covered_soft="#DBEEED", tight="#8A5A00", tight_soft="#FCEFCF",
    short="#A3193D", short_soft="#F9E2E6",
    band_outer="#B9D3E6", band_inner="#8DB6D5", median="#1F5F8B",
    zero_line="#8A938E", grid="#E8EBE7", track="#DFE3DE",
)  # fmt: skip
DARK = Theme(
    name="dark", is_dark=True, bg="#15191B", surface="#1E2427", side="#191E20", line="#313A3E",
    text="#E7ECE9", muted="#A7B2AD", faint="#7D8984",
    accent="#7DB8E0", on_accent="#0E1A22", accent_soft="#24394A",
    covered="#6FC9C4", covered_soft="#163436", tight="#EDBE5E", tight_soft="#3A2E12",
    short="#F39A7C", short_soft="#43231A",
    band_outer="#2B4254", band_inner="#3D627F", median="#8FC4EA",
    zero_line="#77827D", grid="#2A3235", track="#313A3E",
)  # fmt: skip
THEMES = {"light": LIGHT, "dark": DARK}


@dataclass(frozen=True, slots=True)
class LevelLook:
    """How a level is shown: never by colour alone."""

    shape: str
    token: str
    word: tuple[str, str]
    """Context and English word."""


LEVELS: dict[Level, LevelLook] = {
    Level.covered: LevelLook("tick", "covered", NC_("level", "Covered")),
    Level.tight: LevelLook("triangle", "tight", NC_("level", "Tight")),
    Level.short: LevelLook("octagon", "short", NC_("level", "Likely short")),
    Level.overdue: LevelLook("octagon", "short", NC_("level", "Overdue")),
}


def level_word(level: Level, days_past_due: int = 0) -> Text:
    """The level in a word; with the days when something is overdue."""
    if level is Level.overdue and days_past_due:
        return counted(*NN_("{count} day overdue", "{count} days overdue"), days_past_due)
    return in_context(*LEVELS[level].word)


def icon(name: str, color: str, size: int = 16) -> QIcon:
    """A line icon in one colour."""
    return icons.icon(name, color, size)


def level_icon(level: Level, theme: Theme, size: int = 16) -> QIcon:
    """The shape of a level in its colour."""
    hole = theme.surface if theme.is_dark else "#FFFFFF"
    return icons.icon(LEVELS[level].shape, theme.level_color(level), size, hole)


_LATIN = ("Segoe UI", "SF Pro Text", "Noto Sans")
_HAN = ("Microsoft YaHei UI", "PingFang SC", "Noto Sans CJK SC")


def font_families(language: str) -> list[str]:
    """Families by language: in English the Latin ones first, or ’ and · come out full-width."""
    return [*_HAN, *_LATIN] if language == "zh" else [*_LATIN, *_HAN]
