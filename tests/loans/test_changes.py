"""Events that change the plan, worked by hand on 9,000.00 at 18 % (rows 3090.45)."""

import pytest

from planner.basics.errors import UserError
from planner.loans.replay import prepayments_locked, state
from planner.loans.schedule import plan
from tests.loans.contracts import day, events, on, rows, terms, uses

PREPAID = (("pay", "2027-04-05", "3090.45"), ("prepay", "2027-04-20", "2000.00"))


def test_a_prepayment_lowers_the_instalments():
    """Interest of 15 days: 6044.55 × 0.0075 = 45.3341 → 45.33; principal 1954.67, left 4089.88.

    Row 2: 15 days 4089.88 × 0.0075 = 30.6741 → 30.67. Level anew over 2 rows at 1.5 %:
    4089.88 × 0.015 × 1.030225 / 0.030225 = 2091.0697 → 2091.07; principal 2060.40, left 2029.48.
    Row 3: 30.4422 → 30.44, payment 2059.92.
    """
    assert uses(terms(), events(*PREPAID), "2027-04-20")[1] == (200000, 0, 0, 4533, 195467, 0)
    assert rows(terms(), events(*PREPAID))[1:] == [
        ("2027-05-05", 209107, 206040, 3067, 202948),
        ("2027-06-05", 205992, 202948, 3044, 0),
    ]


def test_a_prepayment_shortens_the_plan():
    """The payment stays 3090.45: principal 3059.78, left 1030.10; then 15.4515 → 15.45."""
    shorter = terms(prepay={"mode": "shorten"})
    assert rows(shorter, events(*PREPAID))[1:] == [
        ("2027-05-05", 309045, 305978, 3067, 103010),
        ("2027-06-05", 104555, 103010, 1545, 0),
    ]


@pytest.mark.parametrize(
    ("change", "count", "first", "last"),
    [
        ({"type": "extend", "instalments": 2}, 8, 7143, 7142),
        ({"type": "draw", "amount": "250.00"}, 6, 15000, 15000),
    ],
)
def test_a_shortened_plan_ends_where_it_was_repaid_when_more_happens(change, count, first, last):
    """900.00 without interest in 9 rows of 100.00; one paid, 300.00 early: 500.00 are 5 rows.

    So the plan ends with row 6. Two rows more: 500 / 7 = 71.43, six times, then 71.42. A draw of
    250.00: 750 / 5 = 150.00.
    """
    free = terms(principal="900.00", rate={"value": "0"}, instalments=9, prepay={"mode": "shorten"})
    early = (("pay", "2027-04-05", "100.00"), ("prepay", "2027-04-20", "300.00"))
    planned = rows(free, events(*early, {"date": "2027-04-25", **change}))
    assert len(planned) == count
    assert (planned[1][1], planned[-1][1]) == (first, last)


def test_a_prepayment_fee_comes_out_of_the_money():
    """2000 − 45.33 = 1954.67; / 1.01 = 1935.3168 → 1935.32, fee 19.35."""
    assert uses(terms(prepay={"fee_rate": "0.01"}), events(*PREPAID), "2027-04-20")[1] == (
        200000, 1935, 0, 4533, 193532, 0,
    )  # fmt: skip


def test_a_fee_of_the_first_instalments_ends_with_them():
    """One row has fallen due: a fee that is asked until two have is, until one is not."""
    asked, free = (
        uses(terms(prepay={"fee_rate": "0.01", "fee_rows": count}), events(*PREPAID), "2027-04-20")
        for count in (2, 1)
    )
    assert (asked[1][1], free[1][1]) == (1935, 0)


def test_a_prepayment_on_a_due_date_settles_the_instalment_first():
    """5,000.00 on 5 April: 3090.45 is due, nothing has accrued, 1909.55 is principal."""
    both = events(("prepay", "2027-04-05", "5000.00"))
    assert uses(terms(), both, "2027-04-05") == [(500000, 0, 0, 13500, 295545 + 190955, 0)]
    assert rows(terms(), both)[0] == ("2027-04-05", 309045, 295545, 13500, 604455)


