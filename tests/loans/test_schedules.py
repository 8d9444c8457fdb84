"""Plans without events, each worked by hand: 9,000.00 at 18 % a year unless said otherwise."""

import pytest

from planner.loans.methods import REPAYMENT_METHODS
from planner.loans.schedule import plan
from tests.loans.contracts import rows, terms


def test_equal_instalments_by_whole_months():
    """1.015³ = 1.045678375; 9000 × 0.015 × 1.045678375 / 0.045678375 = 3090.4467 → 3090.45.

    Row 1: 9000 × 1.5 % = 135.00, principal 2955.45, left 6044.55.
    Row 2: 6044.55 × 1.5 % = 90.66825 → 90.67, principal 2999.78, left 3044.77.
    Row 3: 3044.77 × 1.5 % = 45.67155 → 45.67, payment 3090.44.
    """
    assert rows(terms()) == [
        ("2027-04-05", 309045, 295545, 13500, 604455),
        ("2027-05-05", 309045, 299978, 9067, 304477),
        ("2027-06-05", 309044, 304477, 4567, 0),
    ]


def test_equal_instalments_by_the_day():
    """The level payment stays 3090.45; the interest is 31, 30, 31 days at 0.0005.

    9000 × 0.0155 = 139.50; 6049.05 × 0.015 = 90.73575 → 90.74; 3049.34 × 0.0155 = 47.26477.
    The last row takes the rest: 3049.34 + 47.26 = 3096.60.
    """
    assert rows(terms(interest="daily")) == [
        ("2027-04-05", 309045, 295095, 13950, 604905),
        ("2027-05-05", 309045, 299971, 9074, 304934),
        ("2027-06-05", 309660, 304934, 4726, 0),
    ]


def test_equal_instalments_in_whole_tens():
    """3090.45 → 3090.00; row 2: 6045.00 × 1.5 % = 90.675 → 90.68; row 3: 45.6852 → 45.69."""
    assert rows(terms(instalment_unit="10.00")) == [
        ("2027-04-05", 309000, 295500, 13500, 604500),
        ("2027-05-05", 309000, 299932, 9068, 304568),
        ("2027-06-05", 309137, 304568, 4569, 0),
    ]


def test_half_even_rounds_a_tie_to_the_even_cent():
    """9075.00 × 1.5 % = 136.125 exactly: half up 136.13, half even 136.12."""
    up = rows(terms(principal="9075.00"))[0]
    even = rows(terms(principal="9075.00", rounding="half_even"))[0]
    assert (up[3], even[3]) == (13613, 13612)


def test_equal_principal_by_months_and_by_days():
    """3000.00 each; 135, 90, 45 by months; 9000 × 0.0155 = 139.50, 6000 × 0.015 = 90,
    3000 × 0.0155 = 46.50 by days."""
    assert [row[1] for row in rows(terms(method="equal_principal"))] == [313500, 309000, 304500]
    daily = rows(terms(method="equal_principal", interest="daily"))
    assert [row[1] for row in daily] == [313950, 309000, 304650]


def test_equal_principal_leaves_the_rest_of_the_division_to_the_last_row():
    """1000.00 / 3 = 333.33; the last row repays 1000 − 666.66 = 333.34."""
    plan_rows = rows(terms(principal="1000.00", method="equal_principal", rate={"value": "0"}))
    assert [row[2] for row in plan_rows] == [33333, 33333, 33334]


def test_interest_only_repays_the_principal_last():
    """135.00 each month, 9000.00 more in the last."""
    assert rows(terms(method="interest_only")) == [
        ("2027-04-05", 13500, 0, 13500, 900000),
        ("2027-05-05", 13500, 0, 13500, 900000),
        ("2027-06-05", 913500, 900000, 13500, 0),
    ]


def test_a_single_payment_bears_all_months_or_days_together():
    """3 × 1.5 % of 9000 = 405.00; 92 days × 0.0005 = 4.6 % = 414.00."""
    monthly = rows(terms(method="single_payment"))
    assert monthly == [("2027-06-05", 940500, 900000, 40500, 0)]
    assert rows(terms(method="single_payment", interest="daily"))[0][1] == 941400


