"""From counted courses to a chance that can be believed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.outlook.calibration import calibrated, calibrated_below_zero, counted_share
from planner.services.look_ahead import look_ahead
from tests.looking import TODAY, book_of, day, entry, every, loan

SHARES = st.floats(0.0001, 0.9999)


@given(SHARES)
def test_there_and_back(share):
    assert counted_share(calibrated(share)) == pytest.approx(share, rel=1e-9)


@given(SHARES, SHARES)
def test_the_order_of_chances_stays(one, two):
    if one < two:
        assert calibrated(one) < calibrated(two)


@pytest.mark.parametrize("end", [0.0, 1.0])
def test_certain_stays_certain(end):
    assert calibrated(end) == counted_share(end) == end


def test_known_points_of_the_map():
    assert calibrated(0.5) == pytest.approx(0.4505, abs=1e-4)
    assert calibrated(0.295) == pytest.approx(0.2408, abs=1e-3)


def test_an_account_without_instalments_falls_below_zero_far_less_often_than_is_counted():
    """Odds of one half are 1; 1 × 0.05 / 1.05."""
    assert calibrated_below_zero(0.5) == pytest.approx(0.05 / 1.05)
    assert [calibrated_below_zero(end) for end in (0.0, 1.0)] == [0.0, 1.0]


def due_of(**facts):
    look = look_ahead(book_of(loans=[loan()], **facts), TODAY, days=30, with_actions=False)
    return look.outlook.dues[0], look.outlook


def test_a_book_with_everything_planned_is_not_calibrated():
    income = every("sales", "60.00", "FREQ=DAILY;COUNT=1", "2026-12-01", spread="10.00")
    due, outlook = due_of(opening="50.00", recurring=[income])
    assert due.chance_short == due.paths_short / 10_000 == outlook.chance_short


def test_learnt_business_is():
    entries = [entry(f"e{n}", day(-n), f"{7 * (n % 9) - 28}.00") for n in range(200)]
    due, outlook = due_of(opening="100.00", entries=entries)
    assert 0 < due.paths_short < 10_000
    assert due.chance_short == calibrated(due.paths_short / 10_000) == outlook.chance_short


def test_what_to_move_in_brings_the_chance_under_the_limit():
    entries = [entry(f"e{n}", day(-n), f"{7 * (n % 9) - 28}.00") for n in range(200)]
    due, _ = due_of(opening="100.00", entries=entries)
    assert due.move > 0
    rich, _ = due_of(opening=f"{100 + due.move / 100:.2f}", entries=entries)
    assert rich.chance_short < 0.05
