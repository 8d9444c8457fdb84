"""Contrast and colour vision, computed anew from the token table (WCAG 2.2; Machado 2009)."""

import itertools

import numpy as np
import pytest

from planner.outlook.level import Level
from ui.icons import NAMES, svg
from ui.theme import DARK, LEVELS, LIGHT, THEMES, font_families

TEXT_ON = [
    ("text", "bg"), ("text", "surface"), ("text", "side"), ("text", "accent_soft"),
    ("muted", "bg"), ("muted", "surface"), ("muted", "side"),
    ("accent", "bg"), ("accent", "surface"), ("accent", "accent_soft"), ("accent", "side"),
    ("on_accent", "accent"), ("bg", "text"),
    ("covered", "surface"), ("covered", "covered_soft"), ("tight", "surface"),
    ("tight", "tight_soft"), ("short", "surface"), ("short", "short_soft"),
    ("text", "covered_soft"), ("text", "tight_soft"), ("text", "short_soft"),
]  # fmt: skip
MACHADO = {
    "normal": np.eye(3),
    "deutan": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
         [-0.011820, 0.042940, 0.968881]]
    ),
    "protan": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
         [-0.003882, -0.048116, 1.051998]]
    ),
}  # fmt: skip


def linear(color):
    raw = np.array([int(color[place : place + 2], 16) for place in (1, 3, 5)]) / 255
    return np.where(raw <= 0.04045, raw / 12.92, ((raw + 0.055) / 1.055) ** 2.4)


def contrast(first, second):
    weights = np.array([0.2126, 0.7152, 0.0722])
    light, dark = sorted(float(linear(color) @ weights) for color in (first, second))[::-1]
    return (light + 0.05) / (dark + 0.05)


def lab(rgb):
    matrix = np.array(
        [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750],
         [0.0193339, 0.1191920, 0.9503041]]
    )  # fmt: skip
    xyz = matrix @ rgb / np.array([0.95047, 1.0, 1.08883])
    root = np.where(xyz > 216 / 24389, np.cbrt(xyz), (24389 / 27 * xyz + 16) / 116)
    return np.array([116 * root[1] - 16, 500 * (root[0] - root[1]), 200 * (root[1] - root[2])])


def distance(first, second, vision):
    seen = [lab(np.clip(MACHADO[vision] @ linear(color), 0, 1)) for color in (first, second)]
    return float(np.linalg.norm(seen[0] - seen[1]))


def test_the_formulas_agree_with_known_answers():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)
    assert lab(linear("#FF0000")) == pytest.approx([53.24, 80.09, 67.20], abs=0.05)


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
@pytest.mark.parametrize("pair", TEXT_ON, ids="-on-".join)
def test_every_text_can_be_read(theme, pair):
    assert contrast(getattr(theme, pair[0]), getattr(theme, pair[1])) >= 4.5


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_borders_with_a_meaning_reach_three_to_one(theme):
    for ground in (theme.bg, theme.surface, theme.side):
        assert contrast(theme.accent, ground) >= 3
        assert contrast(theme.muted, ground) >= 3


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
@pytest.mark.parametrize("vision", MACHADO)
def test_the_levels_are_told_apart_by_every_kind_of_eyes(theme, vision):
    colors = (theme.covered, theme.tight, theme.short)
    assert min(distance(*pair, vision) for pair in itertools.combinations(colors, 2)) >= 15


def test_a_bad_pair_would_be_found():
    assert distance("#9A6700", "#A3401D", "deutan") < 15
    assert contrast(LIGHT.faint, LIGHT.bg) < 4.5


def test_levels_differ_in_shape_or_word_and_not_by_colour_alone():
    assert len({look.word for look in LEVELS.values()}) == len(Level)
    assert len({LEVELS[level].shape for level in (Level.covered, Level.tight, Level.short)}) == 3


def test_both_themes_have_colours_of_six_digits():
    for theme in (LIGHT, DARK):
        tokens = [value for value in vars(theme).values() if str(value).startswith("#")]
        assert len(tokens) == 24
        assert all(len(value) == 7 and int(value[1:], 16) >= 0 for value in tokens)


@pytest.mark.parametrize("name", NAMES)
def test_every_icon_is_a_picture(qapp, name):
    from PySide6.QtCore import QByteArray
    from PySide6.QtSvg import QSvgRenderer

    assert QSvgRenderer(QByteArray(svg(name, "#1F5F8B").encode())).isValid()


def test_english_puts_latin_fonts_first():
    assert font_families("en")[0] == "Segoe UI"
    assert font_families("zh")[0] == "Microsoft YaHei UI"