def test_daily_interest_runs_by_the_day_whatever_the_terms_say():
    """9000 × 0.0005 × 31 = 139.50, × 30 = 135.00."""
    by_day = rows(terms(method="daily_interest", interest="monthly"))
    assert [row[3] for row in by_day] == [13950, 13500, 13950]


def test_an_odd_first_period_is_charged_by_days():
    """Drawn 20 March: 16 days × 0.0005 × 9000 = 72.00; the level payment holds for it too.

    Principal 3018.45, left 5981.55; then 89.72 (5981.55 × 1.5 % = 89.72325), left 2980.82;
    last 44.7123 → 44.71 + 2980.82 = 3025.53.
    """
    assert rows(terms(drawn_on="2027-03-20")) == [
        ("2027-04-05", 309045, 301845, 7200, 598155),
        ("2027-05-05", 309045, 300073, 8972, 298082),
        ("2027-06-05", 302553, 298082, 4471, 0),
    ]


def test_a_first_interest_above_the_instalment_is_paid_alone():
    """120 days × 0.0005 × 900.00 = 54.00; the level payment of 60 months is 22.85."""
    odd = terms(principal="900.00", instalments=60, drawn_on="2026-12-06")
    assert rows(odd)[0][1:] == (5400, 0, 5400, 90000)


def test_a_draw_on_the_due_day_of_the_month_before_makes_a_whole_month():
    """31 January with due day 31: 28 February is a whole month away, as from a draw on the 31st."""
    assert [row[:2] for row in rows(terms(drawn_on="2027-01-31", first_due="2027-02-28", due_day=31))] == [
        ("2027-02-28", 309045),
        ("2027-03-31", 309045),
        ("2027-04-30", 309044),
    ]  # fmt: skip


def test_a_draw_on_a_clamped_due_date_also_makes_a_whole_month():
    """28 February is the due date of the month before 31 March: 1.5 % though it is 31 days."""
    assert rows(terms(drawn_on="2027-02-28", first_due="2027-03-31"))[0][3] == 13500
    assert rows(terms(drawn_on="2027-02-27", first_due="2027-03-31"))[0][3] == 32 * 450


def test_the_thirty_first_comes_back_after_february():
    dues = [row[0] for row in rows(terms(drawn_on="2027-12-31", first_due="2028-01-31"))]
    assert dues == ["2028-01-31", "2028-02-29", "2028-03-31"]


def test_days_of_a_leap_year_weigh_a_366th_when_the_year_is_actual():
    """9000 × 18 % = 1620 a year. 20 Dec – 20 Jan: 12/365 + 19/366 → 53.2603 + 84.0984 = 137.36.

    20 Jan – 20 Feb: 31/366 → 137.2131; 20 Feb – 20 Mar with the 29th: 29/366 → 128.3607.
    """
    leap = terms(drawn_on="2027-12-20", first_due="2028-01-20", interest="daily",
                 year_days="actual", method="interest_only")  # fmt: skip
    assert [row[3] for row in rows(leap)] == [13736, 13721, 12836]


def test_a_holiday_moves_the_due_date_and_with_daily_interest_the_period():
    """4 April 2026 is a Saturday, 5–6 April Qingming: due on the 7th, 34 days: 9000 × 0.017 = 153.

    Then 7 April – 6 May (4 and 5 May off): 29 days × 0.0005 × 6062.55 = 87.906975 → 87.91;
    6 May – 4 June: 29 days × 0.0005 × 3060.01 = 44.370145 → 44.37.
    """
    spring = {"drawn_on": "2026-03-04", "first_due": "2026-04-04", "holiday": "next"}
    daily = rows(terms(**spring, interest="daily"))
    assert [(row[0], row[3]) for row in daily] == [
        ("2026-04-07", 15300),
        ("2026-05-06", 8791),
        ("2026-06-04", 4437),
    ]
    monthly = rows(terms(**spring))
    assert [(row[0], row[3]) for row in monthly] == [
        ("2026-04-07", 13500),
        ("2026-05-06", 9067),
        ("2026-06-04", 4567),
    ]


