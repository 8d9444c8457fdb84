"""Books to be exported: the shop with everything a book may hold, and very small ones."""

import datetime as dt
import os
import shutil
import subprocess
from io import BytesIO

import pytest
from openpyxl import load_workbook

from planner.basics.text import text
from planner.book import facts
from planner.book.book import Book
from planner.book.edit import apply
from planner.exports.kinds import EXPORTS
from planner.services.exporting import subject
from planner.services.look_ahead import look_ahead
from tests.shop import SHOP

TODAY = dt.date(2026, 11, 23)


def book_of(document):
    return apply(Book(), facts.read(Book(), document, text("test")))


def small_document(currency="CNY", **lists):
    return {
        "format": "leeway-facts", "version": 1,
        "book": {"name": "Corner shop", "currency": currency, "language": "en"}, **lists,
    }  # fmt: skip


def loan(key, **terms):
    return {
        "id": key, "name": f"Loan {key}", "lender": "Bank", "debit_account": "bank",
        "principal": "50000.00", "drawn_on": "2026-08-10", "method": "equal_instalment",
        "instalments": 12, "first_due": "2026-09-10", "rate": {"value": "0.144", "per": "year"},
        "books_cash": False, **terms,
    }  # fmt: skip


LOANS = (
    loan("even", rounding="half_even", rate={"value": "0.0731", "per": "year"}),
    loan("unit", instalment_unit="1.00", principal="33333.33"),
    loan("principal", method="equal_principal", instalments=7, interest="daily", year_days=365),
    loan("principal-even", method="equal_principal", rounding="half_even", instalment_unit="10.00"),
    loan("interest", method="interest_only", interest="daily", holiday="next", instalments=9),
    loan("single", method="single_payment", instalments=12),
    loan("single-odd", method="single_payment", first_due="2026-09-25", instalments=6),
    loan("daily", method="daily_interest", rate={"value": "0.0004", "per": "day"}),
    loan("actual", interest="daily", year_days="actual", instalments=24,
         drawn_on="2027-10-15", first_due="2027-11-15"),
    loan("clamped", drawn_on="2026-08-31", first_due="2026-09-30", due_day=31),
    loan("odd", first_due="2026-09-28", fees=[{"amount": "30.00", "when": "each"},
                                              {"amount": "500.00", "when": "draw"}]),
    loan("free", rate={"value": "0", "per": "year"}),
    loan("changed", rate_changes=[{"date": "2027-01-10", "rate": {"value": "0.12"}}]),
)  # fmt: skip
NASTY = ("=1+1", "+1", "-1", "@SUM(A1)", "\tx", "＝1+1", "＋1", "<r>x</r>", "https://a.example/b")


@pytest.fixture(scope="session")
def full_book():
    """The shop with loans of every kind, own transfers, a card, a typed budget and odd names."""
    more = {
        "accounts": [
            *SHOP["accounts"],
            {"id": "card", "name": "=card", "kind": "card", "opened_on": "2026-06-01"},
        ],
        "categories": [
            *[dict(one, group="固定" if one["id"] == "rent" else "") for one in SHOP["categories"]],
            {"id": "own", "name": "own money", "flow": "transfer"},
            {"id": "other-debt", "name": "花呗", "flow": "debt"},
        ],
        "entries": [
            *SHOP["entries"],
            *({"id": f"n{number}", "date": "2026-11-0" + str(number + 1), "account": "bank",
               "amount": "-1.01", "payee": payee, "note": payee * 9}
              for number, payee in enumerate(NASTY)),
            {"id": "in", "date": "2026-11-11", "account": "bank", "amount": "88.80"},
            {"id": "move", "date": "2026-11-12", "account": "bank", "amount": "-300.00",
             "to_account": "fund"},
            {"id": "own1", "date": "2026-11-12", "account": "bank", "amount": "10.00",
             "category": "own"},
            {"id": "buy", "date": "2026-11-13", "account": "card", "amount": "-45.60",
             "category": "supplies"},
            {"id": "hb", "date": "2026-11-14", "account": "bank", "amount": "-20.00",
             "category": "other-debt"},
        ],
        "loans": [*SHOP["loans"], *LOANS,
                  loan("late", books_cash=True), loan("new", drawn_on="2026-12-10",
                                                      first_due="2027-01-10", books_cash=True)],
        "loan_events": [*SHOP["loan_events"],
                        {"loan": "late", "type": "pay", "date": "2026-09-10", "amount": "4000.00"},
                        {"loan": "daily", "type": "prepay", "date": "2026-10-01",
                         "amount": "1000.00"}],
        "budget": [{"month": "2026-12", "category": "rent", "amount": "-4600.00"},
                   {"month": "2027-01", "category": "sales", "amount": "21000.50"}],
    }  # fmt: skip
    return book_of({**SHOP, **more, "book": {"name": "阿宁 & 面馆", "currency": "CNY"}})


@pytest.fixture(scope="session")
def empty_book():
    return book_of(small_document())


@pytest.fixture(scope="session")
def yen_book():
    """No decimals, large sums, one loan, no recurring facts."""
    return book_of(
        small_document(
            "JPY",
            accounts=[{"id": "bank", "name": "Bank", "kind": "bank", "opening": "12345678",
                       "opened_on": "2026-10-01"}],
            categories=[{"id": "a", "name": "Goods", "flow": "expense"}],
            entries=[{"id": "e", "date": "2026-11-02", "account": "bank", "amount": "-9876543",
                      "category": "a"}],
            loans=[loan("y", principal="1000000", rate={"value": "0.015"}, instalment_unit="1")],
        )
    )  # fmt: skip


@pytest.fixture(scope="session")
def made():
    """(book, kind, language, suffix) -> the bytes of the export; remembered."""
    looks, files = {}, {}

    def make(book, kind, language="zh", suffix=None, today=TODAY):
        key = id(book), kind, language, suffix, today
        if key not in files:
            if (id(book), today) not in looks:
                looks[id(book), today] = look_ahead(book, today, paths=200, with_actions=False)
            row = next(row for row in EXPORTS if row.kind == kind)
            told = subject(book, looks[id(book), today], language, today=today)
            files[key] = row.content(told, suffix or row.suffixes[0])
        return files[key]

    return make


@pytest.fixture(scope="session")
def sheets():
    """bytes -> an openpyxl workbook with formulas, or with `values=True` the stored values."""

    def read(content, *, values=False):
        return load_workbook(BytesIO(content), data_only=values)

    return read


@pytest.fixture(scope="session")
def reckoned(tmp_path_factory):
    """LibreOffice headless: {name: bytes} -> {name: workbook with freshly reckoned values}."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice (soffice) is not present")

    def reckon(files):
        home = tmp_path_factory.mktemp("office")
        paths = []
        for name, content in files.items():
            workbook = load_workbook(BytesIO(content))  # openpyxl drops every stored value
            workbook.save(home / f"{name}.xlsx")
            paths.append(str(home / f"{name}.xlsx"))
        subprocess.run(
            [office, f"-env:UserInstallation=file://{home}/profile", "--headless", "--convert-to",
             "xlsx", "--outdir", str(home / "out"), *paths],
            check=True, capture_output=True, timeout=180, env={**os.environ, "HOME": str(home)},
        )  # fmt: skip
        return {
            name: load_workbook(home / "out" / f"{name}.xlsx", data_only=True) for name in files
        }

    return reckon
