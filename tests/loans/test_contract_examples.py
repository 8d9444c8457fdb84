"""The figures that the contract itself works out: 12,000.00 at 12 % from 2026-01-10, three rows.

One twelfth of the rate is 1 %, the day rate 1/3000; the periods have 31, 28, 31 days.
"""

import pytest

from planner.loans.cost import annual_cost
from tests.loans.contracts import events, on, rows, terms, uses

BASE = {
    "principal": "12000.00", "drawn_on": "2026-01-10", "first_due": "2026-02-10",
    "rate": {"value": "0.12"},
}  # fmt: skip


def contract(**changed):
    return terms(**{**BASE, **changed})


def happened(*listed):
    return events(*listed, **BASE)


@pytest.mark.parametrize(
    ("changed", "payments"),
    [
        ({}, [408027, 408027, 408026]),
        ({"instalment_unit": "1.00"}, [408000, 408000, 408080]),
        ({"interest": "daily"}, [408027, 408027, 408026]),
        ({"method": "equal_principal"}, [412000, 408000, 404000]),
        ({"method": "equal_principal", "interest": "daily"}, [412400, 407467, 404133]),
        ({"method": "interest_only"}, [12000, 12000, 1212000]),
        ({"method": "interest_only", "interest": "daily"}, [12400, 11200, 1212400]),
        ({"method": "single_payment"}, [1236000]),
        ({"method": "single_payment", "interest": "daily"}, [1236000]),
        ({"drawn_on": "2026-01-25"}, [408027, 408027, 402313]),
    ],
)
def test_payments_of_a_plan(changed, payments):
    assert [row[1] for row in rows(contract(**changed))] == payments


@pytest.mark.parametrize(
    ("changed", "simple", "compound"),
    [
        ({}, 0.12000203, 0.12869023),
        ({"method": "single_payment"}, 0.12, 0.12735859),
        ({"drawn_on": "2026-01-25"}, 0.12009792, None),
    ],
)
def test_yearly_cost(changed, simple, compound):
    cost = annual_cost(contract(**changed))
    assert cost.simple == pytest.approx(simple, abs=5e-9)
    assert compound is None or cost.compound == pytest.approx(compound, abs=5e-9)


def test_repaying_any_day():
    """72.00 for 15 days, 2000.00 principal; then 64.00, 112.00, 124.00 and the rest."""
    line = contract(method="daily_interest", rate={"value": "0.0004", "per": "day"})
    early = happened(("prepay", "2026-01-25", "2072.00"))
    assert [row[1] for row in rows(line, early)] == [6400, 11200, 1012400]
    there = on(line, early, "2026-02-01")
    assert (there.interest_normal, there.payoff) == (2800, 1002800)


@pytest.mark.parametrize(
    ("mode", "payments"),
    [("lower", [408027, 257133, 255086]), ("shorten", [408027, 408027, 102683])],
)
def test_a_prepayment_in_mid_period(mode, payments):
    early = happened(("pay", "2026-02-10", "4080.27"), ("prepay", "2026-02-20", "3000.00"))
    found = rows(contract(prepay={"mode": mode}), early)
    assert [row[1] for row in found] == payments


@pytest.mark.parametrize(
    ("mode", "payments"),
    [("lower", [124642] * 5), ("shorten", [207058, 207058, 202923])],
)
def test_a_prepayment_on_a_due_date(mode, payments):
    """Six rows from the 15th: 2070.58 paid, then 4,000.00; 6049.42 is left."""
    six = {"drawn_on": "2026-01-15", "first_due": "2026-02-15", "instalments": 6}
    early = happened(("pay", "2026-02-15", "2070.58"), ("prepay", "2026-02-15", "4000.00"))
    found = rows(contract(**six, prepay={"mode": mode}), early)
    assert found[0] == ("2026-02-15", 207058, 195058, 12000, 1004942)
    assert [row[1] for row in found[1:]][: len(payments) - 1] == payments[:-1]
    assert found[-1][1] == pytest.approx(payments[-1], abs=2)
    assert found[1][4] == {"lower": 486349, "shorten": 403933}[mode]


def test_two_instalments_overdue():
    there = on(contract(), happened(("pay", "2026-03-02", "1000.00")), "2026-03-15")
    assert (there.principal_normal, there.principal_overdue) == (403986, 712094)
    assert (there.interest_normal, there.interest_overdue) == (673, 8040)
    assert (there.penalty_on_principal, there.penalty_on_interest) == (3028, 20)
    assert (there.days_past_due, there.due_now, there.payoff) == (33, 723182, 1127841)


def test_grace_and_early_money():
    graced = contract(penalty={"grace_days": 3})
    assert on(graced, (), "2026-02-13").payoff == 1212804
    assert on(graced, (), "2026-02-14").payoff == 1213888
    early = happened(("pay", "2026-02-07", "4100.00"))
    assert on(contract(), early, "2026-02-09").payoff == 802000
    assert uses(contract(), early, "2026-02-12") == [(410000, 0, 0, 12000, 396027, 1973)]