def test_a_small_prepayment_after_a_short_first_period_may_cost_more_interest():
    """12,000.00 at 1 % a month, drawn on 25 January, due from 10 February; 1.00 early that day.

    Level 4080.27; 16 days: 12000 / 3000 x 16 = 64.00, principal 4016.27, balance 7983.73. Without
    a prepayment 79.84 and 39.83 follow: 183.67. Left after it 7982.73, spread anew over two rows:
    7982.73 x 0.01 x 1.0201 / 0.0201 = 4051.33, less than 4080.27 by far more than 1.00. Row 2:
    79.83 and 3971.50, balance 4011.23; row 3: 40.11. Interest 64.00 + 79.83 + 40.11 = 183.94.
    """
    changed = {
        "principal": "12000.00", "drawn_on": "2026-01-25", "first_due": "2026-02-10",
        "rate": {"value": "0.12"},
    }  # fmt: skip
    contract = terms(**changed)
    assert sum(row[3] for row in rows(contract)) == 183_67
    happened = events(("pay", "2026-02-10", "4080.27"), ("prepay", "2026-02-10", "1.00"), **changed)
    assert rows(contract, happened) == [
        ("2026-02-10", 4080_27, 4016_27, 64_00, 7983_73),
        ("2026-03-10", 4051_33, 3971_50, 79_83, 4011_23),
        ("2026-04-10", 4051_34, 4011_23, 40_11, 0),
    ]


def test_a_prepayment_that_does_not_reach_the_interest_leaves_the_rest_to_the_row():
    """15 days on 9000: 67.50; 20.00 paid, 47.50 carried; 16 days more 72.00: row 1 bears 119.50."""
    small = events(("prepay", "2027-03-20", "20.00"))
    assert rows(terms(), small)[0] == ("2027-04-05", 309045, 297095, 11950, 602905)
    there = on(terms(), small, "2027-03-20")
    assert (there.interest_normal, there.principal_normal) == (4750, 900000)


def test_a_full_prepayment_leaves_only_the_rows_already_due():
    """On 20 April 6044.55 + 45.33 close the loan; a cent more is kept."""
    closed = events(("pay", "2027-04-05", "3090.45"), ("prepay", "2027-04-20", "6089.89"))
    assert len(rows(terms(), closed)) == 1
    there = on(terms(), closed, "2027-04-20")
    assert (there.payoff, there.principal_normal) == (0, 0)
    assert uses(terms(), closed, "2027-05-20")[1][-1] == 1


def test_a_prepayment_after_the_end_is_kept():
    late = events(*(("pay", f"2027-0{month}-05", "3090.45") for month in (4, 5, 6)),
                  ("prepay", "2027-07-01", "50.00"))  # fmt: skip
    assert uses(terms(), late, "2027-07-01")[3] == (5000, 0, 0, 0, 0, 5000)


def test_a_prepayment_of_a_single_payment_ends_the_broken_month_by_days():
    """20 April: 1.5 % + 15 days = 135.00 + 67.50 = 202.50 interest, 797.50 principal.

    The row bears 8202.50 × (15 days 0.0075 + one month 0.015) = 184.55625 → 184.56.
    """
    early = events(("prepay", "2027-04-20", "1000.00"))
    single = terms(method="single_payment")
    assert uses(single, early, "2027-04-20") == [(100000, 0, 0, 20250, 79750, 0)]
    assert rows(single, early) == [("2027-06-05", 838706, 820250, 18456, 0)]


SPRING = {"drawn_on": "2026-03-04", "first_due": "2026-04-04"}
"""4 April 2026 is a Saturday: due on Friday the 3rd or, after Qingming, on Tuesday the 7th."""


def test_a_prepayment_before_the_end_of_a_month_due_early_leaves_the_next_month_whole():
    """On the 3rd the month to the 4th is paid for: nothing has accrued, 1000.00 is principal.

    Left 6044.55 − 1000.00 = 5044.55; row 2 bears the whole month: 75.66825 → 75.67.
    """
    contract = terms(**SPRING, holiday="previous")
    early = events(("prepay", "2026-04-03", "4090.45"), **SPRING)
    assert uses(contract, early, "2026-04-03") == [(409045, 0, 0, 13500, 295545 + 100000, 0)]
    assert rows(contract, early)[1][3] == 7567
    assert on(contract, early, "2026-04-03").interest_normal == 0
    assert on(contract, early, "2026-04-05").interest_normal == 252


def test_a_prepayment_between_a_month_s_end_and_its_moved_due_date_reaches_into_the_next():
    """On the 5th: 1.5 % and one day = 135.00 + 4.50, principal 1000.00, left 8000.00.

    Row 1 bears nothing more: level 8000 × 0.015 × 1.015³ / (1.015³ − 1) = 2747.0637 → 2747.06,
    left 5252.94. Row 2 runs 29 days from the 5th: 5252.94 × 0.0145 = 76.1676 → 76.17.
    """
    contract = terms(**SPRING, holiday="next")
    early = events(("prepay", "2026-04-05", "1139.50"), **SPRING)
    assert rows(contract, early)[:2] == [
        ("2026-04-07", 274706, 274706, 0, 525294),
        ("2026-05-06", 274706, 267089, 7617, 258205),
    ]


