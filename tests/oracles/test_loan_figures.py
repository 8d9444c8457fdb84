"""Figures of other programs, worked once and stored: LibreOffice Calc 7.4 and pyxirr."""

from fractions import Fraction

import pytest

from planner.basics.money import rounded
from planner.loans.cost import annual_cost, internal_rate
from planner.loans.methods.equal_instalment import level_payment
from planner.loans.schedule import plan
from tests.loans.contracts import terms

# (yearly rate, rows, principal), PMT, {row: (IPMT, PPMT)} as Calc gave them
CALC = [
    (("0.144", 12, 60000), 5398.52599676105,
     {1: (720, 4678.52599676105), 6: (432.470031596034, 4966.05596516502),
      12: (64.0141422540829, 5334.51185450697)}),
    (("0.12", 36, 250000), 8303.5774532128,
     {1: (2500, 5803.5774532128), 18: (1430.37495755683, 6873.20249565597),
      36: (82.2136381506204, 8221.36381506218)}),
    (("0.0385", 60, 120000), 2201.86898319359,
     {1: (385, 1816.86898319359), 30: (208.138673472277, 1993.73030972132),
      60: (7.04173741355427, 2194.82724578004)}),
    (("0.24", 6, 8000), 1428.20649868162,
     {1: (160, 1268.20649868162), 3: (108.764457453263, 1319.44204122836),
      6: (28.0040489937572, 1400.20244968786)}),
    (("0.0036", 24, 5000), 209.115481635317,
     {1: (1.5, 207.615481635317), 12: (0.813840288487273, 208.30164134683),
      24: (0.062715829741836, 209.052765805576)}),
    (("0.18", 120, 1000000), 18018.5199040997,
     {1: (15000, 3018.51990409967), 60: (10752.6011622185, 7265.91874188116),
      120: (266.283545380994, 17752.2363587187)}),
]  # fmt: skip


@pytest.mark.parametrize(("case", "payment", "_rows"), CALC)
def test_the_level_payment_is_that_of_a_spreadsheet(case, payment, _rows):
    rate, count, principal = case
    exact = level_payment(principal, count, Fraction(rate) / 12)
    assert float(exact) == pytest.approx(payment, rel=1e-12)
    contract = terms(principal=f"{principal}.00", instalments=count, rate={"value": rate})
    assert plan(contract).rows[0].payment == rounded(exact * 100)


@pytest.mark.parametrize(("case", "_payment", "parts"), CALC)
def test_interest_and_principal_of_rows_are_those_of_a_spreadsheet(case, _payment, parts):
    """The spreadsheet does not round its rows: ours differ by the cents gathered on the way."""
    rate, count, principal = case
    rows = plan(terms(principal=f"{principal}.00", instalments=count, rate={"value": rate})).rows
    for number, (interest, repaid) in parts.items():
        slack = 0.51 + 0.01 * number * (1 + float(rate)) ** (count / 12)
        assert rows[number - 1].interest == pytest.approx(100 * interest, abs=slack)
        if number < count:
            assert rows[number - 1].principal == pytest.approx(100 * repaid, abs=slack + 1)


@pytest.mark.parametrize(
    ("count", "payment", "received", "calc"),
    [(12, 5398.53, 60000, 0.14400141639471), (24, 500, 9800, 0.202548913410426)],
)
def test_the_internal_rate_is_that_of_a_spreadsheet(count, payment, received, calc):
    flows = [(float(month), payment) for month in range(1, count + 1)]
    assert 12 * internal_rate(received, flows) == pytest.approx(calc, abs=1e-11)


@pytest.mark.parametrize(
    "method", ["equal_instalment", "equal_principal", "interest_only", "single_payment"]
)
@pytest.mark.parametrize("changed", [
    {}, {"instalments": 60}, {"drawn_on": "2027-03-20"}, {"rate": {"value": "0.36"}},
    {"fees": [{"amount": "180.00", "when": "draw"}]}, {"interest": "daily", "holiday": "next"},
])  # fmt: skip
def test_the_compound_cost_is_the_xirr_of_pyxirr(method, changed):
    import pyxirr

    contract = terms(**{"method": method, **changed})
    rows = plan(contract).rows
    dates = [contract.drawn_on, *(row.due for row in rows)]
    flows = [-contract.received, *(row.payment for row in rows)]
    assert annual_cost(contract).compound == pytest.approx(pyxirr.xirr(dates, flows), abs=1e-8)


def test_a_monthly_cost_is_the_irr_of_pyxirr():
    import pyxirr

    rows = plan(terms(instalments=24)).rows
    found = pyxirr.irr([-900000, *(row.payment for row in rows)])
    assert annual_cost(terms(instalments=24)).simple == pytest.approx(12 * found, abs=1e-9)


def test_stored_figures_were_read_right():
    """IPMT and PPMT of a row add up to PMT."""
    for _, payment, parts in CALC:
        assert all(sum(pair) == pytest.approx(payment, rel=1e-12) for pair in parts.values())
