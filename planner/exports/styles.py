"""How the cells of a workbook look: a few named traits that can be combined.

Colours are the light tokens of the window's theme; one number format per currency.
"""

from collections.abc import Iterable
from typing import Any

from planner.basics.money import exponent

TEXT, MUTED, LINE, SIDE = "#1D2421", "#5A6560", "#DFE3DE", "#ECEFEB"
ACCENT, ACCENT_SOFT, INPUT = "#1F5F8B", "#DCE9F2", "#FFF6CC"
COVERED, COVERED_SOFT = "#0F6B6B", "#DBEEED"
TIGHT, TIGHT_SOFT = "#8A5A00", "#FCEFCF"
SHORT, SHORT_SOFT = "#A3193D", "#F9E2E6"
INCOME, EXPENSE, BAND = "#3B82C4", "#D98E3A", "#8DB6D5"
FONTS = {"zh": "Microsoft YaHei", "en": "Calibri"}
SYMBOLS = {"CNY": "¥", "HKD": "HK$", "USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "TWD": "NT$"}
MONTHS = {"zh": 'yyyy"年"m"月"', "en": "[$-409]mmm yyyy"}
DAYS = {"zh": 'm"月"d"日"', "en": "[$-409]d mmm"}

TRAITS: dict[str, dict[str, Any]] = {
    "title": {"font_size": 18, "bold": True, "font_color": ACCENT},
    "subtitle": {"font_color": MUTED, "font_size": 9},
    "heading": {"bold": True, "font_size": 11, "font_color": ACCENT, "bottom": 1,
                "bottom_color": ACCENT},
    "head": {"bold": True, "font_color": "#FFFFFF", "bg_color": ACCENT, "align": "center",
             "text_wrap": True},
    "head_left": {"bold": True, "font_color": "#FFFFFF", "bg_color": ACCENT},
    "section": {"bold": True, "bg_color": ACCENT_SOFT, "font_color": ACCENT},
    "group": {"bold": True, "font_color": MUTED},
    "total": {"bold": True, "bg_color": SIDE},
    "bold": {"bold": True},
    "top": {"valign": "top"},
    "muted": {"font_color": MUTED},
    "derived": {"italic": True, "font_color": MUTED},
    "input": {"bg_color": INPUT, "locked": False},
    "under": {"bottom": 1, "bottom_color": LINE},
    "over": {"top": 1, "top_color": MUTED},
    "indent": {"indent": 1},
    "centre": {"align": "center"},
    "left": {"align": "left"},
    "right": {"align": "right"},
    "wrap": {"text_wrap": True},
    "head_right": {"bold": True, "font_color": "#FFFFFF", "bg_color": ACCENT, "align": "right"},
    "label": {"font_color": MUTED, "font_size": 9, "bg_color": SIDE, "indent": 1},
    "figure": {"bold": True, "font_size": 16, "bg_color": SIDE, "align": "left", "indent": 1},
    "note": {"font_color": MUTED, "font_size": 9, "bg_color": SIDE, "indent": 1},
    "card": {"right": 5, "right_color": "#FFFFFF"},
    "covered": {"bg_color": COVERED_SOFT, "font_color": COVERED},
    "tight": {"bg_color": TIGHT_SOFT, "font_color": TIGHT},
    "short": {"bg_color": SHORT_SOFT, "font_color": SHORT},
    "overdue": {"bg_color": SHORT_SOFT, "font_color": SHORT},
    "banner": {"bold": True, "font_size": 12, "text_wrap": True, "indent": 1},
    "percent": {"num_format": "0%", "align": "right"},
    "rate": {"num_format": "0.00##%", "align": "right"},
    "whole": {"num_format": "0"},
    "short_number": {"num_format": "0.0"},
}  # fmt: skip


class Styles:
    """Formats of one XlsxWriter workbook, made when first used: `styles("money", "input")`."""

    def __init__(self, file: Any, language: str, currency: str) -> None:
        self._file = file
        self._made: dict[tuple[str, ...], Any] = {}
        self._traits = TRAITS | {
            "money": {"num_format": amounts(currency)},
            "signed": {"num_format": amounts(currency, zero="0")},
            "cash": {"num_format": amounts(currency, with_symbol=True, zero="0")},
            "date": {"num_format": "yyyy-mm-dd", "align": "center"},
            "month": {"num_format": MONTHS[language], "align": "center"},
            "day": {"num_format": DAYS[language], "align": "center"},
        }
        self.font = FONTS[language]

    def __call__(self, *names: str) -> Any:
        """The format that has all these traits; later ones win."""
        if names not in self._made:
            traits: dict[str, Any] = {
                "font_name": self.font, "font_size": 10, "font_color": TEXT, "valign": "vcenter",
            }  # fmt: skip
            for name in names:
                traits |= self._traits[name]
            self._made[names] = self._file.add_format(traits)
        return self._made[names]

    def difference(self, name: str) -> Any:
        """A trait by itself, for conditional formats: only what differs from the cell's look."""
        if (name, "") not in self._made:
            self._made[name, ""] = self._file.add_format(self._traits[name])
        return self._made[name, ""]


def amounts(currency: str, *, with_symbol: bool = False, zero: str = "–") -> str:
    """The number format of amounts: a literal symbol, a true minus before it, – for nothing."""
    places = exponent(currency)
    number = "#,##0" + ("." + "0" * places if places else "")
    symbol = f'"{SYMBOLS.get(currency, currency + " ")}"' if with_symbol else ""
    nothing = f'"{zero}"' if zero == "–" else f"{symbol}{number}"
    return f'{symbol}{number};"−"{symbol}{number};{nothing}'


def money_width(minors: Iterable[int], currency: str, size: float = 10) -> float:
    """Column width that shows all these amounts (minor units) in bold, at least a usual one's."""
    widest = max((abs(minor) for minor in minors), default=0)
    places = exponent(currency)
    digits = max(len(str(widest)) - places, 1)
    return width_of("0" * (digits + (digits - 1) // 3 + places + 2), size) + 0.5


def width_of(text: str, size: float = 10) -> float:
    """Column width (characters of the default font) that shows `text` at a font size."""
    wide = sum(1 for char in text if ord(char) > 0x2E7F)
    return (wide * 1.95 + (len(text) - wide) * 1.05) * size / 10.5 + 1.5


def lines_of(text: str, width: float, size: float = 10) -> int:
    """How many lines `text` takes in a column of that width."""
    return max(1, -(-int((width_of(text, size) - 1.5) * 9.5) // int((width - 1) * 10)))