def test_shortened_plans_keep_their_end_when_the_rate_changes():
    """After the prepayment of 4,000.00 five rows of 825.12 remain; at 12 % they are 819.65."""
    shorter = terms(
        instalments=12,
        prepay={"mode": "shorten"},
        rate_changes=[{"date": "2027-05-05", "rate": {"value": "0.12"}}],
    )
    early = events(("pay", "2027-04-05", "825.12"), ("prepay", "2027-04-05", "4000.00"))
    same = terms(instalments=12, prepay={"mode": "shorten"})
    assert len(rows(shorter, early)) == len(rows(same, early)) == 7
    payments = {row[1] for row in rows(shorter, early)[2:-1]}
    assert len(payments) == 1
    assert payments.pop() < 82512


def test_an_extension_adds_rows_and_lowers_the_instalment():
    """20 April, one row more: 6044.55 over 3 rows at 1.5 %: 2075.5983 → 2075.60."""
    longer = events(
        ("pay", "2027-04-05", "3090.45"), {"type": "extend", "date": "2027-04-20", "instalments": 1}
    )
    assert rows(terms(), longer)[1:] == [
        ("2027-05-05", 207560, 198493, 9067, 405962),
        ("2027-06-05", 207560, 201471, 6089, 204491),
        ("2027-07-05", 207558, 204491, 3067, 0),
    ]


def test_an_extension_moves_a_single_payment():
    longer = events({"type": "extend", "date": "2027-05-20", "instalments": 2})
    assert rows(terms(method="single_payment"), longer) == [
        ("2027-08-05", 967500, 900000, 67500, 0)
    ]  # fmt: skip


def test_nothing_is_left_to_extend_after_the_last_due_date():
    late = events({"type": "extend", "date": "2027-06-20", "instalments": 1})
    with pytest.raises(UserError, match="nothing is left to extend"):
        plan(terms(), late)


def test_a_reschedule_spreads_all_unpaid_principal_anew():
    """25 April, nothing paid: 2955.45 + 6044.55 = 9000.00 over two rows from 25 May.

    Waiting interest: 135.00 + 20 days on 6044.55 = 60.4455 → 60.45; row 1 bears 195.45 + 135.00.
    Level over 2: 9000 × 0.015 × 1.030225 / 0.030225 = 4601.50; principal 4271.05, left 4728.95.
    The penalty of 44.33 + 2.03 stays due and bears nothing.
    """
    anew = events(
        {"type": "reschedule", "date": "2027-04-25", "instalments": 2, "first_due": "2027-05-25"}
    )
    assert rows(terms(), anew)[1:] == [
        ("2027-05-25", 460150, 427105, 33045, 472895),
        ("2027-06-25", 479988, 472895, 7093, 0),
    ]
    there = on(terms(), anew, "2027-05-01")
    assert (there.principal_overdue, there.days_past_due, there.due_now) == (0, 0, 4636)


def test_a_reschedule_may_bring_another_method_and_rate():
    anew = events({"type": "reschedule", "date": "2027-04-05", "instalments": 2, "first_due": "2027-05-05",
                   "method": "interest_only", "rate": {"value": "0.12"}})  # fmt: skip
    assert [row[1] for row in rows(terms(), anew)[1:]] == [9000 + 13500, 900000 + 9000]


def test_acceleration_makes_the_whole_debt_due():
    """25 April: 6044.55 and 60.45 fall due as the last row; six days on they bear penalty.

    1 May: instalment 1: 44.33 + 6 days 13.2995 → 13.30; the rest 6044.55 × 0.0045 = 27.2005 → 27.20.
    """
    called = events({"type": "accelerate", "date": "2027-04-25"})
    assert rows(terms(), called)[1:] == [("2027-04-25", 610500, 604455, 6045, 0)]
    there = on(terms(), called, "2027-05-01")
    assert (there.principal_normal, there.principal_overdue) == (0, 900000)
    assert there.penalty_on_principal == 4433 + 1330 + 2720
    assert there.due_now == there.payoff
    twice = events(
        {"type": "accelerate", "date": "2027-04-25"}, {"type": "accelerate", "date": "2027-04-26"}
    )
    assert rows(terms(), twice) == rows(terms(), called)


def test_a_waiver_gives_up_penalty_first():
    there = on(terms(), events({"type": "waive", "date": "2027-04-25"}), "2027-04-25")
    assert (there.penalty_on_principal, there.penalty_on_interest, there.due_now) == (0, 0, 309045)
    part = events({"type": "waive", "date": "2027-04-25", "amount": "45.00"})
    there = on(terms(), part, "2027-04-25")
    assert (there.penalty_on_principal, there.penalty_on_interest) == (0, 136)


