"""Known answers from outside (../shared/loans/vectors), where the contract can express them.

Not expressible, and why: flat interest (alloc1, penalty_principal); penalty as a flat share or a
month rate on overdue principal (penalty_principal, overdue_s2); contract interest going on for
overdue principal (rp04, rp05, overdue_s2); a level payment from annual × 30/365 (rp02, rp11,
emi_act365 as a whole, rp08 row 1); pay-off interest by actual days of the month (payoff_preclose,
table 3); a second draw pro-rated within the month (emi_multi_mid, rows 1 and 2); a period without
principal in the middle (grace_mid, table 2; rs05, rows 1 to 3); Regulation Z's simple interest
within a broken unit period (c1ii, c1v); several outflows (xirr_unordered); NPER (nper1).
Their balance chains are checked all the same.
"""

import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from planner.loans.cost import annual_cost, internal_rate
from planner.loans.methods.equal_instalment import level_payment
from planner.services.loans.report import loan_json
from tests.loans.contracts import day, on, terms

VECTORS = Path(__file__).resolve().parents[3] / "shared" / "loans" / "vectors"


def vector(name):
    path = VECTORS / f"{name}.json"
    if not path.exists():
        pytest.skip("../shared/loans/vectors not present")
    return json.loads(path.read_text("utf-8"))


def numbered(table):
    return [row for row in table["rows"] if row.get("nr")]


# name, table, first and last row, terms
WHOLE = [
    ("fineract_emi_30360", 0, 1, 6, {}),
    ("fineract_mult_decl", 0, 1, 4, {"instalment_unit": "1.00"}),
    ("fineract_rs02", 0, 1, 18, {"instalment_unit": "1.00"}),
    ("fineract_rs03", 0, 1, 18, {"interest": "daily", "year_days": 365, "instalment_unit": "1.00"}),
    ("fineract_rs04", 0, 1, 18, {"method": "equal_principal"}),
    ("fineract_rs05", 0, 4, 18, {"instalment_unit": "1.00"}),
    ("fineract_payoff_preclose", 0, 1, 6, {}),
    ("fineract_payoff_preclose", 1, 1, 6, {}),
    ("fineract_grace_mid", 0, 1, 3, {}),
    ("fineract_emi_multi_mid", 0, 3, 6, {}),
    ("fineract_emi_act365", 0, 3, 6, {"interest": "daily", "year_days": 365}),
    ("fineract_rp08", 0, 2, 6, {"interest": "daily", "year_days": 365, "instalment_unit": "1.00"}),
]


@pytest.mark.parametrize(("name", "table", "first", "last", "changed"), WHOLE)
def test_a_schedule_of_another_engine_is_reproduced(name, table, first, last, changed):
    case = vector(name)
    rows = numbered(case["expected"][table])
    asked = rows[first - 1 : last]
    given = case["input"]
    start = rows[first - 2]["date"] if first > 1 else given.get("start_date") or given["dates"][0]
    balance = (
        rows[first - 2]["balance"]
        if first > 1
        else given.get("principal") or given["events"][0]["amount"]
    )
    document = {
        "principal": f"{Decimal(balance):.2f}", "drawn_on": start, "method": "equal_instalment",
        "instalments": len(asked), "first_due": asked[0]["date"], "rounding": "half_even",
        "rate": {"value": str(Decimal(given["annual_rate_pct"]) / 100)}, **changed,
    }  # fmt: skip
    found = loan_json([document], None)["schedule"]
    assert [(row["due"], row["payment"], row["interest"], row["balance"]) for row in found] == [
        (row["date"], row["due"], row["interest"], row["balance"]) for row in asked
    ]


def test_a_long_chinese_instalment_loan():
    """1,000,000 at 4.9 % over 360 months; that page does not round its rows."""
    case = vector("zh_debx_1m")
    document = {
        "principal": "1000000.00", "drawn_on": "2026-01-10", "first_due": "2026-02-10",
        "method": "equal_instalment", "instalments": 360, "rate": {"value": "0.049"},
    }  # fmt: skip
    found, expected = loan_json([document], None), case["expected"]
    row = found["schedule"][0]
    assert row["payment"] == expected["installment"]
    assert row["interest"] == expected["first_row"]["interest"]
    for key in ("principal", "balance"):
        assert abs(Decimal(row[key]) - Decimal(expected["first_row"][key])) <= Decimal("0.01")
    assert abs(Decimal(found["totals"]["payment"]) - Decimal(expected["total_payment"])) <= 2
    assert abs(Decimal(found["totals"]["interest"]) - Decimal(expected["total_interest"])) <= 2


def fraction(written):
    top, _, below = written.partition("/")
    return Fraction(top) / Fraction(below or 1)


