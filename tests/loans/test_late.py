"""Late, partial and early money on 9,000.00 at 18 %: penalty 0.05 % × 1.5 = 0.075 % a day."""

import pytest

from planner.loans.replay import open_dues, payments, state
from tests.loans.contracts import day, events, on, terms, uses


def test_a_late_instalment_bears_penalty_and_compound_interest():
    """Nothing paid on 5 April, 800.00 on 25 April, looked at on 20 May.

    25 April, 20 days: 2955.45 × 0.015 = 44.33175 → 44.33; 135.00 × 0.015 = 2.025 → 2.03.
    800.00 = penalty 46.36 + interest 135.00 + principal 618.64; 2336.81 stays overdue.
    5 May, 10 days: 2336.81 × 0.0075 = 17.526 → 17.53. Instalment 2 falls due: 2999.78 + 90.67.
    20 May, 15 days: 2336.81 × 0.01125 = 26.2891 → 26.29; 2999.78 × 0.01125 = 33.7475 → 33.75;
    90.67 × 0.01125 = 1.02004 → 1.02. Contract interest 3044.77 × 0.0075 = 22.8358 → 22.84.
    Penalty on principal 17.53 + 26.29 + 33.75 = 77.57.
    Due: 5336.59 + 90.67 + 77.57 + 1.02 = 5505.85; pay-off + 3044.77 + 22.84 = 8573.46.
    """
    paid = events(("pay", "2027-04-25", "800.00"))
    there = on(terms(), paid, "2027-05-20")
    assert uses(terms(), paid, "2027-05-20") == [(80000, 0, 4636, 13500, 61864, 0)]
    assert (there.principal_normal, there.principal_overdue) == (304477, 533659)
    assert (there.interest_normal, there.interest_overdue) == (2284, 9067)
    assert (there.penalty_on_principal, there.penalty_on_interest) == (7757, 102)
    assert (there.days_past_due, there.bucket, there.risk_class) == (45, "M2", "attention")
    assert (there.due_now, there.payoff) == (550585, 857346)


def test_without_compounding_only_principal_bears_penalty():
    there = on(terms(penalty={"compound": False}), (), "2027-04-25")
    assert (there.penalty_on_principal, there.penalty_on_interest) == (4433, 0)


def test_within_the_grace_nothing_is_overdue():
    """8 April, three days: 135.00 due + 6044.55 × 0.0015 = 9.0668 → 9.07 accrued."""
    there = on(terms(penalty={"grace_days": 3}), (), "2027-04-08")
    assert (there.principal_normal, there.principal_overdue) == (900000, 0)
    assert (there.interest_normal, there.due_now, there.payoff) == (14407, 309045, 914407)
    assert (there.days_past_due, there.bucket, there.risk_class) == (0, "M0", "normal")


def test_once_the_grace_is_exceeded_penalty_counts_from_the_due_date():
    """9 April, four days: 2955.45 × 0.003 = 8.86635 → 8.87; 135.00 × 0.003 = 0.405 → 0.41."""
    there = on(terms(penalty={"grace_days": 3}), (), "2027-04-09")
    assert (there.penalty_on_principal, there.penalty_on_interest) == (887, 41)
    assert (there.days_past_due, there.bucket) == (4, "M1")


def test_what_is_paid_within_the_grace_bears_no_penalty_afterwards():
    """1,135.00 on 7 April leaves 1955.45; on 9 April it has borne four days: 5.86635 → 5.87."""
    there = on(
        terms(penalty={"grace_days": 3}), events(("pay", "2027-04-07", "1135.00")), "2027-04-09"
    )
    assert (there.penalty_on_principal, there.penalty_on_interest) == (587, 0)
    assert there.principal_overdue == 195545


def test_a_payment_on_the_due_date_is_on_time():
    there = on(terms(), events(("pay", "2027-04-05", "3090.45")), "2027-04-05")
    assert (there.due_now, there.days_past_due, there.principal_normal) == (0, 0, 604455)


def test_early_money_is_kept_for_the_due_date():
    """3,100.00 on 1 April: kept; on the 5th it settles 3090.45, 9.55 stays kept."""
    early = events(("pay", "2027-04-01", "3100.00"))
    before = on(terms(), early, "2027-04-03")
    assert (before.due_now, before.payoff) == (0, 900000 + 13050 - 310000)
    assert uses(terms(), early, "2027-04-03") == [(310000, 0, 0, 0, 0, 310000)]
    assert uses(terms(), early, "2027-04-06") == [(310000, 0, 0, 13500, 295545, 955)]


def test_kept_money_is_used_oldest_payment_first():
    early = events(("pay", "2027-03-10", "2000.00"), ("pay", "2027-03-20", "2000.00"))
    assert uses(terms(), early, "2027-04-05") == [
        (200000, 0, 0, 13500, 186500, 0),
        (200000, 0, 0, 0, 109045, 90955),
    ]


def test_a_fee_is_owed_from_its_own_date_and_is_not_overdue_by_itself():
    charged = events(("pay", "2027-04-05", "3090.45"), ("fee", "2027-04-20", "30.00"))
    there = on(terms(), charged, "2027-04-30")
    assert (there.fee, there.due_now, there.days_past_due) == (3000, 3000, 0)


