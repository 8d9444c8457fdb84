"""The base of all charts: live updates without a full draw, exports in light colours, axis words."""

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.wording import Wording
from ui.parts.axis import money_axis, nice_step, short_money

ZH, EN = Wording("zh"), Wording("en")


@pytest.fixture
def chart(window, qtbot):
    qtbot.waitUntil(lambda: window.page.fan.slot.canvas is not None, timeout=20_000)
    made = window.page.fan.slot.canvas
    is_quiet = False
    while not is_quiet:  # the window may still be giving it its size
        qtbot.wait(50)
        qtbot.waitUntil(lambda: made._background is not None)
        is_quiet = not made._draw_pending
    return made


def test_a_live_update_draws_the_live_artists_and_no_axes(chart, monkeypatch):
    drawn = []
    with monkeypatch.context() as patched:
        patched.setattr(chart, "draw", lambda: pytest.fail("a full draw"))
        patched.setattr(chart, "_draw_live", lambda: drawn.append("live"))
        patched.setattr(chart, "blit", lambda box: drawn.append("shown"))
        chart.update_live()
    assert drawn == ["live", "shown"]


def test_resizing_takes_the_picture_anew(chart, qtbot):
    chart.resize(chart.width() + 60, chart.height())
    assert chart._background is None
    chart.update_live()
    qtbot.waitUntil(lambda: chart._background is not None)


def test_the_left_margin_is_the_same_at_every_width(chart, qtbot):
    for width in (700, 900):
        chart.resize(width, 260)
        left, _, top, _ = chart.margins
        assert chart.axes.get_position().x0 * width == pytest.approx(left)
        assert (1 - chart.axes.get_position().y1) * 260 == pytest.approx(top)


@pytest.mark.parametrize("suffix", ["png", "svg", "pdf"])
def test_an_export_is_light_and_leaves_the_chart_as_it_was(chart, window, tmp_path, suffix):
    window.state.set_theme("dark")
    axes, live = chart.axes, list(chart._live)
    path = tmp_path / f"fan.{suffix}"
    chart.save_picture(path, "账上余额预计", "2026-11-23")
    assert path.stat().st_size > 5_000
    assert chart.axes is axes
    assert chart._live == live
    assert chart.theme.is_dark
    if suffix == "svg":
        assert "#f39a7c" not in path.read_text("utf-8").lower()


def test_a_focused_chart_has_a_ring(chart, window, qtbot):
    before = chart.grab().toImage()
    chart.setFocus()
    qtbot.waitUntil(chart.hasFocus)
    after = chart.grab().toImage()
    assert after.pixelColor(1, 1).name().upper() == window.state.theme.accent
    assert before.pixelColor(1, 1) != after.pixelColor(1, 1)


def test_a_short_range_names_days_instead_of_months(chart, window):
    window.page.fan.horizon.set_value("30")
    words = [label.get_text() for label in chart.axes.get_xticklabels()]
    assert words[0] == "11月24日"
    assert len(words) == 5


def test_a_single_day_can_be_drawn(chart):
    chart.show_days(chart._days[:1], ())
    assert chart.axes.get_xlim() == (0, 1)


@pytest.mark.parametrize(
    ("minor", "zh", "en"),
    [
        (0, "0", "0"),
        (1_500_000, "1.5 万", "¥15k"),
        (-250_000, "−0.25 万", "−¥2.5k"),
        (20_000, "¥200", "¥200"),
        (30_000, "¥300", "¥300"),
        (100_000, "0.1 万", "¥1k"),
        (9_900, "¥99", "¥99"),
        (100_000_000, "100 万", "¥1,000k"),
    ],
)
def test_axis_words_are_short(minor, zh, en):
    assert short_money(ZH, minor, "CNY") == zh
    assert short_money(EN, minor, "CNY") == en


def test_ticks_are_round_and_lie_within():
    ticks, words = money_axis(ZH, -130_000, 1_240_000, "CNY")
    assert ticks == [0, 500_000, 1_000_000]
    assert words == ["0", "0.5 万", "1 万"]


@given(st.floats(min_value=0.01, max_value=1e15))
@settings(max_examples=200, deadline=None)
def test_a_step_is_round_and_just_large_enough(rough):
    step = nice_step(rough)
    assert step >= rough
    assert step <= max(10, 2.5 * rough + 1)
    digits = str(step).rstrip("0")
    assert digits in {"1", "2", "25", "5"}


def test_months_are_named_without_year_except_january(chart):
    assert chart._month(dt.date(2026, 12, 1)) == "12月"
    assert chart._month(dt.date(2027, 1, 1)) == "2027年1月"


@pytest.mark.parametrize(("width", "shown"), [(900, 3), (330, 2)])
def test_no_word_of_the_time_axis_is_cut_or_covered(chart, width, shown):
    chart.axes.set_xlim(0, 10)
    chart.set_ticks("x", [1, 7, 10], ["2030年1月", "2030年7月", "2031年1月"])
    for size in (width + 5, 330, width):  # hidden at one size, it comes back at another
        chart.resize(size, 200)
    chart.draw()
    edge, renderer = chart.figure.bbox.width, chart.get_renderer()
    labels = [label for label in chart.axes.get_xticklabels() if label.get_visible()]
    boxes = [label.get_window_extent(renderer) for label in labels]
    assert len(boxes) == shown
    assert boxes[-1].x1 <= edge
    assert all(one.x1 < two.x0 for one, two in pairwise(boxes))