def test_a_holiday_can_move_the_due_date_back():
    spring = {"drawn_on": "2026-03-04", "first_due": "2026-04-04", "holiday": "previous"}
    assert [row[0] for row in rows(terms(**spring))] == ["2026-04-03", "2026-04-30", "2026-06-04"]


def test_a_rate_change_on_a_due_date_makes_a_new_instalment():
    """12 % from 5 May: row 3 alone is left, 3044.77 × 1 % = 30.45."""
    changed = terms(rate_changes=[{"date": "2027-05-05", "rate": {"value": "0.12"}}])
    assert rows(changed)[1:] == [
        ("2027-05-05", 309045, 299978, 9067, 304477),
        ("2027-06-05", 307522, 304477, 3045, 0),
    ]


def test_a_rate_change_in_mid_period_splits_it_by_days():
    """20 days at 0.0005 and 10 at 1/3000: 6044.55 × (0.01 + 0.00333…) = 80.594 → 80.59.

    The row keeps its payment: principal 3009.86, left 3034.69; then 1 %: 30.3469 → 30.35.
    """
    changed = terms(rate_changes=[{"date": "2027-04-25", "rate": {"value": "0.12"}}])
    assert rows(changed)[1:] == [
        ("2027-05-05", 309045, 300986, 8059, 303469),
        ("2027-06-05", 306504, 303469, 3035, 0),
    ]


def test_a_reference_rate_and_its_spread_add_up():
    """LPR 3 % and 9 points make the 12 % of the tests above."""
    changed = terms(
        rate_changes=[{"date": "2027-05-05", "rate": {"value": "0.03", "spread": "0.09"}}]
    )
    assert rows(changed)[2][3] == 3045


def test_a_level_payment_follows_a_rate_change_over_the_rows_to_come():
    """12 rows, 12 % from row 7: P·i/(1 − (1+i)⁻⁶) with the balance after row 6, i = 1 %."""
    changed = terms(
        instalments=12, rate_changes=[{"date": "2027-09-05", "rate": {"value": "0.12"}}]
    )
    after = rows(changed)
    balance = after[5][4]
    level = balance * 0.01 / (1 - 1.01**-6)
    assert after[5][1] == 82512
    assert after[6][1] == round(level)
    assert after[-1][4] == 0


def test_a_zero_rate_divides_the_principal():
    assert [row[1] for row in rows(terms(rate={"value": "0"}))] == [300000, 300000, 300000]


def test_a_day_rate_becomes_yearly_through_the_year_days():
    """0.0005 a day is 18 % at base 360 and 18.25 % at 365 or "actual"."""
    per_day = {"value": "0.0005", "per": "day"}
    assert rows(terms(rate=per_day)) == rows(terms())
    for base in (365, "actual"):
        assert rows(terms(rate=per_day, year_days=base)) == rows(
            terms(rate={"value": "0.1825"}, year_days=base)
        )


def test_fees_with_every_row_are_part_of_its_payment_those_at_the_draw_of_the_totals():
    schedule = plan(
        terms(fees=[{"amount": "5.00", "when": "each"}, {"amount": "90.00", "when": "draw"}])
    )
    assert (schedule.rows[0].fee, schedule.rows[0].payment) == (500, 309545)
    assert schedule.fee == 3 * 500 + 9000
    assert schedule.payment == sum(row.payment for row in schedule.rows) + 9000


@pytest.mark.parametrize("method", REPAYMENT_METHODS, ids=lambda method: method.key)
def test_every_method_repays_exactly_what_was_drawn(method):
    schedule = plan(terms(method=method.key, instalments=7, principal="12345.67"))
    assert sum(row.principal for row in schedule.rows) == 1234567
    assert schedule.rows[-1].balance == 0
