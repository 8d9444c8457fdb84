"""LibreOffice reckons the workbooks anew: nothing differs from what our own model stored."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook

from planner.basics.money import to_decimal
from planner.book.loan import Rate
from planner.loans.schedule import plan

NEW_RATES = {"year": Decimal("0.1275"), "day": Decimal("0.00035")}


@pytest.fixture(scope="module")
def files(made, full_book, empty_book, yen_book):
    return {
        "full": made(full_book, "budget", "zh"),
        "empty": made(empty_book, "budget", "en"),
        "yen": made(yen_book, "budget", "en"),
    }


@pytest.fixture(scope="module")
def changed(made, full_book):
    """The repayment plans with another rate in every yellow rate cell, and one loan made longer."""
    workbook = load_workbook(BytesIO(made(full_book, "schedule", "en")))
    for number, loan in enumerate(full_book.loans.values(), 1):
        cell = named(workbook, f"Loan{number}_rate")
        if not cell.protection.locked:
            cell.value = float(NEW_RATES[loan.terms.rate.per])
        if loan.id == "even":
            named(workbook, f"Loan{number}_instalments").value = 18
    buffer = BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


@pytest.fixture(scope="module")
def results(reckoned, files, changed):
    return reckoned({**files, "changed": changed})


def named(workbook, name):
    sheet, place = next(workbook.defined_names[name].destinations)
    return workbook[sheet][place]


def same(stored, fresh):
    stored, fresh = "" if stored is None else stored, "" if fresh is None else fresh
    if isinstance(stored, int | float) and isinstance(fresh, int | float):
        return abs(stored - fresh) < 1e-7
    return stored == fresh


@pytest.mark.parametrize("name", ["full", "empty", "yen"])
def test_every_formula_cell_equals_its_stored_value(results, files, name):
    formulas, stored = load_workbook(BytesIO(files[name])), load_workbook(
        BytesIO(files[name]), data_only=True
    )  # fmt: skip
    wrong, count = [], 0
    for sheet in formulas:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type != "f":
                    continue
                count += 1
                before = stored[sheet.title][cell.coordinate].value
                after = results[name][sheet.title][cell.coordinate].value
                if not same(before, after):
                    wrong.append((sheet.title, cell.coordinate, cell.value, before, after))
    assert wrong == []
    assert count > 100


@pytest.mark.parametrize("name", ["full", "empty", "yen", "changed"])
def test_no_cell_shows_an_error(results, name):
    errors = [
        (sheet.title, cell.coordinate, cell.value)
        for sheet in results[name]
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "e" or str(cell.value).startswith("#")
    ]
    assert errors == []


def test_a_changed_rate_gives_the_plan_of_the_engine_to_the_cent(results, full_book):
    checked = 0
    for number, loan in enumerate(full_book.loans.values(), 1):
        if loan.terms.rate_changes or loan.id == "daily":
            continue  # fixed figures: special rules, or changed on the way
        terms = replace(loan.terms, rate=Rate(NEW_RATES[loan.terms.rate.per], loan.terms.rate.per))
        if loan.id == "even":
            terms = replace(terms, instalments=18)
        sheet = named(results["changed"], f"Loan{number}_rate").parent
        assert rows(sheet) == [
            (row.number, row.due, *(to_decimal(part, "CNY") for part in (
                row.payment, row.principal, row.interest, row.fee, row.balance)))
            for row in plan(terms).rows
        ], loan.id  # fmt: skip
        checked += 1
    assert checked == 14


def rows(sheet):
    found = []
    for number, due, *amounts, _state in sheet.iter_rows(
        min_row=14, min_col=2, max_col=9, values_only=True
    ):
        if isinstance(number, int | float):
            day = due.date() if isinstance(due, dt.datetime) else due
            found.append((number, day, *(Decimal(str(round(value, 2))) for value in amounts)))
    return [(n, d, *(a.quantize(Decimal("0.01")) for a in rest)) for n, d, *rest in found]