def test_waived_interest_is_first_the_overdue_then_the_running():
    """150.00: 135.00 overdue, 15.00 of the 60.45 accrued; row 2 bears 45.45 + 30.22 = 75.67."""
    relief = events({"type": "waive", "date": "2027-04-25", "part": "interest", "amount": "150.00"})
    there = on(terms(), relief, "2027-04-25")
    assert (there.interest_overdue, there.interest_normal) == (0, 4545)
    assert rows(terms(), relief)[1] == ("2027-05-05", 309045, 301478, 7567, 302977)


def test_a_waived_fee_is_gone():
    free = events(
        ("fee", "2027-03-20", "30.00"), {"type": "waive", "date": "2027-03-21", "part": "fee"}
    )
    assert on(terms(), free, "2027-03-22").due_now == 0


def test_another_draw_of_the_credit_line_bears_interest_from_its_day():
    """9000 × 10 days + 10000 × 21 days at 0.0005 = 45.00 + 105.00 = 150.00; later 150, 155."""
    line = terms(method="daily_interest")
    more = events(("draw", "2027-03-15", "1000.00"))
    assert [row[3] for row in rows(line, more)] == [15000, 15000, 15500]
    assert rows(line, more)[-1][2] == 1000000


def test_a_draw_revives_a_credit_line_that_was_paid_off():
    line = terms(method="daily_interest")
    again = events(("prepay", "2027-03-15", "9045.00"), ("draw", "2027-04-15", "1000.00"))
    assert [(row[0], row[3]) for row in rows(line, again)] == [
        ("2027-05-05", 1000),
        ("2027-06-05", 1550),
    ]


def test_a_draw_after_the_last_due_date_is_refused():
    with pytest.raises(UserError, match="nothing would repay it"):
        plan(terms(), events(("draw", "2027-06-06", "1000.00")))


def test_a_rate_event_is_a_rate_change_of_its_day():
    changed = terms(rate_changes=[{"date": "2027-04-25", "rate": {"value": "0.12"}}])
    event = events({"type": "rate", "date": "2027-04-25", "rate": {"value": "0.12"}})
    assert rows(terms(), event) == rows(changed)


def test_a_reversed_payment_never_happened_from_that_day_on():
    paid = {"id": "p", "type": "pay", "date": "2027-04-05", "amount": "3090.45"}
    bounced = events(paid, {"id": "r", "type": "reverse", "date": "2027-04-07", "reverses": "p"})
    assert on(terms(), bounced, "2027-04-06").due_now == 0
    assert on(terms(), bounced, "2027-04-25") == on(terms(), (), "2027-04-25")
    undone = events(
        paid,
        {"id": "r", "type": "reverse", "date": "2027-04-07", "reverses": "p"},
        {"id": "s", "type": "reverse", "date": "2027-04-08", "reverses": "r"},
    )
    assert on(terms(), undone, "2027-04-25").due_now == 0


def test_early_payments_that_the_contract_does_not_allow_yet_are_found():
    early = events(*PREPAID)
    assert prepayments_locked(terms(), early) == ()
    assert prepayments_locked(terms(prepay={"locked_rows": 1}), early) == ()
    assert prepayments_locked(terms(prepay={"locked_rows": 2}), early) == (early[1],)


def test_the_order_of_a_day_is_that_of_the_file():
    """A prepayment before the payment of the same day settles the instalment itself."""
    first = events(("prepay", "2027-04-05", "3090.45"), ("pay", "2027-04-05", "1000.00"))
    second = events(("pay", "2027-04-05", "1000.00"), ("prepay", "2027-04-05", "3090.45"))
    assert state(terms(), first, day("2027-04-05")).principal_normal == 604455
    assert state(terms(), second, day("2027-04-05")).principal_normal == 504455


def test_a_reschedule_may_begin_with_rows_of_interest_alone():
    """Two rows of 9000 × 1.5 % = 135.00, then the three rows of the contract."""
    change = {"type": "reschedule", "date": "2027-03-05", "instalments": 5, "interest_rows": 2,
              "first_due": "2027-04-05"}  # fmt: skip
    found = rows(terms(), events(change))
    assert found[:2] == [
        ("2027-04-05", 13500, 0, 13500, 900000),
        ("2027-05-05", 13500, 0, 13500, 900000),
    ]
    assert [row[1:] for row in found[2:]] == [row[1:] for row in rows(terms())]


def test_a_reschedule_of_interest_alone_is_refused():
    change = {"type": "reschedule", "date": "2027-03-05", "instalments": 2, "interest_rows": 2,
              "first_due": "2027-04-05"}  # fmt: skip
    with pytest.raises(UserError, match="interest_rows"):
        events(change)
