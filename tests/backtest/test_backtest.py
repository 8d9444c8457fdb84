"""The backtest asks the product on made flows, and tells it nothing from after the check day."""

import csv
import datetime as dt
import gzip
from pathlib import Path

import pytest

from tests.backtest.__main__ import main
from tests.backtest.predict import predict, tasks
from tests.backtest.tables import checks, invoices, scenarios
from tests.test_house import ROOT

DATA = ROOT.parent / "shared" / "backtest"
START, LAST = "2018-05-01", "2018-08-31"


def table(folder: Path, name: str, head: str, rows: list[str]) -> None:
    with gzip.open(folder / f"{name}.csv.gz", "wt", encoding="utf-8") as file:
        file.write("\n".join([head, *rows]) + "\n")


def days(first: str, last: str) -> list[dt.date]:
    start, end = (dt.date.fromisoformat(day).toordinal() for day in (first, last))
    return [dt.date.fromordinal(day) for day in range(start, end + 1)]


def made(folder: Path, *, until: str = LAST, companies: str = "AB") -> Path:
    """Two shops that sell on Mondays and buy on Thursdays of a year and a half, each with a loan."""
    folder.mkdir()
    rows = []
    for company in companies:
        for number, day in enumerate(days("2017-03-01", until)):
            amount = 1000 + 37 * (number * (3 if company == "A" else 5) % 11)
            if day.weekday() == 0:
                rows.append(f"{company},{day},in,c{number % 3},{amount}.50,0")
            elif day.weekday() == 3:
                rows.append(f"{company},{day},out,s1,{amount // 2},0")
    table(folder, "sme_invoices", "company,date,dir,partner,gross,void", rows)
    loans = [
        f"{key},{company},{START},27,{cash},-70.25,400.10,{LAST},"
        for key, company, cash in (("1", "A", "4000.00"), ("2", "B", "600.00"))
        if company in companies
    ]
    head = "scenario,company,start,buffer_days,opening_cash,other_daily_flow,instalment,watched_until,first_uncovered_due"
    table(folder, "sme_loan_scenarios", head, loans)
    asked = [f"{key[0]},{day}" for key in loans for day in days(START, until)[::7]]
    table(folder, "checks_rolling", "scenario,check_date", asked)
    return folder


def cells(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_the_book_of_a_check_holds_what_the_recipe_says(tmp_path):
    folder = made(tmp_path / "all")
    (first, _) = tasks(folder, "rolling")
    case, scenario = first.case(), scenarios(folder, "rolling")["1"]
    evening = first.checks[0].date.toordinal() - 1
    for check in first.checks[:14]:
        today = check.date.toordinal() - 1
        book = case.book(check.date.fromordinal(today))
        moved = sum(
            move.amount for move in invoices(folder, {"A"})["A"] if evening < move.day <= today
        )
        paid = len(book.loan_events)
        expected = 400000 + moved - 7025 * (today - evening) - 40010 * paid
        assert book.balances(check.date.fromordinal(today))["bank"] == expected
    assert (paid, scenario.instalment, int(book.ledger.days.max())) == (3, 40010, today)


def test_the_file_has_a_row_per_check_of_whole_scenarios(tmp_path):
    folder = made(tmp_path / "all")
    count = len(checks(folder, "rolling")) // 2
    out = tmp_path / "out.csv"
    assert main([str(folder), "--out", str(out), "--limit", str(2 * count - 1)]) == 0
    rows = cells(out)
    assert {row["scenario"] for row in rows} == {"1"}
    assert len(rows) == count
    for row in rows:
        assert 0 <= float(row["chance_short_60"]) <= 1
        assert float(row["p5_d60"]) <= float(row["p50_d60"]) <= float(row["p95_d60"])


def test_nothing_from_after_the_check_day_or_from_others_is_used(tmp_path):
    whole = list(predict(made(tmp_path / "all"), "rolling", None, workers=2))
    less = list(
        predict(
            made(tmp_path / "cut", until="2018-06-12", companies="B"), "rolling", None, workers=1
        )
    )
    assert less
    known = {one.check: one for one in whole}
    assert [known[one.check] for one in less] == less


def test_missing_data_is_one_line_and_exit_3(tmp_path, capsys):
    assert main([str(tmp_path), "--out", str(tmp_path / "out.csv")]) == 3
    assert capsys.readouterr().err.count("\n") == 1


def test_an_account_starts_from_its_posted_balance(tmp_path):
    head = "account_id,part,seq,date,amount,balance,operation,purpose,partner_bank,partner_account"
    rows = [
        f"7,A,{n},1993-{1 + n // 28:02}-{1 + n % 28:02},{100 - 40 * (n % 5)}.0,{500 + n}.0,cash_in,,,"
        for n in range(200)
    ]
    table(tmp_path, "bank_transactions", head, rows)
    table(tmp_path, "checks_bank", "scenario,check_date", ["A-7,1993-05-01"])
    (one,) = predict(tmp_path, "bank", None, workers=1)
    (task,) = tasks(tmp_path, "bank")
    today = one.check.date.fromordinal(one.check.date.toordinal() - 1)
    book = task.case().book(today)
    assert book.balances(today)["bank"] == (500 + len(book.ledger) - 1) * 100
    assert 0 <= one.chance <= 1


def test_real_checks_are_answered():
    if not DATA.exists():
        pytest.skip("shared/backtest not present")
    found = list(predict(DATA, "rolling", 60, workers=1))
    assert found == list(predict(DATA, "rolling", 60, workers=2))
    assert 0 < len(found) <= 60