def test_kept_money_settles_a_fee_on_its_day():
    charged = events(("pay", "2027-03-10", "100.00"), ("fee", "2027-03-20", "30.00"))
    assert uses(terms(), charged, "2027-03-20") == [(10000, 3000, 0, 0, 0, 7000)]


def test_the_oldest_due_date_is_served_first_then_the_order_of_the_contract():
    """6 May: dues of 5 April (31 days) and 5 May (1 day). Principal first inside each date.

    Penalty on the oldest by 5 May, 30 days: 2955.45 × 0.0225 = 66.4976 → 66.50, 135 → 3.04;
    one day more: 2.2166 → 2.22, 0.10. The second after one day: 2.2498 → 2.25, 0.07.
    """
    order = ["principal", "interest", "fee", "penalty"]
    contract = terms(allocation=order)
    paid = events(("pay", "2027-05-06", "4000.00"))
    assert uses(contract, paid, "2027-05-06") == [
        (400000, 0, 6872 + 314, 13500, 295545 + 83769, 0)
    ]  # fmt: skip
    there = on(contract, paid, "2027-05-06")
    assert (there.penalty_on_principal, there.penalty_on_interest) == (225, 7)


def test_penalty_on_principal_is_paid_before_penalty_on_interest():
    """44.00 against 44.33 and 2.03 of 25 April."""
    there = on(terms(), events(("pay", "2027-04-25", "44.00")), "2027-04-25")
    assert (there.penalty_on_principal, there.penalty_on_interest) == (33, 203)


def test_after_ninety_days_the_late_order_holds_when_the_contract_has_one():
    """4 July is 90 days after 5 April, 5 July 91: from then on principal comes first."""
    contract = terms(
        late_allocation={"after_days": 90, "order": ["principal", "interest", "penalty", "fee"]}
    )
    in_order = uses(contract, events(("pay", "2027-07-04", "100.00")), "2027-07-04")[0]
    late = uses(contract, events(("pay", "2027-07-05", "100.00")), "2027-07-05")[0]
    assert in_order == (10000, 0, 10000, 0, 0, 0)
    assert late == (10000, 0, 0, 0, 10000, 0)


@pytest.mark.parametrize(
    ("days", "bucket", "risk_class"),
    [(0, "M0", "normal"), (1, "M1", "attention"), (30, "M1", "attention"), (31, "M2", "attention"),
     (90, "M3", "attention"), (91, "M4", "substandard"), (270, "M9", "substandard"),
     (271, "M10", "doubtful"), (360, "M12", "doubtful"), (361, "M13", "loss")],
)  # fmt: skip
def test_days_late_have_a_bucket_and_a_class(days, bucket, risk_class):
    due = day("2027-04-05")
    there = state(terms(), (), due + (day("2027-04-06") - due) * days)
    assert (there.days_past_due, there.bucket, there.risk_class) == (days, bucket, risk_class)


def test_before_the_draw_nothing_is_owed():
    there = on(terms(), (), "2027-03-04")
    assert (there.principal_normal, there.payoff, there.bucket) == (0, 0, "M0")


def test_looking_at_a_day_posts_nothing():
    """The state of 10 May is the same whether or not another day was looked at before."""
    paid = events(("pay", "2027-04-25", "800.00"))
    first = on(terms(), paid, "2027-05-10")
    for written in ("2027-04-06", "2027-04-28", "2027-05-09"):
        on(terms(), paid, written)
    assert on(terms(), paid, "2027-05-10") == first


def test_events_after_the_day_do_not_touch_it():
    later = events(("pay", "2027-04-25", "800.00"), ("pay", "2027-05-25", "800.00"))
    assert on(terms(), later, "2027-05-20") == on(terms(), later[:1], "2027-05-20")
    assert len(payments(terms(), later, day("2027-05-20"))) == 1


def test_open_dues_are_the_unsettled_ones_by_date_with_kept_money_counted():
    """On 25 April instalment 1 lacks 2090.45 and has borne 20 days: 44.33 → on 1955.45 only.

    1,000.00 on time leaves principal 2090.45; 2090.45 × 0.015 = 31.35675 → 31.36.
    """
    paid = events(("pay", "2027-04-05", "1000.00"))
    found = open_dues(terms(), paid, day("2027-04-25"))
    assert [(due.number, due.left, due.days_past_due) for due in found] == [
        (1, 209045 + 3136, 20),
        (2, 309045, 0),
        (3, 309044, 0),
    ]
    early = events(("pay", "2027-04-01", "3100.00"))
    found = open_dues(terms(), early, day("2027-04-02"))
    assert [(due.number, due.payment, due.left) for due in found] == [
        (2, 309045, 308090),
        (3, 309044, 309044),
    ]


def test_open_dues_know_later_changes_of_the_plan_but_no_later_payments():
    later = events(("pay", "2027-04-05", "3090.45"), ("prepay", "2027-04-20", "2000.00"))
    found = open_dues(terms(), later, day("2027-03-20"))
    assert [(due.number, due.left) for due in found] == [(1, 309045), (2, 209107), (3, 205992)]