def test_payments_of_spreadsheet_functions():
    for name in ("tvm_pmt0", "tvm_pmt1"):
        case = vector(name)
        rate, count, principal = map(fraction, case["input"]["args"])
        exact = level_payment(int(principal), int(count), rate)
        assert float(exact) == pytest.approx(-float(case["expected"]["value"]), rel=1e-9)


def test_parts_of_spreadsheet_functions():
    ppmt, cumipmt = vector("tvm_ppmt1"), vector("excel_cumipmt")
    base = {"drawn_on": "2026-01-10", "first_due": "2026-02-10", "method": "equal_instalment"}
    first = loan_json(
        [{**base, "principal": "55000.00", "instalments": 60, "rate": {"value": "0.1"}}], None
    )
    found = Decimal(first["schedule"][0]["principal"])
    assert abs(found + Decimal(ppmt["expected"]["value"])) <= Decimal("0.01")
    second = loan_json(
        [{**base, "principal": "125000.00", "instalments": 360, "rate": {"value": "0.09"}}], None
    )
    interest = sum(Decimal(row["interest"]) for row in second["schedule"][12:24])
    assert abs(interest + Decimal(cumipmt["expected"]["value"])) <= Decimal("0.10")


def test_a_rate_of_a_spreadsheet_function():
    case = vector("tvm_rate1")
    count, _, paid, got = map(float, case["input"]["args"])
    found = internal_rate(-int(paid), [(count, int(got))])
    assert found == pytest.approx(float(case["expected"]["value"]), rel=1e-9)


@pytest.mark.parametrize(
    ("name", "periods"), [("regz_c1i", 12), ("regz_c3i", 12), ("regz_x_w", 52)]
)
def test_regular_yearly_rates_of_regulation_z(name, periods):
    """The first period is one unit period: the rate is that of cli.md's `simple`."""
    case = vector(name)
    received = round(float(case["input"]["advances"][0]["amount"]) * 100)
    flows = [
        (float(number), round(float(payment["amount"]) * 100))
        for number, payment in enumerate(case["input"]["payments"], 1)
    ]
    percent = 100 * periods * internal_rate(received, flows)
    assert f"{percent:.2f}" == case["expected"]["apr_pct"]


def single(received, payment, drawn, due):
    """Terms of one payment that pay exactly so much: the surplus is a fee with the row."""
    return terms(
        principal=received, drawn_on=drawn, first_due=due, instalments=1, method="single_payment",
        rate={"value": "0"}, year_days=365,
        fees=[{"amount": f"{Decimal(payment) - Decimal(received):.2f}", "when": "each"}],
    )  # fmt: skip


def test_yearly_rates_of_one_payment():
    simple, compound = vector("regz_c5i"), vector("ukapr_1")
    cost = annual_cost(single("1000.00", "1080.00", "1978-01-03", "1978-09-15"))
    assert f"{100 * cost.simple:.2f}" == simple["expected"]["apr_pct"]
    cost = annual_cost(single("500.00", "510.00", "2012-10-10", "2012-10-15"))
    percent = float(compound["expected"]["apr_pct"])
    assert 100 * cost.compound == pytest.approx(
        percent, abs=float(compound["expected"]["tolerance_pct"])
    )


def test_a_day_rate_times_360_and_a_penalty_of_ten_days():
    year, late = vector("zh_execrate360"), vector("zh_latefee")
    contract = terms(
        principal="1000.00", instalments=1, rate={"value": "0.0005", "per": "day"},
        method="daily_interest", penalty={"multiplier": "1", "compound": False},
    )  # fmt: skip
    assert f"{100 * annual_cost(contract).simple:.2f}" == year["expected"]["annual_rate_pct"]
    there = on(contract, (), "2027-04-15")
    assert there.days_past_due == late["input"]["days"]
    assert there.penalty_on_principal == round(100 * float(late["expected"]["late_fee"]))
    assert there.date == day("2027-04-15")


@pytest.mark.parametrize("name", sorted(path.stem for path in VECTORS.glob("*.json")) or ["absent"])
def test_every_outside_schedule_keeps_its_balance_chain(name):
    case = vector(name)
    if case["kind"] != "schedule":
        return
    for table in case["expected"]:
        draws = {
            row["date"]: Decimal(row["disbursement"])
            for row in table["rows"]
            if "disbursement" in row
        }
        given = case["input"]
        balance = sum(draws.values()) if draws else sum(
            Decimal(event["amount"]) for event in given["events"] if event["type"] == "disburse"
        )  # fmt: skip
        principal = sum(Decimal(row["principal"]) for row in numbered(table))
        assert principal == balance
        assert Decimal(numbered(table)[-1]["balance"]) == 0
